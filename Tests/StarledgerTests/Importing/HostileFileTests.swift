import TelegramSandbox
import Testing

@Suite("Old files as they are found in the wild, through the real verb")
struct HostileFileTests {
    /// A file by the SQL that makes it, and what an import of it comes to.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var sql: String
        var status: Int32
        /// Users, payments and refunds taken over.
        var counts: [Int64]
        /// Table, row and code of every problem.
        var problems: [String]
        /// What people hold: three-card tickets, and whether the option is on.
        var held: [Int64: [SandboxJSON]]

        var testDescription: String { self.name }
    }

    private static let tables = """
        CREATE TABLE users (user_id, created_at, premium_until, pass_until, arisa_credits, first_seen,
            usage_date, general_chat_count_today, one_oracle_count_today, tickets_3, tickets_7,
            tickets_10, images_enabled, terms_accepted_at, lang);
        CREATE TABLE payments (id INTEGER PRIMARY KEY, user_id, sku, stars,
            telegram_payment_charge_id, status, created_at, refunded_at);
        CREATE TABLE payment_events (id INTEGER PRIMARY KEY, user_id, event_type, sku, payload,
            created_at);
        CREATE TABLE audits (id INTEGER PRIMARY KEY, action, actor_user_id, target_user_id, payload,
            status, created_at);
        CREATE TABLE feedback (id INTEGER PRIMARY KEY, user_id, mode, text, request_id, created_at);
        CREATE TABLE app_events (id INTEGER PRIMARY KEY, event_type, user_id);

        """

    static let cases: [Case] = [
        Case(
            name: "empty tables",
            sql: tables,
            status: 0,
            counts: [0, 0, 0],
            problems: [],
            held: [:]
        ),
        Case(
            name: "NULL in every column of every table",
            sql: tables + """
                INSERT INTO users DEFAULT VALUES; INSERT INTO payments DEFAULT VALUES;
                INSERT INTO payment_events DEFAULT VALUES; INSERT INTO audits DEFAULT VALUES;
                INSERT INTO feedback DEFAULT VALUES; INSERT INTO app_events DEFAULT VALUES;
                INSERT INTO users (user_id) VALUES (7);
                INSERT INTO payments (user_id) VALUES (7);
                """,
            status: 2,
            counts: [1, 1, 0],
            problems: [
                "users 1 user_missing", "payments 1 user_missing", "payments 2 charge_missing",
                "payments 2 time_unreadable", "payments 2 stars_unreadable",
                "payments 2 sku_unknown", "audits 1 audit_unreadable",
                "payment_events 1 event_type_unknown", "feedback 1 user_missing",
                "app_events 1 event_type_unknown",
            ],
            held: [7: [0, false]]
        ),
        Case(
            name: "an older file without the later columns and tables",
            sql: """
                CREATE TABLE users (user_id INTEGER PRIMARY KEY, created_at TEXT, tickets_3 INT);
                CREATE TABLE payments (id INTEGER PRIMARY KEY, user_id INT, sku TEXT, stars INT,
                    telegram_payment_charge_id TEXT, created_at TEXT);
                INSERT INTO users VALUES (7, '2026-01-01 00:00:00', 2);
                INSERT INTO payments VALUES (1, 7, 'TICKET_3', 100, 'stx1', '2026-01-01 00:00:00');
                """,
            status: 0,
            counts: [1, 1, 0],
            problems: [],
            held: [7: [2, false]]
        ),
        Case(
            name: "payments only, in capitals",
            sql: """
                CREATE TABLE PAYMENTS (ID INTEGER PRIMARY KEY, USER_ID INT, SKU TEXT, STARS INT,
                    TELEGRAM_PAYMENT_CHARGE_ID TEXT, CREATED_AT TEXT);
                INSERT INTO payments VALUES (1, 8, 'TICKET_3', 100, 'stx1', '2026-01-01T00:00:00Z');
                """,
            status: 0,
            counts: [1, 1, 0],
            problems: [],
            held: [8: [0, false]]
        ),
        Case(
            name: "bytes, broken texts, numbers of the wrong kind",
            sql: tables + """
                INSERT INTO users (user_id, tickets_3, images_enabled, lang, first_seen) VALUES
                    ('7', 3.0, x'01', 'en', CAST(x'ff32303236' AS TEXT)),
                    (7.5, 1, 1, 'en', NULL), (9, '4', '1', CAST(x'ff' AS TEXT), '2026-01-01');
                INSERT INTO payments (user_id, sku, stars, telegram_payment_charge_id, created_at) VALUES
                    (9, 'TICKET_3', '100', x'00', '2026-01-01'),
                    (9, x'00', 1e300, 'stx2', '2026-01-01'),
                    (9, 'TICKET_3', 100, 'stx2', '2026-01-01');
                INSERT INTO feedback (user_id, text, created_at) VALUES
                    (9, CAST(x'ff' AS TEXT), '2026-01-01'), (9, 'it''s "good"', '2026-01-01');
                """,
            status: 2,
            counts: [2, 2, 0],
            problems: [
                "users 1 number_unreadable", "users 1 time_unreadable", "users 2 user_missing",
                "users 3 language_unknown", "payments 1 charge_missing",
                "payments 2 stars_unreadable", "payments 2 sku_unknown", "payments 3 charge_twice",
                "feedback 1 feedback_unreadable",
            ],
            held: [7: [3, false], 9: [4, true]]
        ),
        Case(
            name: "negative and absurd balances",
            sql: tables + """
                INSERT INTO users (user_id, tickets_3, tickets_7, images_enabled, arisa_credits) VALUES
                    (7, -3, 9223372036854775807, -1, 15), (8, 1001, 0, 0, 0);
                """,
            status: 2,
            counts: [2, 0, 0],
            problems: [
                "users 1 stranger_ignored", "users 1 negative_number", "users 1 absurd_number",
                "users 1 absurd_number", "users 2 absurd_number",
            ],
            held: [7: [0, true], 8: [1_001, false]]
        ),
    ]

    @Test(
        "Every row that cannot be taken as it stands is named, the others arrive",
        arguments: Self.cases
    )
    func hostile(_ file: Case) async throws {
        try await withWorkplace { place in
            try await place.sql(file.sql)
            let plan = try await place.run("import", "old.db", "--dry-run", "--json")
            let run = try await place.run("import", "old.db", "--json")
            #expect(run.status == file.status, "\(run.complaints)")
            let report = try run.object()
            #expect(try plan.object() == report)
            #expect(["users", "payments", "refunds"].map { report[$0]?.int } == file.counts)
            let problems = try (report["problems"]?.array ?? []).map { problem in
                let row = try #require(problem["row"]?.int)
                return "\(problem["table"]?.string ?? "") \(row) \(problem["code"]?.string ?? "")"
            }
            #expect(problems == file.problems)
            let people = try await place.everybody()
            #expect(
                people.mapValues {
                    [$0["tickets"]?["TICKET_3"] ?? .null, $0["images"] ?? .null]
                } == file.held
            )
            #expect(try await place.run("verify").status == 0)
            #expect(try await place.run("import", "old.db", "--json").object()["events"] == 0)
        }
    }

    @Test("People with events of their own are refused by name; the others arrive")
    func strangers() async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            try await place.beginLedger()
            _ = try await place.run("grant", "5393425036", "TICKET_7", "--reason", "came early")
            let run = try await place.run("import", "old.db")
            #expect(run.status == 2)
            #expect(
                run.output.contains(
                    "PROBLEM users row 5393425036 user_has_events: user 5393425036 has events"
                ),
                "\(run.output)"
            )
            let people = try await place.everybody()
            #expect(people.count == 51)
            #expect(people[5_393_425_036]?["tickets"]?["TICKET_3"] == 0)
            #expect(people[1_868_342_582]?["tickets"]?["TICKET_3"] == 4)
        }
    }
}

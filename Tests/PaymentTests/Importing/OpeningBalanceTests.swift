import Ledger
import Payments
import Projections
import Testing

@Suite("What each person holds arrives as the old row says, whatever it holds")
struct OpeningBalanceTests {
    /// Text of a time, and the moment that it means, in seconds.
    static let times: [(String, Int64?)] = [
        ("2026-10-01T03:00:00+00:00", 1_790_823_600),
        ("2026-10-01T03:00:00Z", 1_790_823_600),
        ("2026-10-01T03:00:00", 1_790_823_600),
        ("2026-10-01 03:00:00", 1_790_823_600),
        (" 2026-10-01 03:00:00 ", 1_790_823_600),
        ("2026-10-01T12:00:00+09:00", 1_790_823_600),
        ("2026-10-01T12:00:00+0900", 1_790_823_600),
        ("2026-10-01T12:00:00+09", 1_790_823_600),
        ("2026-09-30T22:30:00-04:30", 1_790_823_600),
        ("2026-10-01T03:00", 1_790_823_600),
        ("2026-10-01T03:00+00:00", 1_790_823_600),
        ("2026-10-01", 1_790_812_800),
        ("2024-02-29T00:00:00", 1_709_164_800),
        ("2026-02-29T00:00:00", nil),
        ("2026-13-01T00:00:00", nil),
        ("2026-00-01T00:00:00", nil),
        ("2026-10-32T00:00:00", nil),
        ("2026-10-01T24:00:00", nil),
        ("2026-10-01T03:60:00", nil),
        ("2026-10-01T03:00:60", nil),
        ("2026-10-01T03:00:00.", nil),
        ("2026-10-01T03:00:00+", nil),
        ("2026-10-01T03:00:00+09:00 or so", nil),
        ("2026-10-01T", nil),
        ("01.10.2026", nil),
        ("yesterday", nil),
        ("1790823600", nil),
        ("０２026-10-01T03:00:00", nil),
        ("", nil),
    ]

    @Test("Times of every form that Python and SQLite write", arguments: Self.times)
    func time(_ text: String, _ seconds: Int64?) throws {
        var file = OldFile()
        file.addUser(.integer(1), ["first_seen": .text(text)])
        let found = try Self.balance(of: file)
        #expect(found.firstSeen == seconds.map { Instant(seconds: $0) })
        #expect(
            file.problems() == (seconds == nil && !text.isEmpty ? ["users 1 time_unreadable"] : [])
        )
    }

    @Test(
        "Fractions of a second: up to six digits count",
        arguments: [
            (".5", 500_000), (".123456", 123_456), (".123456789", 123_456), (".000001", 1),
            (",25", 250_000), ("", 0),
        ] as [(String, Int64)]
    )
    func fraction(_ text: String, _ microseconds: Int64) throws {
        var file = OldFile()
        file.addUser(.integer(1), ["first_seen": .text("2026-10-01T03:00:00\(text)+00:00")])
        let seen = try #require(try Self.balance(of: file).firstSeen)
        #expect(seen.microseconds == 1_790_823_600_000_000 + microseconds)
    }

    static let today = "2026-11-23"

    /// A row's columns, what they come to, and what is said to be wrong.
    static let rows: [([String: LegacyValue], OpeningBalance, [String])] = [
        ([:], OpeningBalance(), []),
        (
            [
                "tickets_3": .integer(3), "tickets_7": .real(2), "tickets_10": .text("1"),
                "images_enabled": .integer(1), "lang": .text("EN"),
                "terms_accepted_at": .text("2026-10-01 03:00:00"),
            ],
            OpeningBalance(
                ticketsThree: 3,
                ticketsSeven: 2,
                ticketsTen: 1,
                hasImages: true,
                termsAcceptedAt: Instant(seconds: 1_790_823_600),
                language: .english
            ),
            []
        ),
        (
            ["tickets_3": .integer(-2), "tickets_7": .integer(-1), "tickets_10": .text("many")],
            OpeningBalance(),
            ["negative_number", "negative_number", "number_unreadable"]
        ),
        (
            ["tickets_3": .real(1.5), "tickets_7": .bytes, "tickets_10": .real(.infinity)],
            OpeningBalance(),
            ["number_unreadable", "number_unreadable", "number_unreadable"]
        ),
        (
            ["tickets_3": .integer(1_001), "tickets_7": .integer(.max)],
            OpeningBalance(ticketsThree: 1_001, ticketsSeven: 1_000_000_000),
            ["absurd_number", "absurd_number"]
        ),
        (["images_enabled": .integer(0)], OpeningBalance(), []),
        (["images_enabled": .integer(2)], OpeningBalance(hasImages: true), ["absurd_number"]),
        (["images_enabled": .text("yes")], OpeningBalance(), ["number_unreadable"]),
        (["lang": .text("pt-br")], OpeningBalance(language: .portuguese), []),
        (["lang": .text("  ")], OpeningBalance(), []),
        (["lang": .text("fr")], OpeningBalance(), ["language_unknown"]),
        (["lang": .integer(1)], OpeningBalance(), ["language_unknown"]),
        (
            ["pass_until": .text("2026-12-01"), "premium_until": .text("2027-01-01")],
            OpeningBalance(passUntil: Instant(seconds: 1_798_761_600)),
            []
        ),
        (
            ["pass_until": .text("2027-01-01"), "premium_until": .text("soon")],
            OpeningBalance(passUntil: Instant(seconds: 1_798_761_600)),
            ["time_unreadable"]
        ),
        (
            ["pass_until": .text("9999-12-31T23:59:59")],
            OpeningBalance(passUntil: Instant(seconds: 253_402_300_799)),
            ["time_absurd"]
        ),
        (
            ["created_at": .text("2026-10-01T03:00:00"), "first_seen": .null],
            OpeningBalance(firstSeen: Instant(seconds: 1_790_823_600)),
            []
        ),
        (
            ["first_seen": .text("0001-01-01")],
            OpeningBalance(firstSeen: Instant(seconds: -62_135_596_800)),
            ["time_absurd"]
        ),
        (
            ["first_seen": .text("2030-01-01")],
            OpeningBalance(firstSeen: Desk.start),
            ["time_in_future"]
        ),
        (
            [
                "usage_date": .text(today), "one_oracle_count_today": .integer(2),
                "general_chat_count_today": .integer(1),
            ],
            OpeningBalance(oneCardToday: 2, consultToday: 1),
            []
        ),
        (
            [
                "usage_date": .text(today), "one_oracle_count_today": .integer(-2),
                "general_chat_count_today": .null,
            ],
            OpeningBalance(),
            ["negative_number"]
        ),
        (
            ["usage_date": .text("2026-11-22"), "one_oracle_count_today": .integer(-2)],
            OpeningBalance(),
            []
        ),
        (
            ["usage_date": .text("2026-11-24"), "one_oracle_count_today": .integer(2)],
            OpeningBalance(),
            []
        ),
        (
            ["usage_date": .text("today"), "one_oracle_count_today": .integer(2)],
            OpeningBalance(),
            ["time_unreadable"]
        ),
        (["arisa_credits": .integer(0), "arisa_pass_usage_date": .text(today)], .init(), []),
        (["arisa_credits": .integer(15)], .init(), ["stranger_ignored"]),
        (["arisa_pass_until": .text("2027-01-01")], .init(), ["stranger_ignored"]),
        (["arisa_new_thing": .text("x")], .init(), ["stranger_ignored"]),
    ]

    @Test("Every column, of every type", arguments: Self.rows)
    func row(
        _ values: [String: LegacyValue],
        _ expected: OpeningBalance,
        _ problems: [String]
    ) throws {
        var file = OldFile()
        file.addUser(.integer(1), values)
        #expect(try Self.balance(of: file) == expected)
        #expect(file.problems() == problems.map { "users 1 \($0)" })
    }

    @Test("The clock of these tests shows that day, in Tokyo too")
    func clock() {
        #expect(Desk.start.rfc3339 == "2026-11-23T02:13:20Z")
    }

    @Test("Who cannot be taken over is named; who comes twice is taken once")
    func owners() {
        var file = OldFile()
        file.addUser(.null, row: 1)
        file.addUser(.text("seven"), row: 2)
        file.addUser(.integer(0), row: 3)
        file.addUser(.integer(-5), row: 4)
        file.addUser(.bytes, row: 5)
        file.addUser(.text("77"), row: 6, ["tickets_3": .integer(1)])
        file.addUser(.integer(77), row: 7, ["tickets_3": .integer(2)])
        #expect(
            file.problems() == (1...5).map { "users \($0) user_missing" } + ["users 7 user_twice"]
        )
        let (events, report) = file.translated()
        #expect(report.users == 1 && !report.isWhole)
        #expect(events.map(\.envelope.user) == [UserID(rawValue: 77)])
        #expect(events.first?.event == .openingBalance(OpeningBalance(ticketsThree: 1)))
        #expect(events.first?.envelope.actor == .operator("taro"))
    }

    @Test("Whoever only paid is opened with nothing")
    func payersOnly() {
        var file = OldFile()
        file.addPayment(["user_id": .integer(8)])
        let (events, report) = file.translated()
        #expect(report.users == 1 && report.isWhole)
        #expect(events.first?.event == .openingBalance(OpeningBalance()))
    }

    @Test("Whoever has events of their own is refused by name, with everything of theirs")
    func strangers() {
        var desk = Desk()
        desk.give(.meet, to: 1)
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(4)])
        file.addUser(.integer(2), ["tickets_3": .integer(5)])
        file.addPayment(["user_id": .integer(1)])
        file.addPayment(["user_id": .integer(2)])
        let report = desk.takeOver(file)
        #expect(report.problems.map(\.code) == [.userHasEvents])
        #expect(report.problems.first?.message.contains("user 1 ") == true)
        #expect(report.users == 1 && report.payments == 1)
        #expect(desk.person(1).tickets(.three).held == 0)
        #expect(desk.person(2).tickets(.three).held == 5)
        #expect(desk.charge("stx1") == nil)
    }

    @Test("A second import adds nothing, even after people went on; another file is told apart")
    func again() {
        var desk = Desk()
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(4)])
        file.addPayment(["status": .text("refunded"), "refunded_at": .text("2026-11-02")])
        file.addAudit("admin_grant", ["payload": .text("/admin grant 1 TICKET_3")])
        file.addFeedback(["user_id": .integer(1), "text": .text("good")])
        let first = desk.takeOver(file)
        #expect(first.events == 5)
        desk.give(.meet, to: 1)
        desk.advance(days: 2)
        let count = desk.log.count
        let second = desk.takeOver(file)
        #expect(desk.log.count == count)
        #expect(second.events == 0 && second.problems == first.problems)
        #expect(second.users == 1 && second.payments == 1 && second.refunds == 1)

        var other = OldFile()
        other.addUser(.integer(1), ["tickets_3": .integer(3)])
        other.addPayment(["stars": .integer(80)])
        #expect(
            other.problems(after: desk.log) == [
                "users 1 changed_since_import", "payments 1 changed_since_import",
            ]
        )
    }

    private static func balance(of file: OldFile) throws -> OpeningBalance {
        let events = file.translated().events
        guard case .openingBalance(let balance) = try #require(events.first).event else {
            Issue.record("no opening balance")
            return OpeningBalance()
        }
        return balance
    }
}

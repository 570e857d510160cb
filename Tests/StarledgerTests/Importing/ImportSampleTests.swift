import Foundation
import Ledger
import LedgerService
import Projections
import TelegramSandbox
import Testing

@Suite("The sample of the Python bot's database, taken over by the real verbs")
struct ImportSampleTests {
    /// What one person has, of everything that the sample's maker wrote down.
    private struct Figures: Equatable {
        var tickets: [Int64?] = []
        var passUntil: String?
        var hasImages = false
        var termsAcceptedAt: String?
        var language = ""
        var firstSeen: String?
        var usedToday: [Int64] = [0, 0]
        var payments: Int64 = 0
        var starsPaid: Int64 = 0
        var starsNet: Int64 = 0
        var withoutCharge: Int64 = 0
        var refundedCharges: [String] = []
        var feedback: Int64 = 0
        var grants: Int64 = 0
        var revokes: Int64 = 0
    }

    private static let asOf = "2026-11-20T03:05:00Z"

    @Test("Every person has exactly what the sample's maker wrote down")
    func everyone() async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            let imported = try await place.run("import", "old.db", "--json", with: OldBot.clock)
            #expect(imported.status == 0, "\(imported.complaints)")
            let report = try imported.object()
            #expect(report.keys == ["events", "payments", "problems", "refunds", "users"])
            #expect(report["users"] == 51 && report["payments"] == 396 && report["refunds"] == 8)
            #expect(
                try Self.codes(report) == [
                    "users 6858720390 stranger_ignored", "payments 55 sku_unknown",
                    "payments 76 charge_missing", "payments 92 charge_missing",
                    "payments 125 charge_missing", "payments 274 charge_missing",
                ]
            )
            let expected = try Self.expected()
            let found = try await Self.found(in: place)
            #expect(Set(found.keys) == Set(expected.keys).union([9_001]))
            for (user, figures) in expected { #expect(found[user] == figures, "user \(user)") }
            #expect(try await place.run("verify").status == 0)
            #expect(try await place.run("replay", "--json").object()["differences"] == 0)
        }
    }

    @Test("A second import adds nothing, and the ledger is the same byte for byte")
    func again() async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            let old = try place.files()
            _ = try await place.run("import", "old.db")
            let head = try await place.run("verify", "--json").object()["chain_head"]
            let second = try await place.run("import", "old.db", "--json")
            #expect(second.status == 0)
            #expect(try second.object()["events"] == 0)
            #expect(try await place.run("verify", "--json").object()["chain_head"] == head)
            let users = try await place.run("status", "--all", "--json").lines
            let first = try users.first.map { try SandboxJSON(parsing: $0) }
            let someone = try #require(first?["user"]?.int)
            let early = try await place.run("status", "\(someone)", "--at", "2020-01-01T00:00:00Z")
            #expect(early.output.contains("taken over by import at "), "\(early.output)")
            #expect(early.output.contains("nothing is known of what was held before then"))
            let today = try await place.run("status", "\(someone)")
            #expect(!today.output.contains("taken over"))
            // The old bot's file and its folder are as they were.
            let now = try place.files()
            for (name, bytes) in old { #expect(now[name] == bytes, "\(name)") }
            #expect(!now.keys.contains { $0.hasPrefix("old.db-") })
        }
    }

    @Test("A dry run says the same and leaves no trace, with a ledger and without")
    func dryRun() async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            let before = try place.files()
            let plan = try await place.run("import", "old.db", "--dry-run", "--json")
            #expect(plan.status == 0)
            #expect(try place.files() == before)
            let done = try await place.run("import", "old.db", "--json")
            #expect(try plan.object() == done.object())
            let after = try place.files()
            let again = try await place.run("import", "old.db", "--dry-run", "--json")
            #expect(try again.object()["events"] == 0)
            #expect(try place.files() == after)
            let words = try await place.run("import", "old.db", "--dry-run")
            #expect(
                words.output.contains("would append 0 events to db/ledger.db; nothing was written")
            )
        }
    }

    @Test("The repair lists what the maker knows, and mends each once")
    func repair() async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            _ = try await place.run("import", "old.db", with: OldBot.clock)
            let expected = try OldBot.expected()["users"]?.object ?? [:]
            let lost = expected.values.flatMap { $0["paid_but_never_granted"]?.array ?? [] }
            let refunded = expected.values.flatMap { $0["refunded_charges"]?.array ?? [] }
                .compactMap(\.string)

            let before = try place.files()
            let dry = try await place.run(
                ["repair-import", "--grant-lost", "--withdraw-refunded", "--dry-run"]
            )
            #expect(dry.output.contains("would grant 0 payments and withdraw 8 refunds"))
            #expect(try place.files() == before)
            #expect(
                dry.output.contains(
                    "UNSURE: the old file cannot tell if it was given; ask the person, then grant "
                        + "one with `starledger repair-import --grant-lost --charge CHARGE`, or "
                        + "all with `starledger repair-import --grant-lost --unsure`"
                )
            )
            #expect(!dry.output.contains("LOST: "))

            let list = try await place.run("repair-import", "--json").object()
            #expect(Set(Self.charges(list, "refunded_charges")) == Set(refunded))
            // Tickets leave no trace in the old file: nothing is proven, and one of the five was
            // not even reported twice.
            #expect(Self.charges(list, "paid_but_never_granted").isEmpty)
            let names = lost.compactMap { $0["charge"]?.string }
            let open = Self.charges(list, "possibly_never_granted")
            #expect(names.count == 5 && Set(names).subtracting(open).count == 1)

            let was = try await place.everybody()
            let order = ["repair-import", "--grant-lost"] + names.flatMap { ["--charge", $0] }
            let granted = try await place.run(order + ["--json"])
            #expect(try granted.object()["granted"] == 5, "\(granted.complaints)")
            let now = try await place.everybody()
            for (user, status) in was {
                let mine = expected["\(user)"]?["paid_but_never_granted"]?.array ?? []
                for sku in ["TICKET_3", "TICKET_7", "TICKET_10"] {
                    let more = mine.count { $0["sku"]?.string == sku }
                    let had = status["tickets"]?[sku]?.int ?? 0
                    #expect(now[user]?["tickets"]?[sku]?.int == had + Int64(more), "\(user) \(sku)")
                }
            }
            #expect(try await place.run(order + ["--json"]).object()["granted"] == 0)

            let withdraw = ["repair-import", "--withdraw-refunded", "--json"]
            #expect(try await place.run(withdraw).object()["withdrawn"] == 8)
            let after = try await place.everybody()
            #expect(try await place.run(withdraw).object()["withdrawn"] == 0)
            let again = try await place.everybody()
            #expect(after.mapValues { $0["tickets"] } == again.mapValues { $0["tickets"] })
            #expect(
                now[1_754_589_314]?["images"] == true && after[1_754_589_314]?["images"] == false
            )
            let three = { (people: [Int64: SandboxJSON]) in
                people.values.reduce(Int64(0)) { $0 + ($1["tickets"]?["TICKET_3"]?.int ?? 0) }
            }
            // Four refunded tickets; two of their owners had used theirs, so that nothing is left to
            // take for one ticket each.
            #expect(three(now) - three(after) == 2)
            #expect(try await place.run("verify").status == 0)
        }
    }

    @Test("The bot serves the imported ledger: a ticket of old opens a reading")
    func serving() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try OldBot.lay(in: place)
                _ = try await place.run("import", "old.db")
                let user: Int64 = 5_393_425_036
                let bot = try place.serve(sandbox)
                sandbox.world.add(SandboxUser(id: user, firstName: "Emma", languageCode: "en"))
                let me = sandbox.world.person(user)
                let said = me.say("/read3 What will the spring bring?")
                _ = try await me.waitForMessage(after: said.id) { $0.buttonData == ["nav:menu"] }
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                let status = try await place.run("status", "\(user)", "--json").object()
                #expect(status["tickets"]?["TICKET_3"] == 0)
                #expect(status["language"] == "en")
                let kinds = try await place.run("history", "\(user)", "--json").json()
                    .compactMap { $0["kind"]?.string }
                #expect(!kinds.contains("first_seen") && kinds.last == "reading_delivered")
                // Whoever went on is left alone by another import.
                #expect(try await place.run("import", "old.db", "--json").object()["events"] == 0)
            }
        }
    }

    // MARK: - Reading what the verbs say

    private static func codes(_ report: SandboxJSON) throws -> [String] {
        try (report["problems"]?.array ?? []).map { problem in
            #expect(problem.keys == ["code", "message", "row", "table"])
            let row = try #require(problem["row"]?.int)
            return "\(problem["table"]?.string ?? "") \(row) \(problem["code"]?.string ?? "")"
        }
    }

    private static func charges(_ list: SandboxJSON, _ name: String) -> [String] {
        (list[name]?.array ?? []).compactMap { $0["charge"]?.string }
    }

    private static func expected() throws -> [Int64: Figures] {
        let sample = try OldBot.expected()
        var figures: [Int64: Figures] = [:]
        for (name, person) in sample["users"]?.object ?? [:] {
            var mine = Figures()
            mine.tickets = ["3", "7", "10"].map { person["tickets"]?[$0]?.int }
            let isActive = person["pass_active"]?.bool == true
            mine.passUntil = isActive ? Self.time(person["pass_until"]) : nil
            mine.hasImages = person["images_enabled"]?.bool ?? false
            mine.termsAcceptedAt = Self.time(person["terms_accepted_at"])
            mine.language = person["lang"]?.string ?? "ja"
            mine.firstSeen = Self.time(person["first_seen"])
            if person["usage_date"]?.string == "2026-11-20" {
                mine.usedToday = [
                    person["one_card_today"]?.int ?? 0, person["chat_today"]?.int ?? 0,
                ]
            }
            mine.payments = person["payments"]?.int ?? 0
            mine.starsPaid = person["stars_paid"]?.int ?? 0
            mine.starsNet = person["stars_net"]?.int ?? 0
            mine.withoutCharge = person["payments_without_charge_id"]?.int ?? 0
            mine.refundedCharges = (person["refunded_charges"]?.array ?? []).compactMap(\.string)
                .sorted()
            mine.feedback = person["feedback"]?.int ?? 0
            mine.grants = person["admin_grants"]?.int ?? 0
            mine.revokes = person["admin_revokes"]?.int ?? 0
            figures[try #require(Int64(name))] = mine
        }
        return figures
    }

    /// By `status` what is held, by `history` what happened, by the books what was used today.
    private static func found(in place: Workplace) async throws -> [Int64: Figures] {
        var figures: [Int64: Figures] = [:]
        let view = try LedgerView(place: LedgerPlace(database: place.database))
        let books = try view.books()
        let noon = Instant(seconds: Int64(OldBot.takenAt.timeIntervalSince1970))
        for (user, status) in try await place.everybody(at: Self.asOf) {
            var mine = Figures()
            mine.tickets = ["TICKET_3", "TICKET_7", "TICKET_10"].map { status["tickets"]?[$0]?.int }
            mine.passUntil = status["pass_until"]?.string
            mine.hasImages = status["images"]?.bool ?? false
            mine.termsAcceptedAt = status["terms_accepted_at"]?.string
            mine.language = status["language"]?.string ?? ""
            mine.firstSeen = status["first_seen"]?.string
            let used = books.person(UserID(rawValue: user))?
                .usedToday(at: noon, clock: books.settings.dayClock)
            mine.usedToday = [Int64(used?.oneCard ?? 0), Int64(used?.consult ?? 0)]
            figures[user] = mine
        }
        let history = try await place.run("history", "--limit", "100000", "--json").json()
        for event in history {
            guard let user = event["user"]?.int else { continue }
            Self.note(event, in: &figures[user, default: Figures()])
        }
        return figures.mapValues { mine in
            var mine = mine
            mine.refundedCharges.sort()
            return mine
        }
    }

    private static func note(_ event: SandboxJSON, in mine: inout Figures) {
        let data = event["data"]
        let stars = data?["stars"]?.int ?? 0
        let charge = data?["charge"]?.string ?? ""
        switch event["kind"]?.string {
        case "payment_received":
            mine.payments += 1
            mine.starsPaid += stars
            mine.starsNet += stars
            if charge.hasPrefix("legacy:") { mine.withoutCharge += 1 }
        case "payment_refunded":
            mine.starsNet -= stars
            mine.refundedCharges.append(charge)
        case "feedback_left": mine.feedback += 1
        case "granted": mine.grants += 1
        case "revoked": mine.revokes += 1
        default: break
        }
    }

    /// The same moment as our own verbs write it.
    private static func time(_ value: SandboxJSON?) -> String? {
        guard let text = value?.string else { return nil }
        return text.replacing("+00:00", with: "Z")
    }
}

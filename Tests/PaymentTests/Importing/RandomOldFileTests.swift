import Ledger
import Payments
import Projections
import Testing

@Suite("Old files of every kind, against what their makers meant")
struct RandomOldFileTests {
    private static let seedCount: UInt64 = 200

    /// What somebody holds, as the maker of the file meant it.
    private struct Meant: Equatable {
        var tickets = [Int32](repeating: 0, count: 3)
        var passUntil: Instant?
        var hasImages = false
        var termsAcceptedAt: Instant?
        var language = Language.japanese
        var firstSeen: Instant?
        var oneCard = 0
        var consult = 0
        var received: Int64 = 0
        var refunded: Int64 = 0
        var payments = 0

        init() {}

        init(_ user: UserID, in desk: Desk) {
            let person = desk.person(user.rawValue)
            self.tickets = TicketKind.allCases.map { person.tickets($0).held }
            self.passUntil = person.passUntil
            self.hasImages = person.hasImages
            self.termsAcceptedAt = person.termsAcceptedAt
            self.language = person.language
            self.firstSeen = person.firstSeen
            (self.oneCard, self.consult) = person.usedToday(at: desk.now, clock: .tokyo)
            for charge in desk.books.allCharges.map(\.charge) where charge.user == user {
                self.received += charge.stars
                self.refunded += charge.starsRefunded
                self.payments += 1
            }
        }
    }

    @Test("Whoever had something has exactly that", arguments: 0..<Self.seedCount)
    func random(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var file = OldFile()
        var meant: [UserID: Meant] = [:]
        for number in 1...Int64.random(in: 1...12, using: &chance) {
            let user = UserID(rawValue: number * 7)
            meant[user] = Self.addUser(user, to: &file, &chance)
        }
        for _ in 0..<Int.random(in: 0...40, using: &chance) {
            let user = UserID(rawValue: Int64.random(in: 1...14, using: &chance) * 7)
            var mine = meant[user] ?? Meant()
            // Whoever has nothing but a row that is left out is nobody.
            if Self.addPayment(of: user, to: &file, &mine, &chance) { meant[user] = mine }
        }
        var desk = Desk()
        let report = desk.takeOver(file)
        for (user, expected) in meant {
            #expect(Meant(user, in: desk) == expected, "seed \(seed), user \(user.rawValue)")
        }
        #expect(desk.books.userCount == meant.count, "seed \(seed)")
        #expect(desk.books.account.received == meant.values.reduce(0) { $0 + $1.received })
        #expect(report.users == Int64(meant.count), "seed \(seed)")
        let count = desk.log.count
        desk.takeOver(file)
        #expect(desk.log.count == count, "seed \(seed)")
    }

    private static func addUser(
        _ user: UserID,
        to file: inout OldFile,
        _ chance: inout SeededGenerator
    ) -> Meant {
        var meant = Meant()
        var values: [String: LegacyValue] = [:]
        for (index, name) in ["tickets_3", "tickets_7", "tickets_10"].enumerated() {
            let count = Int64.random(in: -3...5, using: &chance)
            meant.tickets[index] = Int32(max(0, count))
            values[name] = chance.pick([
                .integer(count), .text("\(count)"), .text(" \(count)\n"), .real(Double(count)),
            ])
        }
        if chance.chance(20) {
            values["tickets_7"] = chance.pick([.null, .text("none"), .bytes, .real(0.5)])
            meant.tickets[1] = 0
        }
        let ends = (0..<2).map { _ in Self.time(&chance, days: -30...90) }
        let shown = ends.map { chance.chance(40) ? nil : $0 }
        values["pass_until"] = shown[0].map { Self.text($0, &chance) } ?? .null
        values["premium_until"] = shown[1].map { Self.text($0, &chance) } ?? .null
        let end = shown.compactMap(\.self).max()
        meant.passUntil = end.flatMap { $0 > Desk.start ? $0 : nil }
        meant.hasImages = chance.chance(50)
        values["images_enabled"] =
            meant.hasImages ? .integer(1) : chance.pick([.integer(0), .null])
        if chance.chance(60) {
            let accepted = Self.time(&chance, days: -60 ... -1)
            meant.termsAcceptedAt = accepted
            values["terms_accepted_at"] = Self.text(accepted, &chance)
        }
        let seen = Self.time(&chance, days: -90 ... -1)
        meant.firstSeen = seen
        values[chance.chance(80) ? "first_seen" : "created_at"] = Self.text(seen, &chance)
        let (language, code) = chance.pick(
            [
                (.japanese, "ja"), (.english, "en"), (.portuguese, "PT"), (.japanese, "xx"),
            ] as [(Language, String)]
        )
        meant.language = language
        values["lang"] = chance.chance(80) ? .text(code) : .null
        if values["lang"] == .null { meant.language = .japanese }
        let isToday = chance.chance(50)
        let counts = (
            Int64.random(in: 0...3, using: &chance), Int64.random(in: 0...3, using: &chance)
        )
        values["usage_date"] = .text(isToday ? "2026-11-23" : "2026-11-22")
        values["one_oracle_count_today"] = .integer(counts.0)
        values["general_chat_count_today"] = .integer(counts.1)
        if isToday { (meant.oneCard, meant.consult) = (Int(counts.0), Int(counts.1)) }
        file.addUser(.integer(user.rawValue), values)
        return meant
    }

    private static func addPayment(
        of user: UserID,
        to file: inout OldFile,
        _ meant: inout Meant,
        _ chance: inout SeededGenerator
    ) -> Bool {
        let stars = chance.pick([100, 300, 80, 1_000] as [Int64])
        let isRefunded = chance.chance(20)
        let isTwice = chance.chance(5) && !file.payments.isEmpty
        let row = Int64(file.payments.count + 1)
        let charge = isTwice ? "stx1" : "stx\(row)"
        var values: [String: LegacyValue] = [
            "user_id": .integer(user.rawValue), "stars": .integer(stars),
            "sku": .text(chance.pick(["TICKET_3", "PASS_7D", "ADDON_IMAGES", "OLD_THING"])),
            "telegram_payment_charge_id": .text(charge),
            "created_at": Self.text(Self.time(&chance, days: -60 ... -1), &chance),
        ]
        // The first row's own id is known; without one the row still is a payment.
        if chance.chance(10), row > 1, !isTwice { values["telegram_payment_charge_id"] = .null }
        if isRefunded { values["status"] = .text("refunded") }
        file.addPayment(values)
        if isTwice { return false }
        meant.payments += 1
        meant.received += stars
        meant.refunded += isRefunded ? stars : 0
        return true
    }

    private static func time(
        _ chance: inout SeededGenerator,
        days: ClosedRange<Int64>
    ) -> Instant {
        let seconds = Int64.random(
            in: days.lowerBound * 86_400...days.upperBound * 86_400,
            using: &chance
        )
        let fraction = chance.chance(50) ? Int64.random(in: 1..<1_000_000, using: &chance) : 0
        let whole = Desk.start.adding(seconds: seconds)
        return Instant(microseconds: whole.microseconds + fraction)
    }

    /// One of the forms in which the same moment is found in the wild.
    private static func text(_ moment: Instant, _ chance: inout SeededGenerator) -> LegacyValue {
        let utc = String(moment.rfc3339.dropLast())
        let tokyo = String(moment.adding(seconds: 9 * 3_600).rfc3339.dropLast())
        return .text(
            chance.pick([
                utc + "+00:00", utc + "Z", utc, utc.replacing("T", with: " "), tokyo + "+09:00",
                tokyo.replacing("T", with: " ") + "+0900",
            ])
        )
    }
}

import Ledger
import Payments
import Projections
import Testing

@Suite("What the old bot never gave: proven, open, or given")
struct LostGrantTests {
    private static let day: Int64 = 86_400

    /// What the file shows of one purchase.
    private enum Giving: String {
        case given, doubtful, never
    }

    @Test(
        "A pass that is missing from the end is proven; of several alike, the newest",
        arguments: [
            // Days of purchase of 7-day passes, the day on which the pass ends, what was lost.
            ([1], 8, []), ([1], nil, [0]), ([1, 3], 15, []), ([1, 3], 8, [1]), ([1, 3], 10, [0]),
            ([1, 3], nil, []), ([1, 20], 27, []), ([1, 20], 8, [1]), ([1, 3, 5], 15, [2]),
            ([1, 3, 5], 99, []), ([], 8, []),
        ] as [([Int64], Int64?, [Int])]
    )
    func passes(_ days: [Int64], _ end: Int64?, _ lost: [Int]) {
        var file = OldFile()
        let start = Instant(seconds: 1_790_812_800)
        let until = end.map { LegacyValue.text(start.adding(seconds: $0 * Self.day).rfc3339) }
        file.addUser(.integer(1), ["pass_until": until ?? .null])
        for day in days {
            file.addPayment([
                "sku": .text("PASS_7D"), "stars": .integer(1_000),
                "created_at": .text(start.adding(seconds: day * Self.day).rfc3339),
            ])
        }
        let never = Self.givings(of: file).enumerated().filter { $1 == .never }.map(\.offset)
        #expect(never == lost)
    }

    @Test("Where passes of different lengths could each be the lost one, nothing is proven")
    func ambiguous() {
        var file = OldFile()
        // Without the first the end is day 33, without the second day 8, with both day 38.
        file.addUser(.integer(1), ["pass_until": .text("2026-10-20T00:00:00")])
        file.addPayment(["sku": .text("PASS_7D"), "created_at": .text("2026-10-02")])
        file.addPayment(["sku": .text("PASS_30D"), "created_at": .text("2026-10-04")])
        #expect(Self.givings(of: file) == [.given, .given])
    }

    @Test("An administrator's hand on the passes leaves it open")
    func touched() {
        var file = OldFile()
        file.addUser(.integer(1))
        file.addPayment(["sku": .text("PASS_7D")])
        file.addAudit("admin_revoke", ["payload": .text("/admin revoke 1 PASS_7D")])
        #expect(Self.givings(of: file) == [.given])
        file.addPaymentEvent("successful_payment_duplicate", ["payload": .text("stx1")])
        #expect(Self.givings(of: file) == [.doubtful])
    }

    @Test("The option is on or off; off with no revoke it was never given")
    func option() {
        for (isOn, isRevoked, expected) in [
            (1, false, Giving.given), (0, false, .never), (0, true, .given),
        ] {
            var file = OldFile()
            file.addUser(.integer(1), ["images_enabled": .integer(Int64(isOn))])
            file.addPayment(["sku": .text("ADDON_IMAGES")])
            if isRevoked {
                file.addAudit("admin_revoke", ["payload": .text("/admin revoke 1 ADDON_IMAGES")])
            }
            #expect(Self.givings(of: file) == [expected])
        }
    }

    @Test("A ticket leaves no trace: reported twice it is open, unless all are still held")
    func tickets() {
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(1)])
        file.addPayment([:])
        file.addPayment([:])
        file.addPayment(["status": .text("refunded"), "refunded_at": .text("2026-11-02")])
        for row in 1...3 {
            file.addPaymentEvent("successful_payment", ["payload": .text("stx\(row)")])
        }
        #expect(Self.givings(of: file) == [.given, .given, .given])
        file.addPaymentEvent("successful_payment_duplicate", ["payload": .text("stx2")])
        file.addPaymentEvent("successful_payment_duplicate", ["payload": .text("stx3")])
        #expect(Self.givings(of: file) == [.given, .doubtful, .given])
        file.users = []
        file.addUser(.integer(1), ["tickets_3": .integer(3)])
        #expect(Self.givings(of: file) == [.given, .given, .given])
    }

    @Test("A payment that was never reported is open, once the old bot noted reports")
    func unreported() {
        var file = OldFile()
        file.addUser(.integer(1))
        file.addPayment(["created_at": .text("2026-10-01")])
        file.addPayment(["created_at": .text("2026-11-01")])
        file.addPayment(["created_at": .text("2026-11-02")])
        file.addPaymentEvent(
            "successful_payment",
            ["payload": .text("stx2"), "created_at": .text("2026-11-01")]
        )
        #expect(Self.givings(of: file) == [.given, .given, .doubtful])
    }

    private static func givings(of file: OldFile) -> [Giving] {
        file.translated().events.compactMap { event in
            guard case .paymentReceived(let payment) = event.event else { return nil }
            if payment.isDoubtful { return payment.gives == nil ? nil : .doubtful }
            return payment.gives == nil ? .never : .given
        }
    }
}

@Suite("Repairing what the old bot left undone, each payment once")
struct ImportRepairTests {
    @Test("A lost grant is granted once, by the payment's name; its refund takes that grant")
    func grant() {
        var desk = Desk()
        desk.append(.openingBalance(OpeningBalance()), cause: .imported)
        desk.importPayment("TICKET_3", "a", isGiven: false)
        desk.importPayment("TICKET_3", "b")
        let repair = Self.grant("b", isRepair: true)
        #expect(
            desk.order(.grant(Self.grant("b"))).outcome.name
                == "refused:charge_settled:received"
        )
        #expect(desk.order(.grant(repair)).outcome.name == "granted")
        #expect(desk.order(.grant(repair)).outcome.name == "refused:charge_settled:received")
        #expect(desk.person().tickets(.three).held == 1)
        #expect(desk.refund("b").outcome == .refundRequested(.took, cancels: nil))
        #expect(desk.person().tickets(.three).held == 0)
        let other = Self.grant("a", isRepair: true)
        #expect(desk.order(.grant(other)).outcome.name == "granted")
    }

    @Test("A repair is for payments of the old file only")
    func strange() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        let repair = Self.grant("a", isRepair: true)
        #expect(desk.order(.grant(repair)).outcome.name == "refused:charge_settled:received")
        #expect(
            desk.order(.takeBack(ChargeID(rawValue: "a"), reason: "")).outcome.name
                == "refused:charge_settled:received"
        )
        #expect(
            desk.order(.takeBack(ChargeID(rawValue: "z"), reason: "")).outcome.name
                == "refused:unknown_charge"
        )
    }

    /// The product refunded, what is opened with, and what is left: tickets, pass end, option, flag.
    static let withdrawals: [(String, OpeningBalance, Int32, Int64?, Bool, String)] = [
        ("TICKET_3", OpeningBalance(ticketsThree: 2), 1, nil, false, "imported"),
        ("TICKET_3", OpeningBalance(), 0, nil, false, "nothing_left"),
        ("PASS_7D", OpeningBalance(passUntil: Self.at(10)), 0, 3, false, "imported"),
        ("PASS_7D", OpeningBalance(passUntil: Self.at(2)), 0, 0, false, "imported"),
        ("PASS_7D", OpeningBalance(passUntil: Self.at(-2)), 0, nil, false, "nothing_left"),
        ("ADDON_IMAGES", OpeningBalance(hasImages: true), 0, nil, false, "imported"),
        ("ADDON_IMAGES", OpeningBalance(), 0, nil, false, "nothing_left"),
    ]

    @Test(
        "What a refunded payment gave is taken once, by the rules of any refund",
        arguments: Self.withdrawals
    )
    func takeBack(
        _ sku: String,
        _ balance: OpeningBalance,
        _ tickets: Int32,
        _ passDays: Int64?,
        _ hasImages: Bool,
        _ flag: String
    ) {
        var desk = Desk()
        desk.append(.openingBalance(balance), cause: .imported)
        desk.importPayment(sku, "a")
        let refund = PaymentRefunded(charge: ChargeID(rawValue: "a"), stars: .zero, imported: true)
        desk.append(.paymentRefunded(refund), cause: .imported)
        #expect(desk.charge("a")?.owesWithdrawal == true)
        #expect(
            desk.order(.takeBack(ChargeID(rawValue: "a"), reason: "repair")).outcome.name
                == "revoked"
        )
        let after = desk.person()
        #expect(after.tickets(.three).held == tickets)
        #expect(after.passUntil == passDays.map(Self.at))
        #expect(after.hasImages == hasImages)
        #expect(desk.books.audit.newest(1).first?.flag?.name == flag)
        #expect(desk.charge("a")?.owesWithdrawal == false)
        #expect(
            desk.order(.takeBack(ChargeID(rawValue: "a"), reason: "repair")).outcome.name
                == "refused:charge_settled:refunded"
        )
        #expect(desk.person() == after)
    }

    @Test("What was never given, or is unknown, cannot be taken")
    func nothing() {
        var desk = Desk()
        desk.append(.openingBalance(OpeningBalance(ticketsThree: 1)), cause: .imported)
        desk.importPayment("TICKET_3", "a", isGiven: false)
        let refund = PaymentRefunded(charge: ChargeID(rawValue: "a"), stars: .zero, imported: true)
        desk.append(.paymentRefunded(refund), cause: .imported)
        #expect(
            desk.order(.takeBack(ChargeID(rawValue: "a"), reason: "")).outcome.name == "unchanged"
        )
        #expect(desk.person().tickets(.three).held == 1)
    }

    private static func grant(_ charge: String, isRepair: Bool = false) -> Grant {
        Grant(
            sku: SKU(rawValue: "TICKET_3"),
            reason: "lost",
            charge: ChargeID(rawValue: charge),
            repairsImport: isRepair
        )
    }

    private static func at(_ days: Int64) -> Instant { Desk.start.adding(seconds: days * 86_400) }
}

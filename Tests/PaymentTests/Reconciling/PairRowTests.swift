import Ledger
import Payments
import Projections
import Testing

/// One payment, two names: the row of the earlier database, and Telegram's.
@Suite struct PairRowTests {
    /// What was told before the pair was found, and what pairing comes to.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var before: @Sendable (inout Desk) -> Void
        var outcome: Outcome
        var events: [String]
        /// How many tickets are held afterwards, and the Stars account.
        var held: Int = 1
        var net: Int64 = 0

        var testDescription: String { self.name }
    }

    @Test(
        "Pairing takes what was refunded under Telegram's name, once",
        arguments: [
            Case(
                name: "nothing told",
                before: { _ in },
                outcome: .recorded,
                events: ["payment_received"],
                held: 2,
                net: 200
            ),
            Case(
                name: "refund told under Telegram's name",
                before: { $0.noteRefund("stx", stars: 100) },
                outcome: .refunded(.took),
                events: ["payment_received", "payment_refunded"],
                net: 100
            ),
            Case(
                name: "told under both names",
                before: {
                    $0.noteRefund("stx", stars: 100)
                    $0.noteRefund("legacy:7", stars: 100)
                },
                outcome: .recorded,
                events: ["payment_received"],
                net: 100
            ),
            Case(
                name: "asked for by the row's name meanwhile",
                before: {
                    $0.noteRefund("stx", stars: 100)
                    $0.refund("legacy:7")
                },
                outcome: .refunded(nil),
                events: ["payment_received", "payment_refunded"],
                net: 100
            ),
            Case(
                name: "told of another person",
                before: { $0.noteRefund("stx", stars: 100, user: 2) },
                outcome: .unchanged,
                events: [],
                held: 2,
                net: 100
            ),
            Case(
                name: "fulfilled by hand under Telegram's name",
                before: { $0.grant("TICKET_3", charge: "stx") },
                outcome: .unchanged,
                events: [],
                held: 3,
                net: 200
            ),
            Case(
                name: "paid under Telegram's name",
                before: { $0.pay("TICKET_3", "stx") },
                outcome: .unchanged,
                events: [],
                held: 3,
                net: 300
            ),
            Case(
                name: "paired before",
                before: { $0.pair("legacy:7", "stx") },
                outcome: .unchanged,
                events: [],
                held: 2,
                net: 200
            ),
            Case(
                name: "the name is another row's",
                before: { $0.pair("legacy:8", "stx") },
                outcome: .unchanged,
                events: [],
                held: 2,
                net: 200
            ),
            Case(
                name: "the row has another name",
                before: { $0.pair("legacy:7", "other") },
                outcome: .unchanged,
                events: [],
                held: 2,
                net: 200
            ),
        ],
        [false, true]
    )
    func pairing(_ test: Case, isBatching: Bool) {
        var desk = Desk()
        desk.append(.openingBalance(OpeningBalance(ticketsThree: 2)), cause: .imported)
        desk.importPayment("legacy:7")
        desk.importPayment("legacy:8")
        desk.isBatching = isBatching
        test.before(&desk)
        let head = Position(desk.log.count)
        let decision = desk.pair("legacy:7", "stx")
        #expect(decision.outcome == test.outcome)
        #expect(desk.kinds(since: head) == test.events)
        desk.isBatching = false
        #expect(Int(desk.person().tickets(.three).held) == test.held)
        #expect(desk.books.account.net == test.net)
    }

    @Test("Whatever is said of Telegram's name afterwards is said of the row")
    func both() {
        var desk = Desk()
        desk.append(.openingBalance(OpeningBalance(ticketsThree: 2)), cause: .imported)
        desk.importPayment("legacy:7")
        desk.pair("legacy:7", "stx")
        #expect(desk.pay("TICKET_3", "stx").outcome == .paidAgain(owesThanks: false))
        #expect(
            desk.grant("TICKET_3", charge: "stx").outcome == .refused(.chargeSettled(.received))
        )
        #expect(desk.refund("stx").outcome == .refundRequested(.took, cancels: nil))
        #expect(desk.settle("stx", .failed("400")).outcome == .refundKept)
        #expect(desk.noteRefund("stx", stars: 100, user: 2).outcome == .refunded(.took))
        #expect(desk.refund("legacy:7").outcome == .refundedBefore)
        #expect(desk.person().tickets(.three).held == 1)
    }

    @Test("A snapshot keeps both names")
    func snapshot() throws {
        var desk = Desk()
        desk.importPayment("legacy:7")
        desk.pair("legacy:7", "stx")
        let books = try Books(snapshot: desk.books.snapshotBytes)
        let (row, listed) = (ChargeID(rawValue: "legacy:7"), ChargeID(rawValue: "stx"))
        #expect(books.row(listedAs: listed) == row)
        #expect(books.listedName(of: row) == listed)
        #expect(books.snapshotBytes == desk.books.snapshotBytes)
    }
}

extension Desk {
    @discardableResult
    fileprivate mutating func pair(_ row: String, _ listed: String) -> Decision {
        self.give(
            .pairRow(ChargeID(rawValue: row), listedAs: ChargeID(rawValue: listed)),
            actor: .system,
            cause: .reconciliation
        )
    }
}

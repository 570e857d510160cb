import Ledger
import Payments
import Projections
import Testing

/// Domain 5, Refunds: all ways end in one `payment_refunded` per charge.
@Suite struct RefundTests {
    @Test("A refund withdraws at once, is joined while it is open, and done once")
    func life() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        #expect(desk.refund("a").outcome == .refundRequested(.took, cancels: nil))
        #expect(desk.person().tickets(.three).held == 0)
        #expect(desk.refund("a").outcome == .refundUnderway)
        #expect(desk.settle("a").outcome == .refunded(nil))
        #expect(desk.settle("a").outcome == .refundedBefore)
        #expect(desk.refund("a").outcome == .refundedBefore)
        #expect(desk.noteRefund("a", stars: 100).outcome == .refundedBefore)
        #expect(desk.log.count { $0.event.kind == .paymentRefunded } == 1)
        #expect(desk.books.account.net == 0)
    }

    @Test("A definitive refusal gives back, alerts, and the refund may be asked for again")
    func refused() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        desk.refund("a")
        let failed = desk.settle("a", .failed("400 CHARGE_ID_EMPTY"))
        #expect(failed.outcome == .refundKept)
        #expect(
            failed.alerts == [
                .refundFailed(ChargeID(rawValue: "a"), "400 CHARGE_ID_EMPTY")
            ]
        )
        #expect(desk.person().tickets(.three).held == 1)
        #expect(desk.settle("a", .failed("400")).outcome == .unchanged)
        #expect(desk.refund("a").outcome == .refundRequested(.took, cancels: nil))
        #expect(desk.charge("a")?.state == .refunding)
    }

    @Test("Telegram tells of a refund: it withdraws, and the administrators hear of it")
    func outside() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        let decision = desk.noteRefund("a", stars: 100)
        #expect(decision.outcome == .refunded(.took))
        #expect(decision.alerts == [.refundOutside(ChargeID(rawValue: "a"))])
        #expect(desk.person().tickets(.three).held == 0)
    }

    @Test("A refund of a charge never seen is recorded, and its late payment is born withdrawn")
    func unseen() {
        var desk = Desk()
        #expect(desk.refund("a").outcome == .refused(.unknownCharge))
        #expect(desk.noteRefund("a", stars: 100).outcome == .refunded(.nothingGiven))
        #expect(desk.charge("a")?.state == .refundedBeforeArrival)
        #expect(desk.books.account.net == -100)
        #expect(desk.pay("TICKET_3", "a").outcome == .paidAfterRefund)
        #expect(desk.charge("a")?.state == .refunded)
        #expect(desk.person().tickets(.three).held == 0)
        #expect(desk.person().lastPurchase == nil)
        #expect(desk.books.account.net == 0)
        #expect(desk.books.figures(of: desk.today).transactions == 0)
    }

    @Test("A refund of an unknown charge that names nobody invents nobody, and is heard of")
    func nobody() {
        var desk = Desk()
        let id = ChargeID(rawValue: "a")
        let head = Position(desk.log.count)
        let refund = Command.noteRefund(id, stars: 100, at: nil)
        let decision = desk.give(refund, to: nil, actor: .system)
        #expect(decision.outcome == .recorded)
        #expect(decision.alerts == [.refundOutside(id)])
        #expect(desk.kinds(since: head) == ["incident_noted"])
        #expect(desk.charge("a") == nil && desk.books.account.net == 0)
        // Who paid is known: then it needs nobody's name.
        desk.pay("TICKET_3", "a")
        #expect(desk.give(refund, to: nil, actor: .system).outcome == .refunded(.took))
        #expect(desk.person().tickets(.three).held == 0)
    }

    @Test("A refund gives back what the charge brought, whatever the report says")
    func ownStars() {
        for stars: Int64 in [90, 100, 0] {
            var desk = Desk()
            desk.pay("TICKET_3", "a")
            desk.noteRefund("a", stars: stars)
            #expect(desk.books.account.net == 0 && desk.charge("a")?.starsRefunded == 100)
        }
    }

    @Test("A refund whose amount nobody knew balances when its payment arrives")
    func unknownAmount() {
        var desk = Desk()
        desk.grant("TICKET_3", charge: "a")
        desk.refund("a")
        desk.settle("a")
        #expect(desk.books.account.net == 0)
        desk.pay("TICKET_3", "a")
        #expect(desk.books.account == desk.books.account)
        #expect(desk.books.account.received == 100 && desk.books.account.net == 0)
    }

    @Test("What was revoked before is not withdrawn again")
    func revokedBefore() {
        var desk = Desk()
        desk.pay("TICKET_3", "b")
        desk.pay("TICKET_3", "a")
        desk.revoke("TICKET_3")
        #expect(desk.refund("a").outcome == .refundRequested(.alreadyWithdrawn, cancels: nil))
        desk.settle("a", .failed("400"))
        #expect(desk.person().tickets(.three).held == 1)
    }

    @Test("The last purchase shown is the newest that was not given back")
    func lastPurchase() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        desk.advance(seconds: 60)
        desk.pay("TICKET_7", "b")
        #expect(desk.person().lastPurchase?.sku == SKU(rawValue: "TICKET_7"))
        desk.refund("b")
        desk.settle("b")
        #expect(desk.person().lastPurchase?.sku == SKU(rawValue: "TICKET_3"))
        #expect(desk.person().lastPurchase?.at == Desk.start)
    }

    @Test("The open refunds and the unmatched money are listed, oldest first")
    func lists() {
        var desk = Desk()
        desk.pay("TICKET_3", "b")
        desk.pay("TICKET_3", "a")
        desk.pay("TICKET_3", "z", amount: 3)
        desk.pay("TICKET_3", "y", amount: 3)
        desk.refund("a")
        desk.refund("b")
        #expect(desk.books.openRefunds.map(\.id.rawValue) == ["b", "a"])
        #expect(desk.books.unmatched.map(\.id.rawValue) == ["z", "y"])
    }
}

extension Desk {
    var today: Day { self.books.settings.dayClock.day(of: self.now) }
}

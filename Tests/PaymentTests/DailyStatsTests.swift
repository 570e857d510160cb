import Ledger
import Payments
import Projections
import Testing

/// Domain 7: the figures of a day.
@Suite struct DailyStatsTests {
    private func figures(_ desk: Desk, _ day: Int = 0) -> [Int64] {
        let first = desk.books.settings.dayClock.day(of: Desk.start)
        let figures = desk.books.figures(of: first.advanced(by: day))
        return [
            figures.stars, figures.transactions, figures.received, figures.refunded, figures.net,
        ]
    }

    @Test("Purchases by their day, refunds by theirs, and the net sums to the account")
    func money() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        desk.pay("TICKET_7", "b")
        desk.pay("TICKET_3", "c", amount: 7)
        #expect(self.figures(desk) == [400, 2, 407, 0, 407])
        desk.advance(days: 1)
        desk.refund("a")
        #expect(self.figures(desk) == [400, 2, 407, 0, 407])
        desk.settle("a")
        #expect(self.figures(desk) == [300, 1, 407, 0, 407])
        #expect(self.figures(desk, 1) == [0, 0, 0, 100, -100])
        desk.order(.resolve(ChargeID(rawValue: "c"), SKU(rawValue: "TICKET_3")), on: nil)
        #expect(self.figures(desk, 1) == [7, 1, 0, 100, -100])
        #expect(desk.books.account.net == 307)
    }

    @Test("Unmatched money that goes back was never a purchase")
    func unmatched() {
        var desk = Desk()
        desk.pay("TICKET_3", "a", amount: 7)
        desk.refund("a")
        desk.settle("a")
        #expect(self.figures(desk) == [0, 0, 7, 7, 0])
    }

    @Test("A late payment changes the figures of its own day")
    func late() {
        var desk = Desk()
        desk.advance(days: 3)
        var payment = Payment(
            charge: ChargeID(rawValue: "a"),
            payload: #"{"sku":"TICKET_3"}"#,
            amount: 100
        )
        payment.paidAt = Desk.start
        desk.give(.receivePayment(payment), actor: .system, cause: .reconciliation)
        #expect(self.figures(desk) == [100, 1, 100, 0, 100])
    }

    @Test("People count once a day, by what they do themselves")
    func people() {
        var desk = Desk()
        for _ in 0..<2 { desk.give(.meet, to: 1) }
        desk.read(.one, user: 1)
        desk.give(.meet, to: 2)
        desk.order(.hold(reason: ""), on: 3)
        desk.pay("TICKET_3", "a", user: 4, cause: .reconciliation)
        #expect(desk.books.figures(of: desk.today).people == 2)
        desk.advance(days: 1)
        desk.read(.one, user: 1)
        #expect(desk.books.figures(of: desk.today).people == 1)
        desk.advance(days: -1)
        desk.read(.one, user: 1)
        #expect(desk.books.figures(of: desk.today).people == 2)
    }

    @Test("Uses of any access by the day asked; errors by kind; tokens and cost")
    func uses() {
        var desk = Desk()
        desk.deliver(desk.read(.one))
        desk.fail(desk.read(.one))
        let started = desk.give(.startConsultation(questionDigest: nil))
        if case .consultation(let use) = started.outcome {
            desk.advance(days: 1)
            desk.give(.answerConsultation(use: use.use), actor: .system)
            desk.advance(days: -1)
        }
        for error in [ErrorKind.load, .load, .payment, .connection] {
            desk.give(.recordError(error), to: nil, actor: .system)
        }
        let used = ModelUsed(model: "m", promptTokens: 5, completionTokens: 6, costMicroUSD: 7)
        desk.give(.recordModelUse(used), to: nil, actor: .system)
        let figures = desk.books.figures(of: desk.today)
        #expect(figures.readings == 1 && figures.consultations == 1 && figures.uses == 2)
        #expect(figures.errors == 4 && figures.loadErrors == 2)
        #expect(figures.paymentErrors == 1 && figures.connectionErrors == 1)
        #expect(figures.promptTokens == 5 && figures.completionTokens == 6)
        #expect(figures.costMicroUSD == 7 && desk.books.cost(of: desk.today) == 7)
    }

    @Test("The audit trail says who did what to whom")
    func audit() {
        var desk = Desk()
        desk.give(.meet)
        desk.grant("TICKET_3")
        desk.order(.hold(reason: "x"), on: 2)
        let newest = desk.books.audit.newest(2)
        #expect(newest.map(\.kind) == [.held, .granted])
        #expect(newest.map(\.user?.rawValue) == [2, 1])
        #expect(newest.allSatisfy { $0.actor == .administrator(UserID(rawValue: 99)) })
    }

    @Test("Feedback is listed newest first, at most fifty")
    func feedback() {
        var desk = Desk()
        for number in 0..<60 { desk.give(.leaveFeedback(sealedText: [UInt8(number)])) }
        let newest = desk.books.feedback.newest(60)
        #expect(newest.count == Feedback.entryCountMax)
        #expect(newest.first?.sealedText == [59])
    }
}

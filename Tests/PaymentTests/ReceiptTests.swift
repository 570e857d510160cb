import Ledger
import Payments
import Projections
import Testing

/// Domain 4: money that arrives.
@Suite struct ReceiptTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var payload = #"{"sku": "TICKET_3", "user_id": 1}"#
        var amount: Int64 = 100
        var currency = "XTR"
        var user: Int64 = 1
        var outcome: String
        var alerts: [String] = []
        var kinds: [String]
        var prepare: @Sendable (inout Desk) -> Void = { $0.welcome() }

        var testDescription: String { self.name }
    }

    @Test(
        "Money is granted once, or waits, or is a conflict; it is never dropped",
        arguments: [
            Case(name: "right", outcome: "paid", kinds: ["payment_received"]),
            Case(name: "without terms", outcome: "paid", kinds: ["payment_received"]) {
                $0.give(.meet)
            },
            Case(
                name: "from a stranger",
                outcome: "paid",
                kinds: ["first_seen", "payment_received"]
            ) { _ in },
            Case(name: "shop closed", outcome: "paid", kinds: ["payment_received"]) {
                $0.welcome()
                $0.set(.salesEnabled, "0")
            },
            Case(
                name: "withdrawn from sale",
                payload: #"{"sku":"TICKET_7"}"#,
                amount: 300,
                outcome: "paid",
                kinds: ["payment_received"]
            ) {
                $0.welcome()
                $0.catalogue = .cheaper
            },
            Case(
                name: "an option owned",
                payload: #"{"sku":"ADDON_IMAGES"}"#,
                amount: 500,
                outcome: "paid",
                kinds: ["payment_received"]
            ) {
                $0.welcome()
                $0.pay("ADDON_IMAGES", "b")
            },
            Case(name: "again", outcome: "paid_again", kinds: []) {
                $0.welcome()
                $0.pay("TICKET_3", "a")
            },
            Case(
                name: "again, with a payload that cannot be read",
                payload: "",
                outcome: "paid_again",
                kinds: []
            ) {
                $0.welcome()
                $0.pay("TICKET_3", "a")
            },
            Case(name: "again, after its refund", outcome: "paid_again", kinds: []) {
                $0.welcome()
                $0.pay("TICKET_3", "a")
                $0.refund("a")
                $0.settle("a")
            },
            Case(name: "again, after reconciliation", outcome: "paid_again:thanks", kinds: []) {
                $0.welcome()
                $0.pay("TICKET_3", "a", cause: .reconciliation)
            },
            Case(name: "again, reconciled and refunded", outcome: "paid_again", kinds: []) {
                $0.welcome()
                $0.pay("TICKET_3", "a", cause: .reconciliation)
                $0.refund("a")
                $0.settle("a")
            },
            Case(
                name: "again, another amount",
                amount: 101,
                outcome: "conflict",
                alerts: ["conflict"],
                kinds: ["payment_conflict"]
            ) {
                $0.welcome()
                $0.pay("TICKET_3", "a")
            },
            Case(
                name: "again, another product",
                payload: #"{"sku":"TICKET_7"}"#,
                outcome: "conflict",
                alerts: ["conflict"],
                kinds: ["payment_conflict"]
            ) {
                $0.welcome()
                $0.pay("TICKET_3", "a")
            },
            Case(
                name: "again, another currency",
                currency: "USD",
                outcome: "conflict",
                alerts: ["conflict"],
                kinds: ["payment_conflict"]
            ) {
                $0.welcome()
                $0.pay("TICKET_3", "a")
            },
            Case(
                name: "again, another user",
                payload: #"{"sku":"TICKET_3"}"#,
                user: 2,
                outcome: "conflict",
                alerts: ["conflict"],
                kinds: ["payment_conflict"]
            ) {
                $0.welcome()
                $0.welcome(2)
                $0.pay("TICKET_3", "a")
            },
            Case(
                name: "again, imported: the charge alone decides",
                payload: #"{"sku":"TICKET_7"}"#,
                amount: 5,
                user: 2,
                outcome: "paid_again",
                kinds: []
            ) {
                $0.welcome(2)
                $0.importPayment("TICKET_3", "a")
            },
            Case(
                name: "garbage",
                payload: "hello",
                outcome: "unmatched",
                alerts: ["unmatched"],
                kinds: ["payment_unmatched"]
            ),
            Case(
                name: "wrong amount",
                amount: 99,
                outcome: "unmatched",
                alerts: ["unmatched"],
                kinds: ["payment_unmatched"]
            ),
            Case(
                name: "another user's payload",
                payload: #"{"sku":"TICKET_3","user_id":2}"#,
                outcome: "unmatched",
                alerts: ["unmatched"],
                kinds: ["payment_unmatched"]
            ),
            Case(
                name: "unmatched again",
                payload: "hello",
                outcome: "paid_again",
                kinds: []
            ) {
                $0.welcome()
                $0.give(
                    .receivePayment(
                        Payment(charge: ChargeID(rawValue: "a"), payload: "hello", amount: 100)
                    )
                )
            },
            Case(
                name: "resolved, and the first report again",
                payload: #"{"sku":"TICKET_7","user_id":1}"#,
                outcome: "paid_again",
                kinds: []
            ) {
                $0.welcome()
                $0.pay("TICKET_7", "a", amount: 100)
                $0.order(.resolve(ChargeID(rawValue: "a"), SKU(rawValue: "TICKET_3")), on: nil)
            },
            Case(
                name: "fulfilled by hand",
                outcome: "paid_after_hand_grant",
                kinds: ["payment_received"]
            ) {
                $0.welcome()
                $0.grant("TICKET_3", charge: "a")
            },
            Case(
                name: "fulfilled by hand, unreadable",
                payload: "hello",
                amount: 77,
                outcome: "paid_after_hand_grant",
                kinds: ["payment_received"]
            ) {
                $0.welcome()
                $0.grant("TICKET_3", charge: "a")
            },
            Case(
                name: "fulfilled by hand for someone else",
                payload: #"{"sku":"TICKET_3"}"#,
                user: 2,
                outcome: "conflict",
                alerts: ["conflict"],
                kinds: ["payment_conflict"]
            ) {
                $0.welcome(2)
                $0.grant("TICKET_3", charge: "a")
            },
            Case(
                name: "refunded before it arrived",
                outcome: "paid_after_refund",
                kinds: ["payment_received"]
            ) {
                $0.welcome()
                $0.noteRefund("a", stars: 100)
            },
            Case(
                name: "refunded before it arrived, unreadable",
                payload: "hello",
                outcome: "paid_after_refund",
                kinds: ["payment_unmatched"]
            ) {
                $0.welcome()
                $0.noteRefund("a", stars: 100)
            },
        ]
    )
    func receive(_ example: Case) {
        var desk = Desk()
        example.prepare(&desk)
        let head = Position(desk.log.count)
        let before = desk.tickets()
        let decision = desk.give(
            .receivePayment(
                Payment(
                    charge: ChargeID(rawValue: "a"),
                    payload: example.payload,
                    amount: example.amount,
                    currency: example.currency
                )
            ),
            to: example.user
        )
        #expect(decision.outcome.name == example.outcome)
        #expect(decision.alerts.map(\.name) == example.alerts)
        #expect(desk.kinds(since: head) == example.kinds)
        let isTicket = example.outcome == "paid" && example.amount < 500
        #expect(desk.tickets() - before == (isTicket ? 1 : 0))
    }

    @Test("What was fulfilled by hand or given back before gives nothing, in the event itself")
    func givesNothing() {
        var desk = Desk()
        desk.grant("TICKET_3", charge: "a")
        desk.noteRefund("b", stars: 100)
        for charge in ["a", "b"] {
            desk.pay("TICKET_3", charge)
            guard case .paymentReceived(let payment) = desk.log.last?.event else {
                Issue.record("no payment")
                return
            }
            #expect(payment.gives == nil)
        }
    }

    @Test("One invoice paid twice has two charges, and each is granted")
    func paidTwice() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        desk.pay("TICKET_3", "b")
        #expect(desk.person().tickets(.three).held == 2)
    }

    @Test("A time from Telegram more than 5 minutes ahead is clamped and reported")
    func clockAhead() {
        var desk = Desk()
        var payment = Payment(
            charge: ChargeID(rawValue: "a"),
            payload: #"{"sku":"PASS_7D"}"#,
            amount: 1_000
        )
        payment.paidAt = desk.now.adding(seconds: 300)
        #expect(desk.give(.receivePayment(payment)).alerts.isEmpty)
        #expect(desk.log.last?.effectiveAt == desk.now.adding(seconds: 300))
        payment.charge = ChargeID(rawValue: "b")
        payment.paidAt = desk.now.adding(seconds: 301)
        let decision = desk.give(.receivePayment(payment))
        #expect(decision.alerts == [.clockAhead(seconds: 301)])
        #expect(desk.log.last?.effectiveAt == desk.now.adding(seconds: 300))
    }

    @Test("Resolve grants the real Stars once; a refund before or after it stands in its way")
    func resolve() {
        var desk = Desk()
        desk.pay("TICKET_3", "a", amount: 77)
        let a = ChargeID(rawValue: "a")
        let sku = SKU(rawValue: "TICKET_3")
        #expect(
            desk.order(.resolve(a, SKU(rawValue: "X")), on: nil).outcome.name
                == "refused:unknown_product"
        )
        #expect(desk.order(.resolve(a, sku), on: nil).outcome.name == "resolved")
        #expect(desk.charge("a")?.stars == 77)
        #expect(desk.person().tickets(.three).held == 1)
        #expect(
            desk.order(.resolve(a, sku), on: nil).outcome.name
                == "refused:charge_settled:received"
        )
        desk.pay("TICKET_3", "b", amount: 77)
        desk.refund("b")
        #expect(
            desk.order(.resolve(ChargeID(rawValue: "b"), sku), on: nil).outcome.name
                == "refused:charge_settled:refunding"
        )
        #expect(
            desk.order(.resolve(ChargeID(rawValue: "z"), sku), on: nil).outcome.name
                == "refused:unknown_charge"
        )
    }

    @Test("Money that is not Stars waits, counts for nothing and cannot be resolved or refunded")
    func otherCurrency() {
        var desk = Desk()
        desk.give(
            .receivePayment(
                Payment(
                    charge: ChargeID(rawValue: "a"),
                    payload: #"{"sku":"TICKET_3"}"#,
                    amount: 100,
                    currency: "USD"
                )
            )
        )
        #expect(desk.charge("a")?.state == .unmatched)
        #expect(desk.books.account.received == 0)
        let resolve = Command.resolve(ChargeID(rawValue: "a"), SKU(rawValue: "TICKET_3"))
        #expect(desk.order(resolve, on: nil).outcome == .refused(.notStars))
        #expect(desk.refund("a").outcome == .refused(.notStars))
    }

    @Test("A subscription's first charge is kept, renewals are units of 30 days")
    func subscription() throws {
        var desk = Desk()
        desk.set(.subscriptionStars, "900")
        let payload = #"{"sku":"PASS_MONTHLY"}"#
        for (charge, term) in [("s1", SubscriptionTerm.first), ("s2", .renewal)] {
            desk.give(
                .receivePayment(
                    Payment(
                        charge: ChargeID(rawValue: charge),
                        payload: payload,
                        amount: 900,
                        subscription: term
                    )
                )
            )
        }
        #expect(desk.person().passUntil == Desk.start.adding(seconds: 60 * 86_400))
        let refund = desk.refund("s2")
        #expect(refund.outcome == .refundRequested(.took, cancels: ChargeID(rawValue: "s1")))
        #expect(desk.person().passUntil == Desk.start.adding(seconds: 30 * 86_400))
        let change = Command.changeSubscription(.canceled, payload: payload)
        #expect(desk.give(change).outcome == .recorded)
        #expect(desk.give(change).outcome == .unchanged)
        #expect(desk.person().passUntil == Desk.start.adding(seconds: 30 * 86_400))
        desk.settle("s2")
        #expect(desk.refund("s1").outcome == .refundRequested(.took, cancels: nil))
    }
}

import Ledger
import Payments
import Projections
import Testing

@Suite struct SubscriptionTests {
    private static let sku = SKU(rawValue: "PASS_MONTHLY")

    private static func desk() -> Desk {
        var desk = Desk()
        desk.welcome()
        desk.set(.subscriptionStars, "900")
        return desk
    }

    @Test(
        "A running subscription is not paid for twice; near its end, a renewal may ask",
        arguments: [
            (days: 0, "checkout_rejected:already_owned"),
            (26, "checkout_rejected:already_owned"), (27, "checkout_approved"),
            (31, "checkout_approved"),
        ]
    )
    func checkout(days: Int64, outcome: String) {
        var desk = Self.desk()
        desk.subscribe("first")
        desk.advance(days: days)
        let checkout = Checkout(payload: Desk.monthlyPayload, amount: 900, currency: "XTR")
        #expect(desk.give(.approveCheckout(checkout)).outcome.name == outcome)
    }

    @Test("Charges are units of 30 days, and each refund takes its own and ends the renewal")
    func refunds() {
        var desk = Self.desk()
        let end = desk.now.adding(seconds: 60 * 86_400)
        desk.subscribe("first")
        desk.advance(days: 30)
        desk.subscribe("second", .renewal)
        #expect(desk.person().passUntil == end)
        #expect(desk.person().subscription(to: Self.sku)?.firstCharge.rawValue == "first")
        let refund = desk.refund("second")
        #expect(
            refund.outcome
                == .refundRequested(.took, cancels: ChargeID(rawValue: "first"))
        )
        #expect(desk.person().passUntil == end.adding(seconds: -30 * 86_400))
    }

    @Test("The refund of a charge of an earlier subscription leaves the one that runs alone")
    func earlier() {
        var desk = Self.desk()
        desk.subscribe("old")
        desk.give(.changeSubscription(.canceled, payload: Desk.monthlyPayload))
        desk.advance(days: 31)
        desk.subscribe("new")
        #expect(desk.refund("old").outcome == .refundRequested(.took, cancels: nil))
        #expect(desk.person().subscription(to: Self.sku)?.state == .active)
        let cancels = ChargeID(rawValue: "new")
        #expect(desk.refund("new").outcome == .refundRequested(.took, cancels: cancels))
    }

    @Test("Cancelled and failed renewals withdraw nothing; the same news twice is no event")
    func changes() {
        for state in [SubscriptionState.canceled, .failed] {
            var desk = Self.desk()
            desk.subscribe("first")
            let end = desk.person().passUntil
            let change = Command.changeSubscription(state, payload: Desk.monthlyPayload)
            #expect(desk.give(change).outcome == .recorded)
            #expect(desk.give(change).outcome == .unchanged)
            #expect(desk.person().passUntil == end)
            #expect(desk.person().subscription(to: Self.sku)?.state == state)
        }
    }

    @Test("A renewal at the price of its day is granted, whatever the price is now")
    func price() {
        for price in ["1200", ""] {
            var desk = Self.desk()
            desk.give(.sendInvoice(Self.sku))
            desk.subscribe("first")
            desk.set(.subscriptionStars, price)
            desk.advance(days: 30)
            #expect(desk.subscribe("second", .renewal).outcome.name == "paid", "\(price)")
        }
    }
}

extension Desk {
    /// What the link carries: it names nobody, and belongs to whoever pays.
    static let monthlyPayload = #"{"sku":"PASS_MONTHLY"}"#

    /// Pays one period of the monthly pass.
    @discardableResult
    mutating func subscribe(_ charge: String, _ term: SubscriptionTerm = .first) -> Decision {
        self.give(
            .receivePayment(
                Payment(
                    charge: ChargeID(rawValue: charge),
                    payload: Self.monthlyPayload,
                    amount: 900,
                    subscription: term,
                    paidUntil: self.now.adding(seconds: 30 * 86_400)
                )
            )
        )
    }
}

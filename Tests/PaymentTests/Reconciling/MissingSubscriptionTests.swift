import Ledger
import Payments
import Projections
import Testing

/// Which charge of a subscription it is that only the comparison found.
@Suite struct MissingSubscriptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// What became of the known subscription; `nil` = there is none.
        var state: SubscriptionState?
        var isRefunded = false
        /// When it was paid, in seconds from the end of what is known to be paid.
        var paidAfterEnd: Int64?
        var term: SubscriptionTerm
        /// What the refund of the charge that was found ends.
        var cancels: String?

        var testDescription: String { self.name }
    }

    @Test(
        "It is the first if nothing runs on that it could renew",
        arguments: [
            Case(name: "none known", paidAfterEnd: 0, term: .first, cancels: "found"),
            Case(
                name: "runs on",
                state: .active,
                paidAfterEnd: 1,
                term: .renewal,
                cancels: "known"
            ),
            Case(
                name: "canceled, before its end",
                state: .canceled,
                paidAfterEnd: -1,
                term: .renewal,
                cancels: "known"
            ),
            Case(
                name: "canceled, at its end",
                state: .canceled,
                paidAfterEnd: 0,
                term: .renewal,
                cancels: "known"
            ),
            Case(
                name: "canceled, after its end",
                state: .canceled,
                paidAfterEnd: 1,
                term: .first,
                cancels: "found"
            ),
            Case(
                name: "failed, after its end",
                state: .failed,
                paidAfterEnd: 1,
                term: .first,
                cancels: "found"
            ),
            Case(
                name: "canceled, and nobody says when it was paid",
                state: .canceled,
                paidAfterEnd: nil,
                term: .renewal,
                cancels: "known"
            ),
        ]
    )
    func term(_ test: Case) {
        var desk = Desk()
        desk.welcome()
        desk.set(.subscriptionStars, "900")
        let end = desk.now.adding(seconds: 30 * 86_400)
        if let state = test.state {
            desk.subscribe("known")
            if state != .active {
                desk.give(.changeSubscription(state, payload: Desk.monthlyPayload))
            }
        }
        desk.advance(days: 31)
        let missing = MissingPayment(
            charge: ChargeID(rawValue: "found"),
            user: .one,
            payload: Desk.monthlyPayload,
            amounts: [900],
            paidAt: test.paidAfterEnd.map { end.adding(seconds: $0) },
            subscriptionSeconds: 30 * 86_400
        )
        let payment = missing.payment(of: 900, by: desk.person(), isRecovery: false)
        #expect(payment.subscription == test.term)
        desk.give(.receivePayment(payment), actor: .system, cause: .reconciliation)
        let cancels = test.cancels.map { ChargeID(rawValue: $0) }
        #expect(desk.refund("found").outcome == .refundRequested(.took, cancels: cancels))
    }
}

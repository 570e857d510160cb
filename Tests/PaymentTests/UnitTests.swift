import Ledger
import Payments
import Projections
import Testing

/// Domain 5, rule by rule, each with its example.
@Suite struct UnitTests {
    private static func day(_ days: Int64) -> Instant { Desk.start.adding(seconds: days * 86_400) }

    /// Held, reserved, used, withdrawn, flagged.
    private func figures(_ desk: Desk) -> [Int32] {
        let tickets = desk.person().tickets(.three)
        return [
            tickets.held, tickets.reserved, tickets.used, tickets.withdrawn, tickets.flagged,
        ]
    }

    struct Step: Sendable, CustomTestStringConvertible {
        var name: String
        var figures: [Int32]
        var steps: @Sendable (inout Desk) -> Void

        var testDescription: String { self.name }
    }

    @Test(
        "Tickets are fungible, withdrawn at most once, and leave no debt (rules 1 to 3)",
        arguments: [
            Step(name: "issued", figures: [1, 0, 0, 0, 0]) { $0.pay("TICKET_3", "a") },
            Step(name: "reserved", figures: [0, 1, 0, 0, 0]) {
                $0.pay("TICKET_3", "a")
                $0.read(.three)
            },
            Step(name: "consumed", figures: [0, 0, 1, 0, 0]) {
                $0.pay("TICKET_3", "a")
                $0.deliver($0.read(.three))
            },
            Step(name: "released", figures: [1, 0, 0, 0, 0]) {
                $0.pay("TICKET_3", "a")
                $0.fail($0.read(.three))
            },
            Step(name: "refunded while held", figures: [0, 0, 0, 1, 0]) {
                $0.pay("TICKET_3", "a")
                $0.refund("a")
            },
            Step(name: "confirmed refund withdraws once", figures: [0, 0, 0, 1, 0]) {
                $0.pay("TICKET_3", "a")
                $0.refund("a")
                $0.settle("a")
                $0.noteRefund("a", stars: 100)
            },
            Step(name: "one confirmed refund leaves the other ticket", figures: [1, 0, 0, 1, 0]) {
                $0.pay("TICKET_3", "a")
                $0.pay("TICKET_3", "b")
                $0.refund("a")
                $0.settle("a")
            },
            Step(name: "a refund after use takes another ticket", figures: [0, 0, 1, 1, 0]) {
                $0.pay("TICKET_3", "a")
                $0.deliver($0.read(.three))
                $0.pay("TICKET_3", "b")
                $0.refund("a")
            },
            Step(name: "nothing left is flagged", figures: [0, 0, 1, 0, 1]) {
                $0.pay("TICKET_3", "a")
                $0.deliver($0.read(.three))
                $0.refund("a")
            },
            Step(name: "and leaves no debt", figures: [1, 0, 1, 0, 1]) {
                $0.pay("TICKET_3", "a")
                $0.deliver($0.read(.three))
                $0.refund("a")
                $0.settle("a")
                $0.pay("TICKET_3", "b")
            },
            Step(name: "a refund waits for a reserved ticket", figures: [0, 1, 0, 0, 0]) {
                $0.pay("TICKET_3", "a")
                $0.read(.three)
                $0.refund("a")
            },
            Step(name: "released then, it does not come back", figures: [0, 0, 0, 1, 0]) {
                $0.pay("TICKET_3", "a")
                let use = $0.read(.three)
                $0.refund("a")
                $0.fail(use)
            },
            Step(name: "delivered then, it is flagged", figures: [0, 0, 1, 0, 1]) {
                $0.pay("TICKET_3", "a")
                let use = $0.read(.three)
                $0.refund("a")
                $0.deliver(use)
            },
            Step(name: "two reserved, one waits: the release is taken", figures: [0, 0, 1, 1, 0]) {
                $0.pay("TICKET_3", "a")
                $0.pay("TICKET_3", "b")
                let (one, two) = ($0.read(.three), $0.read(.three))
                $0.refund("a")
                $0.deliver(one)
                $0.fail(two)
            },
            Step(name: "a purchase while a refund waits is whole", figures: [1, 0, 0, 1, 0]) {
                $0.pay("TICKET_3", "a")
                let use = $0.read(.three)
                $0.refund("a")
                $0.pay("TICKET_3", "b")
                $0.fail(use)
            },
            Step(name: "a failed refund gives back", figures: [1, 0, 0, 0, 0]) {
                $0.pay("TICKET_3", "a")
                $0.refund("a")
                $0.settle("a", .failed("400"))
            },
            Step(name: "a failed refund that waited", figures: [1, 0, 0, 0, 0]) {
                $0.pay("TICKET_3", "a")
                let use = $0.read(.three)
                $0.refund("a")
                $0.settle("a", .failed("400"))
                $0.fail(use)
            },
            Step(name: "a failed refund that took the release", figures: [1, 0, 0, 0, 0]) {
                $0.pay("TICKET_3", "a")
                let use = $0.read(.three)
                $0.refund("a")
                $0.fail(use)
                $0.settle("a", .failed("400"))
            },
            Step(name: "a failed refund that was flagged", figures: [0, 0, 1, 0, 0]) {
                $0.pay("TICKET_3", "a")
                $0.deliver($0.read(.three))
                $0.refund("a")
                $0.settle("a", .failed("400"))
            },
            Step(name: "revoked, then refunded: once", figures: [1, 0, 0, 1, 0]) {
                $0.pay("TICKET_3", "b")
                $0.pay("TICKET_3", "a")
                $0.revoke("TICKET_3")
                $0.refund("a")
            },
            Step(name: "refunded, then revoked: the other", figures: [0, 0, 0, 2, 0]) {
                $0.pay("TICKET_3", "b")
                $0.pay("TICKET_3", "a")
                $0.refund("a")
                $0.revoke("TICKET_3")
            },
            Step(name: "given back, then refunded: the grant goes", figures: [0, 0, 0, 2, 0]) {
                $0.pay("TICKET_3", "a")
                $0.revoke("TICKET_3")
                $0.grant("TICKET_3")
                $0.refund("a")
            },
            Step(name: "twice given back, then refunded", figures: [0, 0, 0, 3, 0]) {
                $0.pay("TICKET_3", "a")
                for _ in 0..<2 {
                    $0.revoke("TICKET_3")
                    $0.grant("TICKET_3")
                }
                $0.refund("a")
            },
            Step(name: "a grant of its own stays", figures: [1, 0, 0, 1, 0]) {
                $0.grant("TICKET_3")
                $0.pay("TICKET_3", "a")
                $0.refund("a")
            },
            Step(name: "a refund of unmatched money takes nothing", figures: [1, 0, 0, 0, 0]) {
                $0.pay("TICKET_3", "b")
                $0.pay("TICKET_3", "a", amount: 7)
                $0.refund("a")
            },
            Step(name: "fulfilled by hand, then refunded", figures: [0, 0, 0, 1, 0]) {
                $0.grant("TICKET_3", charge: "a")
                $0.pay("TICKET_3", "a")
                $0.refund("a")
            },
            Step(name: "fulfilled by hand, refunded unseen", figures: [0, 0, 0, 1, 0]) {
                $0.grant("TICKET_3", charge: "a")
                $0.noteRefund("a", stars: 100)
                $0.pay("TICKET_3", "a")
            },
        ]
    )
    func tickets(_ example: Step) {
        var desk = Desk()
        example.steps(&desk)
        #expect(self.figures(desk) == example.figures)
    }

    @Test("Pass end: live units in order of from, then position (rule 6's example)")
    func passEnd() {
        var desk = Desk()
        desk.pay("PASS_7D", "a")
        desk.advance(days: 3)
        desk.pay("PASS_7D", "b")
        #expect(desk.person().passUntil == Self.day(14))
        desk.advance(days: 2)
        var other = desk
        desk.refund("a")
        #expect(desk.person().passUntil == Self.day(10))
        other.refund("b")
        #expect(other.person().passUntil == Self.day(7))
        other.settle("b", .failed("400"))
        #expect(other.person().passUntil == Self.day(14))
    }

    @Test("A late event takes its place in the order of rule 6")
    func lateEvent() {
        var desk = Desk()
        desk.advance(days: 20)
        desk.pay("PASS_7D", "b")
        var payment = Payment(
            charge: ChargeID(rawValue: "a"),
            payload: #"{"sku":"PASS_30D"}"#,
            amount: 3_500,
            paidAt: Desk.start
        )
        payment.isRecovery = true
        desk.give(.receivePayment(payment), actor: .system, cause: .reconciliation)
        #expect(desk.person().passUntil == Self.day(37))
    }

    @Test(
        "A pass found late counts from now, one from a lost disk from when it ran (rule 7)",
        arguments: [
            (late: Int64(3_600), isRecovery: false, startsLate: false),
            (late: 3_601, isRecovery: false, startsLate: true),
            (late: 3_601, isRecovery: true, startsLate: false),
        ]
    )
    func from(late: Int64, isRecovery: Bool, startsLate: Bool) {
        var desk = Desk()
        desk.advance(seconds: late)
        let payment = Payment(
            charge: ChargeID(rawValue: "a"),
            payload: #"{"sku":"PASS_7D"}"#,
            amount: 1_000,
            paidAt: Desk.start,
            isRecovery: isRecovery
        )
        desk.give(.receivePayment(payment), actor: .system, cause: .reconciliation)
        let from = startsLate ? desk.now : Desk.start
        #expect(desk.person().passUntil == from.adding(seconds: 7 * 86_400))
        #expect(desk.log.last?.effectiveAt == Desk.start)
    }

    @Test("The option is on while one live unit exists (rule 8)")
    func option() {
        var desk = Desk()
        desk.pay("ADDON_IMAGES", "a")
        desk.grant("ADDON_IMAGES")
        desk.refund("a")
        #expect(desk.person().hasImages)
        desk.revoke("ADDON_IMAGES")
        #expect(!desk.person().hasImages)
        #expect(desk.revoke("ADDON_IMAGES").outcome == .refused(.nothingHeld))
    }

    @Test("Revoke takes the newest live unit of the product, whatever its origin (rule 4)")
    func revoke() {
        var desk = Desk()
        #expect(desk.revoke("TICKET_3").outcome == .refused(.nothingHeld))
        desk.pay("TICKET_3", "a")
        desk.grant("TICKET_3")
        desk.revoke("TICKET_3")
        guard case .revoked(let revoked) = desk.log.last?.event else {
            Issue.record("no revoke")
            return
        }
        #expect(revoked.unit == desk.person().units.last?.position)
        #expect(revoked.reason == "none given")
        desk.read(.three)
        #expect(desk.revoke("TICKET_3").outcome == .refused(.inUse))
        #expect(desk.revoke("NOTHING").outcome == .refused(.unknownProduct))
    }

    @Test("A pass of the named product is revoked, and only while a pass is valid")
    func revokePass() {
        var desk = Desk()
        desk.pay("PASS_7D", "a")
        desk.pay("PASS_30D", "b")
        desk.revoke("PASS_7D")
        #expect(desk.person().passUntil == Self.day(30))
        #expect(desk.revoke("PASS_7D").outcome == .refused(.nothingHeld))
        desk.advance(days: 30)
        #expect(desk.revoke("PASS_30D").outcome == .refused(.nothingHeld))
    }

    @Test("A grant names the newest revoke that is not given back (rule 5)")
    func givesBack() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        desk.pay("TICKET_3", "b")
        desk.revoke("TICKET_3")
        let first = Position(desk.log.count)
        desk.revoke("TICKET_3")
        let second = Position(desk.log.count)
        #expect(desk.grant("TICKET_7").outcome == .granted(.ticket(.seven), givesBack: nil))
        #expect(desk.grant("TICKET_3").outcome == .granted(.ticket(.three), givesBack: second))
        #expect(desk.grant("TICKET_3").outcome == .granted(.ticket(.three), givesBack: first))
        #expect(desk.grant("TICKET_3").outcome == .granted(.ticket(.three), givesBack: nil))
    }

    @Test("A grant for a charge that is settled already is refused")
    func grantForCharge() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        #expect(
            desk.grant("TICKET_3", charge: "a").outcome == .refused(.chargeSettled(.received))
        )
        desk.refund("a")
        #expect(
            desk.grant("TICKET_3", charge: "a").outcome == .refused(.chargeSettled(.refunding))
        )
        desk.grant("TICKET_3", charge: "b")
        #expect(
            desk.grant("TICKET_3", charge: "b").outcome
                == .refused(.chargeSettled(.fulfilledByHand))
        )
        desk.noteRefund("c", stars: 100)
        #expect(
            desk.grant("TICKET_3", charge: "c").outcome
                == .refused(.chargeSettled(.refundedBeforeArrival))
        )
        desk.pay("TICKET_3", "d", amount: 7)
        #expect(
            desk.grant("TICKET_3", charge: "d", user: 2).outcome == .refused(.otherUsersCharge)
        )
        #expect(desk.grant("TICKET_3", charge: "d").outcome.name == "granted")
        let resolve = Command.resolve(ChargeID(rawValue: "d"), SKU(rawValue: "TICKET_3"))
        #expect(
            desk.order(resolve, on: nil).outcome == .refused(.chargeSettled(.fulfilledByHand))
        )
    }

    @Test("Hold suspends all access, payments go on, release restores exactly (rule 10)")
    func hold() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        #expect(desk.order(.release(reason: "")).outcome == .refused(.notHeld))
        #expect(desk.order(.hold(reason: "abuse")).outcome == .recorded)
        #expect(desk.order(.hold(reason: "abuse")).outcome == .refused(.alreadyHeld))
        #expect(desk.read(.three) == nil)
        #expect(desk.pay("TICKET_3", "b").outcome.name == "paid")
        #expect(desk.refund("b").outcome == .refundRequested(.took, cancels: nil))
        desk.order(.release(reason: ""))
        #expect(self.figures(desk) == [1, 0, 0, 1, 0])
        #expect(desk.read(.three) != nil)
    }
}

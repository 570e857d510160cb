import Ledger
import Payments
import Projections
import Testing

/// Grants that somebody may have made because a payment was missing.
@Suite struct NearGrantsTests {
    /// A grant some time after the payment.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var seconds: Int64
        var sku = "TICKET_3"
        var isRevoked = false
        var isNear: Bool

        var testDescription: String { self.name }
    }

    @Test(
        "A live grant of the same product within the window is near",
        arguments: [
            Case(name: "an hour before", seconds: -3_600, isNear: true),
            Case(name: "more than an hour before", seconds: -3_601, isNear: false),
            Case(name: "at once", seconds: 0, isNear: true),
            Case(name: "a week after", seconds: 604_800, isNear: true),
            Case(name: "more than a week after", seconds: 604_801, isNear: false),
            Case(name: "another product", seconds: 0, sku: "TICKET_7", isNear: false),
            Case(name: "taken back again", seconds: 0, isRevoked: true, isNear: false),
        ]
    )
    func near(_ test: Case) {
        var desk = Desk()
        let paidAt = Instant.paid.adding(seconds: 10_000)
        desk.now = paidAt.adding(seconds: test.seconds)
        desk.order(.grant(Grant(sku: SKU(rawValue: test.sku), reason: "asked")))
        if test.isRevoked { desk.order(.revoke(.ticket, reason: "mistake", isQuiet: true)) }
        let found = NearGrants.units(of: .ticket, paidAt: paidAt, in: desk.person())
        #expect(found.isEmpty != test.isNear)
    }

    @Test("A payment is no grant")
    func payment() {
        var desk = Desk()
        desk.welcome()
        desk.pay("TICKET_3", "b")
        #expect(NearGrants.units(of: .ticket, paidAt: desk.now, in: desk.person()).isEmpty)
    }
}

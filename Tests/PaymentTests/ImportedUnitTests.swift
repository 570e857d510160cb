import Ledger
import Payments
import Projections
import Testing

/// Domain 5, Import.
@Suite struct ImportedUnitTests {
    private func opened(_ balance: OpeningBalance) -> Desk {
        var desk = Desk()
        desk.append(.openingBalance(balance), cause: .imported)
        return desk
    }

    @Test("The opening balance is the only giver; imported payments give nothing")
    func opening() {
        let until = Instant(microseconds: Desk.start.microseconds + 1_500_000)
        var desk = self.opened(
            OpeningBalance(
                ticketsThree: 2,
                ticketsSeven: -4,
                passUntil: until,
                hasImages: true,
                termsAcceptedAt: Desk.start,
                language: .english,
                firstSeen: Desk.start.adding(seconds: -86_400),
                oneCardToday: 2
            )
        )
        desk.importPayment("TICKET_3", "a")
        let person = desk.person()
        #expect(person.tickets(.three).held == 2)
        #expect(person.tickets(.seven).held == 0)
        #expect(person.passUntil == until)
        #expect(person.hasImages && person.termsAcceptedAt == Desk.start)
        #expect(person.language == .english)
        #expect(person.lastPurchase?.sku == SKU(rawValue: "TICKET_3"))
        desk.advance(seconds: 2)
        #expect(desk.allowance().trialDay == 2)
        #expect(desk.allowance().oneCard.remaining == 0)
        #expect(desk.books.account.received == 100)
    }

    @Test("A refund of an imported ticket goes by rule 2, always flagged")
    func ticket() {
        var desk = self.opened(OpeningBalance(ticketsThree: 1))
        desk.importPayment("TICKET_3", "a")
        desk.importPayment("TICKET_3", "b")
        desk.importPayment("TICKET_3", "c", isGiven: false)
        let first = desk.refund("a")
        #expect(first.outcome == .refundRequested(.took, cancels: nil))
        #expect(first.alerts.map(\.name) == ["imported_refund"])
        let second = desk.refund("b")
        #expect(second.outcome == .refundRequested(.nothingLeft, cancels: nil))
        #expect(second.alerts.map(\.name) == ["nothing_left", "imported_refund"])
        let third = desk.refund("c")
        #expect(third.outcome == .refundRequested(.nothingGiven, cancels: nil))
        #expect(third.alerts.map(\.name) == ["imported_refund"])
        desk.settle("a", .failed("400"))
        #expect(desk.person().tickets(.three).held == 1)
        #expect(
            desk.books.audit.newest(9).map(\.flag?.name) == [
                nil, "imported", "nothing_left", "imported", nil,
            ]
        )
    }

    @Test("A confirmed refund of an imported ticket withdraws once")
    func confirmed() {
        var desk = self.opened(OpeningBalance(ticketsThree: 2))
        desk.importPayment("TICKET_3", "a")
        desk.refund("a")
        desk.settle("a")
        #expect(desk.person().tickets(.three).held == 1)
    }

    @Test("A refund of an imported option follows revokes of the option, of nothing else")
    func otherRevoke() {
        let until = Desk.start.adding(seconds: 86_400)
        var desk = self.opened(OpeningBalance(passUntil: until, hasImages: true))
        desk.importPayment("ADDON_IMAGES", "a")
        desk.revoke("PASS_7D")
        desk.revoke("ADDON_IMAGES")
        desk.grant("PASS_7D")
        desk.refund("a")
        #expect(desk.person().hasPass(at: desk.now))
        desk.grant("ADDON_IMAGES")
        desk.settle("a", .failed("400"))
        desk.refund("a")
        #expect(!desk.person().hasImages)
    }

    @Test("A refund of an imported pass moves the opening end back, not before now")
    func pass() {
        let until = Desk.start.adding(seconds: 10 * 86_400)
        var desk = self.opened(OpeningBalance(passUntil: until))
        for charge in ["a", "b", "c"] { desk.importPayment("PASS_7D", charge) }
        desk.refund("a")
        #expect(desk.person().passUntil == Desk.start.adding(seconds: 3 * 86_400))
        desk.advance(days: 1)
        desk.refund("b")
        #expect(desk.person().passUntil == desk.now)
        #expect(desk.refund("c").outcome == .refundRequested(.nothingLeft, cancels: nil))
        desk.settle("b", .failed("400"))
        #expect(desk.person().passUntil == Desk.start.adding(seconds: 3 * 86_400))
    }

    @Test("A revoke takes units of the opening balance last, each by what it is")
    func revoke() {
        let until = Desk.start.adding(seconds: 86_400)
        var desk = self.opened(
            OpeningBalance(ticketsThree: 1, ticketsTen: 1, passUntil: until, hasImages: true)
        )
        desk.pay("TICKET_3", "a")
        for sku in ["TICKET_3", "TICKET_3", "TICKET_10", "PASS_30D", "ADDON_IMAGES"] {
            #expect(desk.revoke(sku).outcome.name == "revoked")
        }
        let person = desk.person()
        #expect(TicketKind.allCases.allSatisfy { person.tickets($0).held == 0 })
        #expect(person.passUntil == nil && !person.hasImages)
    }

    @Test("A lost grant of the earlier database may be given by hand, and a refund takes it")
    func repair() {
        var desk = self.opened(OpeningBalance())
        desk.importPayment("TICKET_3", "a", isGiven: false)
        desk.importPayment("TICKET_3", "b")
        #expect(desk.grant("TICKET_3", charge: "b").outcome.isRefusal)
        #expect(desk.grant("TICKET_3", charge: "a").outcome.name == "granted")
        #expect(desk.person().tickets(.three).held == 1)
        desk.refund("a")
        #expect(desk.person().tickets(.three).held == 0)
    }

    @Test("An imported refund is history and withdraws nothing")
    func importedRefund() throws {
        var desk = self.opened(OpeningBalance(ticketsThree: 1))
        desk.importPayment("TICKET_3", "a")
        let stars = try Stars(100)
        let refund = PaymentRefunded(
            charge: ChargeID(rawValue: "a"),
            stars: stars,
            imported: true
        )
        desk.append(.paymentRefunded(refund), cause: .imported)
        #expect(desk.person().tickets(.three).held == 1)
        #expect(desk.person().lastPurchase == nil)
        #expect(desk.books.account.net == 0)
    }
}

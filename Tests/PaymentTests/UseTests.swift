import Ledger
import Payments
import Projections
import Testing

/// Domain 3, Uses: nobody pays for a reading they did not get, nobody gets two for one.
@Suite struct UseTests {
    private static let asked = ReadingRequest(
        spread: .three,
        draw: .fool(.three),
        theme: .work,
        questionDigest: 7
    )

    @Test("A ticket reading begins with its reservation, ends with its consumption")
    func ticket() throws {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        let head = Position(desk.log.count)
        let use = head + 1
        let decision = desk.give(.startReading(Self.asked), key: "m:1")
        #expect(
            decision.events.map(\.event) == [
                .readingStarted(
                    ReadingStarted(
                        access: .ticket,
                        spread: .three,
                        draw: .fool(.three),
                        theme: .work,
                        questionDigest: 7
                    )
                ),
                .ticketReserved(TicketReserved(ticket: .three, use: use)),
            ]
        )
        #expect(decision.events.map(\.envelope.key) == ["m:1", nil])
        let delivered = desk.give(.deliverReading(use: use, isFallback: true))
        #expect(
            delivered.events.map(\.event) == [
                .ticketConsumed(TicketConsumed(ticket: .three, use: use)),
                .readingDelivered(ReadingDelivered(use: use, isFallback: true)),
            ]
        )
        #expect(delivered.outcome == .delivered)
        #expect(desk.give(.deliverReading(use: use, isFallback: true)).outcome == .settledBefore)
        #expect(desk.give(.failReading(use: use, .model)).outcome == .settledBefore)
    }

    @Test("A stranger's first reading names the position after their first contact")
    func stranger() {
        var desk = Desk(isPaywallOn: false)
        let decision = desk.give(.startReading(Self.asked), language: "pt-br")
        #expect(decision.events.map(\.event.kind) == [.firstSeen, .readingStarted])
        guard case .reading(let reading) = decision.outcome else {
            Issue.record("\(decision.outcome)")
            return
        }
        #expect(reading.use == 2 && reading.access == .open)
        #expect(desk.person().openUse(2) != nil)
        #expect(desk.person().language == .portuguese)
    }

    @Test("A failed reading releases its ticket, and says so")
    func failed() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        let use = desk.read(.three)
        let decision = desk.give(.failReading(use: use ?? 0, .model))
        #expect(decision.events.map(\.event.kind) == [.ticketReleased, .readingFailed])
        #expect(decision.outcome == .failed(released: .three))
        #expect(desk.person().tickets(.three).held == 1)
    }

    @Test("A release that a refund waited for gives nothing back")
    func waited() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        let use = desk.read(.three)
        desk.refund("a")
        #expect(
            desk.give(.failReading(use: use ?? 0, .model)).outcome == .failed(released: nil)
        )
    }

    @Test("A delivery that a refund waited for alerts the administrators")
    func deliveredAfterRefund() {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        let use = desk.read(.three)
        #expect(desk.refund("a").outcome == .refundRequested(.waits, cancels: nil))
        let decision = desk.give(.deliverReading(use: use ?? 0, isFallback: false))
        #expect(decision.alerts == [.nothingLeft(UserID(rawValue: 1))])
        #expect(desk.books.audit.newest(1).first?.flag == .nothingLeft)
    }

    @Test("The same key delivers the same cards, whatever was drawn again")
    func repeated() throws {
        var desk = Desk()
        desk.pay("TICKET_3", "a")
        let use = desk.read(.three, key: "k") ?? 0
        let tower = DrawnCard(card: 16, isReversed: true)
        let again = ReadingRequest(spread: .three, draw: Draw([tower].compactMap { $0 }))
        for progress in [UseProgress.underway, .delivered] {
            if progress == .delivered { desk.deliver(use) }
            let decision = desk.give(.startReading(again), key: "k")
            #expect(decision.events.isEmpty)
            guard case .reading(let reading) = decision.outcome else {
                Issue.record("\(decision.outcome)")
                return
            }
            #expect(reading.use == use && reading.draw == .fool(.three))
            #expect(reading.progress == progress)
        }
        #expect(desk.person().tickets(.three).used == 1)
    }

    @Test("The day and the access decided at the start stand")
    func accessStands() throws {
        var desk = Desk()
        desk.pay("PASS_7D", "a")
        let use = desk.read(.celtic) ?? 0
        desk.refund("a")
        #expect(desk.person().openUse(use)?.access == .pass)
        desk.advance(days: 1)
        desk.deliver(use)
        let first = desk.books.settings.dayClock.day(of: Desk.start)
        #expect(desk.books.figures(of: first).readings == 1)
        #expect(desk.books.figures(of: desk.today).readings == 0)
    }

    @Test("A consultation is answered once, or fails and costs nothing")
    func consultation() {
        var desk = Desk()
        let decision = desk.give(.startConsultation(questionDigest: 3), key: "k")
        guard case .consultation(let started) = decision.outcome else {
            Issue.record("\(decision.outcome)")
            return
        }
        #expect(desk.allowance().consult.remaining == 1)
        let wrong = Command.deliverReading(use: started.use, isFallback: false)
        #expect(desk.give(wrong).outcome == .settledBefore)
        #expect(desk.give(.failConsultation(use: started.use, .model)).outcome.name == "failed")
        #expect(desk.allowance().consult.remaining == 2)
        #expect(desk.give(.answerConsultation(use: started.use)).outcome == .settledBefore)
        #expect(
            desk.give(.startConsultation(questionDigest: 3), key: "k").outcome.name
                == "consultation:over"
        )
    }

    @Test("Only the last settled uses are remembered")
    func bounded() {
        var desk = Desk(isPaywallOn: false)
        for _ in 0..<5 { desk.deliver(desk.read(.one)) }
        #expect(desk.person().recentUses.count == Person.recentUseCountMax)
        #expect(desk.person().openUses.isEmpty)
    }
}

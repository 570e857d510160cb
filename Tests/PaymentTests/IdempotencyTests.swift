import Ledger
import Payments
import Projections
import Testing

/// Domain 6: keys come before every other rule.
@Suite struct IdempotencyTests {
    private static let ticket = SKU(rawValue: "TICKET_3")

    struct Case: Sendable, CustomTestStringConvertible {
        var command: Command
        var other: Command
        var prepare: @Sendable (inout Desk) -> Void = { _ in }

        var testDescription: String { "\(self.command)" }
    }

    @Test(
        "The same key again appends nothing; with other content it is refused",
        arguments: [
            Case(command: .acceptTerms(version: 1), other: .acceptTerms(version: 2)),
            Case(command: .chooseLanguage(.english), other: .chooseLanguage(.portuguese)),
            Case(
                command: .leaveFeedback(sealedText: [1]),
                other: .erase(reason: "x", keyDigest: nil)
            ),
            Case(command: .erase(reason: "x", keyDigest: 7), other: .hold(reason: "")),
            Case(
                command: .sendInvoice(ticket),
                other: .sendInvoice(SKU(rawValue: "TICKET_7"))
            ) { $0.welcome() },
            Case(
                command: .grant(Grant(sku: ticket, reason: "a")),
                other: .grant(Grant(sku: ticket, reason: "b"))
            ),
            Case(
                command: .revoke(ticket, reason: "", isQuiet: false),
                other: .revoke(ticket, reason: "", isQuiet: true)
            ) {
                $0.pay("TICKET_3", "a")
                $0.pay("TICKET_3", "b")
            },
            Case(command: .hold(reason: "a"), other: .hold(reason: "b")),
            Case(command: .release(reason: "a"), other: .release(reason: "b")) {
                $0.order(.hold(reason: ""))
            },
            Case(
                command: .resolve(ChargeID(rawValue: "a"), ticket),
                other: .resolve(ChargeID(rawValue: "a"), SKU(rawValue: "TICKET_7"))
            ) { $0.pay("TICKET_3", "a", amount: 9) },
            Case(
                command: .noteIncident(text: "a", about: nil),
                other: .noteIncident(text: "a", about: "r1")
            ),
            Case(command: .recordError(.load), other: .recordError(.payment)),
            Case(
                command: .recordModelUse(ModelUsed(model: "m", costMicroUSD: 1)),
                other: .recordModelUse(ModelUsed(model: "m", costMicroUSD: 2))
            ),
            Case(
                command: .startConsultation(questionDigest: 1),
                other: .startConsultation(questionDigest: 2)
            ),
            Case(
                command: .startReading(ReadingRequest(spread: .one, draw: .fool(.one))),
                other: .startReading(
                    ReadingRequest(spread: .one, draw: .fool(.one), theme: .love)
                )
            ),
            Case(
                command: .changeSetting(name: "TRIAL_DAYS", value: "7"),
                other: .changeSetting(name: "TRIAL_DAYS", value: "8")
            ),
            Case(
                command: .deliverReading(use: 3, isFallback: false),
                other: .deliverReading(use: 4, isFallback: false)
            ) {
                $0.give(.meet)
                $0.read(.one)
            },
        ]
    )
    func keys(_ example: Case) throws {
        var desk = Desk()
        example.prepare(&desk)
        let first = desk.order(example.command, key: "k")
        try #require(!first.events.isEmpty, "\(first.outcome)")
        #expect(first.events.compactMap(\.envelope.key) == ["k"])
        let position = try #require(desk.log.last { $0.envelope.key == "k" }).position
        let again = desk.order(example.command, key: "k")
        #expect(again.events.isEmpty)
        let isUse = again.outcome.name.contains(":underway")
        #expect(isUse || again.outcome == .repeated(position))
        let other = desk.order(example.other, key: "k")
        #expect(other == Decision(events: [], outcome: .refused(.keyReused)))
        if desk.log.last?.user != nil {
            let stranger = desk.order(example.command, on: 5, key: "k")
            let isOwned = example.command.actsOnOwner
            #expect(isOwned || stranger.outcome == .refused(.keyReused))
        }
    }

    @Test("A refund that Telegram refused is not asked for again under the same key")
    func refusedRefund() {
        var desk = Desk()
        let a = ChargeID(rawValue: "a")
        desk.pay("TICKET_3", "a")
        let refund = Command.requestRefund(a, reason: "")
        let asked = desk.order(refund, on: nil, key: "r")
        desk.give(.settleRefund(a, .failed("no")), actor: .system)
        let first = desk.books.position - 1
        #expect(asked.events.count == 1)
        #expect(desk.order(refund, on: nil, key: "r").outcome == .repeated(first))
        #expect(desk.order(refund, on: nil, key: "s").events.count == 1)
    }

    @Test("A charge's own state answers a repeated payment or refund, with or without a key")
    func charges() {
        var desk = Desk()
        let a = ChargeID(rawValue: "a")
        let payment = Payment(charge: a, payload: #"{"sku":"TICKET_3"}"#, amount: 100)
        desk.give(.receivePayment(payment), key: "p")
        #expect(
            desk.give(.receivePayment(payment), key: "p").outcome == .paidAgain(owesThanks: false)
        )
        let refund = Command.requestRefund(a, reason: "")
        desk.order(refund, on: nil, key: "r")
        #expect(desk.order(refund, on: nil, key: "r").outcome == .refundUnderway)
        desk.settle("a")
        #expect(desk.order(refund, on: nil, key: "r").outcome == .refundedBefore)
        #expect(desk.order(refund, on: nil, key: "p").outcome == .refused(.keyReused))
    }

    @Test("A refused command leaves no key behind")
    func refused() {
        var desk = Desk()
        desk.give(.meet)
        #expect(desk.read(.three, key: "k") == nil)
        desk.pay("TICKET_3", "a")
        #expect(desk.read(.three, key: "k") != nil)
    }

    @Test("A first contact is recorded once, also when what was asked for is refused")
    func firstContact() {
        var desk = Desk()
        let asked = ReadingRequest(spread: .three, draw: .fool(.three))
        let refused = desk.give(.startReading(asked), language: "en")
        #expect(refused.events.map(\.event.kind) == [.firstSeen])
        #expect(refused.outcome == .refused(.paywall(.noTicket(.three))))
        #expect(desk.give(.meet).events.isEmpty)
        #expect(desk.person().language == .english)
        #expect(desk.order(.hold(reason: ""), on: 2).events.map(\.event.kind) == [.held])
    }
}

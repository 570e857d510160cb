import Ledger
import Payments
import Projections
import Testing

/// The table of domain rule 2, column by column.
@Suite struct PaywallTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var ask: Paywall.Ask
        var verdict: Paywall.Verdict
        var prepare: @Sendable (inout Desk) -> Void = { _ in }

        var testDescription: String { self.name }
    }

    private static let midnight = Instant(seconds: 1_795_446_000)

    @Test(
        "Who may have what, at whose cost",
        arguments: [
            Case(name: "a stranger, one card", ask: .reading(.one), verdict: .allowed(.free)),
            Case(name: "a stranger, consultation", ask: .consultation, verdict: .allowed(.free)),
            Case(
                name: "a stranger, three cards",
                ask: .reading(.three),
                verdict: .refused(.noTicket(.three))
            ),
            Case(name: "trial, second card", ask: .reading(.one), verdict: .allowed(.free)) {
                $0.read(.one)
            },
            Case(
                name: "trial, third card",
                ask: .reading(.one),
                verdict: .refused(.quotaUsedUp(limit: 2, resetsAt: midnight))
            ) {
                for _ in 0..<2 { $0.read(.one) }
            },
            Case(
                name: "trial, third consultation",
                ask: .consultation,
                verdict: .refused(.quotaUsedUp(limit: 2, resetsAt: midnight))
            ) {
                for _ in 0..<2 { $0.give(.startConsultation(questionDigest: nil)) }
            },
            Case(name: "fifth day, two cards", ask: .reading(.one), verdict: .allowed(.free)) {
                $0.give(.meet)
                $0.advance(days: 4)
                $0.read(.one)
            },
            Case(
                name: "sixth day, second card",
                ask: .reading(.one),
                verdict: .refused(
                    .quotaUsedUp(limit: 1, resetsAt: midnight.adding(seconds: 5 * 86_400))
                )
            ) {
                $0.give(.meet)
                $0.advance(days: 5)
                $0.read(.one)
            },
            Case(name: "sixth day, consultation", ask: .consultation, verdict: .refused(.passOnly))
            {
                $0.give(.meet)
                $0.advance(days: 5)
            },
            Case(name: "a matching ticket", ask: .reading(.three), verdict: .allowed(.ticket)) {
                $0.pay("TICKET_3", "a")
            },
            Case(
                name: "a ticket of one kind never opens another spread",
                ask: .reading(.celtic),
                verdict: .refused(.noTicket(.ten))
            ) {
                $0.pay("TICKET_3", "a")
                $0.pay("TICKET_7", "b")
            },
            Case(name: "a pass covers a spread", ask: .reading(.celtic), verdict: .allowed(.pass)) {
                $0.pay("PASS_7D", "a")
                $0.pay("TICKET_10", "b")
            },
            Case(name: "the last moment of a pass", ask: .consultation, verdict: .allowed(.pass)) {
                $0.pay("PASS_7D", "a")
                $0.now = Instant(
                    microseconds: Desk.start.adding(seconds: 7 * 86_400).microseconds - 1
                )
            },
            Case(name: "the end of a pass", ask: .consultation, verdict: .refused(.passOnly)) {
                $0.pay("PASS_7D", "a")
                $0.advance(days: 7)
            },
            Case(name: "the paywall is off", ask: .reading(.celtic), verdict: .allowed(.open)) {
                $0.set(.paywallEnabled, "false")
                $0.pay("PASS_7D", "a")
            },
            Case(name: "an administrator", ask: .reading(.celtic), verdict: .allowed(.admin)) {
                $0.set(.paywallEnabled, "false")
                $0.set(.administrators, "1")
            },
            Case(name: "suspended, even the free", ask: .reading(.one), verdict: .refused(.held)) {
                $0.order(.hold(reason: ""))
            },
            Case(name: "suspended before all", ask: .reading(.three), verdict: .refused(.held)) {
                $0.set(.administrators, "1")
                $0.pay("PASS_7D", "a")
                $0.order(.hold(reason: ""))
            },
            Case(name: "a release restores", ask: .reading(.three), verdict: .allowed(.ticket)) {
                $0.pay("TICKET_3", "a")
                $0.order(.hold(reason: ""))
                $0.order(.release(reason: ""))
            },
            Case(
                name: "past the cost cap one card is left",
                ask: .reading(.one),
                verdict: .refused(.quotaUsedUp(limit: 1, resetsAt: midnight))
            ) {
                $0.read(.one)
                $0.spend(microUSD: 10_000_000)
            },
            Case(
                name: "past the cost cap there is no free consultation",
                ask: .consultation,
                verdict: .refused(.quotaUsedUp(limit: 0, resetsAt: midnight))
            ) {
                $0.give(.meet)
                $0.spend(microUSD: 10_000_000)
            },
            Case(name: "just below the cap", ask: .consultation, verdict: .allowed(.free)) {
                $0.spend(microUSD: 9_999_999)
            },
            Case(name: "paid use is never cut", ask: .reading(.three), verdict: .allowed(.ticket)) {
                $0.spend(microUSD: 99_000_000)
                $0.pay("TICKET_3", "a")
            },
            Case(name: "the cap ends with the day", ask: .consultation, verdict: .allowed(.free)) {
                $0.spend(microUSD: 99_000_000)
                $0.now = midnight
            },
        ]
    )
    func decide(_ example: Case) {
        var desk = Desk()
        example.prepare(&desk)
        #expect(desk.verdict(on: example.ask) == example.verdict)
    }

    @Test("Admin, open, pass and ticket uses count nothing against the free quota")
    func countsOnlyFree() {
        var desk = Desk()
        desk.pay("PASS_7D", "a")
        for _ in 0..<5 { desk.read(.one) }
        desk.refund("a")
        #expect(desk.allowance().oneCard.remaining == 2)
    }

    @Test("A failed use gives the quota back, on the day that counted it only")
    func givesBack() {
        var desk = Desk()
        let first = desk.read(.one) ?? 0
        let second = desk.read(.one) ?? 0
        desk.give(.failReading(use: first, .model))
        #expect(desk.allowance().oneCard.remaining == 1)
        desk.now = Self.midnight
        desk.read(.one)
        desk.give(.failReading(use: second, .model))
        #expect(desk.allowance().oneCard.remaining == 1)
    }

    @Test("The quota day never goes back, unless the last lies more than a day ahead")
    func quotaDay() {
        var desk = Desk()
        desk.give(.meet)
        desk.advance(days: 1)
        for _ in 0..<2 { desk.read(.one) }
        desk.advance(days: -1)
        #expect(desk.allowance().oneCard.remaining == 0)
        desk.advance(days: -1)
        #expect(desk.allowance().oneCard.remaining == 2)
    }

    @Test("The allowance names limits, what is left, the trial day and the next midnight")
    func allowance() {
        var desk = Desk()
        #expect(desk.allowance().trialDay == nil)
        desk.read(.one)
        let allowance = desk.allowance()
        #expect(allowance.oneCard.limit == 2)
        #expect(allowance.oneCard.remaining == 1)
        #expect(allowance.consult.limit == 2)
        #expect(allowance.trialDay == 1)
        #expect(allowance.resetsAt == Self.midnight)
        desk.pay("PASS_7D", "a")
        #expect(desk.allowance().oneCard.limit == nil)
        #expect(desk.allowance().consult.remaining == nil)
        desk.order(.hold(reason: ""))
        #expect(desk.allowance().consult.remaining == 0)
    }
}

extension Desk {
    func verdict(on ask: Paywall.Ask, user: Int64 = 1) -> Paywall.Verdict {
        Paywall.decide(
            ask,
            for: UserID(rawValue: user),
            person: self.person(user),
            settings: self.books.settings,
            costToday: self.books.cost(of: self.books.settings.dayClock.day(of: self.now)),
            at: self.now
        )
    }

    func allowance(user: Int64 = 1) -> Allowance {
        Paywall.allowance(
            for: UserID(rawValue: user),
            person: self.person(user),
            settings: self.books.settings,
            costToday: self.books.cost(of: self.books.settings.dayClock.day(of: self.now)),
            at: self.now
        )
    }

    @discardableResult
    mutating func spend(microUSD: Int64) -> Decision {
        self.give(
            .recordModelUse(ModelUsed(model: "m", costMicroUSD: microUSD)),
            to: nil,
            actor: .system
        )
    }
}

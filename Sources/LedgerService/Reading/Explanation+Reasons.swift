internal import Ledger
internal import Payments
internal import Projections

extension Explanation {
    /// Finds what a verdict rests on, and what would turn it.
    struct Reasons {
        let ask: Paywall.Ask
        let subject: Subject
        let traces: ExplanationTraces

        private var person: Person { self.subject.person }
        private var settings: Settings { self.subject.settings }

        func grounds(for verdict: Paywall.Verdict) -> [Ground] {
            switch verdict {
            case .refused(.held):
                [Ground(fact: .held, positions: self.positions(self.traces.hold))]
            case .refused(.noTicket(let kind)):
                self.tickets(kind) + [self.noPass, self.paywall]
            case .refused(.quotaUsedUp): self.quota + [self.noPass, self.paywall]
            case .refused(.passOnly): [self.day, self.noPass, self.paywall]
            case .allowed(.admin): [self.setting(.administrators, .administrator)]
            case .allowed(.open): [self.paywall]
            case .allowed(.pass): [self.pass, self.paywall]
            case .allowed(.ticket):
                TicketKind(opening: self.spread).map { self.tickets($0) + [self.paywall] } ?? []
            case .allowed(.free): self.quota + [self.paywall]
            }
        }

        func changes(of verdict: Paywall.Verdict) -> [Change] {
            switch verdict {
            case .refused(.held): [.release]
            case .refused(.noTicket(let kind)):
                self.failures(giving: kind) + [.obtain(kind.sku), .obtainPass]
            case .refused(.quotaUsedUp(_, let resetsAt)):
                self.failures(givingFree: self.ask) + self.waiting(until: resetsAt)
                    + [.obtainPass]
            case .refused(.passOnly): [.obtainPass]
            case .allowed(.admin): [.administratorNoMore]
            case .allowed(.open): [.paywallOn]
            case .allowed(.pass): self.person.passUntil.map { [.passEnds($0)] } ?? []
            case .allowed(.ticket):
                TicketKind(opening: self.spread).map {
                    [.usedUp(left: Int(self.person.tickets($0).held))]
                } ?? []
            case .allowed(.free): [.usedUp(left: self.freeQuota.remaining ?? 0)]
            }
        }
    }
}

// MARK: - What would change it

extension Explanation.Reasons {
    /// Waiting helps only if the next day would say yes: after the trial it may not.
    private func waiting(until end: Instant) -> [Explanation.Change] {
        guard case .allowed = self.verdict(at: end, costToday: 0) else { return [] }
        return [.dayEnds(end)]
    }

    private func verdict(at time: Instant, costToday: Int64) -> Paywall.Verdict {
        Paywall.decide(
            self.ask,
            for: self.subject.user,
            person: self.person,
            settings: self.settings,
            costToday: costToday,
            at: time
        )
    }

    /// The readings under way whose failure gives a ticket back, unless a refund waits for it.
    private func failures(giving kind: TicketKind) -> [Explanation.Change] {
        guard self.person.waitingCount(kind) == 0 else { return [] }
        return self.person.openUses.filter { $0.reserved == kind }.map { .useFails($0.position) }
    }

    /// The uses under way whose failure gives back a free one, if one is all that is missing.
    private func failures(givingFree ask: Paywall.Ask) -> [Explanation.Change] {
        let used = self.person.usedToday(at: self.subject.at, clock: self.settings.dayClock)
        let count = ask == .consultation ? used.consult : used.oneCard
        guard count == self.freeQuota.limit, count > 0 else { return [] }
        let today = self.person.quotaDay(at: self.subject.at, clock: self.settings.dayClock)
        return self.person.openUses.filter { use in
            use.countedDay == today && (use.kind == .consultation) == (ask == .consultation)
        }.map { .useFails($0.position) }
    }
}

// MARK: - The grounds one by one

extension Explanation.Reasons {
    private var spread: Spread {
        guard case .reading(let spread) = self.ask else { return .one }
        return spread
    }

    private var allowance: Allowance {
        Paywall.allowance(
            for: self.subject.user,
            person: self.person,
            settings: self.settings,
            costToday: self.subject.costToday,
            at: self.subject.at
        )
    }

    private var freeQuota: Allowance.Quota {
        self.ask == .consultation ? self.allowance.consult : self.allowance.oneCard
    }

    private var paywall: Explanation.Ground {
        self.setting(.paywallEnabled, .paywall(isOn: self.settings.isPaywallOn))
    }

    private var noPass: Explanation.Ground {
        let live = self.livePasses
        let begun = live.filter { $0.from <= self.subject.at }
        if let ended = self.person.passUntil, !begun.isEmpty {
            return Explanation.Ground(fact: .passEnded(ended), positions: begun.map(\.position))
        }
        guard let later = live.min(by: { $0.from < $1.from }) else {
            return Explanation.Ground(fact: .pass(until: nil), positions: [])
        }
        return Explanation.Ground(fact: .passBegins(later.from), positions: [later.position])
    }

    private var livePasses: [Unit] {
        self.person.units.filter { unit in
            guard case .pass = unit.gift else { return false }
            return self.person.liveCount(of: unit) > 0
        }
    }

    private var pass: Explanation.Ground {
        let live = self.livePasses.filter { !self.subject.isPast || $0.from <= self.subject.at }
        return Explanation.Ground(
            fact: .pass(until: self.person.passUntil),
            positions: live.map(\.position)
        )
    }

    private func tickets(_ kind: TicketKind) -> [Explanation.Ground] {
        let tickets = self.person.tickets(kind)
        let issued = self.person.units.filter { $0.gift == .ticket(kind) }
        let uses = self.person.openUses.filter { $0.reserved == kind }
        let taken = self.person.withdrawals.filter { $0.gift == .ticket(kind) }
        let grounds: [Explanation.Ground] = [
            Explanation.Ground(
                fact: .issued(kind, issued.reduce(0) { $0 + Int($1.count) }),
                positions: issued.suffix(ExplanationTraces.positionCountMax).map(\.position)
            ),
            Explanation.Ground(
                fact: .used(kind, Int(tickets.used)),
                positions: self.traces.consumed[kind] ?? []
            ),
            Explanation.Ground(
                fact: .reserved(kind, Int(tickets.reserved)),
                positions: uses.map(\.position)
            ),
            Explanation.Ground(
                fact: .withdrawn(kind, Int(tickets.withdrawn)),
                positions: taken.map(\.by)
            ),
        ]
        return grounds.filter { $0.fact.isIssue || !$0.positions.isEmpty }
    }

    private var quota: [Explanation.Ground] {
        let allowance = self.allowance
        let limit = self.freeQuota.limit ?? 0
        let used = self.person.usedToday(
            at: self.subject.at,
            clock: self.settings.dayClock
        )
        let (count, uses) =
            self.ask == .consultation
            ? (used.consult, self.traces.freeConsult) : (used.oneCard, self.traces.freeOneCard)
        let quota = Explanation.Ground(
            fact: .quota(limit: limit, used: count, resetsAt: allowance.resetsAt),
            positions: Array(uses.suffix(count))
        )
        let capped = Explanation.Ground(
            fact: .capped(costMicroUSD: self.subject.costToday),
            positions: self.positions(self.traces.settings[.dailyCostCap])
        )
        return [quota, self.day] + (allowance.isCapped ? [capped] : [])
    }

    private var day: Explanation.Ground {
        Explanation.Ground(
            fact: .day(self.allowance.trialDay ?? 1, trialDays: self.settings.trialDays),
            positions: self.positions(self.traces.contact)
        )
    }

    private func setting(
        _ setting: Setting,
        _ fact: Explanation.Fact
    ) -> Explanation.Ground {
        Explanation.Ground(fact: fact, positions: self.positions(self.traces.settings[setting]))
    }

    private func positions(_ position: Position?) -> [Position] {
        position.map { [$0] } ?? []
    }
}

extension Explanation.Fact {
    fileprivate var isIssue: Bool {
        guard case .issued = self else { return false }
        return true
    }
}

internal import Ledger
internal import Payments
internal import Projections

/// Finds the fewest events that decide an ask.
///
/// What speaks against the answer stays: a no holds in spite of everything that was given, a yes in
/// spite of everything that was taken. Of what speaks for the answer, the oldest that it does not
/// need are spared, until every event that is left turns it.
struct Decisive {
    /// How far up the domain's table the answer stands: each step beats those before it.
    private enum Level: Int {
        case held, refused, counted, pass, open, admin
    }

    let refold: Refold
    private let level: Level
    private let goal: Answer
    private let person: Person
    private let lastRefill: Position?

    /// What must not change: yes and at whose cost, or no and for which reason.
    enum Answer: Hashable {
        case yes(Access)
        case no(String)

        init(_ verdict: Paywall.Verdict) {
            switch verdict {
            case .allowed(let access): self = .yes(access)
            case .refused(let refusal): self = .no(Refusal.paywall(refusal).name)
            }
        }
    }

    init(_ refold: Refold, _ subject: Explanation.Subject, _ verdict: Paywall.Verdict) {
        self.refold = refold
        self.goal = Answer(verdict)
        self.person = subject.person
        self.level =
            switch verdict {
            case .refused(.held): .held
            case .refused: .refused
            case .allowed(.ticket), .allowed(.free): .counted
            case .allowed(.pass): .pass
            case .allowed(.open): .open
            case .allowed(.admin): .admin
            }
        self.lastRefill = refold.ask.ticket.flatMap { refold.lastRefill(of: $0) }
    }

    /// The decisive events, and those that speak for the answer and are not needed.
    func find() -> (decisive: [Position], spare: Set<Position>) {
        var spare: Set<Position> = []
        let costs = self.decisiveCosts(sparing: &spare)
        let candidates = self.refold.story.filter { self.speaks($0) }.map(\.position)
        self.spare(candidates[...], &spare)
        var left = (candidates + costs).filter { !spare.contains($0) }.sorted()
        // One that was needed beside another may not be needed without it.
        while let idle = left.first(where: { self.isIdle($0, beside: spare) }) {
            spare.insert(idle)
            left.removeAll { $0 == idle }
        }
        return (left, spare)
    }

    /// Spares as many as the answer bears, the oldest first, halving until it bears them.
    private func spare(_ candidates: ArraySlice<Position>, _ spare: inout Set<Position>) {
        guard !candidates.isEmpty else { return }
        let without = spare.union(candidates)
        if self.answer(without: without) == self.goal {
            spare = without
        } else if candidates.count > 1 {
            let middle = candidates.startIndex + candidates.count / 2
            self.spare(candidates[..<middle], &spare)
            self.spare(candidates[middle...], &spare)
        }
    }

    private func isIdle(_ position: Position, beside spare: Set<Position>) -> Bool {
        self.answer(without: spare.union([position])) == self.goal
    }

    private func answer(without spare: Set<Position>) -> Answer {
        Answer(self.refold.verdict(without: spare))
    }

    /// The dearest uses of the model that reach the day's cap, where the cap is what refuses.
    private func decisiveCosts(sparing spare: inout Set<Position>) -> [Position] {
        let clock = self.refold.subject().settings.dayClock
        let costs = self.refold.costs(on: clock)
            .sorted { ($0.microUSD, $0.position) > ($1.microUSD, $1.position) }.map(\.position)
        guard self.level == .refused, self.answer(without: Set(costs)) != self.goal else {
            spare.formUnion(costs)
            return []
        }
        var (few, enough) = (0, costs.count)
        while few + 1 < enough {
            let middle = (few + enough) / 2
            if self.answer(without: Set(costs[middle...])) == self.goal {
                enough = middle
            } else {
                few = middle
            }
        }
        spare.formUnion(costs[enough...])
        return Array(costs[..<enough])
    }
}

// MARK: - What speaks for the answer

extension Decisive {
    private func speaks(_ event: RecordedEvent) -> Bool {
        if case .settingChanged(let change) = event.event { return self.speaks(change, event) }
        guard event.user == self.refold.user else { return false }
        switch event.event {
        case .held: return self.level == .held
        case .released: return self.level != .held
        case .paymentReceived(let payment): return self.gives(payment.gives)
        case .granted(let grant): return self.gives(grant.gives)
        case .openingBalance:
            return self.level == .pass || self.level == .counted || self.isRefusedFree
        case .refundFailed: return self.level == .pass || self.level == .counted
        case .revoked, .refundRequested, .paymentRefunded: return self.takes(event.position)
        case .ticketReleased, .readingFailed, .consultationFailed: return self.level == .counted
        case .firstSeen: return self.isRefusedFree
        case .readingStarted(let started):
            return self.isRefusedFree && started.access == .free && started.spread == .one
                && self.refold.ask != .consultation
        case .consultationStarted(let started):
            return self.isRefusedFree && started.access == .free
                && self.refold.ask == .consultation
        case .ticketReserved(let ticket):
            return self.level == .refused && ticket.ticket == self.refold.ask.ticket
                && self.isSinceRefill(event.position)
        default: return false
        }
    }

    private var isRefusedFree: Bool {
        self.level == .refused && self.refold.ask.ticket == nil
    }

    private func isSinceRefill(_ position: Position) -> Bool {
        self.lastRefill.map { position > $0 } ?? false
    }

    private func speaks(_ change: SettingChanged, _ event: RecordedEvent) -> Bool {
        var settings = Settings()
        settings.apply(event)
        let isAdministrator = settings.isAdministrator(self.refold.user)
        switch Setting(rawValue: change.name) {
        case .administrators:
            return self.level != .held && isAdministrator == (self.level == .admin)
        case .paywallEnabled:
            guard self.level != .held, self.level != .admin else { return false }
            return settings.isPaywallOn == (self.level != .open)
        case .freeOneCardTrialPerDay, .freeOneCardPerDay, .freeConsultTrialPerDay, .trialDays,
            .capFreeOneCardPerDay, .capFreeConsultPerDay, .dailyCostCap, .dayZone:
            return self.refold.ask.ticket == nil
                && (self.level == .refused || self.level == .counted)
        default: return false
        }
    }

    private func gives(_ gift: Gift?) -> Bool {
        switch gift {
        case .pass: self.level == .pass
        case .ticket(let kind): self.level == .counted && kind == self.refold.ask.ticket
        case .option, nil: false
        }
    }

    /// Whether what was taken back would give more than the answer does.
    private func takes(_ position: Position) -> Bool {
        guard self.level == .refused || self.level == .counted else { return false }
        return self.person.withdrawals.contains { withdrawal in
            guard withdrawal.by == position else { return false }
            switch withdrawal.gift {
            case .pass: return true
            case .ticket(let kind):
                return self.level == .refused && kind == self.refold.ask.ticket
                    && self.isSinceRefill(position)
            case .option: return false
            }
        }
    }
}

extension Paywall.Ask {
    /// The kind of ticket that it takes, if it takes one.
    var ticket: TicketKind? {
        guard case .reading(let spread) = self else { return nil }
        return TicketKind(opening: spread)
    }
}

public import Ledger

// What is held: units are issued, withdrawn at most once, and given back unchanged.

extension Person {
    /// What a withdrawal would take.
    enum Target {
        /// A live unit.
        case unit(Unit, gift: Gift)
        /// A ticket or an option of the earlier database, with no unit of its own.
        case unattached(Gift)
        /// The end of the opening pass, by this many seconds.
        case openingPass(Unit, seconds: Int64)
        /// A unit that a revoke took before.
        case alreadyWithdrawn
        /// Nothing: the charge gave nothing.
        case nothing
    }

    /// What refunding a charge would take back at a moment.
    public func effect(ofRefunding charge: Charge, at moment: Instant) -> WithdrawalEffect {
        let target = self.target(ofRefunding: charge)
        guard let plan = self.plan(target, by: 0, isRevoke: false, at: moment) else {
            if case .alreadyWithdrawn = target { return .alreadyWithdrawn }
            return .nothingGiven
        }
        return switch plan.effect {
        case .took: .took
        case .waits: .waits
        case .nothingLeft: .nothingLeft
        }
    }

    /// The newest live unit that a revoke of a product takes: tickets and the option by what they
    /// are, passes by their product or from the opening balance.
    public func newestLiveUnit(of sku: SKU, giving gift: Gift) -> Unit? {
        self.units.last { unit in
            guard let given = unit.gift, self.liveCount(of: unit) > 0 else { return false }
            return switch gift {
            case .ticket, .option: given == gift
            case .pass: unit.isPass && (unit.sku == sku || unit.origin == .opening)
            }
        }
    }

    /// The newest revoke of a product that no grant has given back.
    public func newestRevoke(giving gift: Gift, sku: SKU) -> Position? {
        self.withdrawals.last { withdrawal in
            guard withdrawal.isRevoke, withdrawal.givenBackBy == 0 else { return false }
            return switch gift {
            case .ticket, .option: withdrawal.gift == gift
            case .pass: self.isPassRevoke(withdrawal, of: sku)
            }
        }?.by
    }

    private func isPassRevoke(_ withdrawal: Withdrawal, of sku: SKU) -> Bool {
        self.units.contains { unit in
            unit.position == withdrawal.unit && unit.gift == withdrawal.gift && unit.isPass
                && (unit.sku == sku || unit.origin == .opening)
        }
    }

    /// How many reserved tickets of a kind will not come back if their readings fail.
    public func waitingCount(_ kind: TicketKind) -> Int {
        guard !self.withdrawals.isEmpty else { return 0 }
        return self.withdrawals.count { $0.effect == .waits && $0.gift == .ticket(kind) }
    }

    /// How many of a unit's tickets, or the one pass or option, nobody has taken back.
    public func liveCount(of unit: Unit) -> Int {
        guard let gift = unit.gift else { return 0 }
        let taken = self.withdrawals.count {
            $0.unit == unit.position && $0.gift == gift && $0.shortens == 0
        }
        return Int(unit.count) - taken
    }
}

extension Person {
    mutating func issue(_ unit: Unit) {
        self.units.append(unit)
        switch unit.gift {
        case .ticket(let kind): self.shelf[kind].held += unit.count
        case .pass: self.countPass()
        case .option, nil: break
        }
    }

    /// Takes back what a charge gave.
    ///
    /// Says whether an administrator should look.
    mutating func withdraw(refunding charge: Charge, by event: RecordedEvent) -> AuditFlag? {
        let target = self.target(ofRefunding: charge)
        let plan = self.plan(target, by: event.position, isRevoke: false, at: event.effectiveAt)
        if let plan { self.carryOut(plan) }
        if plan?.effect == .nothingLeft { return .nothingLeft }
        return charge.isImported ? .imported : nil
    }

    /// Takes back one unit by an administrator's order, if it is live, or what a payment had given
    /// that the earlier bot refunded.
    ///
    /// Says whether an administrator should look. What an administrator of the earlier bot took is
    /// missing from the opening balance already.
    mutating func revoke(
        _ revoked: Revoked,
        charge: Charge?,
        by event: RecordedEvent
    ) -> AuditFlag? {
        guard event.envelope.cause != .imported else { return nil }
        if revoked.charge != nil {
            guard let charge, charge.owesWithdrawal else { return nil }
            return self.withdraw(refunding: charge, by: event)
        }
        self.revokeUnit(revoked, by: event)
        return nil
    }

    private mutating func revokeUnit(_ revoked: Revoked, by event: RecordedEvent) {
        let named = self.units.first { unit in
            unit.position == revoked.unit && self.liveCount(of: unit) > 0
                && (revoked.takes == nil || revoked.takes == unit.gift)
        }
        guard let unit = named, let gift = unit.gift,
            let plan = self.plan(
                .unit(unit, gift: gift),
                by: event.position,
                isRevoke: true,
                at: event.effectiveAt
            )
        else { return }
        self.carryOut(plan)
    }

    /// Notes that a grant gives back what a revoke took.
    mutating func giveBack(revoke: Position, with grant: Position) {
        for index in self.withdrawals.indices
        where self.withdrawals[index].by == revoke && self.withdrawals[index].isRevoke
            && self.withdrawals[index].givenBackBy == 0
        {
            self.withdrawals[index].givenBackBy = grant
        }
    }

    /// Undoes what a refund took, exactly.
    mutating func undoWithdrawal(by position: Position) {
        let index = self.withdrawals.firstIndex { $0.by == position && !$0.isRevoke }
        guard let index else { return }
        let undone = self.withdrawals.remove(at: index)
        switch (undone.gift, undone.effect) {
        case (.ticket(let kind), .took):
            self.shelf[kind].withdrawn -= 1
            self.shelf[kind].held += 1
        case (.ticket(let kind), .nothingLeft): self.shelf[kind].flagged -= 1
        case (.ticket, .waits), (.option, _): break
        case (.pass, _): self.countPass()
        }
    }

    /// Settles the oldest waiting withdrawal of a kind.
    mutating func settleWaiting(_ kind: TicketKind, as effect: Withdrawal.Effect) {
        let index = self.withdrawals.firstIndex {
            $0.effect == .waits && $0.gift == .ticket(kind)
        }
        if let index { self.withdrawals[index].effect = effect }
    }
}

// MARK: - Deciding what a withdrawal takes

extension Person {
    private func target(ofRefunding charge: Charge) -> Target {
        if charge.isImported, charge.handGrant == nil {
            return charge.gift.map { self.target(ofImported: $0) } ?? .nothing
        }
        guard let unit = charge.unit,
            let gift = self.units.first(where: { $0.position == unit && $0.gift != nil })?.gift
        else { return .nothing }
        return self.liveUnit(from: unit, gift: gift) ?? .alreadyWithdrawn
    }

    /// What an imported charge takes: its worth lies somewhere in the opening balance.
    private func target(ofImported gift: Gift) -> Target {
        let opening = self.units.first { unit in
            guard unit.origin == .opening else { return false }
            if case .pass = gift { return unit.isPass }
            return unit.gift == gift
        }
        if case .pass(let seconds) = gift {
            guard let opening, self.liveCount(of: opening) > 0 else { return .unattached(gift) }
            return .openingPass(opening, seconds: seconds)
        }
        let live = opening.flatMap { self.liveUnit(from: $0.position, gift: gift) }
        return live ?? .unattached(gift)
    }

    /// Follows a unit through revokes and the grants that gave it back, to one that is live.
    private func liveUnit(from position: Position, gift: Gift) -> Target? {
        let unit =
            self.units.first { $0.position == position && $0.gift == gift }
            ?? self.units.first { $0.position == position && $0.gift != nil }
        guard let unit, let given = unit.gift else { return nil }
        if self.liveCount(of: unit) > 0 { return .unit(unit, gift: given) }
        // A grant stands later than what it gives back, so this comes to an end.
        return self.withdrawals.lazy.reversed()
            .filter { revoke in
                revoke.unit == position && revoke.gift == given && revoke.isRevoke
                    && revoke.givenBackBy > position
            }
            .compactMap { self.liveUnit(from: $0.givenBackBy, gift: gift) }
            .first
    }

    private func plan(
        _ target: Target,
        by position: Position,
        isRevoke: Bool,
        at moment: Instant
    ) -> Withdrawal? {
        var (unit, shortens, effect) = (Position(0), Int64(0), Withdrawal.Effect.took)
        let taken: Gift
        switch target {
        case .alreadyWithdrawn, .nothing: return nil
        case .unit(let live, let gift):
            (unit, taken) = (live.position, gift)
        case .unattached(let gift):
            taken = gift
            if case .ticket = gift {} else { effect = .nothingLeft }
        case .openingPass(let opening, let seconds):
            taken = .pass(seconds: seconds)
            shortens = self.shortening(of: opening, by: seconds, at: moment)
            if shortens == 0 { effect = .nothingLeft } else { unit = opening.position }
        }
        if case .ticket(let kind) = taken { effect = self.effect(onTicket: kind) }
        return Withdrawal(
            by: position,
            unit: unit,
            gift: taken,
            isRevoke: isRevoke,
            shortens: shortens,
            effect: effect,
            givenBackBy: 0
        )
    }

    private func effect(onTicket kind: TicketKind) -> Withdrawal.Effect {
        let tickets = self.shelf[kind]
        if tickets.held > 0 { return .took }
        return Int(tickets.reserved) > self.waitingCount(kind) ? .waits : .nothingLeft
    }

    private mutating func carryOut(_ withdrawal: Withdrawal) {
        self.withdrawals.append(withdrawal)
        switch (withdrawal.gift, withdrawal.effect) {
        case (.ticket(let kind), .took):
            self.shelf[kind].held -= 1
            self.shelf[kind].withdrawn += 1
        case (.ticket(let kind), .nothingLeft): self.shelf[kind].flagged += 1
        case (.ticket, .waits), (.option, _): break
        case (.pass, _): self.countPass()
        }
    }
}

// MARK: - When the pass ends

extension Person {
    /// Whether a live pass begins only after a moment.
    func hasPass(beginningAfter moment: Instant) -> Bool {
        self.units.contains { $0.isPass && $0.from > moment && self.liveCount(of: $0) > 0 }
    }

    /// Folds the live pass units in order of `from`, then position.
    ///
    /// - Parameter moment: Those that begin later are left out.
    mutating func countPass(begunBy moment: Instant = Instant(microseconds: .max)) {
        let live = self.units
            .filter { $0.isPass && $0.from <= moment && self.liveCount(of: $0) > 0 }
            .sorted { ($0.from, $0.position) < ($1.from, $1.position) }
        self.passUntil = nil
        for unit in live {
            let start = max(self.passUntil ?? unit.from, unit.from)
            self.passUntil = start.advanced(byMicroseconds: self.length(of: unit))
        }
    }

    private func length(of unit: Unit) -> Int64 {
        guard case .pass(let seconds) = unit.gift else { return 0 }
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard unit.origin == .opening else { return overflow ? .max : whole }
        let shortened = self.withdrawals.reduce(into: Int64(0)) { sum, withdrawal in
            if withdrawal.unit == unit.position { sum &+= withdrawal.shortens }
        }
        return (overflow ? .max : whole) &- shortened
    }

    /// By how much a refund moves the opening end back: the product's seconds, not before now.
    private func shortening(of opening: Unit, by seconds: Int64, at moment: Instant) -> Int64 {
        let end = opening.from.advanced(byMicroseconds: self.length(of: opening))
        guard end > moment else { return 0 }
        let (wanted, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let left = end.microseconds.subtractingReportingOverflow(moment.microseconds)
        return min(overflow ? .max : wanted, left.overflow ? .max : left.partialValue)
    }
}

extension Instant {
    /// The moment this many microseconds later; the end of time where there is no such moment.
    func advanced(byMicroseconds count: Int64) -> Instant {
        let (sum, overflow) = self.microseconds.addingReportingOverflow(count)
        return Instant(microseconds: overflow ? (count > 0 ? .max : .min) : sum)
    }
}

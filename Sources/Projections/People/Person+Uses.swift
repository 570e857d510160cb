internal import Ledger

// How tickets, passes and the free quota are used.

extension Person {
    mutating func applyUse(
        _ event: RecordedEvent,
        clock: DayClock,
        to change: inout PersonChange
    ) {
        switch event.event {
        case .readingStarted(let started):
            let kind = UseKind.reading(started.spread, started.draw, started.theme)
            self.start(kind, access: started.access, from: event, clock: clock)
        case .consultationStarted(let started):
            self.start(.consultation, access: started.access, from: event, clock: clock)
        case .ticketReserved(let ticket): self.reserve(ticket.ticket, for: ticket.use)
        case .ticketConsumed(let ticket):
            if let index = self.index(ofUse: ticket.use, reserving: ticket.ticket) {
                change.flag = self.consume(at: index)
            }
        case .ticketReleased(let ticket):
            if let index = self.index(ofUse: ticket.use, reserving: ticket.ticket) {
                self.release(at: index)
            }
        case .readingDelivered(let delivered): self.deliver(delivered.use, to: &change)
        case .consultationAnswered(let answered): self.deliver(answered.use, to: &change)
        case .readingFailed(let failed): self.fail(failed.use)
        case .consultationFailed(let failed): self.fail(failed.use)
        default: break
        }
    }

    private mutating func start(
        _ kind: UseKind,
        access: Access,
        from event: RecordedEvent,
        clock: DayClock
    ) {
        var countedDay: Day?
        if access == .free {
            countedDay = self.quota.count(kind, today: clock.day(of: event.effectiveAt))
        }
        self.openUses.append(
            OpenUse(
                position: event.position,
                kind: kind,
                access: access,
                askedAt: event.effectiveAt,
                countedDay: countedDay,
                reserved: nil
            )
        )
    }

    private mutating func reserve(_ kind: TicketKind, for use: Position) {
        let index = self.openUses.firstIndex { $0.position == use && $0.reserved == nil }
        guard let index, self.shelf[kind].held > 0 else { return }
        self.openUses[index].reserved = kind
        self.shelf[kind].held -= 1
        self.shelf[kind].reserved += 1
    }

    private mutating func consume(at index: Int) -> AuditFlag? {
        guard let kind = self.openUses[index].reserved else { return nil }
        self.openUses[index].reserved = nil
        self.shelf[kind].reserved -= 1
        self.shelf[kind].used += 1
        // A withdrawal waits as long as another reserved ticket of the kind may still come back.
        guard self.waitingCount(kind) > Int(self.shelf[kind].reserved) else { return nil }
        self.settleWaiting(kind, as: .nothingLeft)
        self.shelf[kind].flagged += 1
        return .nothingLeft
    }

    private mutating func release(at index: Int) {
        guard let kind = self.openUses[index].reserved else { return }
        self.openUses[index].reserved = nil
        self.shelf[kind].reserved -= 1
        if self.waitingCount(kind) > 0 {
            self.settleWaiting(kind, as: .took)
            self.shelf[kind].withdrawn += 1
        } else {
            self.shelf[kind].held += 1
        }
    }

    private mutating func deliver(_ position: Position, to change: inout PersonChange) {
        guard let index = self.openUses.firstIndex(where: { $0.position == position }) else {
            return
        }
        // A reservation is consumed beside the delivery; one that was left is consumed here.
        if let flag = self.consume(at: index) { change.flag = flag }
        let use = self.openUses.remove(at: index)
        change.delivered = (use.kind, use.access, use.askedAt)
        self.remember(use, isDelivered: true)
    }

    private mutating func fail(_ position: Position) {
        guard let index = self.openUses.firstIndex(where: { $0.position == position }) else {
            return
        }
        self.release(at: index)
        let use = self.openUses.remove(at: index)
        if let day = use.countedDay { self.quota.giveBack(use.kind, countedOn: day) }
        self.remember(use, isDelivered: false)
    }

    private mutating func remember(_ use: OpenUse, isDelivered: Bool) {
        if self.recentUses.count == Self.recentUseCountMax { self.recentUses.removeFirst() }
        self.recentUses.append(
            SettledUse(
                position: use.position,
                kind: use.kind,
                access: use.access,
                isDelivered: isDelivered
            )
        )
    }

    private func index(ofUse use: Position, reserving kind: TicketKind) -> Int? {
        self.openUses.firstIndex { $0.position == use && $0.reserved == kind }
    }
}

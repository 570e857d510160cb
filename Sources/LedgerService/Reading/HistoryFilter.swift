public import Ledger

/// Which events a listing shows; a part that is `nil` lets everything through.
public struct HistoryFilter: Sendable {
    /// Whom they are about.
    public var user: UserID?
    /// Their request id.
    public var rid: String?
    /// Their kind.
    public var kind: EventKind?
    /// Recorded at this time or later.
    public var since: Instant?
    /// Recorded before this time.
    public var until: Instant?
    /// The charge they are about.
    public var charge: ChargeID?
    /// What had happened, and was known, at a moment.
    public var moment = LedgerView.Moment.now

    /// Creates a filter that lets everything through.
    public init() {}

    /// Whether an event is shown.
    public func lets(_ event: RecordedEvent) -> Bool {
        if let user, event.user != user { return false }
        if let rid, event.envelope.rid != rid { return false }
        if let kind, event.event.kind != kind { return false }
        if let since, event.recordedAt < since { return false }
        if let until, event.recordedAt >= until { return false }
        if let charge, event.event.charge != charge { return false }
        return self.moment.lets(event)
    }

    /// What of it the columns of the log can tell.
    var selection: EventSelection {
        var selection = EventSelection()
        selection.user = self.user
        selection.text = self.rid
        selection.kind = self.kind
        selection.since = self.since
        selection.until = self.until
        selection.charge = self.charge
        return selection
    }
}

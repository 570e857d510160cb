public import Ledger
public import Projections

/// A ledger as a reading verb sees it: also while the bot runs, also in the past.
public final class LedgerView {
    /// Up to where a view looks.
    public enum Moment: Sendable {
        /// All that is recorded.
        case now
        /// The events up to a position.
        case position(Position)
        /// The events that count up to a time (`effective_at`), whenever they were recorded.
        case time(Instant)
    }

    private let place: LedgerPlace
    private let reader: EventReader

    /// Opens a ledger for reading.
    ///
    /// - Parameters:
    ///   - place: Where it lies.
    ///   - leavingNoTrace: Whether not even an empty `-wal` may be left beside a file at rest.
    /// - Throws: ``LedgerError`` if there is none, or it cannot be read.
    public init(place: LedgerPlace, leavingNoTrace: Bool = false) throws(LedgerError) {
        self.place = place
        self.reader = try EventReader(path: place.database, leavingNoTrace: leavingNoTrace)
    }

    /// Where the log stands.
    public var head: LedgerHead { self.reader.head }

    /// The version of the file's tables.
    public var schemaVersion: Int64 { self.reader.schemaVersion }

    /// The position of the newest snapshot that belongs to this log, or `nil` if there is none.
    ///
    /// - Throws: ``LedgerError`` if the log cannot be read.
    public func newestSnapshot() throws(LedgerError) -> Position? {
        try Folding.newestSnapshot(in: self.place.snapshots, for: self.reader)?.position
    }

    /// The projections at a moment.
    ///
    /// - Throws: ``LedgerError`` `damaged` if an event cannot be read.
    public func books(at moment: Moment = .now) throws(LedgerError) -> Books {
        switch moment {
        case .now:
            return try Folding.books(from: self.reader, snapshots: self.place.snapshots)
        case .position(let position):
            var books = Books()
            try Folding.fold(self.reader, into: &books, upTo: position)
            return books
        case .time(let time):
            return try self.books(asOf: time)
        }
    }

    /// Calls `body` with every event that a filter lets through, in order.
    ///
    /// - Throws: ``LedgerError`` `damaged` if an event cannot be read.
    public func forEach(
        matching filter: HistoryFilter,
        _ body: (RecordedEvent, ChainHash) -> Void
    ) throws(LedgerError) {
        try self.reader.forEach(after: 0) { event, hash in
            if filter.lets(event) { body(event, hash) }
            return true
        }
    }

    /// Finds one event, or `nil` if there is none at that position.
    ///
    /// - Throws: ``LedgerError`` `damaged` if it cannot be read.
    public func event(at position: Position) throws(LedgerError) -> RecordedEvent? {
        try self.reader.event(at: position)
    }

    /// Folds the events that count up to a time, and leaves out the others.
    private func books(asOf time: Instant) throws(LedgerError) -> Books {
        var books = Books()
        try self.reader.forEach(after: 0) { event, _ in
            if event.effectiveAt <= time {
                books.apply(event)
            } else {
                books.leaveOut(event.position)
            }
            return true
        }
        return books
    }
}

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
        return true
    }
}

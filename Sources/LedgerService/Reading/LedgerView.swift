public import Ledger
public import Projections

/// A ledger as a reading verb sees it: also while the bot runs, also in the past.
public final class LedgerView {
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
    /// - Parameter moment: Which events they go by, folded in the order of the log.
    /// - Returns: The projections; their position is the last one looked at.
    /// - Throws: ``LedgerError`` `damaged` if an event cannot be read.
    public func books(at moment: Moment = .now) throws(LedgerError) -> Books {
        guard moment != .now else {
            return try Folding.books(from: self.reader, snapshots: self.place.snapshots)
        }
        var books = Books()
        try self.reader.forEach(after: 0) { event, _ in
            guard moment.reaches(event) else { return false }
            if moment.lets(event) {
                books.apply(event)
            } else {
                books.leaveOut(through: event.position)
            }
            return true
        }
        if let time = moment.effective { books.showPasses(begunBy: time) }
        return books
    }

    /// The projections at a moment as far as they concern one user: the person, the settings and
    /// what the model cost on the day of a time are complete, nothing else is.
    ///
    /// Found by the columns of the log, so that a long log is not folded for one person's sake.
    ///
    /// - Parameters:
    ///   - user: Whose.
    ///   - moment: Which events they go by.
    ///   - time: The time that the rules go by.
    /// - Returns: The projections; their position is the last one looked at.
    /// - Throws: ``LedgerError`` `damaged` if an event cannot be read.
    public func books(
        of user: UserID,
        at moment: Moment,
        around time: Instant
    ) throws(LedgerError) -> Books {
        guard moment != .now else { return try self.books() }
        var books = Books()
        for event in try self.events(deciding: user, at: moment, around: time) {
            books.leaveOut(through: event.position - 1)
            books.apply(event)
        }
        books.leaveOut(through: try self.lastPosition(of: moment))
        if let time = moment.effective { books.showPasses(begunBy: time) }
        return books
    }

    /// Calls `body` with every event that a filter lets through, in order.
    ///
    /// Rows that cannot fit are passed over undecoded, so that one user's events are found in a long
    /// log without reading the others'.
    ///
    /// - Parameters:
    ///   - filter: Which events.
    ///   - body: Lent each event and its link.
    /// - Throws: ``LedgerError`` `damaged` if an event cannot be read.
    public func forEach(
        matching filter: HistoryFilter,
        _ body: (RecordedEvent, ChainHash) -> Void
    ) throws(LedgerError) {
        try self.reader.forEach(selecting: filter.selection) { event, hash in
            guard filter.moment.reaches(event) else { return false }
            if filter.lets(event) { body(event, hash) }
            return true
        }
    }

    /// How far from a time its day can reach, in microseconds: a day and a change of the clocks.
    private static let dayReach: Int64 = 26 * 3_600 * 1_000_000

    /// The events of a moment that say what one user may have at a time, in order.
    ///
    /// What the model cost on other days decides nothing, and there is a lot of it.
    func events(
        deciding user: UserID,
        at moment: Moment,
        around time: Instant
    ) throws(LedgerError) -> [RecordedEvent] {
        var found: [RecordedEvent] = []
        try self.reader.forEach(
            concerning: user,
            orOf: (.settingChanged, .modelUsed)
        ) { event, _ in
            guard moment.reaches(event) else { return false }
            let distance = event.effectiveAt.microseconds &- time.microseconds
            let isOfOtherDay = distance < -Self.dayReach || distance > Self.dayReach
            if event.event.kind == .modelUsed, isOfOtherDay { return true }
            if moment.lets(event) { found.append(event) }
            return true
        }
        return found
    }

    /// The last position that a moment looks at.
    ///
    /// Records only ever get later, so it is found in a few steps.
    func lastPosition(of moment: Moment) throws(LedgerError) -> Position {
        var (known, unknown) = (Position(0), min(moment.position ?? .max, self.head.position) + 1)
        guard let time = moment.known else { return unknown - 1 }
        while known + 1 < unknown {
            let middle = (known + unknown) / 2
            let recorded = try self.reader.event(at: middle)?.recordedAt
            if let recorded, recorded <= time { known = middle } else { unknown = middle }
        }
        return known
    }

    /// Finds one event, or `nil` if there is none at that position.
    ///
    /// - Throws: ``LedgerError`` `damaged` if it cannot be read.
    public func event(at position: Position) throws(LedgerError) -> RecordedEvent? {
        try self.reader.event(at: position)
    }
}

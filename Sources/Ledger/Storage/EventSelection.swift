/// Which events a reader wants, by what stands in the log's columns: a row that does not fit is
/// never decoded.
///
/// A part that is `nil` lets everything through. What the columns cannot tell, for example the
/// request id, is narrowed down by its bytes and has to be compared once more by the caller.
public struct EventSelection: Hashable, Sendable {
    /// Whom the events are about.
    public var user: UserID?
    /// Their kind.
    public var kind: EventKind?
    /// The charge they are about.
    public var charge: ChargeID?
    /// Bytes that an event must hold somewhere, for example its request id.
    public var text: String?
    /// Recorded at this time or later.
    public var since: Instant?
    /// Recorded before this time.
    public var until: Instant?

    /// Creates a selection that lets everything through.
    public init() {}

    /// Whether it lets everything through.
    var isEverything: Bool { self == EventSelection() }
}

extension EventReader {
    /// How many positions one read transaction of a selection passes at most.
    ///
    /// More than a page holds, because most rows are only looked at.
    static let selectionSpan: Int64 = 200_000

    /// Calls `body` with every event that a selection lets through, in order, up to the head of
    /// the moment of opening.
    ///
    /// Gaps show only where everything is read; `verify` looks for them.
    ///
    /// - Parameters:
    ///   - selection: Which events.
    ///   - body: Returns whether to go on.
    /// - Throws: ``LedgerError`` `damaged` with the position where reading had to stop.
    public func forEach(
        selecting selection: EventSelection,
        _ body: (RecordedEvent, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        guard !selection.isEverything else { return try self.forEach(after: 0, body) }
        try self.forEachSpan { first, last throws(LedgerError) in
            var rows = try self.prepared(from: first) { file throws(SQLiteError) in
                var rows = try file.prepare(
                    """
                    SELECT position, user, kind, recorded_at, charge, body, hash FROM event
                    WHERE position BETWEEN ?1 AND ?2
                        AND (?3 IS NULL OR user = ?3) AND (?4 IS NULL OR kind = ?4)
                        AND (?5 IS NULL OR charge = ?5)
                        AND (?6 IS NULL OR recorded_at >= ?6)
                        AND (?7 IS NULL OR recorded_at < ?7)
                        AND (?8 IS NULL OR instr(body, CAST(?8 AS BLOB)) > 0)
                    ORDER BY position
                    """
                )
                try rows.bind(1, first)
                try rows.bind(2, last)
                try rows.bind(3, optional: selection.user?.rawValue)
                try rows.bind(4, optional: selection.kind.map { Int64($0.rawValue) })
                try rows.bind(5, selection.charge?.rawValue)
                try rows.bind(6, optional: selection.since?.microseconds)
                try rows.bind(7, optional: selection.until?.microseconds)
                try rows.bind(8, selection.text)
                return rows
            }
            return try self.read(&rows, from: first, body)
        }
    }

    /// Calls `body` with every event that says what one user may have: the user's own, those of
    /// the charges that the user's events name, and, whoever they are about, those of some kinds.
    ///
    /// - Parameters:
    ///   - user: The user.
    ///   - kinds: The kinds that concern everybody, two at most.
    ///   - body: Returns whether to go on.
    /// - Throws: ``LedgerError`` `damaged` with the position where reading had to stop.
    public func forEach(
        concerning user: UserID,
        orOf kinds: (EventKind, EventKind),
        _ body: (RecordedEvent, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        var rows = try self.prepared(from: 1) { file throws(SQLiteError) in
            var rows = try file.prepare(
                """
                SELECT position, user, kind, recorded_at, charge, body, hash FROM event
                WHERE position <= ?1 AND (user = ?2 OR kind IN (?3, ?4) OR charge IN (
                    SELECT charge FROM event
                    WHERE position <= ?1 AND user = ?2 AND charge IS NOT NULL))
                ORDER BY position
                """
            )
            try rows.bind(1, self.head.position)
            try rows.bind(2, user.rawValue)
            try rows.bind(3, Int64(kinds.0.rawValue))
            try rows.bind(4, Int64(kinds.1.rawValue))
            return rows
        }
        _ = try self.read(&rows, from: 1, body)
    }
}

// MARK: - Reading a span

extension EventReader {
    private func forEachSpan(
        _ body: (Position, Position) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        var first: Position = 1
        while first <= self.head.position {
            let last = min(first + Self.selectionSpan - 1, self.head.position)
            guard try body(first, last) else { return }
            first = last + 1
        }
    }

    private func prepared(
        from first: Position,
        _ body: (Connection) throws(SQLiteError) -> Statement
    ) throws(LedgerError) -> Statement {
        do throws(SQLiteError) {
            return try body(self.file.connection)
        } catch {
            throw .damaged(at: first, "cannot be read", cause: error)
        }
    }

    /// Reads the rows of one span; returns whether to go on.
    private func read(
        _ rows: inout Statement,
        from first: Position,
        _ body: (RecordedEvent, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) -> Bool {
        var last = first - 1
        while try Self.step(&rows, after: last) {
            last = rows.integer(0)
            guard let hash = ChainHash(rows.blob(6)) else {
                throw .damaged(at: last, "has no link of 32 bytes", cause: nil)
            }
            let row = try Self.row(of: rows, at: last)
            let event: RecordedEvent
            do throws(CodecError) {
                event = try row.decoded()
            } catch {
                throw .damaged(at: last, "cannot be decoded", cause: error)
            }
            guard try body(event, hash) else { return false }
        }
        return true
    }
}

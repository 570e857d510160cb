/// Reads the log in order, page by page, without ever holding up the writer.
///
/// Each page is a read transaction of its own, so that the write-ahead log can be checkpointed
/// while a long listing runs. Positions are asserted to have no gap.
public final class EventReader {
    /// How many rows one read transaction takes at most.
    public static let pageRowCount: Int64 = 20_000

    let file: LedgerFile
    private let paging: EventPaging

    /// Opens a ledger for reading, also while another process writes it.
    ///
    /// - Parameters:
    ///   - path: The ledger's file.
    ///   - leavingNoTrace: Whether not even an empty `-wal` may be left beside a file at rest.
    /// - Throws: ``LedgerError`` `notOurs`, `newerSchema`, `damaged` or `storageUnavailable`.
    public init(path: String, leavingNoTrace: Bool = false) throws(LedgerError) {
        self.file = try LedgerFile.openForReading(path: path, leavingNoTrace: leavingNoTrace)
        self.paging = .atOnce
    }

    init(file: LedgerFile, paging: EventPaging = .atOnce) {
        self.file = file
        self.paging = paging
    }

    /// The version of the file's tables.
    public var schemaVersion: Int64 { Schema.version }

    /// Where the ledger stood when this reader was opened.
    public var head: LedgerHead { self.file.head }

    /// Calls `body` with every event after a position, up to the head of the moment of opening.
    ///
    /// - Parameters:
    ///   - position: The position before the first event wanted; 0 for all.
    ///   - body: Returns whether to go on.
    /// - Throws: ``LedgerError`` `damaged` with the position where reading had to stop.
    public func forEach(
        after position: Position,
        _ body: (RecordedEvent, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        try self.forEachRow(after: position) { row, hash throws(LedgerError) in
            let event: RecordedEvent
            do throws(CodecError) {
                event = try row.decoded()
            } catch {
                throw .damaged(at: row.position, "cannot be decoded", cause: error)
            }
            return try body(event, hash)
        }
    }

    /// Finds one event, or `nil` if there is none at that position.
    public func event(at position: Position) throws(LedgerError) -> RecordedEvent? {
        var found: RecordedEvent?
        try self.forEach(after: position - 1) { event, _ in
            found = event
            return false
        }
        return found?.position == position ? found : nil
    }

    func forEachRow(
        after position: Position,
        _ body: (borrowing StoredRow, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        var last = position
        while last < self.head.position {
            let reached = try self.page(after: last, body)
            guard let reached else { return }
            guard reached > last else {
                throw .damaged(at: last + 1, "is missing", cause: nil)
            }
            last = reached
            if last < self.head.position, !self.paging.isWanted() { return }
        }
    }

    /// Reads one page; returns the last position read, or `nil` if `body` had enough.
    private func page(
        after position: Position,
        _ body: (borrowing StoredRow, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) -> Position? {
        var last = position
        var rows = try self.rows(after: position)
        while try Self.step(&rows, after: last) {
            guard rows.integer(0) == last + 1 else {
                throw .damaged(at: last + 1, "is missing", cause: nil)
            }
            guard let hash = ChainHash(rows.blob(6)) else {
                throw .damaged(at: last + 1, "has no link of 32 bytes", cause: nil)
            }
            let row = try Self.row(of: rows, at: last + 1)
            last += 1
            guard try body(row, hash) else { return nil }
        }
        return last
    }

    private func rows(after position: Position) throws(LedgerError) -> Statement {
        do throws(SQLiteError) {
            var rows = try self.file.connection.prepare(
                """
                SELECT position, user, kind, recorded_at, charge, body, hash FROM event
                WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3
                """
            )
            try rows.bind(1, position)
            try rows.bind(2, self.head.position)
            try rows.bind(3, self.paging.rowCount)
            return rows
        } catch {
            throw .damaged(at: position + 1, "cannot be read", cause: error)
        }
    }

    /// Lends the row that a statement stands on; valid until its next step.
    static func row(
        of rows: borrowing Statement,
        at position: Position
    ) throws(LedgerError) -> StoredRow {
        let charge: String?
        do throws(SQLiteError) {
            charge = try rows.optionalText(4)
        } catch {
            throw .damaged(at: position, "has a charge that is not text", cause: error)
        }
        return unsafe StoredRow(
            position: position,
            user: rows.integer(1),
            kind: rows.integer(2),
            recordedAt: rows.integer(3),
            charge: charge,
            body: rows.bytes(5)
        )
    }

    static func step(
        _ rows: inout Statement,
        after last: Position
    ) throws(LedgerError) -> Bool {
        do throws(SQLiteError) {
            return try rows.step()
        } catch {
            throw .damaged(at: last + 1, "cannot be read", cause: error)
        }
    }
}

extension LedgerError {
    static func damaged(
        at position: Position,
        _ what: String,
        cause: (any Error)?
    ) -> LedgerError {
        LedgerError(
            .damaged,
            "event \(position) \(what); keep the file, run `starledger verify`, restore a backup",
            cause: cause
        )
    }
}

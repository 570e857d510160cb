/// A ledger's file under construction, from the events of another ledger's log.
///
/// Every event is checked against the chain before it is written, so that a copy can only hold what
/// the log held. A new file is made under `<path>.new`, and ``finish()`` puts it in its place: a
/// kill at any moment leaves no copy or a complete one. The work beside the log is not copied.
package struct LedgerCopy: ~Copyable {
    /// How many events one transaction holds at most.
    package static let transactionEventCountMax = 10_000

    /// Where the copy stands.
    package private(set) var head: LedgerHead

    private let path: String
    private let isNew: Bool
    private let file: LedgerFile
    private var connection: Connection { self.file.connection }
    private let statements: CopyStatements
    private var chain: Chain
    private var waitingCount = 0

    /// Begins an empty copy.
    ///
    /// - Parameters:
    ///   - path: Where the finished copy lies; nothing may lie there.
    ///   - head: The head of the log that is copied: its ledger id becomes the copy's.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package init(at path: String, like head: LedgerHead) throws(LedgerError) {
        guard LedgerFile.isAbsentOrEmpty(path) else {
            throw LedgerError(
                .storageUnavailable,
                "\(path) exists already; name another file, or move it away"
            )
        }
        let draft = Self.draft(of: path)
        try NewLedgerFile.create(at: draft, ledgerID: head.ledgerID)
        try self.init(opening: draft, path: path, isNew: true)
    }

    /// Goes on with a ledger that is complete up to its head.
    ///
    /// - Parameter path: The ledger's file; the caller holds its lease, or nobody else knows it.
    /// - Throws: ``LedgerError`` if it cannot be opened for writing.
    package init(continuing path: String) throws(LedgerError) {
        try self.init(opening: path, path: path, isNew: false)
    }

    private init(opening file: String, path: String, isNew: Bool) throws(LedgerError) {
        let file = try LedgerFile.openForWriting(path: file)
        let statements = try CopyStatements.prepared(in: file.connection, path: path)
        self.path = path
        self.isNew = isNew
        self.file = file
        self.statements = statements
        self.head = file.head
        self.chain = Chain(head: file.head.hash)
    }

    private static func draft(of path: String) -> String { path + ".new" }

    /// Appends one event as it lies in the log.
    ///
    /// - Parameters:
    ///   - row: The event; it must have the next position.
    ///   - hash: Its link in the log.
    /// - Throws: ``LedgerError`` `damaged` if it does not follow from the event before it, or
    ///   `storageUnavailable`.
    mutating func append(
        _ row: borrowing StoredRow,
        hash: ChainHash
    ) throws(LedgerError) {
        guard row.position == self.head.position + 1, self.chain.extend(row) == hash else {
            throw .damaged(at: row.position, "does not follow from the one before", cause: nil)
        }
        if row.kind == Int64(EventKind.restored.rawValue) {
            self.head.epoch = try Self.epoch(begunBy: row)
        }
        self.head.position = row.position
        self.head.hash = hash
        self.head.recordedAt = Instant(microseconds: row.recordedAt)
        do throws(SQLiteError) {
            try self.write(row, hash: hash)
        } catch {
            throw LedgerFile.translated(error, path: self.path)
        }
    }

    /// Appends what another ledger's log holds beyond this copy's head.
    ///
    /// - Parameters:
    ///   - reader: Reads the other log.
    ///   - last: The last position wanted.
    ///   - time: Events recorded later are not wanted.
    ///   - progress: Told the position reached, now and then.
    /// - Throws: ``LedgerError`` `damaged` where reading or the chain breaks; what came before is
    ///   in the copy.
    package mutating func append(
        from reader: EventReader,
        upTo last: Position = .max,
        recordedBy time: Instant? = nil,
        progress: (Position) -> Void = { _ in }
    ) throws(LedgerError) {
        guard self.head.position < last else { return }
        var failure: LedgerError?
        do throws(LedgerError) {
            // Each row is appended as it is lent: a page is never held twice.
            var copy = self.head.position
            try reader.forEachRow(after: copy) { row, hash throws(LedgerError) in
                if let time, row.recordedAt > time.microseconds { return false }
                try self.append(row, hash: hash)
                copy = row.position
                if copy % EventReader.pageRowCount == 0 { progress(copy) }
                return copy < last
            }
        } catch {
            failure = error
        }
        progress(self.head.position)
        if let failure { throw failure }
    }

    /// The chain's link at a position of this copy, or `nil` if it has no such position.
    func link(at position: Position) throws(LedgerError) -> ChainHash? {
        var file = self.file
        file.head = self.head
        return try file.hash(at: position)
    }

    /// Takes away the work beside the log, which belongs to the head that the log has left.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package mutating func removeWork() throws(LedgerError) {
        do throws(SQLiteError) {
            try self.flush()
            try self.connection.transaction(orWrapping: { $0 }) { () throws(SQLiteError) in
                try self.connection.execute("DELETE FROM inbox")
                try self.connection.execute("DELETE FROM outbox")
            }
        } catch {
            throw LedgerFile.translated(error, path: self.path)
        }
    }

    /// Removes a new copy that is of no use; it must be let go.
    package mutating func abandon() {
        guard self.isNew else { return }
        Backup.removeDraft(Self.draft(of: self.path))
    }

    /// Commits what waits, leaves one complete file that outlives the power, and puts it in place.
    ///
    /// - Returns: Where the copy ends.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package consuming func finish() throws(LedgerError) -> LedgerHead {
        let (path, head, isNew) = (self.path, self.head, self.isNew)
        try self.close()
        guard isNew else { return head }
        try FileSwitch.flush(Self.draft(of: path))
        try FileSwitch.rename(Self.draft(of: path), to: path)
        return head
    }

    private consuming func close() throws(LedgerError) {
        let path = self.path
        do throws(SQLiteError) {
            try self.flush()
            // Only the file itself is put in place: what stays behind in the log would be lost.
            try self.connection.requireEmptyWriteAheadLog()
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }

    private mutating func write(
        _ row: borrowing StoredRow,
        hash: ChainHash
    ) throws(SQLiteError) {
        if self.waitingCount == 0 { try self.connection.execute("BEGIN IMMEDIATE") }
        self.waitingCount += 1
        try self.statements.insert(row, hash: hash)
        if self.waitingCount == Self.transactionEventCountMax { try self.flush() }
    }

    /// Commits, with the head at the last event of the transaction.
    private mutating func flush() throws(SQLiteError) {
        guard self.waitingCount > 0 else { return }
        self.waitingCount = 0
        try self.statements.moveHead(to: self.head)
        try self.connection.execute("COMMIT")
        Failpoint.pass("copy.committed")
        // Nobody reads a copy: the write-ahead log need not grow beyond one transaction.
        _ = try self.connection.emptyWriteAheadLog()
    }

    private static func epoch(
        begunBy row: borrowing StoredRow
    ) throws(LedgerError) -> Int64 {
        let event: RecordedEvent
        do throws(CodecError) {
            event = try row.decoded()
        } catch {
            throw .damaged(at: row.position, "cannot be decoded", cause: error)
        }
        guard case .restored(let restored) = event.event else {
            throw .damaged(at: row.position, "is not of its kind", cause: nil)
        }
        return restored.epoch
    }
}

/// The two statements that fill a copy.
private final class CopyStatements {
    private var insertion: Statement
    private var movement: Statement

    private init(insertion: consuming Statement, movement: consuming Statement) {
        self.insertion = insertion
        self.movement = movement
    }

    static func prepared(
        in connection: Connection,
        path: String
    ) throws(LedgerError) -> CopyStatements {
        do throws(SQLiteError) {
            // A copy is one file: its write-ahead log goes with its last connection.
            try connection.keepWriteAheadLogAtClose(false)
            return CopyStatements(
                insertion: try connection.prepare(
                    """
                    INSERT INTO event (position, user, kind, recorded_at, charge, body, hash)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                    """
                ),
                movement: try connection.prepare(
                    """
                    UPDATE ledger_head SET epoch = ?1, position = ?2, hash = ?3, recorded_at = ?4
                    """
                )
            )
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }

    func insert(_ row: borrowing StoredRow, hash: ChainHash) throws(SQLiteError) {
        try self.insertion.bind(1, row.position)
        try self.insertion.bind(2, row.user)
        try self.insertion.bind(3, row.kind)
        try self.insertion.bind(4, row.recordedAt)
        try self.insertion.bind(5, row.charge)
        try self.insertion.bind(6, unsafe Array(row.body))
        try self.insertion.bind(7, hash.bytes)
        try self.insertion.run()
    }

    func moveHead(to head: LedgerHead) throws(SQLiteError) {
        try self.movement.bind(1, head.epoch)
        try self.movement.bind(2, head.position)
        try self.movement.bind(3, head.hash.bytes)
        try self.movement.bind(4, head.recordedAt.microseconds)
        try self.movement.run()
    }
}

/// Writes events to the file: encodes, chains, inserts, moves the head.
///
/// Belongs to the writer's thread. Statements and buffers are used again for every event.
struct EventAppender: ~Copyable {
    private let connection: Connection
    private var insert: Statement
    private var readHead: Statement
    private var moveHead: Statement
    private var work: WorkTable
    private var chain: Chain
    private var codec = EventCodec()
    private(set) var head: LedgerHead
    /// The links of the events that the transaction at hand appended, in order.
    private(set) var links: [ChainHash] = []

    private init(
        connection: Connection,
        insert: consuming Statement,
        readHead: consuming Statement,
        moveHead: consuming Statement,
        work: consuming WorkTable,
        chain: Chain,
        head: LedgerHead
    ) {
        self.connection = connection
        self.insert = insert
        self.readHead = readHead
        self.moveHead = moveHead
        self.work = work
        self.chain = chain
        self.head = head
    }

    /// Prepares every statement of a file that is open for writing.
    static func prepare(for file: LedgerFile) throws(SQLiteError) -> EventAppender {
        EventAppender(
            connection: file.connection,
            insert: try file.connection.prepare(
                """
                INSERT INTO event (position, user, kind, recorded_at, charge, body, hash)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """
            ),
            readHead: try file.connection.prepare(
                "SELECT epoch, position, hash FROM ledger_head WHERE id = 1"
            ),
            moveHead: try file.connection.prepare(
                "UPDATE ledger_head SET epoch = ?1, position = ?2, hash = ?3, recorded_at = ?4"
            ),
            work: try WorkTable.prepare(in: file.connection),
            chain: Chain(head: file.head.hash),
            head: file.head
        )
    }

    /// Begins a transaction, with the log where this writer left it.
    ///
    /// Whoever writes without the lease may have moved it; a batch that only changes work would
    /// then put the head row back, away from the newest event.
    ///
    /// - Throws: ``SQLiteError``, ``SQLiteError/isMoved`` if the log stands elsewhere; the
    ///   connection is then of no more use.
    mutating func begin() throws(SQLiteError) {
        try self.connection.execute("BEGIN IMMEDIATE")
        self.links.removeAll(keepingCapacity: true)
        guard try self.readHead.step() else { throw .damage("the head row is missing") }
        let (epoch, position) = (self.readHead.integer(0), self.readHead.integer(1))
        let hash = ChainHash(self.readHead.blob(2))
        self.readHead.rewind()
        guard (epoch, position, hash) == (self.head.epoch, self.head.position, self.head.hash)
        else {
            let place = "the head row says event \(position) of epoch \(epoch), "
            throw .moved(place + "not event \(self.head.position) of epoch \(self.head.epoch)")
        }
    }

    /// Takes everything back that was appended since ``begin()``.
    ///
    /// - Parameter head: Where the log stood then.
    /// - Throws: ``SQLiteError``; the connection is then of no more use.
    mutating func rollBack(to head: LedgerHead) throws(SQLiteError) {
        try self.connection.execute("ROLLBACK")
        self.head = head
        self.chain = Chain(head: head.hash)
        try self.work.recount(in: self.connection)
    }

    /// Appends one event inside the transaction.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - clock: The writer's clock; the event is recorded later than the one before it.
    /// - Returns: The event at its place.
    /// - Throws: ``SQLiteError``; the transaction must be rolled back.
    mutating func append(
        _ event: NewEvent,
        clock: Instant
    ) throws(SQLiteError) -> RecordedEvent {
        let recordedAt = max(
            clock,
            Instant(microseconds: self.head.recordedAt.microseconds + 1)
        )
        let position = self.head.position + 1
        let (body, charge) = self.codec.encode(event, recordedAt: recordedAt)
        let user = event.envelope.user?.rawValue ?? 0
        let kind = Int64(event.event.kind.rawValue)
        let hash = unsafe body.withUnsafeBytes { bytes in
            unsafe self.chain.extend(
                StoredRow(
                    position: position,
                    user: user,
                    kind: kind,
                    recordedAt: recordedAt.microseconds,
                    charge: charge,
                    body: bytes
                )
            )
        }
        try self.insert.bind(1, position)
        try self.insert.bind(2, user)
        try self.insert.bind(3, kind)
        try self.insert.bind(4, recordedAt.microseconds)
        try self.insert.bind(5, charge)
        try self.insert.bind(6, body)
        try self.insert.bind(7, hash.bytes)
        try self.insert.run()
        Failpoint.pass("event.inserted")
        self.head.position = position
        self.head.recordedAt = recordedAt
        self.head.hash = hash
        self.links.append(hash)
        return RecordedEvent(
            position: position,
            recordedAt: recordedAt,
            envelope: event.envelope,
            event: event.event
        )
    }

    /// Finds one event, also one that this transaction appended.
    func event(at position: Position) throws(SQLiteError) -> RecordedEvent? {
        var row = try self.connection.prepare(
            "SELECT user, kind, recorded_at, charge, body FROM event WHERE position = ?1"
        )
        try row.bind(1, position)
        guard try row.step() else { return nil }
        let stored = unsafe StoredRow(
            position: position,
            user: row.integer(0),
            kind: row.integer(1),
            recordedAt: row.integer(2),
            charge: try row.optionalText(3),
            body: row.bytes(4)
        )
        do throws(CodecError) {
            return try stored.decoded()
        } catch {
            let message = "event \(position): \(error.message)"
            throw .damage(message)
        }
    }

    /// The highest name that was given to an answer owed, or 0.
    var lastAnswer: Int64 { self.work.nextID - 1 }

    /// Gives no answer a name up to this one.
    mutating func skipAnswers(through last: Int64) {
        self.work.nextID = max(self.work.nextID, last + 1)
    }

    /// How many answers are owed.
    var owedCount: Int64 { self.work.owedCount }

    mutating func make(_ change: WorkChange) throws(SQLiteError) -> OutboxRow? {
        Failpoint.pass("work.making")
        return try self.work.make(change)
    }

    /// Begins a new epoch with the events that this transaction appends.
    mutating func beginEpoch(_ epoch: Int64) {
        self.head.epoch = epoch
    }

    /// Moves the head row and commits.
    ///
    /// After this returned, and not before, it is on disk.
    mutating func commit() throws(SQLiteError) {
        try self.moveHead.bind(1, self.head.epoch)
        try self.moveHead.bind(2, self.head.position)
        try self.moveHead.bind(3, self.head.hash.bytes)
        try self.moveHead.bind(4, self.head.recordedAt.microseconds)
        try self.moveHead.run()
        Failpoint.pass("commit.before")
        try self.connection.execute("COMMIT")
        Failpoint.pass("commit.after")
    }

    /// Copies what the write-ahead log holds into the file, as far as no reader is in the way.
    func checkpoint() throws(SQLiteError) {
        try self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    }

    /// Copies everything and empties the write-ahead log, so that the file alone is complete.
    ///
    /// - Returns: Whether it is: `false` if a reader was in the way to the last.
    func checkpointCompletely() throws(SQLiteError) -> Bool {
        let isComplete = try self.connection.emptyWriteAheadLog()
        try self.connection.keepWriteAheadLogAtClose(false)
        return isComplete
    }
}

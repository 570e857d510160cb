/// The statements behind ``WorkChange``.
struct WorkTable: ~Copyable {
    private var takeIn: Statement
    private var settle: Statement
    private var owe: Statement
    private var attempt: Statement
    private var notArrived: Statement
    private var discharge: Statement
    /// The name that the next answer owed gets.
    var nextID: Int64
    /// How many answers are owed, with the changes of a transaction that is under way.
    private(set) var owedCount: Int64

    private init(
        takeIn: consuming Statement,
        settle: consuming Statement,
        owe: consuming Statement,
        attempt: consuming Statement,
        notArrived: consuming Statement,
        discharge: consuming Statement,
        nextID: Int64,
        owedCount: Int64
    ) {
        self.takeIn = takeIn
        self.settle = settle
        self.owe = owe
        self.attempt = attempt
        self.notArrived = notArrived
        self.discharge = discharge
        self.nextID = nextID
        self.owedCount = owedCount
    }

    /// Prepares every statement.
    static func prepare(in connection: Connection) throws(SQLiteError) -> WorkTable {
        WorkTable(
            takeIn: try connection.prepare(
                """
                INSERT OR IGNORE INTO inbox (key, user, taken_in_at, use, sealed)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """
            ),
            settle: try connection.prepare("DELETE FROM inbox WHERE key = ?1"),
            owe: try connection.prepare(
                """
                INSERT INTO outbox (id, user, owed_at, attempts, sealed)
                VALUES (?1, ?2, ?3, 0, ?4)
                """
            ),
            attempt: try connection.prepare(
                "UPDATE outbox SET attempts = attempts + 1 WHERE id = ?1"
            ),
            notArrived: try connection.prepare(
                "UPDATE outbox SET attempts = max(0, attempts - 1) WHERE id = ?1"
            ),
            discharge: try connection.prepare("DELETE FROM outbox WHERE id = ?1 RETURNING id"),
            nextID: 1 + (try connection.integer("SELECT max(id) FROM outbox") ?? 0),
            owedCount: try Self.owedCount(in: connection)
        )
    }

    /// Makes one change; returns the row where an answer became owed.
    mutating func make(_ change: WorkChange) throws(SQLiteError) -> OutboxRow? {
        switch change {
        case .takeIn(let row):
            try self.insert(row)
        case .settle(let key):
            try self.settle.bind(1, key)
            try self.settle.run()
        case .owe(let user, let owedAt, let sealed):
            return try self.insert(user: user, owedAt: owedAt, sealed: sealed)
        case .attempt(let id):
            try self.attempt.bind(1, id)
            try self.attempt.run()
        case .notArrived(let id):
            try self.notArrived.bind(1, id)
            try self.notArrived.run()
        case .discharge(let id):
            try self.discharge.bind(1, id)
            while try self.discharge.step() { self.owedCount -= 1 }
        }
        return nil
    }

    /// Counts again what is owed, after a transaction was taken back.
    mutating func recount(in connection: Connection) throws(SQLiteError) {
        self.owedCount = try Self.owedCount(in: connection)
    }

    private static func owedCount(in connection: Connection) throws(SQLiteError) -> Int64 {
        try connection.integer("SELECT count(*) FROM outbox") ?? 0
    }

    static func inbox(in connection: Connection) throws(SQLiteError) -> [InboxRow] {
        try Self.inboxAsStored(in: connection).map { WorkCheck.opened($0).row }
    }

    static func outbox(in connection: Connection) throws(SQLiteError) -> [OutboxRow] {
        try Self.outboxAsStored(in: connection).map { WorkCheck.opened($0).row }
    }

    static func inboxAsStored(in connection: Connection) throws(SQLiteError) -> [InboxRow] {
        var rows = try connection.prepare(
            "SELECT key, user, taken_in_at, use, sealed FROM inbox ORDER BY id"
        )
        var found: [InboxRow] = []
        while try rows.step() {
            found.append(
                InboxRow(
                    key: try rows.text(0),
                    user: UserID(rawValue: rows.integer(1)),
                    takenInAt: Instant(microseconds: rows.integer(2)),
                    use: rows.integer(3),
                    sealed: rows.blob(4)
                )
            )
        }
        return found
    }

    static func outboxAsStored(in connection: Connection) throws(SQLiteError) -> [OutboxRow] {
        var rows = try connection.prepare(
            "SELECT id, user, owed_at, attempts, sealed FROM outbox ORDER BY id"
        )
        var found: [OutboxRow] = []
        while try rows.step() {
            found.append(
                OutboxRow(
                    id: rows.integer(0),
                    user: UserID(rawValue: rows.integer(1)),
                    owedAt: Instant(microseconds: rows.integer(2)),
                    attempts: rows.integer(3),
                    sealed: rows.blob(4)
                )
            )
        }
        return found
    }

    private mutating func insert(_ row: InboxRow) throws(SQLiteError) {
        try self.takeIn.bind(1, row.key)
        try self.takeIn.bind(2, row.user.rawValue)
        try self.takeIn.bind(3, row.takenInAt.microseconds)
        try self.takeIn.bind(4, row.use)
        try self.takeIn.bind(5, WorkCheck.stored(row))
        try self.takeIn.run()
    }

    private mutating func insert(
        user: UserID,
        owedAt: Instant,
        sealed: [UInt8]
    ) throws(SQLiteError) -> OutboxRow {
        let row = OutboxRow(
            id: self.nextID,
            user: user,
            owedAt: owedAt,
            attempts: 0,
            sealed: sealed
        )
        try self.owe.bind(1, row.id)
        try self.owe.bind(2, user.rawValue)
        try self.owe.bind(3, owedAt.microseconds)
        try self.owe.bind(4, WorkCheck.stored(row))
        try self.owe.run()
        self.nextID += 1
        self.owedCount += 1
        return row
    }
}

private import Foundation

/// A ledger's file, opened and checked.
///
/// Opening says in one line what is wrong and what to do, and never changes a file that is not a
/// ledger.
struct LedgerFile {
    let connection: Connection
    var head: LedgerHead

    /// Opens a ledger for writing; creates it if there is none.
    ///
    /// - Precondition: The caller holds the lease.
    static func openForWriting(path: String) throws(LedgerError) -> LedgerFile {
        let isNew = !FileManager.default.fileExists(atPath: path) || Self.isEmpty(path)
        if !isNew { try Self.refuseForeign(path) }
        do throws(SQLiteError) {
            let connection = try Connection(path: path, mode: isNew ? .create : .write)
            try Self.configure(connection)
            if isNew { try Self.create(in: connection) }
            let file = try LedgerFile(connection, checkingTail: true)
            try connection.forbidChangingEvents()
            return file
        } catch {
            throw Self.translated(error, path: path)
        }
    }

    /// Opens a ledger for reading, also while another process writes it.
    ///
    /// - Parameter checkingTail: Whether a file whose end does not fit its head is refused.
    static func openForReading(
        path: String,
        checkingTail: Bool = true
    ) throws(LedgerError) -> LedgerFile {
        guard FileManager.default.fileExists(atPath: path) else {
            throw LedgerError(
                .storageUnavailable,
                "there is no ledger at \(path); set SQLITE_DB_PATH or --database"
            )
        }
        try Self.refuseForeign(path)
        do throws(SQLiteError) {
            let connection = try Self.readingConnection(path: path)
            return try LedgerFile(connection, checkingTail: checkingTail)
        } catch {
            throw Self.translated(error, path: path)
        }
    }

    /// Reads the head again.
    mutating func refresh() throws(LedgerError) {
        do throws(SQLiteError) {
            if let head = try LedgerHead.read(from: self.connection) { self.head = head }
        } catch {
            throw LedgerError(.storageUnavailable, "cannot read the ledger's head", cause: error)
        }
    }

    private init(_ connection: Connection, checkingTail: Bool) throws(SQLiteError) {
        self.connection = connection
        guard let head = try LedgerHead.read(from: connection) else {
            throw SQLiteError(extendedCode: 11, message: "the head row is missing", sql: nil)
        }
        self.head = head
        if checkingTail { try self.checkTail() }
    }

    /// The head row, the newest event and its link must agree.
    func checkTail() throws(SQLiteError) {
        var tail = try self.connection.prepare(
            "SELECT position, hash FROM event ORDER BY position DESC LIMIT 1"
        )
        let expected = self.head
        let found = try tail.step()
        let position = found ? tail.integer(0) : 0
        let hash = found ? ChainHash(tail.blob(1)) : Chain.genesis(ledgerID: expected.ledgerID)
        guard position == expected.position, hash == expected.hash else {
            throw SQLiteError(
                extendedCode: 11,
                message: "the head row says \(expected.position), the newest event is \(position)"
                    + (position == expected.position ? " with another hash" : ""),
                sql: nil
            )
        }
    }
}

// MARK: - Is it ours?

extension LedgerFile {
    private static func isEmpty(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int64 == 0
    }

    /// Looks at the first hundred bytes before SQLite may touch the file.
    ///
    /// Source: sqlite.org, *Database File Format*, 1.3: `user_version` at 60 and
    /// `application_id` at 68, big-endian.
    private static func refuseForeign(_ path: String) throws(LedgerError) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw LedgerError(
                .storageUnavailable,
                "cannot read \(path); check its owner and permissions"
            )
        }
        defer { try? file.close() }
        let header = (try? file.read(upToCount: 100)).flatMap { $0 }.map { Array($0) } ?? []
        guard header.count == 100, header.starts(with: "SQLite format 3\0".utf8) else {
            throw LedgerError(
                .notOurs,
                "\(path) is not a SQLite database; name a ledger with SQLITE_DB_PATH"
            )
        }
        guard Self.integer(header, at: 68) == Schema.applicationID else {
            throw try Self.foreign(path)
        }
        let version = Self.integer(header, at: 60)
        guard version <= Schema.version else {
            throw LedgerError(
                .newerSchema,
                "\(path) has schema version \(version), this program knows \(Schema.version); "
                    + "use the newer program"
            )
        }
    }

    private static func integer(_ header: [UInt8], at offset: Int) -> Int64 {
        header[offset..<offset + 4].reduce(0) { $0 << 8 | Int64($1) }
    }

    private static func foreign(_ path: String) throws(LedgerError) -> LedgerError {
        let tables = try? Self.readingConnection(path: path).integer(
            """
            SELECT count(*) FROM sqlite_schema
            WHERE type = 'table' AND name IN ('users', 'payments', 'payment_events')
            """
        )
        if let tables, tables >= 2 {
            return LedgerError(
                .notOurs,
                "\(path) is the Python bot's database, not a ledger; set SQLITE_DB_PATH to a new "
                    + "file and take it over with `starledger import \(path)`"
            )
        }
        return LedgerError(
            .notOurs,
            "\(path) is another program's database; name a ledger with SQLITE_DB_PATH"
        )
    }

    static func translated(_ error: SQLiteError, path: String) -> LedgerError {
        if error.isDamage {
            return LedgerError(
                .damaged,
                "\(path) is damaged; keep it, run `starledger verify`, and restore a backup",
                cause: error
            )
        }
        if error.isDiskFull {
            return LedgerError(
                .storageUnavailable,
                "the disk of \(path) is full; free some space and try again",
                cause: error
            )
        }
        if error.isReadOnly {
            return LedgerError(
                .storageUnavailable,
                "\(path) cannot be written; check its owner, its permissions and the mount",
                cause: error
            )
        }
        return LedgerError(
            .storageUnavailable,
            "cannot use \(path); check the folder, its permissions and the disk",
            cause: error
        )
    }
}

// MARK: - Configuration

extension LedgerFile {
    /// How long a statement waits for another connection's lock before it fails.
    private static let busyMilliseconds = 5_000

    /// Commits wait for the disk, and what SQLite would let pass by default is refused.
    private static func configure(_ connection: Connection) throws(SQLiteError) {
        try connection.execute("PRAGMA busy_timeout = 5000")
        try connection.execute("PRAGMA journal_mode = WAL")
        try connection.execute("PRAGMA synchronous = FULL")
        try connection.execute("PRAGMA foreign_keys = ON")
        try connection.execute("PRAGMA recursive_triggers = ON")
        try connection.execute("PRAGMA trusted_schema = OFF")
        try connection.execute("PRAGMA cell_size_check = ON")
        // Checkpoints are the writer's own, between commits: see `EventWriter`.
        try connection.execute("PRAGMA wal_autocheckpoint = 0")
        try Self.readBack(connection)
    }

    /// A PRAGMA that SQLite does not take fails silently: each is read back.
    private static func readBack(_ connection: Connection) throws(SQLiteError) {
        let journal = try connection.text("PRAGMA journal_mode")
        let expectations: [(StaticString, Int64)] = [
            ("PRAGMA busy_timeout", Int64(Self.busyMilliseconds)),
            ("PRAGMA synchronous", 2),
            ("PRAGMA foreign_keys", 1),
            ("PRAGMA recursive_triggers", 1),
            ("PRAGMA trusted_schema", 0),
            ("PRAGMA cell_size_check", 1),
            ("PRAGMA wal_autocheckpoint", 0),
        ]
        guard journal == "wal" else {
            throw SQLiteError(
                extendedCode: 1,
                message: "the journal mode is \(journal ?? "unknown"), not WAL",
                sql: nil
            )
        }
        for (pragma, expected) in expectations {
            let found = try connection.integer(pragma)
            guard found == expected else {
                throw SQLiteError(
                    extendedCode: 1,
                    message: "\(pragma) is \(found.map(String.init) ?? "unset"), not \(expected)",
                    sql: nil
                )
            }
        }
    }

    private static func create(in connection: Connection) throws(SQLiteError) {
        try connection.transaction(orWrapping: { $0 }) { () throws(SQLiteError) in
            for statement in Schema.statements { try connection.execute(statement) }
            let ledgerID = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
            var head = try connection.prepare(
                """
                INSERT INTO ledger_head (id, ledger_id, epoch, position, hash, recorded_at)
                VALUES (1, ?1, 1, 0, ?2, 0)
                """
            )
            try head.bind(1, ledgerID)
            try head.bind(2, Chain.genesis(ledgerID: ledgerID).bytes)
            try head.run()
            // `SLGR` and 1, as `Schema` says; a PRAGMA takes no bound value.
            try connection.execute("PRAGMA application_id = 1397507922")
            try connection.execute("PRAGMA user_version = 1")
        }
    }

    /// Opens read-only; a file on a read-only disk without a write-ahead log is read as it lies.
    private static func readingConnection(path: String) throws(SQLiteError) -> Connection {
        let connection = try Connection(path: path, mode: .read)
        do throws(SQLiteError) {
            try connection.execute("PRAGMA busy_timeout = 5000")
            _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
            return connection
        } catch {
            let wal = path + "-wal"
            guard !FileManager.default.fileExists(atPath: wal) || Self.isEmpty(wal) else {
                throw error
            }
            let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
            return try Connection(path: "file:\(escaped ?? path)?immutable=1", mode: .read)
        }
    }
}

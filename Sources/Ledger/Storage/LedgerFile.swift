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
        try RestoreMarker.refuseWriting(path)
        if Self.isAbsentOrEmpty(path) {
            try Self.refuseOrphan(path)
            try NewLedgerFile.create(at: path)
        }
        try FileIdentity.refuseForeign(path)
        let hasLog = !Self.isAbsentOrEmpty(path + "-wal")
        do throws(SQLiteError) {
            let connection = try Connection(path: path, mode: .write)
            // Until a clean end, nothing may tidy away what a look at the damage would need.
            try connection.keepWriteAheadLogAtClose(true)
            try Self.configure(connection)
            let file = try LedgerFile(connection, checkingTail: true)
            // What an `fsync` failed to write can be read and is not on disk, however often and well
            // `fsync` is repeated: the machine takes it for written. All that followed it would go
            // with it when the power fails, and the file could hold more than its log.
            if hasLog { try connection.writeLogAgain() }
            try connection.forbidChangingEvents()
            return file
        } catch {
            throw Self.translated(error, path: path)
        }
    }

    /// Opens a ledger for reading, also while another process writes it.
    ///
    /// - Parameters:
    ///   - path: The ledger's file.
    ///   - checkingTail: Whether a file whose end does not fit its head is refused.
    ///   - leavingNoTrace: Whether not even an empty `-wal` may be left beside a file at rest.
    /// - Returns: The open file.
    /// - Throws: ``LedgerError`` `notOurs`, `newerSchema`, `damaged` or `storageUnavailable`.
    static func openForReading(
        path: String,
        checkingTail: Bool = true,
        leavingNoTrace: Bool = false
    ) throws(LedgerError) -> LedgerFile {
        guard FileManager.default.fileExists(atPath: path) else {
            try RestoreMarker.refuseWriting(path)
            throw LedgerPresence.missing(path)
        }
        try FileIdentity.refuseForeign(path)
        do throws(SQLiteError) {
            let isAtRest = Self.isAbsentOrEmpty(path + "-wal")
            let connection =
                try leavingNoTrace && isAtRest
                ? Self.connectionAsItLies(path: path) : Self.readingConnection(path: path)
            return try LedgerFile(connection, checkingTail: checkingTail)
        } catch {
            throw Self.translated(error, path: path)
        }
    }

    /// Reads the head again.
    mutating func refresh() throws(LedgerError) {
        do throws(SQLiteError) {
            self.head = try LogEnds.read(from: self.connection).head
        } catch {
            throw LedgerError(.storageUnavailable, "cannot read the ledger's head", cause: error)
        }
    }

    private init(_ connection: Connection, checkingTail: Bool) throws(SQLiteError) {
        self.connection = connection
        let ends = try LogEnds.read(from: connection)
        if checkingTail { try ends.check() }
        self.head = ends.head
    }

    /// Opens read-only; a file on a read-only disk without a write-ahead log is read as it lies.
    static func readingConnection(path: String) throws(SQLiteError) -> Connection {
        let connection = try Connection(path: path, mode: .read)
        do throws(SQLiteError) {
            try connection.execute("PRAGMA busy_timeout = 5000")
            _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
            return connection
        } catch {
            guard Self.isAbsentOrEmpty(path + "-wal") else { throw error }
            return try Self.connectionAsItLies(path: path)
        }
    }

    /// Opens the file alone, as if nobody could change it and no write-ahead log lay beside it.
    static func connectionAsItLies(path: String) throws(SQLiteError) -> Connection {
        let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        return try Connection(path: "file:\(escaped ?? path)?immutable=1", mode: .read)
    }

    /// Whether there is no file, or one of 0 bytes, which is what SQLite leaves where it made none.
    static func isAbsentOrEmpty(_ path: String) -> Bool {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            return true
        }
        return (attributes[.size] as? NSNumber)?.int64Value == 0
    }

    /// SQLite would take the write-ahead log of a file that is gone for a left-over, and delete it.
    static func refuseOrphan(_ path: String) throws(LedgerError) {
        try RestoreMarker.refuseWriting(path)
        if !Self.isAbsentOrEmpty(path + "-wal") {
            throw LedgerError(
                .damaged,
                "\(path) is missing or empty but its -wal holds events; keep it, put the file back "
                    + "or run `starledger restore`"
            )
        }
        // An empty ledger in the place of a lost one would sell to people who have paid already.
        guard let mark = HeadFile.read(of: path), mark.position > 0 else { return }
        throw LedgerError(
            .damaged,
            "\(path) is missing or empty but held \(mark.position) events; put a backup in its "
                + "place, or remove \(HeadFile.path(of: path)) to begin an empty ledger"
        )
    }
}

// MARK: - What is wrong

extension LedgerFile {
    static func translated(_ error: SQLiteError, path: String) -> LedgerError {
        if error.isDamage {
            return LedgerError(
                .damaged,
                "\(path) is damaged; keep it, run `starledger verify`, and restore a backup",
                cause: error
            )
        }
        if error.isSchemaError {
            return LedgerError(
                .damaged,
                "\(path) lacks a table or column that a ledger has; keep it, and restore a backup",
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
        if error.isMoved {
            return LedgerError(
                .storageUnavailable,
                "another program has written to \(path); stop it, the ledger is opened again",
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
    static func configure(_ connection: Connection) throws(SQLiteError) {
        try connection.execute("PRAGMA busy_timeout = 5000")
        try connection.execute("PRAGMA journal_mode = WAL")
        try connection.execute("PRAGMA synchronous = FULL")
        try connection.execute("PRAGMA foreign_keys = ON")
        try connection.execute("PRAGMA recursive_triggers = ON")
        try connection.execute("PRAGMA trusted_schema = OFF")
        try connection.execute("PRAGMA cell_size_check = ON")
        // Checkpoints are the writer's own, between commits: see `WriterSession`.
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
                extendedCode: SQLiteError.settingRefused,
                message: "the journal mode is \(journal ?? "unknown"), not WAL",
                sql: nil
            )
        }
        for (pragma, expected) in expectations {
            let found = try connection.integer(pragma)
            guard found == expected else {
                throw SQLiteError(
                    extendedCode: SQLiteError.settingRefused,
                    message: "\(pragma) is \(found.map(String.init) ?? "unset"), not \(expected)",
                    sql: nil
                )
            }
        }
    }
}

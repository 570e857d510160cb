/// Secrets that must not lie beside what they seal: `db/keys.db`.
///
/// Backed up apart from the log. Destroying a person's key makes their sealed text unreadable for
/// ever, while every hash in the log still verifies.
public final class KeyFile {
    /// The length of a key in bytes.
    public static let keyByteCount = 32

    private let connection: Connection
    private let path: String

    /// Opens or creates the file, readable by its owner only.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` or `notOurs`.
    public init(path: String) throws(LedgerError) {
        self.path = path
        try FilePermissions.createForOwner(path)
        do throws(SQLiteError) {
            self.connection = try Connection(path: path, mode: .write)
            try self.connection.execute("PRAGMA busy_timeout = 5000")
            try self.connection.execute("PRAGMA journal_mode = DELETE")
            try self.connection.execute("PRAGMA synchronous = FULL")
            // What is deleted is overwritten: an erased key must not linger in a free page.
            try self.connection.execute("PRAGMA secure_delete = ON")
            try self.connection.execute(
                """
                CREATE TABLE IF NOT EXISTS secret (
                    name TEXT PRIMARY KEY,
                    key BLOB NOT NULL CHECK (length(key) = 32)
                ) STRICT, WITHOUT ROWID
                """
            )
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }

    /// Finds a key, or `nil` if there is none by that name.
    public func key(named name: String) throws(LedgerError) -> [UInt8]? {
        do throws(SQLiteError) {
            var row = try self.connection.prepare("SELECT key FROM secret WHERE name = ?1")
            try row.bind(1, name)
            return try row.step() ? row.blob(0) : nil
        } catch {
            throw LedgerFile.translated(error, path: self.path)
        }
    }

    /// Keeps a key of 32 bytes, unless there is one by that name; returns the one that is kept.
    public func keep(_ key: [UInt8], named name: String) throws(LedgerError) -> [UInt8] {
        precondition(key.count == Self.keyByteCount, "a key has 32 bytes")
        do throws(SQLiteError) {
            try self.insert(key, name)
        } catch {
            throw LedgerFile.translated(error, path: self.path)
        }
        guard let kept = try self.key(named: name) else {
            throw LedgerError(.storageUnavailable, "\(self.path) did not keep a key; try again")
        }
        return kept
    }

    /// Destroys a key for ever.
    public func destroyKeyForEver(named name: String) throws(LedgerError) {
        do throws(SQLiteError) {
            try self.delete(name)
        } catch {
            throw LedgerFile.translated(error, path: self.path)
        }
    }

    /// Destroys a key for ever and keeps a mark of 32 bytes under another name, both or neither.
    public func destroyKeyForEver(
        named name: String,
        leaving mark: [UInt8],
        named markName: String
    ) throws(LedgerError) {
        precondition(mark.count == Self.keyByteCount, "a mark has 32 bytes")
        let wrap: (SQLiteError) -> LedgerError = { LedgerFile.translated($0, path: self.path) }
        try self.connection.transaction(orWrapping: wrap) { () throws(LedgerError) in
            do throws(SQLiteError) {
                try self.delete(markName)
                try self.insert(mark, markName)
                try self.delete(name)
            } catch {
                throw wrap(error)
            }
        }
    }

    /// Counts the keys of a file whose names begin with a prefix; nothing is created or changed.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` or `notOurs`.
    public static func count(
        in path: String,
        prefix: String
    ) throws(LedgerError) -> Int64 {
        do throws(SQLiteError) {
            let connection = try Connection(path: path, mode: .read)
            try connection.execute("PRAGMA busy_timeout = 5000")
            var row = try connection.prepare(
                "SELECT count(*) FROM secret WHERE substr(name, 1, length(?1)) = ?1"
            )
            try row.bind(1, prefix)
            return try row.step() ? row.integer(0) : 0
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }

    /// Reads the keys of a file whose names begin with a prefix; nothing is created or changed.
    ///
    /// - Returns: The keys by name.
    /// - Throws: ``LedgerError`` `storageUnavailable` or `notOurs`.
    public static func keys(
        in path: String,
        prefix: String
    ) throws(LedgerError) -> [String: [UInt8]] {
        do throws(SQLiteError) {
            let connection = try Connection(path: path, mode: .read)
            try connection.execute("PRAGMA busy_timeout = 5000")
            var rows = try connection.prepare(
                """
                SELECT name, key FROM secret WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name
                """
            )
            try rows.bind(1, prefix)
            var keys: [String: [UInt8]] = [:]
            while try rows.step() { keys[try rows.text(0)] = rows.blob(1) }
            return keys
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }

    private func insert(_ key: [UInt8], _ name: String) throws(SQLiteError) {
        var insert = try self.connection.prepare(
            "INSERT OR IGNORE INTO secret (name, key) VALUES (?1, ?2)"
        )
        try insert.bind(1, name)
        try insert.bind(2, key)
        try insert.run()
    }

    private func delete(_ name: String) throws(SQLiteError) {
        var delete = try self.connection.prepare("DELETE FROM secret WHERE name = ?1")
        try delete.bind(1, name)
        try delete.run()
    }
}

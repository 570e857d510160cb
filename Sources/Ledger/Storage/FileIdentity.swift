/// Whose a database file is, as its first hundred bytes say.
///
/// Looked at before any SQL runs: a file that is not a ledger is never changed, not even by the
/// replay of its own journal.
/// Source: sqlite.org, *Database File Format*, 1.3: `user_version` at 60 and `application_id` at
/// 68, big-endian.
enum FileIdentity {
    /// Makes sure that a file is a ledger of a version that this program knows.
    ///
    /// - Throws: ``LedgerError`` `notOurs`, `newerSchema`, `damaged` or `storageUnavailable`.
    static func refuseForeign(_ path: String) throws(LedgerError) {
        let header: [UInt8]
        do throws(SQLiteError) {
            header = try Connection(path: path, mode: .read).firstBytes(HeaderDamage.byteCount)
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot read \(path); check its owner and permissions",
                cause: error
            )
        }
        if let damage = HeaderDamage(of: header, at: path), damage.isGrave {
            throw damage.refusal(of: path)
        }
        guard header.starts(with: "SQLite format 3\0".utf8) else {
            throw LedgerError(
                .notOurs,
                "\(path) is not a SQLite database; name a ledger with SQLITE_DB_PATH"
            )
        }
        guard Self.integer(header, at: 68) == Schema.applicationID else {
            throw Self.foreign(path)
        }
        try Self.checkVersion(Self.integer(header, at: 60), of: path)
    }

    private static func checkVersion(_ version: Int64, of path: String) throws(LedgerError) {
        if version == Schema.version { return }
        if version > Schema.version {
            throw LedgerError(
                .newerSchema,
                "\(path) has schema version \(version), this program knows \(Schema.version); "
                    + "use the newer program"
            )
        }
        throw LedgerError(
            .damaged,
            "\(path) has schema version \(version), which no program ever wrote; restore a backup"
        )
    }

    private static func integer(_ header: [UInt8], at offset: Int) -> Int64 {
        let bits = header[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Int64(Int32(bitPattern: bits))
    }

    private static func foreign(_ path: String) -> LedgerError {
        let tables = try? LedgerFile.readingConnection(path: path).integer(
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
}

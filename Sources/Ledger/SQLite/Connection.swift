private import CSQLite

/// One open database file, used by one owner at a time.
///
/// Not `Sendable`: whoever opens a connection keeps it on one thread.
@safe final class Connection {
    /// How a file is opened.
    enum Mode {
        /// Reads and writes a file that exists.
        case write
        /// Reads only.
        case read
    }

    /// For the files of this folder alone: nobody else may import SQLite.
    let handle: OpaquePointer

    /// Opens a file.
    ///
    /// - Throws: ``SQLiteError`` if the file cannot be opened.
    init(path: String, mode: Mode) throws(SQLiteError) {
        var opened: OpaquePointer?
        let access =
            switch mode {
            case .write: SQLITE_OPEN_READWRITE
            case .read: SQLITE_OPEN_READONLY
            }
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let handle = unsafe opened else {
            // SQLite hands out a handle even when opening fails, and wants it back.
            unsafe sqlite3_close_v2(opened)
            throw SQLiteError(extendedCode: code, message: "cannot open the file", sql: nil)
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe sqlite3_close_v2(self.handle)
    }

    /// Compiles one statement.
    ///
    /// - Parameter sql: A literal: `StaticString` makes string-built SQL a compile error.
    /// - Returns: The statement, ready to be bound and stepped.
    /// - Throws: ``SQLiteError`` if the SQL does not compile against the schema.
    func prepare(_ sql: StaticString) throws(SQLiteError) -> Statement {
        var compiled: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = unsafe sqlite3_prepare_v3(
            self.handle,
            sql.description,
            -1,
            flags,
            &compiled,
            nil
        )
        guard code == SQLITE_OK, let statement = unsafe compiled else {
            throw self.error(code, sql: sql)
        }
        return unsafe Statement(statement, of: self, sql: sql)
    }

    /// Runs one statement and passes over any rows.
    func execute(_ sql: StaticString) throws(SQLiteError) {
        var statement = try self.prepare(sql)
        while try statement.step() {}
    }

    /// Runs `body` inside `BEGIN IMMEDIATE`; rolls back if it throws.
    func transaction<Result, Failure: Error>(
        orWrapping wrap: (SQLiteError) -> Failure,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.executing("BEGIN IMMEDIATE", wrap)
        do throws(Failure) {
            let result = try body()
            try self.executing("COMMIT", wrap)
            return result
        } catch {
            // A failed COMMIT may have rolled back already; the first error is the one to report.
            try? self.execute("ROLLBACK")
            throw error
        }
    }

    /// Returns the one integer that a statement yields, or `nil` if it yields no row.
    func integer(_ sql: StaticString) throws(SQLiteError) -> Int64? {
        var statement = try self.prepare(sql)
        guard try statement.step() else { return nil }
        return statement.integer(0)
    }

    /// Returns the one text that a statement yields, or `nil` if it yields no row.
    func text(_ sql: StaticString) throws(SQLiteError) -> String? {
        var statement = try self.prepare(sql)
        guard try statement.step() else { return nil }
        return try statement.text(0)
    }

    /// Forbids the statements of this connection to change, drop or empty the log.
    ///
    /// Belt to the triggers' braces: it also stops `DROP TRIGGER`.
    func forbidChangingEvents() throws(SQLiteError) {
        let code = unsafe sqlite3_set_authorizer(self.handle, denyChangingEvents, nil)
        guard code == SQLITE_OK else { throw self.error(code, sql: "set_authorizer") }
        let defensive = unsafe ledger_sqlite_defensive(self.handle, 1)
        guard defensive == SQLITE_OK else { throw self.error(defensive, sql: "db_config") }
    }

    /// Chooses what becomes of the write-ahead log when the last connection closes: left as it is,
    /// as a killed process would leave it, or copied into the file and removed.
    func keepWriteAheadLogAtClose(_ isKept: Bool) throws(SQLiteError) {
        let code = unsafe ledger_sqlite_no_checkpoint_on_close(self.handle, isKept ? 1 : 0)
        guard code == SQLITE_OK else { throw self.error(code, sql: "db_config") }
    }

    /// Copies the whole write-ahead log into the file and empties it.
    ///
    /// - Returns: Whether it did: `false` if another connection was in the way. That is no error to
    ///   SQLite, and whoever passes over it may leave a file that is complete only with its log.
    func emptyWriteAheadLog() throws(SQLiteError) -> Bool {
        try self.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0
    }

    /// The same for a file that is nothing by itself before it holds all.
    ///
    /// - Throws: ``SQLiteError``, also where another connection was in the way.
    func requireEmptyWriteAheadLog() throws(SQLiteError) {
        guard try self.emptyWriteAheadLog() else { throw .logInUse }
    }

    /// Writes the write-ahead log over itself and waits for the disk; the log must have been read.
    func writeLogAgain() throws(SQLiteError) {
        let code = unsafe ledger_sqlite_write_log_again(self.handle)
        guard code == SQLITE_OK else { throw self.error(code, sql: "file_control") }
    }

    /// Reads the first bytes of the file as they lie there; nothing is locked, changed or replayed.
    ///
    /// - Returns: Fewer bytes than wanted, if the file has no more.
    func firstBytes(_ count: Int) throws(SQLiteError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let code = unsafe ledger_sqlite_first_bytes(self.handle, &bytes, Int32(count))
        if code == SQLiteError.shortRead { return [] }
        guard code == SQLITE_OK else { throw self.error(code, sql: "file_control") }
        return bytes
    }

    func error(_ code: Int32, sql: StaticString) -> SQLiteError {
        let message = unsafe String(cString: sqlite3_errmsg(self.handle))
        return SQLiteError(extendedCode: code, message: message, sql: sql.description)
    }

    private func executing<Failure: Error>(
        _ sql: StaticString,
        _ wrap: (SQLiteError) -> Failure
    ) throws(Failure) {
        do throws(SQLiteError) {
            try self.execute(sql)
        } catch {
            throw wrap(error)
        }
    }
}

/// The library that is linked, for example `3.40.1`.
func sqliteLibraryVersion() -> String {
    unsafe String(cString: sqlite3_libversion())
}

/// SQLite asks this before it compiles any statement of the writing connection.
///
/// Source: <https://www.sqlite.org/c3ref/set_authorizer.html>.
private func denyChangingEvents(
    _: UnsafeMutableRawPointer?,
    action: Int32,
    first: UnsafePointer<CChar>?,
    _: UnsafePointer<CChar>?,
    _: UnsafePointer<CChar>?,
    _: UnsafePointer<CChar>?
) -> Int32 {
    switch action {
    case SQLITE_UPDATE, SQLITE_DELETE:
        guard let first = unsafe first else { return SQLITE_OK }
        let table = unsafe String(cString: first)
        return table == "event" ? SQLITE_DENY : SQLITE_OK
    case SQLITE_DROP_TABLE, SQLITE_ALTER_TABLE, SQLITE_DROP_TRIGGER, SQLITE_DROP_INDEX:
        // No table of ours is ever dropped or altered by a running writer.
        return SQLITE_DENY
    default:
        return SQLITE_OK
    }
}

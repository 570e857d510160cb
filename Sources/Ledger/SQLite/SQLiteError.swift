private import CSQLite

/// A call into SQLite that did not succeed.
///
/// Bound values are left out on purpose: they hold user data, and errors end up in logs.
/// Source: <https://www.sqlite.org/rescode.html>.
struct SQLiteError: Error, Hashable {
    /// The extended result code, for example 2067 for a broken UNIQUE index.
    let extendedCode: Int32

    /// SQLite's own message.
    let message: String

    /// The statement that failed, if one was being run.
    let sql: String?

    /// The least significant 8 bits of ``extendedCode``.
    var primaryCode: Int32 { self.extendedCode & 0xFF }

    /// The code of a read beyond the end of a file.
    static let shortRead: Int32 = 522

    /// What a PRAGMA that SQLite did not take is reported as: the file system cannot do it.
    static let settingRefused: Int32 = SQLITE_IOERR

    /// What a log that another program moved is reported as.
    ///
    /// SQLite itself says so of a stale snapshot only, and the writer never begins with one.
    private static let movedCode: Int32 = SQLITE_BUSY | (2 << 8)

    /// What a log that is not where the writer left it is reported as.
    static func moved(_ message: String) -> SQLiteError {
        SQLiteError(extendedCode: Self.movedCode, message: message, sql: nil)
    }

    /// Whether another program has moved the log.
    var isMoved: Bool { self.extendedCode == Self.movedCode }

    /// What a write-ahead log that somebody else holds is reported as.
    static let logInUse = SQLiteError(
        extendedCode: SQLITE_BUSY,
        message: "another program is in the way of copying the write-ahead log",
        sql: nil
    )

    /// What a failed check of ours is reported as: the file is damaged.
    static func damage(_ message: String) -> SQLiteError {
        SQLiteError(extendedCode: SQLITE_CORRUPT, message: message, sql: nil)
    }

    /// What a commit that is on disk and was not confirmed is reported as.
    static let unconfirmed = SQLiteError(
        extendedCode: SQLITE_IOERR | (4 << 8),
        message: "disk I/O error",
        sql: "COMMIT"
    )

    /// Whether the bytes of the file are not what SQLite writes.
    var isDamage: Bool {
        self.primaryCode == SQLITE_CORRUPT || self.primaryCode == SQLITE_NOTADB
    }

    /// Whether a statement of ours does not fit the file's tables.
    var isSchemaError: Bool { self.primaryCode == SQLITE_ERROR }

    /// Whether the file's own rules refused a row.
    var isConstraint: Bool { self.primaryCode == SQLITE_CONSTRAINT }

    /// Whether the file cannot take more: the disk is full.
    var isDiskFull: Bool { self.primaryCode == SQLITE_FULL }

    /// Whether the file may not be written.
    var isReadOnly: Bool {
        self.primaryCode == SQLITE_READONLY || self.primaryCode == SQLITE_PERM
    }
}

extension SQLiteError: CustomStringConvertible {
    var description: String {
        // Written over several lines, read in one.
        let line = self.sql?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let statement = line.map { " while running `\($0)`" } ?? ""
        let message = self.message.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "SQLite error \(self.extendedCode): \(message)\(statement)"
    }
}

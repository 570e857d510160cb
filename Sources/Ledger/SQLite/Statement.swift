private import CSQLite

/// One compiled statement, finalized when its only owner lets go of it.
@safe struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let connection: Connection
    private let sql: StaticString

    init(_ handle: OpaquePointer, of connection: Connection, sql: StaticString) {
        unsafe self.handle = handle
        self.connection = connection
        self.sql = sql
    }

    deinit {
        unsafe sqlite3_finalize(self.handle)
    }

    /// Moves to the next row.
    ///
    /// - Returns: Whether there is a row to read. After `false` the statement has been rewound,
    ///   so it holds no lock.
    /// - Throws: ``SQLiteError``, rewound likewise.
    mutating func step() throws(SQLiteError) -> Bool {
        let code = unsafe sqlite3_step(self.handle)
        switch code {
        case SQLITE_ROW:
            return true
        case SQLITE_DONE:
            self.rewind()
            return false
        default:
            let error = self.connection.error(code, sql: self.sql)
            self.rewind()
            throw error
        }
    }

    /// Runs a statement that yields no row.
    mutating func run() throws(SQLiteError) {
        while try self.step() {}
    }

    /// Lets go of the row and of every lock.
    mutating func rewind() {
        // The code that `reset` returns repeats the last `step` error, reported there.
        _ = unsafe sqlite3_reset(self.handle)
    }
}

// MARK: - Values in

extension Statement {
    /// Binds an INTEGER to `?index`, counted from 1.
    mutating func bind(_ index: Int32, _ integer: Int64) throws(SQLiteError) {
        try self.check(unsafe sqlite3_bind_int64(self.handle, index, integer))
    }

    /// Binds an INTEGER, or NULL, to a placeholder.
    mutating func bind(_ index: Int32, optional integer: Int64?) throws(SQLiteError) {
        guard let integer else {
            try self.check(unsafe sqlite3_bind_null(self.handle, index))
            return
        }
        try self.bind(index, integer)
    }

    /// Binds TEXT, or NULL, to a placeholder.
    ///
    /// SQLite copies the bytes before this returns.
    mutating func bind(_ index: Int32, _ text: String?) throws(SQLiteError) {
        guard let text else {
            try self.check(unsafe sqlite3_bind_null(self.handle, index))
            return
        }
        let count = Int32(text.utf8.count)
        try self.check(
            unsafe sqlite3_bind_text(self.handle, index, text, count, ledger_sqlite_transient())
        )
    }

    /// Binds a BLOB to a placeholder.
    ///
    /// SQLite copies the bytes before this returns.
    mutating func bind(_ index: Int32, _ bytes: [UInt8]) throws(SQLiteError) {
        let code = unsafe bytes.withUnsafeBytes { bytes in
            unsafe sqlite3_bind_blob(
                self.handle,
                index,
                // A null pointer would bind NULL; an empty blob needs any other address.
                bytes.baseAddress ?? UnsafeRawPointer(self.handle),
                Int32(bytes.count),
                ledger_sqlite_transient()
            )
        }
        try self.check(code)
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw self.connection.error(code, sql: self.sql) }
    }
}

// MARK: - Values out

extension Statement {
    /// Reads an INTEGER column of the current row, counted from zero.
    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(self.handle, column)
    }

    /// Reads a TEXT column, or the empty text for NULL.
    ///
    /// - Throws: ``SQLiteError`` if the bytes are not UTF-8: repaired, they would pass for others.
    func text(_ column: Int32) throws(SQLiteError) -> String {
        try self.optionalText(column) ?? ""
    }

    /// Reads a TEXT column, or `nil` for NULL.
    ///
    /// The text may hold U+0000: its length counts.
    func optionalText(_ column: Int32) throws(SQLiteError) -> String? {
        guard let start = unsafe sqlite3_column_text(self.handle, column) else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(self.handle, column))
        let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            throw .damage("a text is not UTF-8")
        }
        return text
    }

    /// Reads a BLOB column.
    func blob(_ column: Int32) -> [UInt8] {
        unsafe Array(self.bytes(column))
    }

    /// Lends the bytes of a BLOB column; they are SQLite's, and valid until the next step.
    @unsafe func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = unsafe sqlite3_column_blob(self.handle, column)
        let count = unsafe Int(sqlite3_column_bytes(self.handle, column))
        return unsafe UnsafeRawBufferPointer(start: start, count: count)
    }

    /// The type and the bytes of every column of the current row, with lengths.
    func allBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        let count = unsafe sqlite3_column_count(self.handle)
        for column in 0..<count {
            // The type first: reading a column as another type converts it.
            bytes.append(UInt8(truncatingIfNeeded: unsafe sqlite3_column_type(self.handle, column)))
            let value = self.blob(column)
            unsafe withUnsafeBytes(of: Int64(value.count).littleEndian) {
                unsafe bytes.append(contentsOf: $0)
            }
            bytes += value
        }
        return bytes
    }
}

// MARK: - Values of files that others wrote

extension Statement {
    /// How a value lies in a row, whatever its column was declared as.
    enum Storage {
        case null, integer, real, text, blob
    }

    /// How many columns the rows have.
    var columnCount: Int32 { unsafe sqlite3_column_count(self.handle) }

    /// The name of a column, counted from zero.
    func name(of column: Int32) -> String {
        guard let name = unsafe sqlite3_column_name(self.handle, column) else { return "" }
        return unsafe String(cString: name)
    }

    /// How the value of a column lies in the current row.
    func storage(of column: Int32) -> Storage {
        switch unsafe sqlite3_column_type(self.handle, column) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .null
        }
    }

    /// Reads a REAL column of the current row.
    func real(_ column: Int32) -> Double {
        unsafe sqlite3_column_double(self.handle, column)
    }
}

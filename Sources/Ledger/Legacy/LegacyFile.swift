/// The Python bot's database, opened for reading; nothing in it or beside it is ever changed.
///
/// Read as it lies, without a lock: a lock would keep the old bot from recording a payment, so its
/// writing is noticed instead, see ``checkUnmoved()``. Not `Sendable`: its owner keeps it.
public final class LegacyFile {
    /// Where it lies.
    public let path: String

    /// The tables that it has; older files lack some.
    public let tables: Set<LegacyTable>

    private let connection: Connection
    private let stillness: LegacyStillness

    /// Opens a file.
    ///
    /// - Parameter path: The file, as the old bot left it or a copy of it.
    /// - Throws: ``LedgerError`` `storageUnavailable` if it cannot be read or is being written,
    ///   `notOurs` if it is something else.
    public init(path: String) throws(LedgerError) {
        self.path = path
        self.stillness = try LegacyStillness(of: path)
        do throws(SQLiteError) {
            self.connection = try LedgerFile.connectionAsItLies(path: path)
            self.tables = try Self.tables(in: self.connection)
        } catch {
            throw Self.translated(error, path: path)
        }
        guard self.tables.contains(.users) || self.tables.contains(.payments) else {
            throw LedgerError(
                .notOurs,
                "\(path) is not the Python bot's database: it has neither users nor payments; "
                    + "name the file that bot wrote"
            )
        }
    }

    /// The rows of a table in the order in which they were written, one at a time; none if the
    /// file has no such table.
    ///
    /// - Throws: ``LedgerError`` if the table cannot be read.
    public func rows<Row: LegacyRow>(of kind: Row.Type) throws(LedgerError) -> LegacyCursor<Row> {
        guard self.tables.contains(Row.table) else { return LegacyCursor() }
        do throws(SQLiteError) {
            return LegacyCursor(try self.connection.prepare(Row.table.selection), path: self.path)
        } catch {
            throw Self.translated(error, path: self.path)
        }
    }

    /// How many rows the file has, in all tables that it has.
    ///
    /// - Throws: ``LedgerError`` if a table cannot be read.
    public func rowCount() throws(LedgerError) -> Int64 {
        do throws(SQLiteError) {
            var sum: Int64 = 0
            for table in self.tables { sum += try self.connection.integer(table.counting) ?? 0 }
            return sum
        } catch {
            throw Self.translated(error, path: self.path)
        }
    }

    /// Makes sure that nobody has written the file since it was opened.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` with what to do.
    public func checkUnmoved() throws(LedgerError) {
        try self.stillness.check()
    }

    static func translated(_ error: SQLiteError, path: String) -> LedgerError {
        if error.isDamage {
            return LedgerError(
                .damaged,
                "\(path) is damaged or no SQLite database; take another copy of the old bot's file",
                cause: error
            )
        }
        return LedgerError(
            .storageUnavailable,
            "cannot read \(path) as the Python bot's database; check the path and its permissions",
            cause: error
        )
    }

    private static func tables(
        in connection: Connection
    ) throws(SQLiteError) -> Set<LegacyTable> {
        var tables: Set<LegacyTable> = []
        var names = try connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        while try names.step() {
            if let table = LegacyTable(rawValue: try names.text(0).lowercased()) {
                tables.insert(table)
            }
        }
        return tables
    }
}

/// Steps through the rows of one table.
public final class LegacyCursor<Row: LegacyRow> {
    private var statement: Statement?
    private let path: String
    private var places: [String: Int] = [:]

    init() {
        self.statement = nil
        self.path = ""
    }

    init(_ statement: consuming Statement, path: String) {
        self.path = path
        // Column 0 is the row's number; of two columns of one name the table's own comes later.
        for column in 1..<max(1, statement.columnCount) {
            self.places[statement.name(of: column).lowercased()] = Int(column)
        }
        self.statement = consume statement
    }

    /// The next row, or `nil` after the last.
    ///
    /// - Throws: ``LedgerError`` `damaged` if the table cannot be read on.
    public func next() throws(LedgerError) -> Row? {
        do throws(SQLiteError) {
            guard try self.statement?.step() ?? false else { return nil }
        } catch {
            throw LegacyFile.translated(error, path: self.path)
        }
        guard let number = self.statement?.integer(0), let count = self.statement?.columnCount
        else { return nil }
        let values = (0..<count).map { self.statement?.legacyValue($0) ?? .null }
        return Row(LegacyColumns(row: number, places: self.places, values: values))
    }
}

extension Statement {
    /// Reads a column, whatever lies in it.
    fileprivate func legacyValue(_ column: Int32) -> LegacyValue {
        switch self.storage(of: column) {
        case .null: .null
        case .integer: .integer(self.integer(column))
        case .real: .real(self.real(column))
        case .text: (try? self.optionalText(column)).flatMap { $0 }.map { .text($0) } ?? .bytes
        case .blob: .bytes
        }
    }
}

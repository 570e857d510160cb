// What SQLite says of the file itself: its pages, its indexes, its tables.

extension Verifier {
    mutating func checkStorage() {
        do throws(SQLiteError) {
            let said = try self.file.connection.text("PRAGMA integrity_check(1)")
            if said != "ok" {
                let line = said?.split(whereSeparator: \.isNewline).joined(separator: " ")
                self.result.add(.init(.storage, line ?? "no answer"))
            }
        } catch {
            self.result.add(.init(.storage, error.description))
        }
    }

    mutating func checkSchema() {
        do throws(SQLiteError) {
            let found = try SchemaEntry.all(in: self.file.connection)
            let expected = try SchemaEntry.all(in: Self.freshSchema())
            let missing = expected.subtracting(found)
            // With a table goes the index that SQLite made for it: that is one finding.
            let tables = Set(missing.filter { $0.type == "table" }.map(\.name))
            for entry in missing.sorted(by: { $0.summary < $1.summary })
            where !entry.sql.isEmpty || !tables.contains(entry.table) {
                self.result.add(.init(.schema, "missing or changed: \(entry.summary)"))
            }
            for entry in found.subtracting(expected).sorted(by: { $0.summary < $1.summary }) {
                self.result.add(.init(.schema, "not ours: \(entry.summary)"))
            }
        } catch {
            self.result.add(.init(.schema, error.description))
        }
    }

    /// What the program would create, in memory.
    private static func freshSchema() throws(SQLiteError) -> Connection {
        let connection = try Connection(path: ":memory:", mode: .write)
        for statement in Schema.statements { try connection.execute(statement) }
        return connection
    }
}

/// One object of a database, as its schema table names it: a name whose letters changed their case
/// means the same to SQLite, and is not what was written.
private struct SchemaEntry: Hashable {
    private static let summaryCount = 60

    let type: String
    let name: String
    let table: String
    /// What created it; empty for an index that SQLite made itself.
    let sql: String

    static func all(in connection: Connection) throws(SQLiteError) -> Set<SchemaEntry> {
        var entries: Set<SchemaEntry> = []
        var rows = try connection.prepare(
            "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"
        )
        while try rows.step() {
            entries.insert(
                SchemaEntry(
                    type: try rows.text(0),
                    name: try rows.text(1),
                    table: try rows.text(2),
                    sql: try rows.text(3)
                )
            )
        }
        return entries
    }

    var summary: String {
        let line = self.sql.split(separator: "\n").first.map(String.init)
        return String((line ?? "\(self.type) \(self.name)").prefix(Self.summaryCount))
    }
}

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
            var found: Set<String> = []
            var rows = try self.file.connection.prepare(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
            )
            while try rows.step() { found.insert(try rows.text(0)) }
            let expected = Set(Schema.statements.map(\.description))
            for sql in expected.subtracting(found).sorted() {
                self.result.add(.init(.schema, "missing or changed: \(Self.name(of: sql))"))
            }
            for sql in found.subtracting(expected).sorted() {
                self.result.add(.init(.schema, "not ours: \(Self.name(of: sql))"))
            }
        } catch {
            self.result.add(.init(.schema, error.description))
        }
    }

    private static func name(of sql: String) -> String {
        let first = sql.split(separator: "\n").first.map(String.init) ?? sql
        return String(first.prefix(60))
    }
}

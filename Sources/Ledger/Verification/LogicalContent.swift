internal import Crypto

/// All that a ledger's file says, page layout left out: every row of every table, and the schema.
///
/// Two files of the same digest mean the same, whatever their bytes; a campaign of flipped bytes is
/// judged by it.
package enum LogicalContent {
    private static let queries: [StaticString] = [
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name",
        "SELECT * FROM ledger_head ORDER BY id",
        "SELECT * FROM event ORDER BY position",
        "SELECT * FROM inbox ORDER BY id",
        "SELECT * FROM outbox ORDER BY id",
        """
        SELECT charge, kind, position FROM event INDEXED BY event_charge
        WHERE charge IS NOT NULL AND kind IN (4, 5, 8) ORDER BY charge, kind
        """,
    ]

    /// Reads everything.
    ///
    /// - Parameter path: The ledger's file.
    /// - Returns: The SHA-256 of all rows, with the type of each value.
    /// - Throws: ``LedgerError`` if something cannot be read.
    package static func digest(of path: String) throws(LedgerError) -> String {
        do throws(SQLiteError) {
            let connection = try LedgerFile.readingConnection(path: path)
            var hash = SHA256()
            for query in Self.queries {
                var rows = try connection.prepare(query)
                while try rows.step() { hash.update(data: rows.allBytes()) }
                hash.update(data: [0xFF])
            }
            return Hexadecimal.encode(hash.finalize())
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }
}

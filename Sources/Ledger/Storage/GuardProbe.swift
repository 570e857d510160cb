/// Tries what the writer's own connection must refuse, so that the refusal can be shown.
package enum GuardProbe {
    private static let statements: [StaticString] = [
        "UPDATE event SET user = 1",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "INSERT INTO event SELECT position + 2, user, kind, recorded_at, charge, body, hash FROM event",
        "DROP TRIGGER event_no_update",
        "DROP TRIGGER event_no_delete",
        "DROP INDEX event_charge",
        "DROP TABLE event",
        "DROP TABLE ledger_head",
        "ALTER TABLE event RENAME TO gone",
        "ALTER TABLE event ADD COLUMN more",
        "UPDATE sqlite_schema SET sql = ''",
    ]

    /// Opens a ledger as its writer does and tries each statement; nothing of it is kept.
    ///
    /// - Returns: The statements that were carried out; none, if all is well.
    package static func statementsCarriedOut(path: String) throws(LedgerError) -> [String] {
        let connection = try LedgerFile.openForWriting(path: path).connection
        do throws(SQLiteError) {
            try connection.execute("BEGIN IMMEDIATE")
            var carriedOut: [String] = []
            for statement in Self.statements where Self.isCarriedOut(statement, by: connection) {
                carriedOut.append(statement.description)
            }
            try connection.execute("ROLLBACK")
            return carriedOut
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }

    private static func isCarriedOut(_ sql: StaticString, by connection: Connection) -> Bool {
        do throws(SQLiteError) {
            try connection.execute(sql)
            return true
        } catch {
            return false
        }
    }
}

// The work beside the log: updates that were taken in, and answers that are owed.

extension Verifier {
    mutating func checkWork() {
        do throws(SQLiteError) {
            for row in try WorkTable.inboxAsStored(in: self.file.connection)
            where !WorkCheck.opened(row).isWhole {
                self.result.add(.init(.work, Self.words("inbox", "`\(row.key)`")))
            }
            for row in try WorkTable.outboxAsStored(in: self.file.connection)
            where !WorkCheck.opened(row).isWhole {
                self.result.add(.init(.work, Self.words("outbox", String(row.id))))
            }
        } catch {
            // A table that is missing is a finding about the schema.
            if !error.isSchemaError { self.result.add(.init(.storage, error.description)) }
        }
    }

    private static func words(_ table: String, _ row: String) -> String {
        let name = row.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "row \(name) of \(table) is not what was written, or an earlier version wrote it"
    }
}

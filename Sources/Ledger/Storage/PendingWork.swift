/// The work beside the log as it lies in the file, also while the writer works.
public struct PendingWork: Sendable {
    /// Updates that were taken in and not settled, the oldest first.
    public let inbox: [InboxRow]
    /// Answers that are owed, the oldest first.
    public let outbox: [OutboxRow]

    /// Reads the rows of a ledger.
    ///
    /// - Parameter path: The ledger's file.
    /// - Throws: ``LedgerError`` if it cannot be read.
    public init(path: String) throws(LedgerError) {
        let file = try LedgerFile.openForReading(path: path, checkingTail: false)
        do throws(SQLiteError) {
            self.inbox = try WorkTable.inbox(in: file.connection)
            self.outbox = try WorkTable.outbox(in: file.connection)
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }
}

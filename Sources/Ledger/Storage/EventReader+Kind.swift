extension EventReader {
    /// Finds the last event of a kind, or `nil` if there is none.
    ///
    /// Only rows of that kind are decoded, so it is quick also where the log is long.
    ///
    /// - Throws: ``LedgerError`` `damaged` if it cannot be read.
    public func last(of kind: EventKind) throws(LedgerError) -> RecordedEvent? {
        guard let position = try self.lastPosition(of: kind) else { return nil }
        return try self.event(at: position)
    }

    private func lastPosition(of kind: EventKind) throws(LedgerError) -> Position? {
        do throws(SQLiteError) {
            var rows = try self.file.connection.prepare(
                """
                SELECT position FROM event
                WHERE kind = ?1 AND position <= ?2 ORDER BY position DESC LIMIT 1
                """
            )
            try rows.bind(1, Int64(kind.rawValue))
            try rows.bind(2, self.head.position)
            return try rows.step() ? rows.integer(0) : nil
        } catch {
            throw .damaged(at: 1, "or a later one cannot be read", cause: error)
        }
    }
}

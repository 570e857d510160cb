extension EventReader {
    /// Calls `body` with the link of every event after a position, up to the head of the moment of
    /// opening.
    ///
    /// - Parameters:
    ///   - position: The position before the first event wanted; 0 for all.
    ///   - body: Returns whether to go on.
    /// - Throws: ``LedgerError`` `damaged` with the position where reading had to stop.
    public func forEachLink(
        after position: Position,
        _ body: (Position, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        var last = position
        while last < self.head.position {
            guard let reached = try self.pageOfLinks(after: last, body) else { return }
            guard reached > last else { throw .damaged(at: last + 1, "is missing", cause: nil) }
            last = reached
        }
    }

    /// Adds every event that a tree does not hold yet.
    ///
    /// - Throws: ``LedgerError`` `damaged` with the position where reading had to stop.
    public func complete(_ frontier: inout MerkleFrontier) throws(LedgerError) {
        try self.forEachLink(after: frontier.count) { _, link in
            frontier.append(link)
            return true
        }
    }

    /// Makes the hashes of some subtrees in one pass.
    func hashes(of subtrees: [Range<Int64>]) throws(LedgerError) -> [ChainHash] {
        var hashes = SubtreeHashes(of: subtrees)
        guard let first = subtrees.map(\.lowerBound).min() else { return [] }
        hashes.begin(at: first)
        try self.forEachLink(after: first) { _, link in hashes.append(link) }
        return hashes.hashes
    }

    /// Reads one page; returns the last position read, or `nil` if `body` had enough.
    private func pageOfLinks(
        after position: Position,
        _ body: (Position, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) -> Position? {
        var last = position
        var rows = try self.links(after: position)
        while true {
            do throws(SQLiteError) {
                guard try rows.step() else { return last }
            } catch {
                throw .damaged(at: last + 1, "cannot be read", cause: error)
            }
            guard rows.integer(0) == last + 1 else {
                throw .damaged(at: last + 1, "is missing", cause: nil)
            }
            guard let link = ChainHash(rows.blob(1)) else {
                throw .damaged(at: last + 1, "has no link of 32 bytes", cause: nil)
            }
            last += 1
            guard try body(last, link) else { return nil }
        }
    }

    private func links(after position: Position) throws(LedgerError) -> Statement {
        do throws(SQLiteError) {
            var rows = try self.file.connection.prepare(
                """
                SELECT position, hash FROM event
                WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3
                """
            )
            try rows.bind(1, position)
            try rows.bind(2, self.head.position)
            try rows.bind(3, Self.pageRowCount)
            return rows
        } catch {
            throw .damaged(at: position + 1, "cannot be read", cause: error)
        }
    }
}

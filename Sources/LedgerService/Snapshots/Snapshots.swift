package import Ledger
package import Projections

/// Makes snapshots from the log itself.
package enum Snapshots {
    /// Brings the projections up to the head, and writes a snapshot if the newest one was far
    /// behind.
    ///
    /// - Parameters:
    ///   - reader: Reads the log.
    ///   - folder: Where the snapshots lie.
    ///   - eventCount: How far behind the newest one must be.
    ///   - failed: Told why no snapshot could be written: it costs the next start time, no more.
    /// - Returns: The projections, folded from the log and not taken from any writer.
    /// - Throws: ``LedgerError`` if the log cannot be read.
    @discardableResult
    package static func refresh(
        from reader: EventReader,
        in folder: String,
        ifBehindBy eventCount: Int64 = LedgerService.snapshotEventCount,
        failed: (LedgerError) -> Void
    ) throws(LedgerError) -> Books {
        var books = try Folding.newestSnapshot(in: folder, for: reader) ?? Books()
        let isFarBehind = reader.head.position - books.position >= eventCount
        try Folding.fold(reader, into: &books)
        guard isFarBehind else { return books }
        do throws(LedgerError) {
            try SnapshotFile.write(books, head: reader.head, hash: reader.head.hash, into: folder)
        } catch {
            failed(error)
        }
        return books
    }
}

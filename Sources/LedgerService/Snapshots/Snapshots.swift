package import Ledger
internal import Projections

/// Makes snapshots from the log itself.
package enum Snapshots {
    /// Writes a snapshot at the head, if the newest one is far behind.
    ///
    /// - Parameters:
    ///   - reader: Reads the log.
    ///   - folder: Where the snapshots lie.
    ///   - eventCount: How far behind the newest one must be.
    /// - Throws: ``LedgerError`` if the log cannot be read or the folder not be written.
    package static func refresh(
        from reader: EventReader,
        in folder: String,
        ifBehindBy eventCount: Int64 = LedgerService.snapshotEventCount
    ) throws(LedgerError) {
        var books = try Folding.newestSnapshot(in: folder, for: reader) ?? Books()
        guard reader.head.position - books.position >= eventCount else { return }
        try Folding.fold(reader, into: &books)
        try SnapshotFile.write(books, head: reader.head, hash: reader.head.hash, into: folder)
    }
}

internal import Ledger
internal import Projections

/// Makes snapshots from the log itself.
enum Snapshots {
    /// Writes a snapshot at the head, if the newest one is far behind.
    ///
    /// - Parameter eventCount: How far behind it must be.
    static func refresh(
        place: LedgerPlace,
        ifBehindBy eventCount: Int64 = LedgerService.snapshotEventCount
    ) throws(LedgerError) {
        let reader = try EventReader(path: place.database)
        var books = try Folding.newestSnapshot(in: place.snapshots, for: reader) ?? Books()
        guard reader.head.position - books.position >= eventCount else { return }
        try Folding.fold(reader, into: &books)
        try SnapshotFile.write(
            books,
            head: reader.head,
            hash: reader.head.hash,
            into: place.snapshots
        )
    }
}

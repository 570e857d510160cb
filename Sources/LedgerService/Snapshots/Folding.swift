internal import Ledger
internal import Projections

/// Brings projections up to the head of a log.
enum Folding {
    /// The projections at a log's head: the newest valid snapshot and the events after it.
    static func books(
        from reader: EventReader,
        snapshots folder: String
    ) throws(LedgerError) -> Books {
        var books = try Self.newestSnapshot(in: folder, for: reader) ?? Books()
        try Self.fold(reader, into: &books)
        return books
    }

    /// The newest snapshot that belongs to a log, or `nil` if there is none.
    static func newestSnapshot(
        in folder: String,
        for reader: EventReader
    ) throws(LedgerError) -> Books? {
        for file in SnapshotFile.all(in: folder) {
            if let books = try file.books(for: reader) { return books }
        }
        return nil
    }

    /// Folds in the events after the books' position, up to a last one.
    static func fold(
        _ reader: EventReader,
        into books: inout Books,
        upTo last: Position = .max,
        progress: (Position) -> Void = { _ in }
    ) throws(LedgerError) {
        guard books.position < last else { return }
        try reader.forEach(after: books.position) { event, _ in
            books.apply(event)
            if event.position % 10_000 == 0 { progress(event.position) }
            return event.position < last
        }
        progress(books.position)
    }
}

internal import Crypto
public import Ledger
public import Projections

/// Rebuilds every projection from the log alone, and says whether anything differed.
public struct Replay: Sendable {
    /// How many events were folded.
    public var eventCount: Int64

    /// How many projections differed from what a snapshot said at its position.
    public var differences: Int

    /// The SHA-256 of each projection's canonical bytes, in hexadecimal, by name.
    public var digests: [(name: String, sha256: String)]

    /// The projections.
    public var books: Books

    /// Folds a log from its first event.
    ///
    /// - Parameters:
    ///   - place: The ledger.
    ///   - last: The last event to fold; by default the newest.
    ///   - progress: Told the position reached and the last one, now and then.
    /// - Returns: What was found. Nothing is replaced: see ``replaceSnapshots(of:since:)``.
    /// - Throws: ``LedgerError`` `damaged` with the position where reading had to stop.
    public static func run(
        place: LedgerPlace,
        upTo last: Position = .max,
        progress: (_ done: Position, _ of: Position) -> Void
    ) throws(LedgerError) -> Replay {
        let reader = try EventReader(path: place.database)
        let snapshot = try Folding.newestSnapshot(in: place.snapshots, for: reader)
        var books = Books()
        var differences = 0
        let head = min(last, reader.head.position)
        if let snapshot, snapshot.position <= head {
            try Folding.fold(reader, into: &books, upTo: snapshot.position) { progress($0, head) }
            differences = Self.differences(books, snapshot)
        }
        try Folding.fold(reader, into: &books, upTo: head) { progress($0, head) }
        return Replay(
            eventCount: books.position,
            differences: differences,
            digests: Self.digests(of: books),
            books: books
        )
    }

    /// Puts a fresh snapshot in the place of all others.
    ///
    /// - Throws: ``LedgerError`` `leaseHeld` while another process writes the ledger.
    public func replaceSnapshots(of place: LedgerPlace, since: Instant) throws(LedgerError) {
        let lease = try Lease(of: place.database, verb: "replay", since: since)
        defer { withExtendedLifetime(lease) {} }
        let reader = try EventReader(path: place.database)
        guard let hash = try reader.hash(at: self.books.position) else { return }
        SnapshotFile.removeAll(in: place.snapshots)
        try SnapshotFile.write(self.books, head: reader.head, hash: hash, into: place.snapshots)
    }

    /// The SHA-256 of each projection's canonical bytes.
    static func digests(of books: Books) -> [(name: String, sha256: String)] {
        Books.Projection.allCases.map { projection in
            let digest = SHA256.hash(data: books.canonicalBytes(of: projection))
            return (projection.rawValue, Hexadecimal.encode(digest))
        }
    }

    private static func differences(_ fresh: Books, _ snapshot: Books) -> Int {
        Books.Projection.allCases.count { projection in
            fresh.canonicalBytes(of: projection) != snapshot.canonicalBytes(of: projection)
        }
    }
}

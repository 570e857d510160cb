internal import Ledger
internal import Projections

/// What a log holds, found in one pass: counts, erasures, the Merkle tree, and the projections.
struct LogSurvey {
    /// A person whose text was erased, and how.
    struct Erased: Hashable {
        var user: UserID
        var erasure: UserErased
    }

    /// How many events there are of each kind, by its name.
    private(set) var kinds: [String: Int64] = [:]
    private(set) var erased: [Erased] = []
    private(set) var frontier = MerkleFrontier()
    private(set) var books = Books()

    /// The id of the ledger.
    let ledgerID: [UInt8]

    /// How many projections differ from what the newest snapshot says at its position.
    private(set) var differences = 0

    /// Reads a whole log.
    ///
    /// - Parameters:
    ///   - reader: Reads the log.
    ///   - snapshots: The folder of the snapshots to compare with.
    ///   - step: Told the position reached, now and then; returns whether to go on.
    /// - Throws: ``LedgerError`` `damaged` where reading had to stop, `closing` if `step` had enough.
    init(
        of reader: EventReader,
        comparing snapshots: String,
        step: (Position) -> Bool
    ) throws(LedgerError) {
        self.ledgerID = reader.head.ledgerID
        let snapshot = try Folding.newestSnapshot(in: snapshots, for: reader)
        var isWanted = true
        try reader.forEach(after: 0) { event, link in
            self.take(event, link)
            if event.position == snapshot?.position { self.compare(with: snapshot) }
            if event.position % EventReader.pageRowCount == 0 { isWanted = step(event.position) }
            return isWanted
        }
        guard isWanted else { throw LedgerError(.closing, "ended before all was read") }
        _ = step(self.books.position)
    }

    /// Whose text was erased, in order, each once.
    var erasedUsers: [UserID] { Set(self.erased.map(\.user)).sorted() }

    private mutating func take(_ event: RecordedEvent, _ link: ChainHash) {
        self.kinds[event.event.kind.name, default: 0] += 1
        self.frontier.append(link)
        self.books.apply(event)
        if case .userErased(let erasure) = event.event, let user = event.user {
            self.erased.append(Erased(user: user, erasure: erasure))
        }
    }

    private mutating func compare(with snapshot: Books?) {
        guard let snapshot else { return }
        self.differences = Books.Projection.allCases.count { projection in
            self.books.canonicalBytes(of: projection) != snapshot.canonicalBytes(of: projection)
        }
    }
}

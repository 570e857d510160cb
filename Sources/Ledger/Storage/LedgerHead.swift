/// Where a ledger stands, as its one head row says.
public struct LedgerHead: Hashable, Sendable {
    /// Sixteen random bytes, drawn when the file was made.
    public var ledgerID: [UInt8]

    /// How often a copy has been put back, plus one.
    public var epoch: Int64

    /// The position of the last event; 0 for an empty log.
    public var position: Position

    /// The chain's link at that position.
    public var hash: ChainHash

    /// When the last event was recorded.
    public var recordedAt: Instant
}

/// The head row and the newest event, read in one statement: a writer elsewhere may move both
/// between two.
struct LogEnds {
    /// The head row.
    var head: LedgerHead

    private var tail: (position: Position, hash: ChainHash?, recordedAt: Instant)?

    /// Reads both ends.
    ///
    /// - Throws: ``SQLiteError``, also where there is no head row.
    static func read(from connection: Connection) throws(SQLiteError) -> LogEnds {
        var row = try connection.prepare(
            """
            SELECT h.ledger_id, h.epoch, h.position, h.hash, h.recorded_at,
                e.position, e.hash, e.recorded_at
            FROM ledger_head AS h
            LEFT JOIN event AS e ON e.position = (SELECT max(position) FROM event)
            WHERE h.id = 1
            """
        )
        guard try row.step(), let hash = ChainHash(row.blob(3)) else {
            throw .damage("the head row is missing")
        }
        let head = LedgerHead(
            ledgerID: row.blob(0),
            epoch: row.integer(1),
            position: row.integer(2),
            hash: hash,
            recordedAt: Instant(microseconds: row.integer(4))
        )
        guard row.integer(5) > 0 else { return LogEnds(head: head, tail: nil) }
        let recordedAt = Instant(microseconds: row.integer(7))
        let tail = (row.integer(5), ChainHash(row.blob(6)), recordedAt)
        return LogEnds(head: head, tail: tail)
    }

    /// Makes sure that the head row, the newest event and its link agree.
    func check() throws(SQLiteError) {
        let position = self.tail?.position ?? 0
        guard position == self.head.position else {
            let ends = "the head row says \(self.head.position), the newest event is \(position)"
            throw .damage(ends)
        }
        let hash = self.tail?.hash ?? Chain.genesis(ledgerID: self.head.ledgerID)
        guard hash == self.head.hash else {
            throw .damage("the head row has another link than event \(position)")
        }
        guard let tail = self.tail else { return }
        guard tail.recordedAt == self.head.recordedAt else {
            throw .damage("the head row has another time than event \(position)")
        }
    }
}

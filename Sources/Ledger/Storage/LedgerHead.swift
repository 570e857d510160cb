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

extension LedgerHead {
    static func read(from connection: Connection) throws(SQLiteError) -> LedgerHead? {
        var row = try connection.prepare(
            "SELECT ledger_id, epoch, position, hash, recorded_at FROM ledger_head WHERE id = 1"
        )
        guard try row.step(), let hash = ChainHash(row.blob(3)) else { return nil }
        return LedgerHead(
            ledgerID: row.blob(0),
            epoch: row.integer(1),
            position: row.integer(2),
            hash: hash,
            recordedAt: Instant(microseconds: row.integer(4))
        )
    }
}

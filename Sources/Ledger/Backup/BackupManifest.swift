/// What a backup holds, signed by the ledger that made it: the file beside it, `X.manifest`.
public struct BackupManifest: Hashable, Sendable {
    static let format = "starledger-manifest-1"

    /// The id of the ledger.
    public var ledgerID: [UInt8]

    /// How often a copy had been put back in its place, plus one.
    public var epoch: Int64

    /// The position of the last event.
    public var head: Position

    /// The chain's link at that position.
    public var chainHead: ChainHash

    /// The root of the Merkle tree over all events.
    public var merkleRoot: [UInt8]

    /// How many events there are.
    public var eventCount: Int64

    /// How many events there are of each kind, by its name.
    public var kinds: [String: Int64]

    /// Whose personal text was erased.
    public var erased: [UserID]

    /// The version of SQLite that made the file.
    public var sqlite: String

    /// The length of the file.
    public var byteCount: Int64

    /// The SHA-256 of the file.
    public var sha256: [UInt8]

    /// When the backup was made, to the second.
    public var madeAt: Instant

    /// By which key it is signed.
    public internal(set) var publicKey: [UInt8] = []

    /// Describes a backup that is not signed yet.
    ///
    /// - Parameters:
    ///   - head: Where the log of the backup stands.
    ///   - merkleRoot: The root of the tree over its events.
    ///   - kinds: How many events there are of each kind, by its name.
    ///   - erased: Whose personal text was erased.
    ///   - file: The length and the digest of the file.
    ///   - madeAt: When it was made; the second counts.
    package init(
        head: LedgerHead,
        merkleRoot: [UInt8],
        kinds: [String: Int64],
        erased: [UserID],
        file: FileDigest,
        madeAt: Instant
    ) {
        self.ledgerID = head.ledgerID
        self.epoch = head.epoch
        self.head = head.position
        self.chainHead = head.hash
        self.merkleRoot = merkleRoot
        self.eventCount = head.position
        self.kinds = kinds
        self.erased = erased
        self.sqlite = sqliteLibraryVersion()
        self.byteCount = file.byteCount
        self.sha256 = file.sha256
        self.madeAt = Instant(seconds: madeAt.seconds)
    }

    /// Where the manifest of a backup lies.
    ///
    /// - Parameter backup: The backup's file.
    /// - Returns: The path.
    public static func path(of backup: String) -> String { backup + ".manifest" }
}

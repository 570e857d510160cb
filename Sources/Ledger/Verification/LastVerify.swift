/// When a ledger was verified last, and what came of it: `checkpoints/verified`, one line.
public struct LastVerify: Hashable, Sendable {
    private static let name = "verified"

    /// When.
    public var time: Instant

    /// Up to which event.
    public var position: Position

    /// The chain's link there.
    public var chain: ChainHash

    /// Whether nothing was found.
    public var isSound: Bool

    /// Describes a verification.
    public init(time: Instant, position: Position, chain: ChainHash, isSound: Bool) {
        self.time = Instant(seconds: time.seconds)
        self.position = position
        self.chain = chain
        self.isSound = isSound
    }

    /// Reads the record of a ledger.
    ///
    /// - Parameter folder: Where the ledger's checkpoints lie.
    /// - Returns: The record, or `nil` if it never was verified.
    public static func read(in folder: String) -> LastVerify? {
        guard let text = CheckpointFolder(path: folder).text(of: Self.name) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 4, let time = Instant(second: words[0]),
            let position = Position(words[1]),
            let chain = Hexadecimal.decode(words[2]).flatMap({ ChainHash($0) }),
            ["ok", "damaged"].contains(words[3])
        else { return nil }
        return LastVerify(
            time: time,
            position: position,
            chain: chain,
            isSound: words[3] == "ok"
        )
    }

    /// Records a verification.
    ///
    /// - Parameter folder: Where the ledger's checkpoints lie; it is not made if it is absent.
    /// - Throws: ``LedgerError`` `storageUnavailable` if the folder cannot be written.
    public func write(in folder: String) throws(LedgerError) {
        let verdict = self.isSound ? "ok" : "damaged"
        let line = "\(self.time.rfc3339) \(self.position) \(self.chain.hex) \(verdict)\n"
        try CheckpointFolder(path: folder).put(line, as: Self.name)
    }

    /// What lists of figures say: the time, and what was found if anything was.
    public var figure: String {
        self.isSound ? self.time.rfc3339 : "\(self.time.rfc3339)(damaged)"
    }
}

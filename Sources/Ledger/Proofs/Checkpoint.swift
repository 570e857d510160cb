/// A signed statement of where a ledger stood: so many events, this chain, this tree.
///
/// It lies outside the database and may be given away. Whoever has one can tell for ever whether a
/// log still begins with the events that it was made of.
public struct Checkpoint: Hashable, Sendable {
    /// The first line of each checkpoint.
    public static let format = "starledger-checkpoint-1"

    /// The ledger's sixteen random bytes.
    public var ledgerID: [UInt8]

    /// How often a copy had been put back, plus one.
    public var epoch: Int64

    /// The chain's link of the last event that it covers.
    public var chain: ChainHash

    /// The Merkle tree over the events up to there.
    public var frontier: MerkleFrontier

    /// When it was made.
    public var time: Instant

    /// The public key that it is signed with.
    public var publicKey: [UInt8]

    /// The signature over all lines before it.
    public var signature: [UInt8]

    /// The position of the last event that it covers.
    public var position: Position { self.frontier.count }

    /// Where the log stood; a checkpoint does not say when its last event was recorded.
    package var head: LedgerHead {
        LedgerHead(
            ledgerID: self.ledgerID,
            epoch: self.epoch,
            position: self.position,
            hash: self.chain,
            recordedAt: self.time
        )
    }

    /// The root of the tree.
    public var root: [UInt8] { self.frontier.root }

    /// Signs a checkpoint.
    ///
    /// - Parameters:
    ///   - head: Where the log stands.
    ///   - frontier: The tree over the events up to there.
    ///   - time: The time it is made at; kept to the second.
    ///   - key: Whose signature it bears.
    /// - Throws: ``LedgerError`` if the key cannot sign.
    public init(
        _ head: LedgerHead,
        _ frontier: MerkleFrontier,
        at time: Instant,
        by key: SigningKey
    ) throws(LedgerError) {
        precondition(head.position == frontier.count, "a tree is of the events up to the head")
        self.ledgerID = head.ledgerID
        self.epoch = head.epoch
        self.chain = head.hash
        self.frontier = frontier
        self.time = Instant(seconds: time.seconds)
        self.publicKey = key.publicKey
        self.signature = []
        self.signature = try key.sign(Array(self.signedText.utf8))
    }

    /// Whether the signature is that of the key that it names.
    ///
    /// Whose key that is, only somebody who got it elsewhere knows.
    public var isSigned: Bool {
        SigningKey.isValid(
            self.signature,
            over: Array(self.signedText.utf8),
            by: self.publicKey
        )
    }

    /// The whole text: one line a value, the signature last.
    public var text: String {
        self.signedText + "signature \(Hexadecimal.encode(self.signature))\n"
    }

    private var signedText: String {
        let nodes = self.frontier.nodes.map { "node \(Hexadecimal.encode($0))" }
        let lines =
            [
                Self.format,
                "ledger \(Hexadecimal.encode(self.ledgerID))",
                "epoch \(self.epoch)",
                "position \(self.position)",
                "chain \(self.chain.hex)",
                "root \(Hexadecimal.encode(self.root))",
            ] + nodes + [
                "time \(self.time.rfc3339)",
                "key \(Hexadecimal.encode(self.publicKey))",
            ]
        return lines.map { $0 + "\n" }.joined()
    }
}

// MARK: - Reading

extension Checkpoint {
    /// Reads a checkpoint, or returns `nil` if the text is not one in its one form.
    ///
    /// The signature is read, not checked: see ``isSigned``.
    public init?(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        func value(_ name: String) -> String? {
            guard let line = lines.first, line.hasPrefix(name + " ") else { return nil }
            lines.removeFirst()
            return String(line.dropFirst(name.utf8.count + 1))
        }
        guard lines.popFirst().map(String.init) == Self.format,
            let ledgerID = value("ledger").flatMap(Hexadecimal.decode),
            let epoch = value("epoch").flatMap({ Int64($0) }),
            let position = value("position").flatMap({ Position($0) }),
            let chain = value("chain").flatMap(Hexadecimal.decode).flatMap({ ChainHash($0) }),
            value("root") != nil
        else { return nil }
        var nodes: [[UInt8]] = []
        while let node = value("node").flatMap(Hexadecimal.decode) { nodes.append(node) }
        guard let frontier = MerkleFrontier(count: position, nodes: nodes),
            let time = value("time").flatMap({ Instant(second: $0) }),
            let publicKey = value("key").flatMap(Hexadecimal.decode),
            let signature = value("signature").flatMap(Hexadecimal.decode)
        else { return nil }
        self.ledgerID = ledgerID
        self.epoch = epoch
        self.chain = chain
        self.frontier = frontier
        self.time = time
        self.publicKey = publicKey
        self.signature = signature
        // The root must be that of the nodes, and no other spelling passes.
        guard self.text == text else { return nil }
    }
}

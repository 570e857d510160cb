private import Foundation

/// A proof that an event is part of a log, for somebody who has no more of it than a checkpoint.
public struct InclusionProof: Sendable {
    /// The name of the format.
    public static let format = "starledger-inclusion-1"

    /// The event's columns as they lie in the file.
    struct Columns: Hashable, Sendable {
        var position: Position
        var user: Int64
        var kind: Int64
        var recordedAt: Int64
        var charge: String?
        var body: [UInt8]
    }

    let columns: Columns
    let previous: ChainHash
    let link: ChainHash
    let path: [ChainHash]
    let checkpoint: Checkpoint

    /// Proves that an event is covered by a checkpoint.
    ///
    /// - Parameters:
    ///   - position: The event's position, at most the checkpoint's.
    ///   - checkpoint: A checkpoint of this log.
    ///   - reader: Reads the log.
    /// - Throws: ``LedgerError`` `damaged` where the log is not the one that the checkpoint was made
    ///   of: nothing is handed out that would not be believed.
    public init(
        of position: Position,
        under checkpoint: Checkpoint,
        in reader: EventReader
    ) throws(LedgerError) {
        let (columns, link) = try Self.columns(at: position, in: reader)
        let subtrees = MerkleTree.inclusionPath(of: position - 1, in: checkpoint.position)
        let path = try reader.hashes(of: subtrees)
        guard let previous = try reader.hash(at: position - 1),
            Self.link(of: columns, after: previous) == link
        else { throw .damaged(at: position, "does not follow from the one before", cause: nil) }
        let root = MerkleTree.root(
            from: link,
            at: position - 1,
            in: checkpoint.position,
            along: path
        )
        guard root == checkpoint.root else {
            throw .damaged(
                at: position,
                "is not part of the log that the checkpoint of event \(checkpoint.position) was "
                    + "made of",
                cause: nil
            )
        }
        self.columns = columns
        self.previous = previous
        self.link = link
        self.path = path
        self.checkpoint = checkpoint
    }

    /// One line of JSON; the event's body in base64, hashes in hexadecimal.
    public var json: String {
        var event = JSONLine()
        event.add("user", self.columns.user)
        event.add("kind", self.columns.kind)
        event.add("recorded_at", self.columns.recordedAt)
        event.add("charge", self.columns.charge)
        event.add("body", Data(self.columns.body).base64EncodedString())
        var line = JSONLine()
        line.add("format", Self.format)
        line.add("ledger_id", Hexadecimal.encode(self.checkpoint.ledgerID))
        line.add("position", self.columns.position)
        line.addRaw("event", event.finished)
        line.add("previous", self.previous.hex)
        line.add("link", self.link.hex)
        line.add("leaf_index", self.columns.position - 1)
        line.add("tree_size", self.checkpoint.position)
        line.addRaw("path", JSONLine.list(self.path))
        line.add("checkpoint", self.checkpoint.text)
        return line.finished
    }

    private static func columns(
        at position: Position,
        in reader: EventReader
    ) throws(LedgerError) -> (Columns, ChainHash) {
        var found: (Columns, ChainHash)?
        try reader.forEachRow(after: position - 1) { row, hash in
            let columns = unsafe Columns(
                position: row.position,
                user: row.user,
                kind: row.kind,
                recordedAt: row.recordedAt,
                charge: row.charge,
                body: Array(row.body)
            )
            found = (columns, hash)
            return false
        }
        guard let found else { throw .damaged(at: position, "is missing", cause: nil) }
        return found
    }

    // Swift 6.3.1's optimiser aborts where it inlines this into an initialiser that throws.
    @inline(never)
    private static func link(of columns: Columns, after previous: ChainHash) -> ChainHash {
        var chain = Chain(head: previous)
        return unsafe columns.body.withUnsafeBytes { bytes in
            unsafe chain.extend(
                StoredRow(
                    position: columns.position,
                    user: columns.user,
                    kind: columns.kind,
                    recordedAt: columns.recordedAt,
                    charge: columns.charge,
                    body: bytes
                )
            )
        }
    }
}

/// A proof that one checkpoint's log is the beginning of another's: nothing was taken out or changed.
public struct ConsistencyProof: Sendable {
    /// The name of the format.
    public static let format = "starledger-consistency-1"

    let old: Checkpoint
    let new: Checkpoint
    let path: [ChainHash]

    /// Proves that the log of a checkpoint goes on in a newer one.
    ///
    /// - Parameters:
    ///   - old: The older checkpoint, of at least one event.
    ///   - new: The newer one, of the same ledger.
    ///   - reader: Reads the log.
    /// - Throws: ``LedgerError`` `damaged` where it does not: the log was cut or forked between.
    public init(
        from old: Checkpoint,
        to new: Checkpoint,
        in reader: EventReader
    ) throws(LedgerError) {
        let subtrees = MerkleTree.consistencyPath(from: old.position, to: new.position)
        let path = try reader.hashes(of: subtrees)
        let isProof = MerkleTree.isConsistent(
            (old.position, old.root),
            with: (new.position, new.root),
            by: path
        )
        guard isProof else {
            throw LedgerError(
                .damaged,
                "the log of the checkpoint of event \(old.position) is not the beginning of that of "
                    + "event \(new.position); keep the file and both checkpoints, and run "
                    + "`starledger verify`"
            )
        }
        self.old = old
        self.new = new
        self.path = path
    }

    /// One line of JSON, hashes in hexadecimal.
    public var json: String {
        var line = JSONLine()
        line.add("format", Self.format)
        line.add("ledger_id", Hexadecimal.encode(self.new.ledgerID))
        line.add("old", self.old.text)
        line.add("new", self.new.text)
        line.addRaw("path", JSONLine.list(self.path))
        return line.finished
    }
}

extension JSONLine {
    fileprivate static func list(_ hashes: [ChainHash]) -> String {
        "[" + hashes.map { "\"\($0.hex)\"" }.joined(separator: ",") + "]"
    }
}

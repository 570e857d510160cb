private import Foundation

/// The first line of a segment: of which log it is, and what it follows.
public struct SegmentHeader: Hashable, Sendable {
    static let format = "starledger-segment-1"

    /// The id of the ledger.
    public var ledgerID: [UInt8]

    /// The epoch of the log before the segment's first event.
    public var epoch: Int64

    /// The position that the segment follows; 0 for the beginning.
    public var after: Position

    /// The chain's link at that position.
    public var afterHash: ChainHash

    /// When the segment was made, to the second.
    public var madeAt: Instant
}

extension SegmentHeader {
    private struct Fields: Decodable {
        var format, ledger_id, after_hash, made_at: String
        var epoch, after: Int64
    }

    init?(line: ArraySlice<UInt8>) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(line)),
            fields.format == Self.format,
            let ledgerID = Hexadecimal.decode(fields.ledger_id),
            let hash = Hexadecimal.decode(fields.after_hash).flatMap({ ChainHash($0) }),
            let madeAt = Instant(second: fields.made_at), fields.after >= 0
        else { return nil }
        self.ledgerID = ledgerID
        self.epoch = fields.epoch
        self.after = fields.after
        self.afterHash = hash
        self.madeAt = madeAt
    }

    var line: String {
        var line = JSONLine()
        line.add("format", Self.format)
        line.add("ledger_id", Hexadecimal.encode(self.ledgerID))
        line.add("epoch", self.epoch)
        line.add("after", self.after)
        line.add("after_hash", self.afterHash.hex)
        line.add("made_at", self.madeAt)
        return line.finished
    }
}

/// The last line of a segment: where it ends, and who says so.
public struct SegmentTrailer: Hashable, Sendable {
    /// How many events the segment holds.
    public var eventCount: Int64

    /// The position of its last event.
    public var head: Position

    /// The epoch of the log at that position.
    public var epoch: Int64

    /// The chain's link at that position.
    public var chainHead: ChainHash

    /// The SHA-256 of all lines before this one.
    public var sha256: [UInt8]

    /// By which key it is signed.
    public var publicKey: [UInt8]

    /// The signature.
    public var signature: [UInt8]
}

extension SegmentTrailer {
    private struct Fields: Decodable {
        var events, head, epoch: Int64
        var chain_head, sha256, public_key, signature: String
    }

    init?(line: ArraySlice<UInt8>) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(line)),
            let hash = Hexadecimal.decode(fields.chain_head).flatMap({ ChainHash($0) }),
            let sha256 = Hexadecimal.decode(fields.sha256),
            let publicKey = Hexadecimal.decode(fields.public_key),
            let signature = Hexadecimal.decode(fields.signature)
        else { return nil }
        self.eventCount = fields.events
        self.head = fields.head
        self.epoch = fields.epoch
        self.chainHead = hash
        self.sha256 = sha256
        self.publicKey = publicKey
        self.signature = signature
    }

    var line: String {
        var line = JSONLine()
        line.add("events", self.eventCount)
        line.add("head", self.head)
        line.add("epoch", self.epoch)
        line.add("chain_head", self.chainHead.hex)
        line.add("sha256", Hexadecimal.encode(self.sha256))
        line.add("public_key", Hexadecimal.encode(self.publicKey))
        line.add("signature", Hexadecimal.encode(self.signature))
        return line.finished
    }

    /// What is signed: the segment's ends, and through the digest every byte between them.
    func signedBytes(after header: SegmentHeader) -> [UInt8] {
        let words = [
            SegmentHeader.format, Hexadecimal.encode(header.ledgerID), String(header.after),
            header.afterHash.hex, String(self.head), self.chainHead.hex,
            Hexadecimal.encode(self.sha256),
        ]
        return Array(words.joined(separator: " ").utf8)
    }
}

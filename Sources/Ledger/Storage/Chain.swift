internal import Crypto

/// Computes the chain link by link.
///
/// A link covers the link before it and, with lengths, every stored column of the event, so that
/// no edit, swap, insertion or removal keeps the links after it.
struct Chain {
    /// The link of the last event, or the genesis link.
    private(set) var head: ChainHash

    private var buffer: [UInt8] = []

    init(head: ChainHash) {
        self.head = head
    }

    /// The link before the first event: it names this ledger and no other.
    static func genesis(ledgerID: [UInt8]) -> ChainHash {
        ChainHash(SHA256.hash(data: Array("starledger genesis 1".utf8) + ledgerID))
    }

    /// Moves on by one event.
    ///
    /// - Returns: The event's own link.
    mutating func extend(_ row: borrowing StoredRow) -> ChainHash {
        self.buffer.removeAll(keepingCapacity: true)
        self.buffer.append(contentsOf: self.head.bytes)
        self.append(row.position)
        self.append(row.user)
        self.append(Int64(row.kind))
        self.append(row.recordedAt)
        self.append(row.charge.map { Int64($0.utf8.count) } ?? -1)
        if let charge = row.charge { self.buffer.append(contentsOf: charge.utf8) }
        unsafe self.append(Int64(row.body.count))
        unsafe self.buffer.append(contentsOf: row.body)
        self.head = ChainHash(SHA256.hash(data: self.buffer))
        return self.head
    }

    private mutating func append(_ integer: Int64) {
        let bits = UInt64(bitPattern: integer)
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            self.buffer.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
    }
}

/// The columns of one event as they lie in the file; the body is lent, not owned.
@safe struct StoredRow: ~Copyable {
    var position: Position
    var user: Int64
    var kind: Int64
    var recordedAt: Int64
    var charge: String?
    var body: UnsafeRawBufferPointer

    /// Decodes the event.
    func decoded() throws(CodecError) -> RecordedEvent {
        guard let kind = UInt8(exactly: self.kind) else {
            throw CodecError(message: "kind \(self.kind) does not exist")
        }
        return try unsafe EventCodec.decode(
            position: self.position,
            user: self.user,
            kind: kind,
            recordedAt: Instant(microseconds: self.recordedAt),
            charge: self.charge,
            body: self.body
        )
    }
}

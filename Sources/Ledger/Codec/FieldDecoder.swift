/// Reads the fields that ``FieldEncoder`` wrote.
///
/// The buffer must outlive the decoder: it is SQLite's own, valid until the next step.
@safe struct FieldDecoder: FieldCoder {
    private let bytes: UnsafeRawBufferPointer
    private let count: Int
    private let charge: String?
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer, charge: String?) {
        unsafe self.bytes = bytes
        self.count = bytes.count
        self.charge = charge
    }

    /// Takes one byte.
    mutating func byte() throws(CodecError) -> UInt8 {
        guard self.offset < self.count else { throw .truncated }
        defer { self.offset += 1 }
        return unsafe self.bytes[self.offset]
    }

    /// Makes sure that nothing was left unread: an unknown field is damage, not a surprise.
    func finish() throws(CodecError) {
        guard self.offset == self.count else {
            throw CodecError(message: "\(self.count - self.offset) bytes too many")
        }
    }

    /// A field that is never 0 must be there, and one that may be 0 is left out when it is.
    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) throws(CodecError) {
        guard let read: Value = try self.integer(tag, name) else {
            if value.stored == 0 { return }
            throw CodecError(message: "field \(name) is missing")
        }
        if read.stored == 0 { throw .needless(name) }
        value = read
    }

    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) throws(CodecError) {
        value = try self.integer(tag, name)
    }

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) throws(CodecError) {
        guard let read = try self.text(tag, name) else { return }
        if read.isEmpty { throw .needless(name) }
        value = Value(stored: read)
    }

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) throws(CodecError) {
        value = try self.text(tag, name).map { Value(stored: $0) }
    }

    mutating func field(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout [UInt8]
    ) throws(CodecError) {
        guard let run = try self.run(tag) else { return }
        if run.isEmpty { throw .needless(name) }
        value = unsafe Array(self.bytes[run])
    }

    mutating func field(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Draw
    ) throws(CodecError) {
        guard let run = try self.run(tag) else { return }
        if run.isEmpty { throw .needless(name) }
        guard let draw = unsafe Draw(stored: self.bytes[run]) else {
            throw .outOfRange(name)
        }
        value = draw
    }

    private mutating func integer<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString
    ) throws(CodecError) -> Value? {
        guard try self.next(is: tag << 1) else { return nil }
        let zigzag = try self.varint()
        let stored = Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
        guard let value = Value(stored: stored) else { throw .outOfRange(name) }
        return value
    }

    private mutating func text(
        _ tag: UInt8,
        _ name: StaticString
    ) throws(CodecError) -> String? {
        if tag == FieldTag.charge { return self.charge }
        guard let run = try self.run(tag) else { return nil }
        guard let text = unsafe String(validating: self.bytes[run], as: UTF8.self) else {
            throw CodecError(message: "field \(name) is not UTF-8")
        }
        return text
    }

    private mutating func run(_ tag: UInt8) throws(CodecError) -> Range<Int>? {
        guard try self.next(is: tag << 1 | 1) else { return nil }
        let count = try self.varint()
        guard count <= UInt64(self.count - self.offset) else { throw .truncated }
        let start = self.offset
        self.offset += Int(count)
        return start..<self.offset
    }

    private mutating func next(is head: UInt8) throws(CodecError) -> Bool {
        guard self.offset < self.count, unsafe self.bytes[self.offset] == head else {
            return false
        }
        self.offset += 1
        return true
    }

    private mutating func varint() throws(CodecError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let byte = try self.byte()
            let isLast = byte < 0x80
            // The tenth byte holds the one bit that is left, and a last byte of 0 adds nothing:
            // a number has one stored form.
            if shift == 63, byte > 1 { break }
            if isLast, byte == 0, shift > 0 {
                throw CodecError(message: "a number is longer than it must be")
            }
            value |= UInt64(byte & 0x7F) << shift
            if isLast { return value }
            shift += 7
        }
        throw CodecError(message: "a number is longer than 64 bits")
    }
}

extension CodecError {
    /// A blank value is left out: there is one stored form for one event.
    static func needless(_ name: StaticString) -> CodecError {
        CodecError(message: "field \(name) is blank and yet written")
    }

    static let truncated = CodecError(message: "the stored form ends too early")

    static func outOfRange(_ name: StaticString) -> CodecError {
        CodecError(message: "field \(name) has a value that does not exist")
    }
}

extension Draw {
    /// One byte a card: bit 7 says reversed.
    var stored: [UInt8] {
        self.cards.map { $0.card | ($0.isReversed ? 0x80 : 0) }
    }

    init?(stored: some Collection<UInt8>) {
        guard stored.count <= Self.cardCountMax else { return nil }
        var cards: [DrawnCard] = []
        for byte in stored {
            let drawn = DrawnCard(card: byte & 0x7F, isReversed: byte & 0x80 != 0)
            guard let drawn else { return nil }
            cards.append(drawn)
        }
        self.init(cards)
    }
}

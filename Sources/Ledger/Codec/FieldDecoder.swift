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

    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) throws(CodecError) {
        // An absent field is 0, which some types do not have: those keep their blank value, and
        // ``EventCodec`` finds the difference when it encodes again.
        if let read: Value = try self.integer(tag, name) { value = read }
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
        if let read = try self.text(tag, name) { value = Value(stored: read) }
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
        value = unsafe Array(self.bytes[run])
    }

    mutating func field(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Draw
    ) throws(CodecError) {
        guard let run = try self.run(tag) else { return }
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
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw CodecError(message: "a number is longer than 64 bits")
    }
}

extension CodecError {
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

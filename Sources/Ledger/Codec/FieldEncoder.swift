/// Writes fields as bytes: one byte of tag and wire type, then a zigzag varint or a counted run.
///
/// A field at its blank value is left out, so that there is one stored form for one event.
struct FieldEncoder: FieldCoder {
    /// The bytes so far.
    private(set) var bytes: [UInt8] = []

    /// The charge met on the way; it goes to a column, not to the bytes.
    private(set) var charge: String?

    /// Empties the encoder and keeps its memory.
    mutating func reset() {
        self.bytes.removeAll(keepingCapacity: true)
        self.charge = nil
    }

    mutating func append(_ byte: UInt8) {
        self.bytes.append(byte)
    }

    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) {
        let stored = value.stored
        if stored != 0 { self.integer(tag, stored) }
    }

    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) {
        if let stored = value?.stored { self.integer(tag, stored) }
    }

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) {
        let stored = value.stored
        if !stored.isEmpty { self.text(tag, stored) }
    }

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) {
        if let stored = value?.stored { self.text(tag, stored) }
    }

    mutating func field(_ tag: UInt8, _ name: StaticString, _ value: inout [UInt8]) {
        if !value.isEmpty { self.run(tag, value) }
    }

    mutating func field(_ tag: UInt8, _ name: StaticString, _ value: inout Draw) {
        if value.count > 0 { self.run(tag, value.stored) }
    }

    private mutating func integer(_ tag: UInt8, _ value: Int64) {
        self.bytes.append(tag << 1)
        self.varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    private mutating func text(_ tag: UInt8, _ text: String) {
        if tag == FieldTag.charge {
            self.charge = text
        } else {
            self.run(tag, text.utf8)
        }
    }

    private mutating func run(_ tag: UInt8, _ run: some Collection<UInt8>) {
        self.bytes.append(tag << 1 | 1)
        self.varint(UInt64(run.count))
        self.bytes.append(contentsOf: run)
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(rest))
    }
}

/// The tags that do not belong to a payload.
enum FieldTag {
    static let charge: UInt8 = 1
}

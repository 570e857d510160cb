internal import Ledger

/// Writes or reads the canonical bytes of a projection, one `visit(_:)` for both directions.
///
/// Integers are zigzag varints, runs are length-prefixed, collections come in a fixed order: equal
/// values have equal bytes.
struct CanonicalCoder {
    /// The bytes written so far, or all bytes to read.
    private(set) var bytes: [UInt8]

    /// Whether values are read from the bytes instead of written to them.
    let isReading: Bool

    private var offset = 0
    private var end: Int

    /// Starts to write.
    init() {
        self.bytes = []
        self.isReading = false
        self.end = 0
    }

    /// Starts to read.
    init(reading bytes: [UInt8]) {
        self.init(reading: bytes, from: 0, to: bytes.count)
    }

    /// Starts to read a part of some bytes.
    init(reading bytes: [UInt8], from start: Int, to end: Int) {
        self.bytes = bytes
        self.isReading = true
        self.offset = start
        self.end = end
    }

    /// Starts to write again, into the same memory.
    mutating func restart() {
        self.bytes.removeAll(keepingCapacity: true)
    }

    /// Makes sure that nothing was left unread.
    func finish() throws(SnapshotError) {
        guard !self.isReading || self.offset == self.end else { throw .damaged }
    }

    mutating func integer(_ value: inout Int64) throws(SnapshotError) {
        if self.isReading {
            let zigzag = try self.readVarint()
            value = Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
        } else {
            self.writeVarint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
        }
    }

    mutating func number(_ value: inout some FixedWidthInteger) throws(SnapshotError) {
        var wide = Int64(truncatingIfNeeded: value)
        try self.integer(&wide)
        value = .init(truncatingIfNeeded: wide)
    }

    mutating func flag(_ value: inout Bool) throws(SnapshotError) {
        var wide: Int64 = value ? 1 : 0
        try self.integer(&wide)
        value = wide != 0
    }

    mutating func run(_ value: inout [UInt8]) throws(SnapshotError) {
        var count = Int64(value.count)
        try self.integer(&count)
        if self.isReading {
            guard count >= 0, count <= self.end - self.offset else { throw .damaged }
            value = Array(self.bytes[self.offset..<self.offset + Int(count)])
            self.offset += Int(count)
        } else {
            self.bytes.append(contentsOf: value)
        }
    }

    mutating func text(_ value: inout String) throws(SnapshotError) {
        if self.isReading {
            var run: [UInt8] = []
            try self.run(&run)
            guard let text = String(validating: run, as: UTF8.self) else { throw .damaged }
            value = text
        } else {
            var run = Array(value.utf8)
            try self.run(&run)
        }
    }

    mutating func value(_ value: inout some Canonical) throws(SnapshotError) {
        try value.visit(&self)
    }

    mutating func optional<Value: Canonical>(_ value: inout Value?) throws(SnapshotError) {
        var isPresent = value != nil
        try self.flag(&isPresent)
        guard isPresent else {
            value = nil
            return
        }
        var present = value ?? .blank
        try present.visit(&self)
        value = present
    }

    mutating func list<Value: Canonical>(_ values: inout [Value]) throws(SnapshotError) {
        var count = Int64(values.count)
        try self.integer(&count)
        if self.isReading {
            // Every element takes a byte at least, so a damaged count cannot reserve the world.
            guard count >= 0, count <= self.end - self.offset else { throw .damaged }
            values = []
            for _ in 0..<count {
                var value = Value.blank
                try value.visit(&self)
                values.append(value)
            }
        } else {
            for index in values.indices {
                try values[index].visit(&self)
            }
        }
    }

    /// Codes a dictionary as its entries in ascending order.
    mutating func table<Key: Canonical & Hashable, Value: Canonical>(
        _ table: inout [Key: Value],
        ordered: (Key, Key) -> Bool
    ) throws(SnapshotError) {
        var count = Int64(table.count)
        try self.integer(&count)
        if self.isReading {
            guard count >= 0, count <= self.end - self.offset else { throw .damaged }
            table = [:]
            table.reserveCapacity(Int(count))
            for _ in 0..<count {
                var (key, value) = (Key.blank, Value.blank)
                try key.visit(&self)
                try value.visit(&self)
                guard table.updateValue(value, forKey: key) == nil else { throw .damaged }
            }
        } else {
            for key in table.keys.sorted(by: ordered) {
                guard var value = table[key] else { continue }
                var key = key
                try key.visit(&self)
                try value.visit(&self)
            }
        }
    }

    /// Codes an enumeration of the vocabulary by its stored number.
    mutating func raw<Value: RawRepresentable<UInt8>>(
        _ value: inout Value
    ) throws(SnapshotError) {
        var wide = Int64(value.rawValue)
        try self.integer(&wide)
        guard let raw = UInt8(exactly: wide), let read = Value(rawValue: raw) else {
            throw .damaged
        }
        value = read
    }

    /// Codes an optional enumeration of the vocabulary, 0 being none.
    mutating func raw<Value: RawRepresentable<UInt8>>(
        _ value: inout Value?
    ) throws(SnapshotError) {
        var wide = Int64(value?.rawValue ?? 0)
        try self.integer(&wide)
        guard wide != 0 else {
            value = nil
            return
        }
        guard let raw = UInt8(exactly: wide), let read = Value(rawValue: raw) else {
            throw .damaged
        }
        value = read
    }

    private mutating func writeVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(rest))
    }

    private mutating func readVarint() throws(SnapshotError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            guard self.offset < self.end else { throw .damaged }
            let byte = self.bytes[self.offset]
            self.offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .damaged
    }
}

/// A value with canonical bytes.
protocol Canonical {
    /// A value to read into.
    static var blank: Self { get }

    /// Codes every part, in a fixed order.
    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError)
}

/// A snapshot that this program cannot use: it costs time, never truth.
public enum SnapshotError: Error, Hashable {
    /// The bytes end too early, or hold a value that does not exist.
    case damaged
    /// Another version of the program wrote it.
    case otherVersion
}

extension CanonicalCoder {
    /// The canonical bytes of a value.
    static func bytes(of value: some Canonical) -> [UInt8] {
        var coder = CanonicalCoder()
        coder.write(value)
        return coder.bytes
    }

    /// Writes a value.
    mutating func write(_ value: some Canonical) {
        var value = value
        do throws(SnapshotError) {
            try value.visit(&self)
        } catch {
            // Only reading throws; one method serves both directions.
            preconditionFailure("writing canonical bytes failed: \(error)")
        }
    }

    /// Reads a value that this process wrote, or that a checksum vouches for.
    mutating func read<Value: Canonical>(_ type: Value.Type) -> Value {
        var value = Value.blank
        do throws(SnapshotError) {
            try value.visit(&self)
        } catch {
            preconditionFailure("the memory of the projections is damaged: \(error)")
        }
        return value
    }
}

/// One part of a packed table: an open-addressing index, and the entries one after the other.
///
/// A slot holds 32 bits of the hash and, from 1, where the entry lies. An entry is the room it has,
/// the bytes it uses (4 bytes each), the key, the value. A value that outgrows its room moves to the
/// end; when half of the run is left behind, the rest moves together.
struct PackedShard<Key: PackedKey, Value: Canonical & Sendable>: Sendable {
    private static var slotCountMin: Int { 8 }
    private static var headerByteCount: Int { 8 }
    private static var wasteByteCountMin: Int { 1 << 12 }

    private(set) var count = 0
    private var slots: [UInt64] = []
    private var bytes: [UInt8] = []
    private var wasteByteCount = 0

    init() {}

    /// The value of a key, or `nil` if it has none.
    func value(of key: Key, _ hash: UInt64) -> Value? {
        guard !self.slots.isEmpty,
            let offset = Self.offset(in: self.slots[self.slot(of: key, hash)])
        else { return nil }
        var coder = self.reading(at: offset)
        _ = coder.read(Key.self)
        return coder.read(Value.self)
    }

    /// Stores an entry: the key's bytes, then the value's.
    mutating func put(_ entry: [UInt8], for key: Key, _ hash: UInt64) {
        if (self.count + 1) * 4 > self.slots.count * 3 { self.grow() }
        let slot = self.slot(of: key, hash)
        if let offset = Self.offset(in: self.slots[slot]) {
            let room = self.room(at: offset)
            guard entry.count > room else {
                self.write(entry, room: room, at: offset)
                return
            }
            self.wasteByteCount += Self.headerByteCount + room
        } else {
            self.count += 1
        }
        self.slots[slot] = (hash >> 32) << 32 | UInt64(self.append(entry) + 1)
        let isMostlyWaste = self.wasteByteCount * 2 > self.bytes.count
        if isMostlyWaste, self.wasteByteCount >= Self.wasteByteCountMin { self.moveTogether() }
    }

    /// Takes an entry out, if there is one.
    mutating func remove(_ key: Key, _ hash: UInt64) {
        guard !self.slots.isEmpty else { return }
        var hole = self.slot(of: key, hash)
        guard let offset = Self.offset(in: self.slots[hole]) else { return }
        self.count -= 1
        self.wasteByteCount += Self.headerByteCount + self.room(at: offset)
        self.slots[hole] = 0
        // Whoever stepped over this place to theirs must be found without it.
        let mask = self.slots.count - 1
        var index = (hole + 1) & mask
        while self.slots[index] != 0 {
            let home = Int(self.slots[index] >> 32) & mask
            if (index - home) & mask >= (index - hole) & mask {
                self.slots[hole] = self.slots[index]
                self.slots[index] = 0
                hole = index
            }
            index = (index + 1) & mask
        }
    }

    /// Calls `body` with every entry, in no order.
    func forEach(_ body: (Key, Value) -> Void) {
        for slot in self.slots {
            guard let offset = Self.offset(in: slot) else { continue }
            var coder = self.reading(at: offset)
            let key = coder.read(Key.self)
            body(key, coder.read(Value.self))
        }
    }

    /// Calls `body` with every key, in no order.
    func forEachKey(_ body: (Key) -> Void) {
        for slot in self.slots {
            guard let offset = Self.offset(in: slot) else { continue }
            var coder = self.reading(at: offset)
            body(coder.read(Key.self))
        }
    }

    /// The slot that names a key's entry, or the empty one where it belongs.
    private func slot(of key: Key, _ hash: UInt64) -> Int {
        let (tag, mask) = (hash >> 32, self.slots.count - 1)
        var index = Int(tag) & mask
        while let offset = Self.offset(in: self.slots[index]) {
            if self.slots[index] >> 32 == tag {
                var coder = self.reading(at: offset)
                if coder.read(Key.self) == key { return index }
            }
            index = (index + 1) & mask
        }
        return index
    }

    private mutating func grow() {
        let old = self.slots
        self.slots = Array(repeating: 0, count: max(Self.slotCountMin, old.count * 2))
        let mask = self.slots.count - 1
        for slot in old where slot != 0 {
            var index = Int(slot >> 32) & mask
            while self.slots[index] != 0 { index = (index + 1) & mask }
            self.slots[index] = slot
        }
    }

    /// Adds an entry at the end, with some room to grow.
    private mutating func append(_ entry: [UInt8]) -> Int {
        let offset = self.bytes.count
        // A multiple of 8, and an eighth more than it needs now.
        let room = (entry.count + entry.count / 8 + 7) & ~7
        precondition(offset + room < UInt32.max - 8, "a part of a table holds 4 GiB at most")
        self.bytes.append(contentsOf: repeatElement(0, count: Self.headerByteCount + room))
        self.write(entry, room: room, at: offset)
        return offset
    }

    private mutating func moveTogether() {
        var moved: [UInt8] = []
        moved.reserveCapacity(self.bytes.count - self.wasteByteCount)
        for index in self.slots.indices {
            guard let offset = Self.offset(in: self.slots[index]) else { continue }
            let end = offset + Self.headerByteCount + self.room(at: offset)
            self.slots[index] = (self.slots[index] >> 32) << 32 | UInt64(moved.count + 1)
            moved.append(contentsOf: self.bytes[offset..<end])
        }
        self.bytes = moved
        self.wasteByteCount = 0
    }

    private mutating func write(_ entry: [UInt8], room: Int, at offset: Int) {
        unsafe self.bytes.withUnsafeMutableBytes { bytes in
            unsafe bytes.storeBytes(
                of: UInt32(room).littleEndian,
                toByteOffset: offset,
                as: UInt32.self
            )
            unsafe bytes.storeBytes(
                of: UInt32(entry.count).littleEndian,
                toByteOffset: offset + 4,
                as: UInt32.self
            )
            let start = offset + Self.headerByteCount
            unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + entry.count])
                .copyBytes(from: entry)
        }
    }

    private func room(at offset: Int) -> Int { Int(self.number(at: offset)) }

    private func reading(at offset: Int) -> CanonicalCoder {
        let start = offset + Self.headerByteCount
        let end = start + Int(self.number(at: offset + 4))
        return CanonicalCoder(reading: self.bytes, from: start, to: end)
    }

    private func number(at offset: Int) -> UInt32 {
        unsafe self.bytes.withUnsafeBytes { bytes in
            UInt32(
                littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            )
        }
    }

    private static func offset(in slot: UInt64) -> Int? {
        slot == 0 ? nil : Int(slot & 0xFFFF_FFFF) - 1
    }
}

/// The sizes of one part of a packed table.
struct PackedShape: Hashable, Sendable {
    /// Which part, from 0.
    var index: Int64
    var count: Int64
    var slotCount: Int64
    var byteCount: Int64
    var wasteByteCount: Int64
}

extension PackedShape: Canonical {
    static var blank: PackedShape {
        PackedShape(index: 0, count: 0, slotCount: 0, byteCount: 0, wasteByteCount: 0)
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.integer(&self.index)
        try coder.integer(&self.count)
        try coder.integer(&self.slotCount)
        try coder.integer(&self.byteCount)
        try coder.integer(&self.wasteByteCount)
    }
}

extension PackedShard {
    /// The sizes of this part.
    func shape(at index: Int) -> PackedShape {
        PackedShape(
            index: Int64(index),
            count: Int64(self.count),
            slotCount: Int64(self.slots.count),
            byteCount: Int64(self.bytes.count),
            wasteByteCount: Int64(self.wasteByteCount)
        )
    }

    /// Writes the runs of memory as they are.
    func write<Failure: Error>(to stream: inout SnapshotWriter<Failure>) throws(Failure) {
        try stream.write(self.slots)
        try stream.write(self.bytes)
    }

    /// Reads what ``write(to:)`` wrote.
    init(shape: PackedShape, from stream: inout SnapshotReader) throws(SnapshotError) {
        self.count = Int(shape.count)
        self.wasteByteCount = Int(shape.wasteByteCount)
        self.slots = try stream.words(count: shape.slotCount)
        self.bytes = try stream.bytes(count: shape.byteCount)
    }
}

/// A table whose values lie packed, by their canonical bytes, in a few long runs of memory.
///
/// A value costs the bytes it has to say and some twenty more, instead of a structure with room for
/// everything. The values that were changed last stay unpacked, because whoever did something does
/// more. A snapshot writes the runs as they are and reads them back in bulk.
struct PackedTable<Key: PackedKey, Value: Canonical & Sendable>: Sendable {
    /// A value that is not packed, or a place for one.
    private struct Recent: Sendable {
        var key: Key?
        var value = Value.blank
    }

    /// How many parts the table has; each grows on its own, so that no growth takes long.
    private static var shardCount: Int { 256 }

    /// How many values stay unpacked at most.
    private static var recentCountMax: Int { 1_024 }

    /// How many entries there are.
    private(set) var count = 0

    /// Both are empty until the first entry comes.
    private var shards: [PackedShard<Key, Value>] = []
    private var recents: [Recent] = []
    private var coder = CanonicalCoder()

    init() {}

    /// The value of a key, or `nil` if it has none.
    subscript(key: Key) -> Value? {
        guard !self.shards.isEmpty else { return nil }
        let hash = key.hash64
        let recent = Self.recent(of: hash)
        if self.recents[recent].key == key { return self.recents[recent].value }
        return self.shards[Self.shard(of: hash)].value(of: key, hash)
    }

    /// Gives a key a value, in the place of the one it had.
    mutating func put(_ value: Value, for key: Key) {
        self.update(key) { $0 = value }
    }

    /// Changes the value of a key in its place, beginning with a blank one if it has none.
    mutating func update<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result {
        if self.shards.isEmpty { self.begin() }
        let hash = key.hash64
        let recent = Self.recent(of: hash)
        if self.recents[recent].key != key {
            let packed = self.shards[Self.shard(of: hash)].value(of: key, hash)
            if packed == nil { self.count += 1 }
            self.pack(recent)
            self.recents[recent] = Recent(key: key, value: packed ?? .blank)
        }
        return body(&self.recents[recent].value)
    }

    /// Takes a key and its value out.
    ///
    /// - Returns: The value it had, or `nil`.
    mutating func remove(_ key: Key) -> Value? {
        guard let value = self[key] else { return nil }
        let hash = key.hash64
        let recent = Self.recent(of: hash)
        if self.recents[recent].key == key { self.recents[recent] = Recent() }
        self.shards[Self.shard(of: hash)].remove(key, hash)
        self.count -= 1
        return value
    }

    /// Packs every value, so that ``write(to:)`` finds all of them.
    mutating func packAll() {
        for recent in self.recents.indices { self.pack(recent) }
    }

    /// Calls `body` with every entry, in no order.
    func forEach(_ body: (Key, Value) -> Void) {
        for recent in self.recents {
            if let key = recent.key { body(key, recent.value) }
        }
        for shard in self.shards {
            shard.forEach { key, value in
                if self.recents[Self.recent(of: key.hash64)].key != key { body(key, value) }
            }
        }
    }

    /// Every key, in no order.
    var keys: [Key] {
        var keys = self.recents.compactMap(\.key)
        keys.reserveCapacity(self.count)
        for shard in self.shards {
            shard.forEachKey { key in
                if self.recents[Self.recent(of: key.hash64)].key != key { keys.append(key) }
            }
        }
        return keys
    }

    private mutating func begin() {
        self.shards = Array(repeating: PackedShard(), count: Self.shardCount)
        self.recents = Array(repeating: Recent(), count: Self.recentCountMax)
    }

    private mutating func pack(_ recent: Int) {
        guard let key = self.recents[recent].key else { return }
        self.coder.restart()
        self.coder.write(key)
        self.coder.write(self.recents[recent].value)
        self.recents[recent] = Recent()
        let hash = key.hash64
        self.shards[Self.shard(of: hash)].put(self.coder.bytes, for: key, hash)
    }

    private static func shard(of hash: UInt64) -> Int { Int(hash & 0xFF) }

    private static func recent(of hash: UInt64) -> Int {
        Int(hash >> 8) & (Self.recentCountMax - 1)
    }
}

/// A key that a packed table can find again in every process.
protocol PackedKey: Canonical, Hashable, Sendable {
    /// 64 well-mixed bits of the key, the same in every process and version.
    var hash64: UInt64 { get }
}

extension PackedTable {
    /// Codes the table as its entries in ascending order: equal tables have equal bytes.
    mutating func visit(
        _ coder: inout CanonicalCoder,
        ordered: (Key, Key) -> Bool
    ) throws(SnapshotError) {
        var count = Int64(self.count)
        try coder.integer(&count)
        if coder.isReading {
            self = PackedTable()
            for _ in 0..<count {
                var (key, value) = (Key.blank, Value.blank)
                try key.visit(&coder)
                try value.visit(&coder)
                guard self[key] == nil else { throw .damaged }
                self.put(value, for: key)
            }
        } else {
            for var key in self.keys.sorted(by: ordered) {
                guard var value = self[key] else { continue }
                try key.visit(&coder)
                try value.visit(&coder)
            }
        }
    }
}

extension PackedTable {
    /// The sizes of the parts that hold anything, for the head of a snapshot.
    var shapes: [PackedShape] {
        self.shards.enumerated().filter { $0.element.count > 0 }
            .map { $0.element.shape(at: $0.offset) }
    }

    /// Writes the runs of memory as they are, after ``packAll()``.
    func write<Failure: Error>(to stream: inout SnapshotWriter<Failure>) throws(Failure) {
        for shard in self.shards where shard.count > 0 { try shard.write(to: &stream) }
    }

    /// Reads what ``write(to:)`` wrote.
    ///
    /// - Throws: ``SnapshotError`` `damaged` if the bytes end, or the shapes cannot be.
    init(shapes: [PackedShape], from stream: inout SnapshotReader) throws(SnapshotError) {
        guard !shapes.isEmpty else { return }
        self.begin()
        for shape in shapes {
            guard self.shards.indices.contains(Int(shape.index)) else { throw .damaged }
            self.shards[Int(shape.index)] = try PackedShard(shape: shape, from: &stream)
            self.count += Int(shape.count)
        }
    }
}

/// Fingerprint to position, for every idempotency key the log holds: 16 bytes an entry.
///
/// Open addressing with linear steps; position 0 marks an empty place. In parts, each of which
/// grows on its own, so that no growth takes long.
struct KeyTable: Sendable {
    /// How many parts there are; the fingerprint's highest bits choose.
    static let shardCount = 256

    /// Empty until the first key comes.
    private(set) var shards: [Shard] = []

    init() {}

    /// How many keys there are.
    var count: Int { self.shards.reduce(0) { $0 + $1.count } }

    /// The position that a fingerprint stands for, or `nil` if there is none.
    subscript(fingerprint: KeyFingerprint) -> Int64? {
        guard !self.shards.isEmpty else { return nil }
        return self.shards[Self.shard(of: fingerprint)].position(of: fingerprint.rawValue)
    }

    /// Remembers a position, in the place of an earlier one.
    mutating func put(_ position: Int64, for fingerprint: KeyFingerprint) {
        if self.shards.isEmpty { self.shards = Array(repeating: Shard(), count: Self.shardCount) }
        self.shards[Self.shard(of: fingerprint)].put(position, for: fingerprint.rawValue)
    }

    private static func shard(of fingerprint: KeyFingerprint) -> Int {
        Int(fingerprint.rawValue >> 56)
    }
}

extension KeyTable {
    /// One part: pairs of a fingerprint and a position.
    struct Shard: Sendable {
        private static let pairCountMin = 8

        private(set) var count = 0
        private var words: [UInt64] = []

        init() {}

        func position(of fingerprint: UInt64) -> Int64? {
            guard !self.words.isEmpty else { return nil }
            let position = self.words[self.place(of: fingerprint) + 1]
            return position == 0 ? nil : Int64(position)
        }

        mutating func put(_ position: Int64, for fingerprint: UInt64) {
            // Seven eighths at most are taken.
            if (self.count + 1) * 16 > self.words.count * 7 { self.grow() }
            let place = self.place(of: fingerprint)
            if self.words[place + 1] == 0 { self.count += 1 }
            self.words[place] = fingerprint
            self.words[place + 1] = UInt64(position)
        }

        /// Every pair, by ascending fingerprint.
        var sorted: [(fingerprint: UInt64, position: UInt64)] {
            var pairs: [(fingerprint: UInt64, position: UInt64)] = []
            pairs.reserveCapacity(self.count)
            for index in stride(from: 0, to: self.words.count, by: 2)
            where self.words[index + 1] != 0 {
                pairs.append((self.words[index], self.words[index + 1]))
            }
            return pairs.sorted { $0.fingerprint < $1.fingerprint }
        }

        private func place(of fingerprint: UInt64) -> Int {
            let mask = self.words.count / 2 - 1
            var index = Int(truncatingIfNeeded: fingerprint) & mask
            while self.words[index * 2 + 1] != 0, self.words[index * 2] != fingerprint {
                index = (index + 1) & mask
            }
            return index * 2
        }

        private mutating func grow() {
            let old = self.words
            self.words = Array(repeating: 0, count: max(Self.pairCountMin * 2, old.count * 2))
            for index in stride(from: 0, to: old.count, by: 2) where old[index + 1] != 0 {
                let place = self.place(of: old[index])
                self.words[place] = old[index]
                self.words[place + 1] = old[index + 1]
            }
        }
    }
}

extension KeyTable: Canonical {
    static var blank: KeyTable { KeyTable() }

    /// Codes the pairs by ascending fingerprint.
    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var count = Int64(self.count)
        try coder.integer(&count)
        guard !coder.isReading else { return try self.read(count, from: &coder) }
        for shard in self.shards {
            for pair in shard.sorted {
                var fingerprint = Int64(bitPattern: pair.fingerprint)
                var position = Int64(bitPattern: pair.position)
                try coder.integer(&fingerprint)
                try coder.integer(&position)
            }
        }
    }

    private mutating func read(
        _ count: Int64,
        from coder: inout CanonicalCoder
    ) throws(SnapshotError) {
        self = KeyTable()
        for _ in 0..<count {
            var (fingerprint, position) = (KeyFingerprint.blank, Int64(0))
            try fingerprint.visit(&coder)
            try coder.integer(&position)
            guard position > 0, self[fingerprint] == nil else { throw .damaged }
            self.put(position, for: fingerprint)
        }
    }
}

extension KeyTable {
    /// The sizes of the parts that hold anything, for the head of a snapshot.
    var shapes: [PackedShape] {
        self.shards.enumerated().filter { $0.element.count > 0 }
            .map { $0.element.shape(at: $0.offset) }
    }

    /// Writes the runs of memory as they are.
    func write<Failure: Error>(to stream: inout SnapshotWriter<Failure>) throws(Failure) {
        for shard in self.shards where shard.count > 0 { try shard.write(to: &stream) }
    }

    /// Reads what ``write(to:)`` wrote.
    ///
    /// - Throws: ``SnapshotError`` `damaged` if the bytes end, or the shapes cannot be.
    init(shapes: [PackedShape], from stream: inout SnapshotReader) throws(SnapshotError) {
        guard !shapes.isEmpty else { return }
        self.shards = Array(repeating: Shard(), count: Self.shardCount)
        for shape in shapes {
            guard self.shards.indices.contains(Int(shape.index)) else { throw .damaged }
            self.shards[Int(shape.index)] = try Shard(shape: shape, from: &stream)
        }
    }
}

extension KeyTable.Shard {
    /// The sizes of this part.
    func shape(at index: Int) -> PackedShape {
        var shape = PackedShape.blank
        shape.index = Int64(index)
        shape.count = Int64(self.count)
        shape.slotCount = Int64(self.words.count)
        return shape
    }

    /// Writes the run of memory as it is.
    func write<Failure: Error>(to stream: inout SnapshotWriter<Failure>) throws(Failure) {
        try stream.write(self.words)
    }

    /// Reads what ``write(to:)`` wrote.
    init(shape: PackedShape, from stream: inout SnapshotReader) throws(SnapshotError) {
        self.count = Int(shape.count)
        self.words = try stream.words(count: shape.slotCount)
    }
}

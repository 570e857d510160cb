/// Writes the runs of a snapshot one after the other, and keeps their checksum.
@safe struct SnapshotWriter<Failure: Error> {
    private let sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    private(set) var checksum = RunChecksum()

    init(_ sink: @escaping (UnsafeRawBufferPointer) throws(Failure) -> Void) {
        unsafe self.sink = sink
    }

    /// Writes a run of bytes.
    mutating func write(_ bytes: [UInt8]) throws(Failure) {
        try unsafe bytes.withUnsafeBufferPointer { (run) throws(Failure) in
            try unsafe self.pass(UnsafeRawBufferPointer(run))
        }
    }

    /// Writes a run of words.
    mutating func write(_ words: [UInt64]) throws(Failure) {
        try unsafe words.withUnsafeBufferPointer { (run) throws(Failure) in
            try unsafe self.pass(UnsafeRawBufferPointer(run))
        }
    }

    /// Writes the checksum of everything before.
    mutating func finish() throws(Failure) {
        let words = [self.checksum.value]
        try unsafe words.withUnsafeBufferPointer { (run) throws(Failure) in
            try unsafe self.sink(UnsafeRawBufferPointer(run))
        }
    }

    @unsafe private mutating func pass(_ run: UnsafeRawBufferPointer) throws(Failure) {
        unsafe self.checksum.add(run)
        try unsafe self.sink(run)
    }
}

/// Reads the runs of a snapshot one after the other, and keeps their checksum.
@safe struct SnapshotReader {
    /// Fills a buffer with the next bytes; `false` if they are not there.
    typealias Source = (UnsafeMutableRawBufferPointer) -> Bool

    private let source: Source
    private(set) var checksum = RunChecksum()

    /// How many bytes are left; a damaged length is found before it takes memory.
    private(set) var remaining: Int64

    init(byteCount: Int64, _ source: @escaping Source) {
        self.remaining = byteCount
        unsafe self.source = source
    }

    /// Reads a run of bytes.
    mutating func bytes(count: Int64) throws(SnapshotError) -> [UInt8] {
        try self.run(of: UInt8.self, count: count)
    }

    /// Reads a run of words.
    mutating func words(count: Int64) throws(SnapshotError) -> [UInt64] {
        try self.run(of: UInt64.self, count: count)
    }

    /// Makes sure that everything was read, and read as it was written.
    mutating func finish() throws(SnapshotError) {
        let expected = self.checksum.value
        guard try self.words(count: 1) == [expected], self.remaining == 0 else { throw .damaged }
    }

    private mutating func run<Element: BitwiseCopyable>(
        of type: Element.Type,
        count: Int64
    ) throws(SnapshotError) -> [Element] {
        let width = Int64(MemoryLayout<Element>.size)
        guard count >= 0, count <= self.remaining / width else { throw .damaged }
        var isWhole = false
        let run = unsafe [Element](unsafeUninitializedCapacity: Int(count)) { buffer, used in
            let bytes = unsafe UnsafeMutableRawBufferPointer(
                start: buffer.baseAddress,
                count: Int(count * width)
            )
            isWhole = unsafe bytes.isEmpty || self.source(bytes)
            if isWhole { unsafe self.checksum.add(UnsafeRawBufferPointer(bytes)) }
            used = isWhole ? Int(count) : 0
        }
        guard isWhole else { throw .damaged }
        self.remaining -= count * width
        return run
    }
}

/// A checksum of runs of bytes, for finding what a disk or a cable did; it proves nothing against
/// somebody who changes a file on purpose.
///
/// Four words a step, so that it costs less than reading. Every step maps a word one to one, so a
/// change within one word never goes unseen.
struct RunChecksum {
    private static let stepByteCount = 32
    private static let prime: UInt64 = 0x9E37_79B9_7F4A_7C15

    private(set) var value: UInt64 = 0x5354_4152_4C45_4447

    /// Adds a run; the same bytes in other runs give another checksum.
    @unsafe mutating func add(_ run: UnsafeRawBufferPointer) {
        var lanes = SIMD4<UInt64>(1, 2, 3, 4)
        let whole = run.count / Self.stepByteCount * Self.stepByteCount
        for offset in stride(from: 0, to: whole, by: Self.stepByteCount) {
            let words = unsafe run.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
            lanes = Self.step(lanes, words)
        }
        var tail = SIMD4<UInt64>()
        for offset in whole..<run.count {
            let index = offset - whole
            tail[index / 8] |= unsafe UInt64(run[offset]) << UInt64(index % 8 * 8)
        }
        lanes = Self.step(lanes, tail)
        self.mix(UInt64(run.count))
        for index in 0..<4 { self.mix(lanes[index]) }
    }

    private static func step(_ lanes: SIMD4<UInt64>, _ words: SIMD4<UInt64>) -> SIMD4<UInt64> {
        let mixed = (lanes ^ words) &* Self.prime
        return (mixed &<< 29) | (mixed &>> 35)
    }

    private mutating func mix(_ word: UInt64) {
        self.value = KeyFingerprint.mixed((self.value ^ word) &* Self.prime)
    }
}

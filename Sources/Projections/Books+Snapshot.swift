internal import Ledger

extension Books {
    /// The projections, by the names that `replay` reports.
    public enum Projection: String, CaseIterable, Sendable {
        case entitlements
        case payments
        case daily
        case audit
        case settings
        case feedback
        case account
        case keys
        case signals
    }

    /// The version of the snapshot's form; another one is rebuilt from the log.
    private static let snapshotVersion: UInt64 = 6

    /// The projections that a snapshot holds by their canonical bytes; the large ones lie in it as
    /// they lie in memory.
    private static let smallProjections: [Projection] = [
        .daily, .audit, .settings, .feedback, .account, .signals,
    ]

    /// The canonical bytes of one projection: equal books have equal bytes.
    public func canonicalBytes(of projection: Projection) -> [UInt8] {
        var part = Part(books: self, projection: projection)
        var coder = CanonicalCoder()
        do throws(SnapshotError) {
            try part.visit(&coder)
        } catch {
            // Only reading throws; one method serves both directions.
            preconditionFailure("writing canonical bytes failed: \(error)")
        }
        return coder.bytes
    }

    /// Writes everything, to start from next time without folding the whole log.
    ///
    /// Whether it fits a log is for the reader to check, by the position and the chain's hash.
    ///
    /// - Parameter sink: Takes the bytes, run by run.
    /// - Throws: What `sink` throws.
    @unsafe public mutating func writeSnapshot<Failure: Error>(
        to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        try unsafe withoutActuallyEscaping(sink) { (sink) throws(Failure) in
            var stream = unsafe SnapshotWriter<Failure>(sink)
            self.people.packAll()
            self.charges.packAll()
            let head = self.snapshotHead
            try stream.write([Self.snapshotVersion, UInt64(head.count)])
            try stream.write(head)
            try self.people.write(to: &stream)
            try self.charges.write(to: &stream)
            try self.keys.write(to: &stream)
            try stream.finish()
        }
    }

    /// Reads a snapshot.
    ///
    /// - Parameters:
    ///   - byteCount: How many bytes it has.
    ///   - source: Fills a buffer with the next bytes; `false` if they are not there.
    /// - Throws: ``SnapshotError`` if the bytes are damaged or of another version.
    @unsafe public init(
        snapshotOf byteCount: Int64,
        from source: (UnsafeMutableRawBufferPointer) -> Bool
    ) throws(SnapshotError) {
        self.init()
        try unsafe withoutActuallyEscaping(source) { (source) throws(SnapshotError) in
            var stream = unsafe SnapshotReader(byteCount: byteCount, source)
            let front = try stream.words(count: 2)
            guard front[0] == Self.snapshotVersion else { throw .otherVersion }
            let head = try stream.bytes(count: Int64(truncatingIfNeeded: front[1]))
            let shapes = try self.take(head: head)
            self.people = try PackedTable(shapes: shapes.people, from: &stream)
            self.charges = try PackedTable(shapes: shapes.charges, from: &stream)
            self.keys = try KeyTable(shapes: shapes.keys, from: &stream)
            try stream.finish()
        }
    }

    /// A snapshot in memory.
    public var snapshotBytes: [UInt8] {
        var bytes: [UInt8] = []
        var books = self
        unsafe books.writeSnapshot { run in unsafe bytes.append(contentsOf: run) }
        return bytes
    }

    /// Reads a snapshot in memory.
    ///
    /// - Throws: ``SnapshotError`` if the bytes are damaged or of another version.
    public init(snapshot: [UInt8]) throws(SnapshotError) {
        var rest = snapshot[...]
        try unsafe self.init(snapshotOf: Int64(snapshot.count)) { buffer in
            guard buffer.count <= rest.count else { return false }
            unsafe buffer.copyBytes(from: rest.prefix(buffer.count))
            rest = rest.dropFirst(buffer.count)
            return true
        }
    }

    private var snapshotHead: [UInt8] {
        var coder = CanonicalCoder()
        coder.write(self.position)
        for projection in Self.smallProjections {
            coder.write(CanonicalRun(bytes: self.canonicalBytes(of: projection)))
        }
        coder.write(self.names)
        coder.write(
            TableShapes(
                people: self.people.shapes,
                charges: self.charges.shapes,
                keys: self.keys.shapes
            )
        )
        return coder.bytes
    }

    private mutating func take(head: [UInt8]) throws(SnapshotError) -> TableShapes {
        var coder = CanonicalCoder(reading: head)
        try coder.integer(&self.position)
        for projection in Self.smallProjections {
            var run = CanonicalRun.blank
            try run.visit(&coder)
            var part = Part(books: Books(), projection: projection)
            var inner = CanonicalCoder(reading: run.bytes)
            try part.visit(&inner)
            try inner.finish()
            self.take(projection, from: part.books)
        }
        try coder.value(&self.names)
        var shapes = TableShapes.blank
        try shapes.visit(&coder)
        try coder.finish()
        return shapes
    }

    private mutating func take(_ projection: Projection, from other: Books) {
        switch projection {
        case .entitlements: self.people = other.people
        case .payments:
            self.charges = other.charges
            self.names = other.names
        case .daily: self.stats = other.stats
        case .audit: self.audit = other.audit
        case .settings: self.settings = other.settings
        case .feedback: self.feedback = other.feedback
        case .account: self.account = other.account
        case .keys: self.keys = other.keys
        case .signals: self.signals = other.signals
        }
    }
}

/// One projection of some books, to be written or read.
private struct Part {
    var books: Books
    let projection: Books.Projection

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        switch self.projection {
        case .entitlements: try self.books.people.visit(&coder) { $0 < $1 }
        case .payments:
            try self.books.charges.visit(&coder) {
                $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8)
            }
            try coder.value(&self.books.names)
        case .daily: try coder.value(&self.books.stats)
        case .audit: try coder.value(&self.books.audit)
        case .settings: try coder.value(&self.books.settings)
        case .feedback: try coder.value(&self.books.feedback)
        case .account: try coder.value(&self.books.account)
        case .keys: try coder.value(&self.books.keys)
        case .signals: try coder.value(&self.books.signals)
        }
    }
}

/// Bytes with their length before them.
private struct CanonicalRun: Canonical {
    var bytes: [UInt8]

    static var blank: CanonicalRun { CanonicalRun(bytes: []) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.run(&self.bytes)
    }
}

/// The sizes of the large tables' parts.
private struct TableShapes: Canonical {
    var people: [PackedShape]
    var charges: [PackedShape]
    var keys: [PackedShape]

    static var blank: TableShapes { TableShapes(people: [], charges: [], keys: []) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.list(&self.people)
        try coder.list(&self.charges)
        try coder.list(&self.keys)
    }
}

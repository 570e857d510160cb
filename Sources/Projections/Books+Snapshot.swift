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
    private static let snapshotVersion: Int64 = 5

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

    /// Everything, to start from next time without folding the whole log.
    ///
    /// Whether it fits a log is for the caller to check, by the position and the chain's hash.
    public var snapshotBytes: [UInt8] {
        var coder = CanonicalCoder()
        var (version, position) = (Self.snapshotVersion, self.position)
        do throws(SnapshotError) {
            try coder.integer(&version)
            try coder.integer(&position)
            for projection in Projection.allCases {
                var bytes = self.canonicalBytes(of: projection)
                try coder.run(&bytes)
            }
        } catch {
            preconditionFailure("writing a snapshot failed: \(error)")
        }
        return coder.bytes
    }

    /// Reads a snapshot.
    ///
    /// - Throws: ``SnapshotError`` if the bytes are damaged or of another version.
    public init(snapshot: [UInt8]) throws(SnapshotError) {
        self.init()
        var coder = CanonicalCoder(reading: snapshot)
        var version: Int64 = 0
        try coder.integer(&version)
        guard version == Self.snapshotVersion else { throw .otherVersion }
        try coder.integer(&self.position)
        for projection in Projection.allCases {
            var bytes: [UInt8] = []
            try coder.run(&bytes)
            var part = Part(books: Books(), projection: projection)
            var inner = CanonicalCoder(reading: bytes)
            try part.visit(&inner)
            try inner.finish()
            self.take(projection, from: part.books)
        }
        try coder.finish()
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
        case .entitlements: try coder.table(&self.books.people) { $0 < $1 }
        case .payments:
            try coder.table(&self.books.charges) {
                $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8)
            }
            try coder.value(&self.books.names)
        case .daily: try coder.value(&self.books.stats)
        case .audit: try coder.value(&self.books.audit)
        case .settings: try coder.value(&self.books.settings)
        case .feedback: try coder.value(&self.books.feedback)
        case .account: try coder.value(&self.books.account)
        case .keys: try coder.table(&self.books.keys) { $0.rawValue < $1.rawValue }
        case .signals: try coder.value(&self.books.signals)
        }
    }
}

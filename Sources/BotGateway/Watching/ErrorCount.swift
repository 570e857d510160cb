package import Ledger

/// Counts the errors of the last minutes, and says when there are many.
package struct ErrorCount: Sendable {
    /// How many errors are many.
    package static let countMax = 10

    /// How long an error counts, in seconds.
    package static let windowSeconds: Int64 = 300

    private var recent: [(at: Instant, kind: ErrorKind)] = []

    /// Creates a count of nothing.
    package init() {}

    /// Notes an error.
    ///
    /// - Returns: How many of each kind there were, when they became many; the count then begins
    ///   anew.
    package mutating func note(_ kind: ErrorKind, at time: Instant) -> [ErrorKind: Int]? {
        self.recent.removeAll { $0.at.adding(seconds: Self.windowSeconds) <= time }
        self.recent.append((time, kind))
        guard self.recent.count >= Self.countMax else { return nil }
        defer { self.recent = [] }
        return self.recent.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }
}

package import Ledger

/// Whether a server can be reached, as far as calls to it tell.
///
/// Nothing is said of short troubles; an outage is told when it has lasted a while, while it lasts,
/// and when it is over.
package struct Reachability: Sendable {
    /// How long nothing may succeed before it is an outage, in seconds.
    package static let outageSeconds: Int64 = 60

    /// How far apart two failures may be and still be one trouble, in seconds.
    ///
    /// Where nobody calls, nobody knows.
    package static let gapSecondsMax: Int64 = 600

    /// What there is to tell.
    package enum Change: Hashable, Sendable {
        /// Nothing has succeeded for ``outageSeconds``.
        case lost(since: Instant)
        /// Another such time has passed.
        case stillLost(since: Instant)
        /// It is over.
        case back(from: Instant, to: Instant)
    }

    private enum State: Sendable {
        /// Can become `failing`.
        case reachable
        /// Can become `reachable` or `lost`.
        case failing(since: Instant, last: Instant)
        /// Can become `reachable`.
        case lost(since: Instant, told: Instant)
    }

    private var state = State.reachable

    /// Creates the state of a server that can be reached.
    package init() {}

    /// Notes how a call went.
    ///
    /// - Parameters:
    ///   - isReachable: Whether the server answered, whatever it said.
    ///   - start: Since when it had the chance to; the end of the call where that means nothing.
    ///   - end: When the call ended.
    /// - Returns: What there is to tell now, if anything.
    package mutating func note(
        isReachable: Bool,
        from start: Instant? = nil,
        at end: Instant
    ) -> Change? {
        switch (self.state, isReachable) {
        case (.reachable, true):
            return nil
        case (.failing, true):
            self.state = .reachable
            return nil
        case (.lost(let since, _), true):
            self.state = .reachable
            return .back(from: since, to: end)
        case (.reachable, false):
            return self.noteFailure(since: start ?? end, at: end)
        case (.failing(let since, let last), false):
            let isNew = last.adding(seconds: Self.gapSecondsMax) < end
            return self.noteFailure(since: isNew ? start ?? end : since, at: end)
        case (.lost(let since, let told), false):
            guard told.adding(seconds: Self.outageSeconds) <= end else { return nil }
            self.state = .lost(since: since, told: end)
            return .stillLost(since: since)
        }
    }

    private mutating func noteFailure(since: Instant, at end: Instant) -> Change? {
        guard since.adding(seconds: Self.outageSeconds) <= end else {
            self.state = .failing(since: since, last: end)
            return nil
        }
        self.state = .lost(since: since, told: end)
        return .lost(since: since)
    }
}

package import Ledger

/// Who may be served now, by when their updates arrive.
///
/// A person is served once an interval for each kind of deed; what comes sooner is told to wait.
/// What has waited for us for long is served always: it says nothing of how fast somebody taps.
package struct Throttle: Sendable {
    /// From what age an update is not throttled, in seconds: a backlog, or a redelivery.
    package static let oldSeconds: Int64 = 10

    /// How long a person is told to slow down once at most, in seconds.
    package static let lineSeconds: Int64 = 10

    /// How many people are remembered at most; whoever came longest ago is forgotten first.
    package static let personCountMax = 10_000

    /// How many updates of a person are remembered as served, so that a redelivery is served too.
    package static let servedCountMax = 16

    /// What somebody did.
    package enum Deed: Hashable, Sendable {
        /// They wrote.
        case message
        /// They pressed a button.
        case press
    }

    /// An update as it arrives.
    package struct Arrival: Sendable {
        /// Whose it is.
        package var user: UserID
        /// What they did.
        package var deed: Deed
        /// Names the update, the same when it is delivered again.
        package var key: String
        /// When it arrived.
        package var at: Instant
        /// When it was sent, where that is known.
        package var sentAt: Instant?

        /// Describes an arrival.
        package init(
            of user: UserID,
            _ deed: Deed,
            key: String,
            at time: Instant,
            sentAt: Instant? = nil
        ) {
            self.user = user
            self.deed = deed
            self.key = key
            self.at = time
            self.sentAt = sentAt
        }
    }

    /// What becomes of an arrival.
    package enum Verdict: Hashable, Sendable {
        /// It is served.
        case served
        /// It is not, and is answered with the line.
        case told
        /// It is not, and nothing is said: the line was said a moment ago.
        case silent
    }

    private struct Trace: Sendable {
        var served: [Deed: Instant] = [:]
        var keys: [String] = []
        var toldAt: Instant?
    }

    private let personCountMax: Int
    // Two generations: the younger becomes the elder when it is full, and the elder is forgotten.
    private var young: [UserID: Trace] = [:]
    private var old: [UserID: Trace] = [:]
    private var backlogUntil: Instant?

    /// Whether what arrives now has waited for us, though nobody can say how long.
    package var isCatchingUp = false

    /// Creates a throttle that remembers nobody.
    package init(personCountMax: Int = Self.personCountMax) {
        self.personCountMax = max(2, personCountMax)
    }

    /// How many people are remembered.
    package var personCount: Int { self.young.count + self.old.count }

    /// Decides what becomes of an arrival.
    ///
    /// - Parameters:
    ///   - arrival: What came.
    ///   - milliseconds: The shortest time between two such deeds of one person; 0 is off.
    /// - Returns: The verdict, which is remembered.
    package mutating func verdict(on arrival: Arrival, every milliseconds: Int64) -> Verdict {
        guard milliseconds > 0, !self.isOld(arrival) else { return .served }
        var trace = self.trace(of: arrival.user)
        defer { self.remember(trace, of: arrival.user) }
        // The same update again gets the same answer again.
        guard !trace.keys.contains(arrival.key) else { return .served }
        guard let last = trace.served[arrival.deed],
            (0..<milliseconds * 1_000).contains(last.microseconds(to: arrival.at))
        else {
            trace.served[arrival.deed] = arrival.at
            trace.keys = Array(trace.keys.suffix(Self.servedCountMax - 1)) + [arrival.key]
            return .served
        }
        // A press is answered in any case, and its answer is no message.
        guard arrival.deed == .message else { return .told }
        if let toldAt = trace.toldAt,
            (0..<Self.lineSeconds * 1_000_000).contains(toldAt.microseconds(to: arrival.at))
        {
            return .silent
        }
        trace.toldAt = arrival.at
        return .told
    }

    /// A press has no time: it counts as old while messages that arrive are.
    private mutating func isOld(_ arrival: Arrival) -> Bool {
        guard let sentAt = arrival.sentAt else {
            let isBacklog = self.backlogUntil.map { arrival.at < $0 } ?? false
            return self.isCatchingUp || isBacklog
        }
        // Times from outside may be any: adding stops at the end of the range.
        let isOld = sentAt.adding(seconds: Self.oldSeconds) < arrival.at
        if isOld { self.backlogUntil = arrival.at.adding(seconds: Self.oldSeconds) }
        return isOld
    }

    private func trace(of user: UserID) -> Trace {
        self.young[user] ?? self.old[user] ?? Trace()
    }

    private mutating func remember(_ trace: Trace, of user: UserID) {
        self.old[user] = nil
        if self.young[user] == nil, self.young.count >= self.personCountMax / 2 {
            self.old = self.young
            self.young = [:]
        }
        self.young[user] = trace
    }
}

extension Instant {
    /// How far another moment lies ahead; negative where it lies behind.
    fileprivate func microseconds(to other: Instant) -> Int64 {
        other.microseconds - self.microseconds
    }
}

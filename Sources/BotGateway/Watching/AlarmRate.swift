package import Ledger

/// Lets one alarm of a kind sound in a while, and counts those that it holds back.
package struct AlarmRate: Sendable {
    /// How far apart two alarms of a kind are at least, in seconds.
    package static let intervalSeconds: Int64 = 600

    /// What becomes of an alarm.
    package enum Verdict: Hashable, Sendable {
        /// It sounds, and says how many were held back since the last.
        case sounds(heldBack: Int)
        /// It is held back.
        case heldBack
    }

    private struct Last: Sendable {
        var at: Instant
        var heldBack = 0
    }

    private var last: [AlarmKind: Last] = [:]

    /// Creates a rate under which nothing has sounded.
    package init() {}

    /// Decides what becomes of an alarm; the verdict is remembered.
    package mutating func verdict(on kind: AlarmKind, at time: Instant) -> Verdict {
        guard !kind.isNeverSuppressed, let last = self.last[kind] else {
            self.last[kind] = Last(at: time)
            return .sounds(heldBack: 0)
        }
        let elapsed = time.microseconds - last.at.microseconds
        if (0..<Self.intervalSeconds * 1_000_000).contains(elapsed) {
            self.last[kind]?.heldBack += 1
            return .heldBack
        }
        self.last[kind] = Last(at: time)
        return .sounds(heldBack: last.heldBack)
    }
}

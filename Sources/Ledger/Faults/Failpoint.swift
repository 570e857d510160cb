#if FAILPOINTS
private import Foundation
private import Synchronization

/// A named place where a test may end the process as a power cut would.
///
/// Compiled into debug builds only. `STARLEDGER_KILL_AT=7` kills the process at the seventh place
/// that it passes, so that a test can sweep every moment of a run.
package enum Failpoint {
    private static let target = Int(ProcessInfo.processInfo.environment["STARLEDGER_KILL_AT"] ?? "")
    private static let passed = Atomic<Int>(0)

    /// Passes a place.
    package static func pass(_ name: StaticString) {
        guard let target = Self.target else { return }
        let count = Self.passed.add(1, ordering: .relaxed).newValue
        if count == target { kill(getpid(), SIGKILL) }
    }
}
#else
/// A release build has no such places.
package enum Failpoint {
    @inlinable
    package static func pass(_ name: StaticString) {}
}
#endif

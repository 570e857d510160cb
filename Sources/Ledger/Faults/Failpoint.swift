#if FAILPOINTS
private import Foundation
private import Synchronization

/// A named place where a test may end the process as a power cut would.
///
/// Compiled into debug builds only. `STARLEDGER_KILL_AT=7` kills the process at the seventh place
/// that it passes, so that a test can sweep every moment of a run; `STARLEDGER_KILL_AT=a.name:3` at
/// the third place of that name. `STARLEDGER_PLACES=file` notes the name of every place in that file,
/// one a line: how many there are, and where a kill came.
package enum Failpoint {
    /// Whether this build has such places.
    package static let isCompiledIn = true

    private static let target = Target(ProcessInfo.processInfo.environment["STARLEDGER_KILL_AT"])
    private static let places = Self.openPlaces()
    private static let passed = Atomic<Int>(0)
    private static let armed = Mutex<Set<String>>([])

    /// Where to end: at a place by its number, among all or among those of one name.
    private struct Target {
        let name: String?
        let number: Int

        init?(_ text: String?) {
            guard let text, !text.isEmpty else { return nil }
            let words = text.split(separator: ":").map(String.init)
            guard let number = words.last.flatMap({ Int($0) }) else { return nil }
            self.name = words.count == 2 ? words[0] : nil
            self.number = number
        }
    }

    /// Passes a place.
    package static func pass(_ name: StaticString) {
        guard Self.target != nil || Self.places >= 0 else { return }
        let isCounted = Self.target?.name.map { $0 == name.description } ?? true
        let count = isCounted ? Self.passed.add(1, ordering: .relaxed).newValue : 0
        if Self.places >= 0 { Self.note(name) }
        if count == Self.target?.number { kill(getpid(), SIGKILL) }
    }

    /// Makes a place fail once, in this process and for one file.
    package static func arm(_ name: StaticString, at path: String) {
        self.armed.withLock { _ = $0.insert("\(name) \(path)") }
    }

    /// Whether a place is to fail now; it fails once.
    package static func isArmed(_ name: StaticString, at path: String) -> Bool {
        self.armed.withLock { armed in
            guard !armed.isEmpty else { return false }
            return armed.remove("\(name) \(path)") != nil
        }
    }

    private static func openPlaces() -> Int32 {
        guard let path = ProcessInfo.processInfo.environment["STARLEDGER_PLACES"] else { return -1 }
        return unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }

    private static func note(_ name: StaticString) {
        let line = Array("\(name)\n".utf8)
        // A test that cannot be told counts fewer places, and says so.
        _ = unsafe write(Self.places, line, line.count)
    }
}
#else
/// A release build has no such places.
package enum Failpoint {
    /// Whether this build has such places.
    package static let isCompiledIn = false

    @inlinable
    package static func pass(_ name: StaticString) {}

    @inlinable
    package static func arm(_ name: StaticString, at path: String) {}

    @inlinable
    package static func isArmed(_ name: StaticString, at path: String) -> Bool { false }
}
#endif

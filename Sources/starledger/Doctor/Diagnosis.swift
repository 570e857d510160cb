internal import Ledger

/// One line of the doctor's: what it looked at, how it is, and what to type next.
struct Diagnosis: Equatable, Sendable {
    /// How something is.
    enum Level: String, Comparable, Sendable {
        /// As it should be.
        case ok
        /// It works, and somebody should look.
        case warning
        /// It does not work.
        case failed

        static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .ok: 0
            case .warning: 1
            case .failed: 2
            }
        }
    }

    /// What was looked at.
    var check: String
    /// How it is.
    var level: Level
    /// What was found, without secrets.
    var message: String
    /// The next command to type, if there is anything to do.
    var next: String?

    static func ok(_ check: String, _ message: String) -> Diagnosis {
        Diagnosis(check: check, level: .ok, message: message, next: nil)
    }

    static func warning(_ check: String, _ message: String, next: String) -> Diagnosis {
        Diagnosis(check: check, level: .warning, message: message, next: next)
    }

    static func failed(_ check: String, _ message: String, next: String) -> Diagnosis {
        Diagnosis(check: check, level: .failed, message: message, next: next)
    }

    private static let levelWidth = 8
    private static let checkWidth = 14

    /// The line for people.
    var line: String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        let next = self.next.map { "  → \($0)" } ?? ""
        return padded(self.level.rawValue, Self.levelWidth + 1)
            + padded(self.check, Self.checkWidth + 1) + SecretMask.masked(self.message) + next
    }

    /// The line for scripts.
    var json: String {
        var line = JSONLine()
        line.add("check", self.check)
        line.add("level", self.level.rawValue)
        line.add("message", SecretMask.masked(self.message))
        line.add("next", self.next)
        return line.finished
    }
}

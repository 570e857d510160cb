private import Foundation
internal import Ledger

/// What goes to the operator's terminal: results on stdout, everything else on stderr.
enum Terminal {
    /// Prints a line of the result.
    static func say(_ line: String) {
        Self.write(line + "\n", to: .standardOutput)
    }

    /// Prints a line about what is wrong.
    static func complain(_ line: String) {
        Self.write("starledger: \(line)\n", to: .standardError)
    }

    /// Prints a line about how a work goes on.
    static func note(_ line: String) {
        Self.write(line + "\n", to: .standardError)
    }

    /// Whether somebody is looking at stderr.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    /// Shows how far a long work has come: a bar in a terminal, plain lines elsewhere.
    static func progress(_ work: String) -> (Position, Position) -> Void {
        var lastPercent: Int64 = -1
        return { done, total in
            let percent = total == 0 ? 100 : done * 100 / total
            guard percent != lastPercent else { return }
            lastPercent = percent
            if Self.isWatched {
                let width = 30
                let filled = Int(percent) * width / 100
                let bar =
                    String(repeating: "█", count: filled)
                    + String(repeating: "░", count: width - filled)
                let end = percent == 100 ? "\n" : ""
                Self.write(
                    "\r\(work) \(bar) \(percent)% \(done)/\(total)\(end)",
                    to: .standardError
                )
            } else if percent % 10 == 0 {
                Self.write("\(work) \(percent)% \(done)/\(total)\n", to: .standardError)
            }
        }
    }

    /// Shows how far a work of several steps has come, one step after the other.
    static func progressOfSteps() -> (_ work: String, Int64, Int64) -> Void {
        var current: (work: String, show: (Position, Position) -> Void)?
        return { work, done, total in
            if current?.work != work { current = (work, Self.progress(work)) }
            current?.show(done, total)
        }
    }

    private static func write(_ text: String, to handle: FileHandle) {
        // A reader that went away, as `head` does, is no reason to fail.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}

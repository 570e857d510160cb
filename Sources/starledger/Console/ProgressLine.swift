internal import Ledger

/// How far a work has come that runs on another task than the one that prints.
final class ProgressLine: Sendable {
    private let work: String
    private let lastPercent = Lock<Int64>(-1)

    init(_ work: String) {
        self.work = work
    }

    /// Shows a step, in tens of per cent.
    @Sendable func show(_ done: Int64, _ total: Int64) {
        let percent = total == 0 ? 100 : done * 100 / total
        let isNews = self.lastPercent.withLock { last in
            guard percent / 10 != last / 10 || last < 0 else { return false }
            last = percent
            return true
        }
        if isNews { Terminal.note("\(self.work) \(percent)% \(done)/\(total)") }
    }
}

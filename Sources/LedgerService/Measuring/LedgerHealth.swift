public import Ledger

/// How a ledger is doing, for whoever decides whether to send it work.
public struct LedgerHealth: Sendable {
    /// How the writer is doing.
    public var condition: WriterCondition

    /// Whether the lease is held, by a file that still keeps others out.
    public var holdsLease: Bool

    /// How many commands wait.
    public var waitingCount: Int

    /// How many answers are owed.
    public var owedCount: Int64
}

/// One number that one thread sets and others read.
final class Figure: Sendable {
    private let number = Lock<Int64>(0)

    var value: Int64 { self.number.withLock { $0 } }

    func set(_ value: Int64) {
        self.number.withLock { $0 = value }
    }
}

internal import Ledger
internal import LedgerService
internal import Payments

/// The differences that administrators were told of, each once, also across starts.
///
/// A row beside the log stands for each, from the transaction that owes the message until a reading
/// of the whole list no longer finds it.
final class ToldMismatches: Sendable {
    private static let prefix = "mismatch:"

    private let names = Lock(Set<String>())

    /// The differences of a report that nobody was told of.
    func news(in report: ReconciliationReport) -> [Mismatch] {
        let names = self.names.withLock { $0 }
        return report.mismatches.filter { !names.contains(Self.name(of: $0)) }
    }

    /// What notes them, and takes away the notes of those that are settled.
    func notes(
        of news: [Mismatch],
        in report: ReconciliationReport,
        at time: Instant,
        sealedBy keyring: Keyring
    ) -> [WorkChange] {
        let taken = news.map { mismatch in
            WorkChange.takeIn(
                InboxRow(
                    key: Self.name(of: mismatch),
                    user: mismatch.user ?? UserID(rawValue: 0),
                    takenInAt: time,
                    use: 0,
                    sealed: keyring.sealWork([])
                )
            )
        }
        return taken + self.settled(in: report).map { .settle(key: $0) }
    }

    /// Remembers what is noted now.
    func remember(_ news: [Mismatch], in report: ReconciliationReport) {
        let settled = self.settled(in: report)
        self.names.withLock { names in
            names.subtract(settled)
            names.formUnion(news.map(Self.name))
        }
    }

    /// Remembers what an earlier run noted.
    ///
    /// - Returns: The rows that are not of this kind.
    func takeUp(_ rows: [InboxRow]) -> (others: [InboxRow], count: Int) {
        let others = rows.filter { !$0.key.hasPrefix(Self.prefix) }
        let own = rows.map(\.key).filter { $0.hasPrefix(Self.prefix) }
        self.names.withLock { $0.formUnion(own) }
        return (others, own.count)
    }

    /// Only the whole list, and a report that holds all of it, can say that something is gone.
    private func settled(in report: ReconciliationReport) -> [String] {
        guard report.isWhole, report.mismatchCount == Int64(report.mismatches.count) else {
            return []
        }
        let current = Set(report.mismatches.map(Self.name))
        return self.names.withLock { $0.subtracting(current).sorted() }
    }

    /// A difference of the balance is another one when it changes.
    private static func name(of mismatch: Mismatch) -> String {
        let which =
            mismatch.charge?.rawValue
            ?? "\((mismatch.telegram ?? .zero) - (mismatch.ours ?? .zero))"
        return "\(Self.prefix)\(mismatch.kind.rawValue):\(which)"
    }
}

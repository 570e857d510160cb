internal import Ledger
internal import LedgerService
internal import Payments

/// The copies in the place of the ledger that administrators were told of, each once, also across
/// starts.
///
/// A row beside the log stands for the newest, from the transaction that owes the message: whoever
/// opened the copy first, and whatever was killed since, a start tells what nobody heard of. An
/// epoch names it, because a later copy may bring a row back, and never that of a later epoch.
final class ToldRestores: Sendable {
    /// How many of them one start tells of; what is older than these stands in the log.
    static let countMax = 5

    private static let prefix = "restored:"

    private let epochs = Lock(Set<Int64>())

    /// The newest epoch that was told; 1, which no copy began, if none was.
    var newest: Int64 { self.epochs.withLock { $0.max() ?? 1 } }

    /// What notes an epoch, and takes away the notes of those before it.
    func notes(of epoch: Int64, at time: Instant, sealedBy keyring: Keyring) -> [WorkChange] {
        let row = InboxRow(
            key: Self.name(of: epoch),
            user: UserID(rawValue: 0),
            takenInAt: time,
            use: 0,
            sealed: keyring.sealWork([])
        )
        let older = self.epochs.withLock { $0.subtracting([epoch]).sorted() }
        return [.takeIn(row)] + older.map { .settle(key: Self.name(of: $0)) }
    }

    /// Remembers what is noted now.
    func remember(_ epoch: Int64) {
        self.epochs.withLock { $0 = [epoch] }
    }

    /// Remembers what an earlier run noted.
    ///
    /// - Returns: The rows that are not of this kind.
    func takeUp(_ rows: [InboxRow]) -> [InboxRow] {
        let own = rows.compactMap { row in
            row.key.hasPrefix(Self.prefix) ? Int64(row.key.dropFirst(Self.prefix.count)) : nil
        }
        self.epochs.withLock { $0.formUnion(own) }
        return rows.filter { !$0.key.hasPrefix(Self.prefix) }
    }

    private static func name(of epoch: Int64) -> String { "\(Self.prefix)\(epoch)" }
}

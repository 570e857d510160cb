internal import Ledger
internal import LedgerService

/// Payments found in Telegram's own list whose buyers were thanked when their update came late.
///
/// Nothing is appended to the log for an update that tells of a known payment, so the thanks are
/// noted in a row beside it, in the transaction that owes them. The row stays for as long as
/// Telegram can deliver that update again.
final class ThankedCharges: Sendable {
    /// How long a row stays, in seconds: Telegram keeps an update for 24 hours.
    static let keptSeconds: Int64 = 172_800

    private static let prefix = "thanked:"

    private let charges = Lock(Set<ChargeID>())

    /// The row that notes the thanks, or `nil` if somebody was thanked before.
    ///
    /// ``remember(_:)`` follows once the row is on disk.
    func note(
        _ charge: ChargeID,
        of user: UserID,
        at time: Instant,
        sealedBy keyring: Keyring
    ) -> WorkChange? {
        guard !self.charges.withLock({ $0.contains(charge) }) else { return nil }
        return .takeIn(
            InboxRow(
                key: Self.prefix + charge.rawValue,
                user: user,
                takenInAt: time,
                use: 0,
                sealed: keyring.sealWork([])
            )
        )
    }

    /// Remembers that somebody was thanked.
    func remember(_ charge: ChargeID) {
        self.charges.withLock { _ = $0.insert(charge) }
    }

    /// The charge whose thanks a row notes, if it is such a row.
    static func charge(of row: InboxRow) -> ChargeID? {
        guard row.key.hasPrefix(Self.prefix) else { return nil }
        return ChargeID(rawValue: String(row.key.dropFirst(Self.prefix.count)))
    }

    /// Remembers what an earlier run noted.
    ///
    /// - Parameters:
    ///   - rows: All rows that the start found.
    ///   - time: The clock now.
    /// - Returns: The rows that are not of this kind, and those old enough to go.
    func takeUp(
        _ rows: [InboxRow],
        at time: Instant
    ) -> (others: [InboxRow], stale: [WorkChange]) {
        var others: [InboxRow] = []
        var stale: [WorkChange] = []
        for row in rows {
            guard let charge = Self.charge(of: row) else {
                others.append(row)
                continue
            }
            if row.takenInAt.adding(seconds: Self.keptSeconds) < time {
                stale.append(.settle(key: row.key))
            } else {
                self.charges.withLock { _ = $0.insert(charge) }
            }
        }
        return (others, stale)
    }
}

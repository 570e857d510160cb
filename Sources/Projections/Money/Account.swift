internal import Ledger

/// The Stars account: what Telegram's balance should be.
public struct Account: Hashable, Sendable {
    /// All Stars that ever arrived, unmatched ones included.
    public private(set) var received: Int64 = 0

    /// All Stars that ever went back.
    public private(set) var refunded: Int64 = 0

    /// What is left.
    public var net: Int64 { self.received - self.refunded }

    mutating func apply(_ money: MoneyChange) {
        self.received &+= money.received
        self.refunded &+= money.refunded
    }
}

extension Account: Canonical {
    static var blank: Account { Account() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.integer(&self.received)
        try coder.integer(&self.refunded)
    }
}

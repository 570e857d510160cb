public import Ledger

/// The payments and refunds that a recovery brought back from Telegram's list.
public struct RecoveredMoney: Hashable, Sendable {
    /// What came back of one user.
    public struct Share: Hashable, Sendable {
        /// How many payments.
        public var paymentCount: Int64 = 0
        /// How many Stars they brought.
        public var paidStars: Int64 = 0
        /// How many refunds.
        public var refundCount: Int64 = 0
        /// How many Stars they took.
        public var refundedStars: Int64 = 0
        /// How many of the payments fit no product.
        public var unmatchedCount: Int64 = 0
        /// The products, each once, in order of their payments.
        public var skus: [String] = []

        /// Nothing came back.
        public init() {}
    }

    /// What came back, by user.
    public private(set) var shares: [UserID: Share] = [:]

    /// What came back in all.
    public private(set) var total = Share()

    /// When the first of it happened, by Telegram's clock.
    public private(set) var first: Instant?

    /// When the last of it happened, by Telegram's clock.
    public private(set) var last: Instant?

    /// Nothing came back.
    public init() {}

    /// Notes an event that was appended after Telegram was asked.
    package mutating func note(_ event: RecordedEvent) {
        var share = Share()
        switch event.event {
        case .paymentReceived(let payment) where payment.row == nil:
            share.paymentCount = 1
            share.paidStars = payment.stars.count
            share.skus = [payment.sku.rawValue]
        case .paymentUnmatched(let payment):
            share.paymentCount = 1
            share.paidStars = payment.stars.count
            share.unmatchedCount = 1
        case .paymentRefunded(let refund):
            share.refundCount = 1
            share.refundedStars = refund.stars.count
        default: return
        }
        if let user = event.user { self.shares[user, default: Share()].add(share) }
        self.total.add(share)
        self.first = self.first.map { min($0, event.effectiveAt) } ?? event.effectiveAt
        self.last = self.last.map { max($0, event.effectiveAt) } ?? event.effectiveAt
    }
}

extension RecoveredMoney.Share {
    fileprivate mutating func add(_ other: Self) {
        self.paymentCount += other.paymentCount
        self.paidStars += other.paidStars
        self.refundCount += other.refundCount
        self.refundedStars += other.refundedStars
        self.unmatchedCount += other.unmatchedCount
        for sku in other.skus where !self.skus.contains(sku) { self.skus.append(sku) }
    }
}

public import Ledger

/// The life of one charge: `docs/payment_states.md` is its table.
public struct Charge: Hashable, Sendable {
    /// What is known of the money's arrival.
    public enum Arrival: Hashable, Sendable {
        /// Not reported yet. Can become `received` or `unmatched`.
        case unseen
        /// It arrived for a product. Terminal.
        case received
        /// It arrived and fits no product. Becomes `received` when an administrator resolves it.
        case unmatched(MismatchReason)
    }

    /// Whether the money goes back.
    public enum RefundProgress: UInt8, Sendable {
        /// It stays. Can become `requested` or `refunded`.
        case none = 1
        /// Telegram is asked. Becomes `refunded`, or `none` if Telegram refuses for good.
        case requested = 2
        /// It went back. Terminal.
        case refunded = 3
    }

    /// The states that the document and the administrators know, each by one word.
    public enum State: String, CaseIterable, Sendable {
        /// Nobody reported it. Can become any other.
        case unseen
        /// An administrator granted it by hand; the money was not reported yet, or fits nothing.
        case fulfilledByHand = "fulfilled_by_hand"
        /// Paid and granted. Can become `refunding` or `refunded`.
        case received
        /// Paid, and waits for an administrator. Can become `received`, `refunding`, `refunded`.
        case unmatched
        /// Telegram is asked to give it back. Becomes `refunded`, or what it was.
        case refunding
        /// Given back. Terminal.
        case refunded
        /// Given back before it was reported; its arrival gives nothing. Becomes `refunded`.
        case refundedBeforeArrival = "refunded_before_arrival"
    }

    /// Whose it is.
    public let user: UserID

    /// What is known of its arrival.
    public internal(set) var arrival = Arrival.unseen

    /// Whether it goes back.
    public internal(set) var refund = RefundProgress.none

    /// The product it was granted for, if it was.
    public internal(set) var sku: SKU?

    /// The product that the first report named, if it named one.
    public internal(set) var reportedSKU: SKU?

    /// The amount of the first report, in the currency's smallest unit.
    public internal(set) var stars: Int64 = 0

    /// What an affiliate programme took of it by Telegram's list: so many more or less may have
    /// been paid.
    public internal(set) var share: Int64 = 0

    /// The currency, where it is not Stars.
    public internal(set) var currency: String?

    /// How much went back, as far as it is known.
    public internal(set) var starsRefunded: Int64 = 0

    /// The position of the first report of its arrival.
    public internal(set) var first: Position?

    /// When it arrived.
    public internal(set) var paidAt: Instant?

    /// The position of the event that made it a purchase.
    public internal(set) var purchase: Position?

    /// When it became a purchase.
    public internal(set) var purchasedAt: Instant?

    /// The position of the grant that fulfils it by hand.
    public internal(set) var handGrant: Position?

    /// The position of the unit that its refund takes.
    public internal(set) var unit: Position?

    /// What the earlier database gave for it, if it was imported.
    public internal(set) var gift: Gift?

    /// The position of the event that took its unit back.
    public internal(set) var withdrawnBy: Position?

    /// Whether its first report came from an import.
    public internal(set) var isImported = false

    /// Whether its first report came from Telegram's own list: the buyer was not thanked.
    public internal(set) var isReconciled = false

    init(user: UserID) {
        self.user = user
    }
}

extension Charge {
    /// The state by its one word.
    public var state: State {
        switch (self.refund, self.arrival) {
        case (.refunded, .unseen): .refundedBeforeArrival
        case (.refunded, _): .refunded
        case (.requested, _): .refunding
        case (.none, .received): .received
        case (.none, _) where self.handGrant != nil: .fulfilledByHand
        case (.none, .unmatched): .unmatched
        case (.none, .unseen): .unseen
        }
    }

    /// Whether the earlier bot gave the money back and took nothing for it, and nobody has since.
    public var owesWithdrawal: Bool {
        self.isImported && self.refund == .refunded && self.withdrawnBy == nil
    }

    /// Whether it was paid in Stars, which alone count in the account.
    public var isStars: Bool { self.currency == nil }
}

extension Charge.Arrival: Canonical {
    static var blank: Charge.Arrival { .unseen }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var kind: UInt8 = 0
        var reason: MismatchReason?
        switch self {
        case .unseen: break
        case .received: kind = 1
        case .unmatched(let mismatch):
            kind = 2
            reason = mismatch
        }
        try coder.number(&kind)
        try coder.raw(&reason)
        switch (kind, reason) {
        case (0, nil): self = .unseen
        case (1, nil): self = .received
        case (2, let reason?): self = .unmatched(reason)
        default: throw .damaged
        }
    }
}

extension Charge: Canonical {
    static var blank: Charge { Charge(user: .blank) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var user = self.user
        try coder.value(&user)
        if coder.isReading { self = Charge(user: user) }
        try coder.value(&self.arrival)
        try coder.raw(&self.refund)
        try coder.optional(&self.sku)
        try coder.optional(&self.reportedSKU)
        try coder.integer(&self.stars)
        try coder.integer(&self.share)
        try coder.optional(&self.currency)
        try coder.integer(&self.starsRefunded)
        try coder.optional(&self.first)
        try coder.optional(&self.paidAt)
        try coder.optional(&self.purchase)
        try coder.optional(&self.purchasedAt)
        try coder.optional(&self.handGrant)
        try coder.optional(&self.unit)
        try coder.optional(&self.gift)
        try coder.optional(&self.withdrawnBy)
        try coder.flag(&self.isImported)
        try coder.flag(&self.isReconciled)
    }
}

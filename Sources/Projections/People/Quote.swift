public import Ledger

/// An amount that one user was quoted for one product: paying it is right, whatever the price
/// has become since.
public struct Quote: Hashable, Sendable {
    /// The product.
    public let sku: SKU

    /// The amount.
    public let stars: Stars

    /// When an invoice for it last went out, unless the product was bought since.
    public internal(set) var invoicedAt: Instant?
}

/// A subscription, by its first charge.
public struct Subscription: Hashable, Sendable {
    /// The subscribed product.
    public let sku: SKU

    /// The first charge, which cancels the renewal.
    public internal(set) var firstCharge: ChargeID

    /// Where the first charge stands in the log: what was paid before it belongs to another one.
    public internal(set) var since: Position

    /// What Telegram last said.
    public internal(set) var state: SubscriptionState

    /// When the paid period ends, if Telegram said so.
    public internal(set) var paidUntil: Instant?
}

extension Quote: Canonical {
    static var blank: Quote { Quote(sku: .blank, stars: .zero, invoicedAt: nil) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (sku, count, invoicedAt) = (self.sku, self.stars.count, self.invoicedAt)
        try coder.value(&sku)
        try coder.integer(&count)
        try coder.optional(&invoicedAt)
        guard let stars = try? Stars(count) else { throw .damaged }
        self = Quote(sku: sku, stars: stars, invoicedAt: invoicedAt)
    }
}

extension Subscription: Canonical {
    static var blank: Subscription {
        Subscription(sku: .blank, firstCharge: .blank, since: 0, state: .active, paidUntil: nil)
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var sku = self.sku
        try coder.value(&sku)
        try coder.value(&self.firstCharge)
        try coder.integer(&self.since)
        try coder.raw(&self.state)
        try coder.optional(&self.paidUntil)
        self = Subscription(
            sku: sku,
            firstCharge: self.firstCharge,
            since: self.since,
            state: self.state,
            paidUntil: self.paidUntil
        )
    }
}

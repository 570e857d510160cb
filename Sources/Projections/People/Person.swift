public import Ledger

/// What the ledger knows about one user: contact, consent, quota, units and uses.
///
/// A fold of the user's own events; ``apply(_:charge:clock:)`` serves the decision, the head and
/// the replay alike.
public struct Person: Hashable, Sendable {
    /// The most settled uses that are remembered, for the answer to a repeat.
    public static let recentUseCountMax = 2

    /// When the user first came.
    public internal(set) var firstSeen: Instant?

    /// When the user accepted the terms, last.
    public internal(set) var termsAcceptedAt: Instant?

    /// Which version of the terms was accepted.
    public internal(set) var termsVersion: Int64 = 0

    /// Whether an administrator suspended all access.
    public internal(set) var isHeld = false

    /// When the last live pass ends, or ended.
    public internal(set) var passUntil: Instant?

    /// Everything issued to the user, in order of position.
    public internal(set) var units: [Unit] = []

    /// Everything taken back, in order of position.
    public internal(set) var withdrawals: [Withdrawal] = []

    /// Readings and consultations that are being made.
    public internal(set) var openUses: [OpenUse] = []

    /// The last uses that are over, oldest first.
    public internal(set) var recentUses: [SettledUse] = []

    /// What the user was ever quoted, each amount once.
    public internal(set) var quotes: [Quote] = []

    /// The user's subscriptions, one a product.
    public internal(set) var subscriptions: [Subscription] = []

    var firstLanguage: Language?
    var chosenLanguage: Language?
    var quota = QuotaCount()
    var activity = Activity()
    var shelf = TicketShelf()

    /// Creates someone who never came.
    public init() {}
}

extension Person {
    /// The language to speak: the chosen one, else that of the first contact, else Japanese.
    public var language: Language {
        self.chosenLanguage ?? self.firstLanguage ?? .japanese
    }

    /// The language the user chose, if they did.
    public var languageChosen: Language? { self.chosenLanguage }

    /// The tickets of one kind.
    public func tickets(_ kind: TicketKind) -> Tickets { self.shelf[kind] }

    /// Whether a pass is valid at a moment.
    public func hasPass(at moment: Instant) -> Bool {
        self.passUntil.map { moment < $0 } ?? false
    }

    /// Whether the image option is on.
    public var hasImages: Bool {
        self.units.contains { $0.gift == .option && self.liveCount(of: $0) > 0 }
    }

    /// The newest purchase that was not given back.
    public var lastPurchase: (sku: SKU, at: Instant)? {
        self.units.filter { $0.isPurchase && !$0.isRefunded }
            .max { ($0.at, $0.position) < ($1.at, $1.position) }
            .map { ($0.sku, $0.at) }
    }

    /// The use that began at a position, if it is still open.
    public func openUse(_ position: Position) -> OpenUse? {
        self.openUses.first { $0.position == position }
    }

    /// The use that began at a position, if it is over and still remembered.
    public func settledUse(_ position: Position) -> SettledUse? {
        self.recentUses.last { $0.position == position }
    }

    /// The day that a free use at a moment counts for; it never goes back.
    public func quotaDay(at moment: Instant, clock: DayClock) -> Day {
        self.quota.countingDay(today: clock.day(of: moment))
    }

    /// The day of the trial at a moment, from 1, or `nil` for someone who never came.
    public func trialDay(at moment: Instant, clock: DayClock) -> Int? {
        self.firstSeen.map { first in
            let today = self.quotaDay(at: moment, clock: clock)
            return max(1, Int(today.number) - Int(clock.day(of: first).number) + 1)
        }
    }

    /// How much of the free quota is used on the day of a moment.
    public func usedToday(at moment: Instant, clock: DayClock) -> (oneCard: Int, consult: Int) {
        guard self.quotaDay(at: moment, clock: clock) == self.quota.day else { return (0, 0) }
        return (Int(self.quota.oneCard), Int(self.quota.consult))
    }

    /// Whether an amount was ever quoted to this user for a product.
    public func wasQuoted(_ stars: Stars, for sku: SKU) -> Bool {
        self.quotes.contains { $0.sku == sku && $0.stars == stars }
    }

    /// When the last invoice for a product went out, unless the product was bought since.
    public func lastInvoice(for sku: SKU) -> Instant? {
        self.quotes.lazy.filter { $0.sku == sku }.compactMap(\.invoicedAt).max()
    }

    /// The subscription to a product, if there ever was one.
    public func subscription(to sku: SKU) -> Subscription? {
        self.subscriptions.first { $0.sku == sku }
    }

    /// The subscription that a charge is one payment of, if it runs on and is not an older one.
    public func subscription(paidBy charge: Charge) -> Subscription? {
        guard let sku = charge.sku, let purchase = charge.purchase,
            let subscription = self.subscription(to: sku), subscription.since <= purchase
        else { return nil }
        return subscription
    }

    /// Whether a payment of the subscription to a product was given back, which ends its renewal.
    public func isRefunded(_ subscription: Subscription) -> Bool {
        self.units.contains { unit in
            unit.isRefunded && unit.sku == subscription.sku && unit.position >= subscription.since
        }
    }

    /// Whether a subscription to a product is paid at a moment and renews by itself after it.
    public func isSubscribed(to sku: SKU, at moment: Instant) -> Bool {
        guard let subscription = self.subscription(to: sku), subscription.state == .active else {
            return false
        }
        return subscription.paidUntil.map { moment < $0 } ?? self.hasPass(at: moment)
    }
}

extension Person: Canonical {
    static var blank: Person { Person() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.optional(&self.firstSeen)
        try coder.raw(&self.firstLanguage)
        try coder.raw(&self.chosenLanguage)
        try coder.optional(&self.termsAcceptedAt)
        try coder.integer(&self.termsVersion)
        try coder.flag(&self.isHeld)
        try coder.value(&self.quota)
        try coder.value(&self.activity)
        try coder.value(&self.shelf)
        try coder.optional(&self.passUntil)
        try coder.list(&self.units)
        try coder.list(&self.withdrawals)
        try coder.list(&self.openUses)
        try coder.list(&self.recentUses)
        try coder.list(&self.quotes)
        try coder.list(&self.subscriptions)
    }
}

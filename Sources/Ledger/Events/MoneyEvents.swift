// What happened to Stars.

/// Stars arrived for a product: the purchase and its grant in one event.
///
/// One event, so that no crash can part them.
public struct PaymentReceived: Hashable, Sendable {
    /// Telegram's name for the payment.
    public var charge: ChargeID

    /// What was paid for.
    public var sku: SKU

    /// How much arrived.
    public var stars: Stars

    /// What the buyer gets; `nil` where the charge gives nothing.
    ///
    /// That is so if it was refunded before it arrived, or was fulfilled by hand. With the cause `import` it is what the earlier
    /// database had given: worth that lies in the opening balance, and that a refund takes.
    public var gives: Gift?

    /// Since when a pass counts, where that is not `effective_at`.
    public var from: Instant?

    /// The version of the catalogue that said what the product gives.
    public var catalogueVersion: Int64

    /// Which charge of a subscription this is, if it is one.
    public var subscription: SubscriptionTerm?

    /// When a subscription's paid period ends, as Telegram says.
    public var paidUntil: Instant?

    /// Whether an administrator resolved unmatched money with it.
    public var resolves: Bool

    /// Whether the earlier database leaves open if what it gives was ever given.
    public var isDoubtful: Bool

    /// The row of an earlier database that it turned out to be, where that row had no charge id.
    ///
    /// Such an event pairs the two names of one payment that is known already, and gives nothing.
    public var row: ChargeID?

    /// What an affiliate programme took of it by Telegram's list, which leaves open whether
    /// ``stars`` are before or after that; 0 where the amount is certain.
    public var share: Int64

    /// Describes the event.
    public init(
        charge: ChargeID,
        sku: SKU,
        stars: Stars,
        gives: Gift? = nil,
        from: Instant? = nil,
        catalogueVersion: Int64 = 0,
        subscription: SubscriptionTerm? = nil,
        paidUntil: Instant? = nil,
        resolves: Bool = false,
        isDoubtful: Bool = false,
        row: ChargeID? = nil,
        share: Int64 = 0
    ) {
        self.charge = charge
        self.sku = sku
        self.stars = stars
        self.gives = gives
        self.from = from
        self.catalogueVersion = catalogueVersion
        self.subscription = subscription
        self.paidUntil = paidUntil
        self.resolves = resolves
        self.isDoubtful = isDoubtful
        self.row = row
        self.share = share
    }
}

extension PaymentReceived: VisitablePayload {
    static var blank: Self {
        Self(
            charge: ChargeID(rawValue: ""),
            sku: SKU(rawValue: ""),
            stars: .zero,
            gives: nil,
            from: nil,
            catalogueVersion: 0,
            subscription: nil,
            paidUntil: nil,
            resolves: false,
            isDoubtful: false,
            row: nil,
            share: 0
        )
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "sku", &self.sku)
        try coder.field(17, "stars", &self.stars)
        try coder.field(18, "gives", &self.gives)
        try coder.field(19, "from", &self.from)
        try coder.field(20, "catalogue_version", &self.catalogueVersion)
        try coder.field(21, "subscription", &self.subscription)
        try coder.field(22, "paid_until", &self.paidUntil)
        try coder.field(23, "resolves", &self.resolves)
        try coder.field(24, "doubtful", &self.isDoubtful)
        try coder.field(25, "row", &self.row)
        try coder.field(26, "share", &self.share)
    }
}

/// Stars arrived that fit no product; they wait for an administrator.
public struct PaymentUnmatched: Hashable, Sendable {
    /// Telegram's name for the payment.
    public var charge: ChargeID

    /// Why they fit nothing.
    public var reason: MismatchReason

    /// How much arrived.
    public var stars: Stars

    /// What the payload named, as far as it could be read.
    public var sku: SKU?

    /// The currency, where it was not Stars.
    public var currency: String?

    /// What an affiliate programme took of it, as in ``PaymentReceived/share``.
    public var share: Int64

    /// Describes the event.
    public init(
        charge: ChargeID,
        reason: MismatchReason,
        stars: Stars,
        sku: SKU? = nil,
        currency: String? = nil,
        share: Int64 = 0
    ) {
        self.charge = charge
        self.reason = reason
        self.stars = stars
        self.sku = sku
        self.currency = currency
        self.share = share
    }
}

extension PaymentUnmatched: VisitablePayload {
    static var blank: Self {
        Self(
            charge: ChargeID(rawValue: ""),
            reason: .unreadablePayload,
            stars: .zero,
            sku: nil,
            currency: nil,
            share: 0
        )
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "reason", &self.reason)
        try coder.field(17, "stars", &self.stars)
        try coder.field(18, "sku", &self.sku)
        try coder.field(19, "currency", &self.currency)
        try coder.field(20, "share", &self.share)
    }
}

/// A charge that is known came again with other content; nothing was granted.
public struct PaymentConflict: Hashable, Sendable {
    /// Telegram's name for the payment.
    public var charge: ChargeID

    /// How much the second report says.
    public var stars: Stars

    /// What the second report says was bought.
    public var sku: SKU?

    /// The position of the first record of this charge.
    public var first: Int64

    /// Describes the event.
    public init(
        charge: ChargeID,
        stars: Stars,
        sku: SKU? = nil,
        first: Int64
    ) {
        self.charge = charge
        self.stars = stars
        self.sku = sku
        self.first = first
    }
}

extension PaymentConflict: VisitablePayload {
    static var blank: Self {
        Self(charge: ChargeID(rawValue: ""), stars: .zero, sku: nil, first: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "stars", &self.stars)
        try coder.field(17, "sku", &self.sku)
        try coder.field(18, "first", &self.first)
    }
}

/// A refund was decided; it withdraws at once and Telegram is asked next.
public struct RefundRequested: Hashable, Sendable {
    /// The payment to give back.
    public var charge: ChargeID

    /// The administrator's reason.
    public var reason: String

    /// Describes the event.
    public init(
        charge: ChargeID,
        reason: String
    ) {
        self.charge = charge
        self.reason = reason
    }
}

extension RefundRequested: VisitablePayload {
    static var blank: Self {
        Self(charge: ChargeID(rawValue: ""), reason: "")
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "reason", &self.reason)
    }
}

/// Stars went back to the buyer.
public struct PaymentRefunded: Hashable, Sendable {
    /// The payment that was given back.
    public var charge: ChargeID

    /// How much went back.
    public var stars: Stars

    /// Whether it is history from an import, which withdraws nothing.
    public var imported: Bool

    /// Describes the event.
    public init(
        charge: ChargeID,
        stars: Stars,
        imported: Bool = false
    ) {
        self.charge = charge
        self.stars = stars
        self.imported = imported
    }
}

extension PaymentRefunded: VisitablePayload {
    static var blank: Self {
        Self(charge: ChargeID(rawValue: ""), stars: .zero, imported: false)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "stars", &self.stars)
        try coder.field(17, "imported", &self.imported)
    }
}

/// Telegram refused a refund for good; what it withdrew is given back unchanged.
public struct RefundFailed: Hashable, Sendable {
    /// The payment that stays.
    public var charge: ChargeID

    /// Telegram's error code and words.
    public var reason: String

    /// Describes the event.
    public init(
        charge: ChargeID,
        reason: String
    ) {
        self.charge = charge
        self.reason = reason
    }
}

extension RefundFailed: VisitablePayload {
    static var blank: Self {
        Self(charge: ChargeID(rawValue: ""), reason: "")
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "reason", &self.reason)
    }
}

/// Telegram said that a subscription was cancelled, restored or failed to renew.
public struct SubscriptionChanged: Hashable, Sendable {
    /// What it is now.
    public var state: SubscriptionState

    /// The subscribed product, as the payload names it.
    public var sku: SKU?

    /// The first charge of the subscription, where it is known.
    public var charge: ChargeID?

    /// Describes the event.
    public init(
        state: SubscriptionState,
        sku: SKU? = nil,
        charge: ChargeID? = nil
    ) {
        self.state = state
        self.sku = sku
        self.charge = charge
    }
}

extension SubscriptionChanged: VisitablePayload {
    static var blank: Self {
        Self(state: .active, sku: nil, charge: nil)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "state", &self.state)
        try coder.field(17, "sku", &self.sku)
    }
}

// What happened in the shop, before any money moved.

/// An invoice went out to the buyer.
public struct InvoiceSent: Hashable, Sendable {
    /// What it offers.
    public var sku: SKU

    /// The price it quotes.
    public var stars: Stars

    /// The version of the catalogue that set the price.
    public var catalogueVersion: Int64

    /// Describes the event.
    public init(
        sku: SKU,
        stars: Stars,
        catalogueVersion: Int64 = 0
    ) {
        self.sku = sku
        self.stars = stars
        self.catalogueVersion = catalogueVersion
    }
}

extension InvoiceSent: VisitablePayload {
    static var blank: Self {
        Self(sku: SKU(rawValue: ""), stars: .zero, catalogueVersion: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "sku", &self.sku)
        try coder.field(17, "stars", &self.stars)
        try coder.field(18, "catalogue_version", &self.catalogueVersion)
    }
}

/// Telegram asked whether a purchase may proceed, and the answer was yes.
public struct CheckoutApproved: Hashable, Sendable {
    /// What is being bought.
    public var sku: SKU

    /// The amount Telegram is about to move.
    public var stars: Stars

    /// Describes the event.
    public init(
        sku: SKU,
        stars: Stars
    ) {
        self.sku = sku
        self.stars = stars
    }
}

extension CheckoutApproved: VisitablePayload {
    static var blank: Self {
        Self(sku: SKU(rawValue: ""), stars: .zero)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "sku", &self.sku)
        try coder.field(17, "stars", &self.stars)
    }
}

/// Telegram asked whether a purchase may proceed, and the answer was no.
public struct CheckoutRejected: Hashable, Sendable {
    /// Why not.
    public var reason: CheckoutRefusal

    /// What was asked for, as far as the payload could be read.
    public var sku: SKU?

    /// The amount Telegram quoted, in the currency's smallest unit.
    public var stars: Int64

    /// The currency, where it was not Stars.
    public var currency: String?

    /// Describes the event.
    public init(
        reason: CheckoutRefusal,
        sku: SKU? = nil,
        stars: Int64 = 0,
        currency: String? = nil
    ) {
        self.reason = reason
        self.sku = sku
        self.stars = stars
        self.currency = currency
    }
}

extension CheckoutRejected: VisitablePayload {
    static var blank: Self {
        Self(reason: .unknownSKU, sku: nil, stars: 0, currency: nil)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "reason", &self.reason)
        try coder.field(17, "sku", &self.sku)
        try coder.field(18, "stars", &self.stars)
        try coder.field(19, "currency", &self.currency)
    }
}

// What administrators and operators did.

/// An administrator gave a product.
public struct Granted: Hashable, Sendable {
    /// The charge this fulfils by hand, if it names one.
    public var charge: ChargeID?

    /// What was given.
    public var sku: SKU

    /// What the user gets.
    public var gives: Gift

    /// Since when a pass counts, where that is not `effective_at`.
    public var from: Instant?

    /// The version of the catalogue that said what the product gives.
    public var catalogueVersion: Int64

    /// Why.
    public var reason: String

    /// The position of the revoke that this gives back, if any.
    public var givesBack: Int64?

    /// Whether the user is not told.
    public var isQuiet: Bool

    /// Describes the event.
    public init(
        charge: ChargeID? = nil,
        sku: SKU,
        gives: Gift,
        from: Instant? = nil,
        catalogueVersion: Int64 = 0,
        reason: String,
        givesBack: Int64? = nil,
        isQuiet: Bool = false
    ) {
        self.charge = charge
        self.sku = sku
        self.gives = gives
        self.from = from
        self.catalogueVersion = catalogueVersion
        self.reason = reason
        self.givesBack = givesBack
        self.isQuiet = isQuiet
    }
}

extension Granted: VisitablePayload {
    static var blank: Self {
        Self(
            charge: nil,
            sku: SKU(rawValue: ""),
            gives: .option,
            from: nil,
            catalogueVersion: 0,
            reason: "",
            givesBack: nil,
            isQuiet: false
        )
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "sku", &self.sku)
        try coder.field(17, "gives", &self.gives)
        try coder.field(18, "from", &self.from)
        try coder.field(19, "catalogue_version", &self.catalogueVersion)
        try coder.field(20, "reason", &self.reason)
        try coder.field(21, "gives_back", &self.givesBack)
        try coder.field(22, "quiet", &self.isQuiet)
    }
}

/// An administrator took back a unit.
public struct Revoked: Hashable, Sendable {
    /// The payment whose worth it takes, where the earlier bot had refunded it and taken nothing.
    ///
    /// Any other revoke names the unit.
    public var charge: ChargeID?

    /// What was taken.
    public var sku: SKU

    /// The position of the event that issued the unit.
    public var unit: Int64

    /// Why.
    public var reason: String

    /// Whether the user is not told.
    public var isQuiet: Bool

    /// What the unit was worth: an opening balance issues several units at one position.
    public var takes: Gift?

    /// Describes the event.
    public init(
        charge: ChargeID? = nil,
        sku: SKU,
        unit: Int64,
        reason: String,
        isQuiet: Bool = false,
        takes: Gift? = nil
    ) {
        self.charge = charge
        self.sku = sku
        self.unit = unit
        self.reason = reason
        self.isQuiet = isQuiet
        self.takes = takes
    }
}

extension Revoked: VisitablePayload {
    static var blank: Self {
        Self(charge: nil, sku: SKU(rawValue: ""), unit: 0, reason: "", isQuiet: false, takes: nil)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(1, "charge", &self.charge)
        try coder.field(16, "sku", &self.sku)
        try coder.field(17, "unit", &self.unit)
        try coder.field(18, "reason", &self.reason)
        try coder.field(19, "quiet", &self.isQuiet)
        try coder.field(20, "takes", &self.takes)
    }
}

/// An administrator suspended all access of a user.
public struct Held: Hashable, Sendable {
    /// Why.
    public var reason: String

    /// Describes the event.
    public init(
        reason: String
    ) {
        self.reason = reason
    }
}

extension Held: VisitablePayload {
    static var blank: Self {
        Self(reason: "")
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "reason", &self.reason)
    }
}

/// An administrator lifted a suspension.
public struct Released: Hashable, Sendable {
    /// Why.
    public var reason: String

    /// Describes the event.
    public init(
        reason: String
    ) {
        self.reason = reason
    }
}

extension Released: VisitablePayload {
    static var blank: Self {
        Self(reason: "")
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "reason", &self.reason)
    }
}

/// A setting of the whole system got a value.
public struct SettingChanged: Hashable, Sendable {
    /// The setting, named as its environment variable.
    public var name: String

    /// The new value, in its canonical spelling.
    public var value: String

    /// Describes the event.
    public init(
        name: String,
        value: String
    ) {
        self.name = name
        self.value = value
    }
}

extension SettingChanged: VisitablePayload {
    static var blank: Self {
        Self(name: "", value: "")
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "name", &self.name)
        try coder.field(17, "value", &self.value)
    }
}

/// An administrator noted an incident.
public struct IncidentNoted: Hashable, Sendable {
    /// What was noted.
    public var text: String

    /// The request id it is about, if one was named.
    public var about: String?

    /// Describes the event.
    public init(
        text: String,
        about: String? = nil
    ) {
        self.text = text
        self.about = about
    }
}

extension IncidentNoted: VisitablePayload {
    static var blank: Self {
        Self(text: "", about: nil)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "text", &self.text)
        try coder.field(17, "about", &self.about)
    }
}

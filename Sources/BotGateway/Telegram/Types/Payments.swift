package import Ledger

/// The question that Telegram asks before money moves; it must be answered within 10 s.
package struct PreCheckoutQuery: Hashable, Sendable, Decodable {
    /// Names the answer.
    package let id: PreCheckoutQueryID
    /// Who wants to pay; not always the person the invoice was sent to.
    package let from: User
    /// Three letters; `XTR` for Stars.
    package let currency: String
    /// The price in the smallest unit of `currency`; for `XTR` whole Stars.
    package let totalAmount: Int64
    /// What the invoice carried, as the bot wrote it.
    package let invoicePayload: String

    /// Creates a query.
    package init(
        id: PreCheckoutQueryID,
        from: User,
        currency: String,
        totalAmount: Int64,
        invoicePayload: String
    ) {
        self.id = id
        self.from = from
        self.currency = currency
        self.totalAmount = totalAmount
        self.invoicePayload = invoicePayload
    }

    /// Reads a query; every field must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.id = try fields.decode(PreCheckoutQueryID.self, forKey: "id")
        self.from = try fields.decode(User.self, forKey: "from")
        self.currency = try fields.decode(String.self, forKey: "currency")
        self.totalAmount = try fields.decode(Int64.self, forKey: "total_amount")
        self.invoicePayload = try fields.decode(String.self, forKey: "invoice_payload")
    }
}

/// A payment that went through.
///
/// The payer is the sender of the message that carries it.
package struct SuccessfulPayment: Hashable, Sendable, Decodable {
    /// Three letters; `XTR` for Stars.
    package let currency: String
    /// The price in the smallest unit of `currency`; for `XTR` whole Stars.
    package let totalAmount: Int64
    /// What the invoice carried.
    ///
    /// Not a key: one invoice can be paid several times.
    package let invoicePayload: String
    /// Names the payment.
    package let chargeID: ChargeID
    /// The provider's name for it; mostly empty for Stars.
    package let providerChargeID: String?
    /// Until when a subscription is paid.
    package let subscriptionExpiration: Instant?
    /// Whether it belongs to a subscription.
    package let isRecurring: Bool
    /// Whether it begins a subscription.
    package let isFirstRecurring: Bool

    /// Creates a payment.
    package init(
        currency: String,
        totalAmount: Int64,
        invoicePayload: String,
        chargeID: ChargeID,
        providerChargeID: String? = nil,
        subscriptionExpiration: Instant? = nil,
        isRecurring: Bool = false,
        isFirstRecurring: Bool = false
    ) {
        self.currency = currency
        self.totalAmount = totalAmount
        self.invoicePayload = invoicePayload
        self.chargeID = chargeID
        self.providerChargeID = providerChargeID
        self.subscriptionExpiration = subscriptionExpiration
        self.isRecurring = isRecurring
        self.isFirstRecurring = isFirstRecurring
    }

    /// Reads a payment; its charge, currency, amount and payload must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.currency = try fields.decode(String.self, forKey: "currency")
        self.totalAmount = try fields.decode(Int64.self, forKey: "total_amount")
        self.invoicePayload = try fields.decode(String.self, forKey: "invoice_payload")
        self.chargeID = ChargeID(
            rawValue: try fields.decode(String.self, forKey: "telegram_payment_charge_id")
        )
        self.providerChargeID = fields.lenient(String.self, "provider_payment_charge_id")
        self.subscriptionExpiration = fields.lenientInstant("subscription_expiration_date")
        self.isRecurring = fields.lenient(Bool.self, "is_recurring") ?? false
        self.isFirstRecurring = fields.lenient(Bool.self, "is_first_recurring") ?? false
    }
}

/// A payment that was given back in full.
///
/// The message that carries it is the bot's own, so its sender is not the payer: find them by
/// the charge.
package struct RefundedPayment: Hashable, Sendable, Decodable {
    /// Three letters; always `XTR` so far.
    package let currency: String
    /// The amount given back, in the smallest unit of `currency`.
    package let totalAmount: Int64
    /// What the invoice carried.
    package let invoicePayload: String
    /// Names the payment.
    package let chargeID: ChargeID
    /// The provider's name for it.
    package let providerChargeID: String?

    /// Creates a refund.
    package init(
        currency: String,
        totalAmount: Int64,
        invoicePayload: String,
        chargeID: ChargeID,
        providerChargeID: String? = nil
    ) {
        self.currency = currency
        self.totalAmount = totalAmount
        self.invoicePayload = invoicePayload
        self.chargeID = chargeID
        self.providerChargeID = providerChargeID
    }

    /// Reads a refund; its charge and amount must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.currency = fields.lenient(String.self, "currency") ?? "XTR"
        self.totalAmount = try fields.decode(Int64.self, forKey: "total_amount")
        self.invoicePayload = fields.lenient(String.self, "invoice_payload") ?? ""
        self.chargeID = ChargeID(
            rawValue: try fields.decode(String.self, forKey: "telegram_payment_charge_id")
        )
        self.providerChargeID = fields.lenient(String.self, "provider_payment_charge_id")
    }
}

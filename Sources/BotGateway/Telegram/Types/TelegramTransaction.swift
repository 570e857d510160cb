package import Ledger

/// One line of Telegram's own list of what came to the bot and what left it.
///
/// A refund carries the identifier of its payment, so the key is the identifier with the
/// direction.
package struct TelegramTransaction: Hashable, Sendable, Decodable {
    /// Names the transaction; for a payment and for its refund, the charge.
    package let id: ChargeID
    /// Whole Stars, never negative; the direction is in `source` and `receiver`.
    package let amount: Int64
    /// Billionths of a Star on top of `amount`.
    package let nanostarAmount: Int64
    /// When it happened.
    package let date: Instant?
    /// Where it came from, if it came in.
    package let source: TelegramPartner?
    /// Where it went, if it went out.
    package let receiver: TelegramPartner?

    /// Reads a transaction; its identifier and its amount must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.id = ChargeID(rawValue: try fields.decode(String.self, forKey: "id"))
        self.amount = try fields.decode(Int64.self, forKey: "amount")
        self.nanostarAmount = fields.lenient(Int64.self, "nanostar_amount") ?? 0
        self.date = fields.lenientInstant("date")
        self.source = try fields.decodeIfPresent(TelegramPartner.self, forKey: "source")
        self.receiver = try fields.decodeIfPresent(TelegramPartner.self, forKey: "receiver")
    }
}

/// The other side of a transaction.
package struct TelegramPartner: Hashable, Sendable, Decodable {
    /// What it is, in Telegram's word: `user`, `fragment`, `telegram_api`, `other`.
    package let type: String
    /// The person, if it is one.
    package let user: User?
    /// What the invoice carried, if it was a payment.
    package let invoicePayload: String?
    /// What was bought.
    ///
    /// Not to be relied on for refunds.
    package let transactionType: String?
    /// How long a subscription's payment lasts.
    package let subscriptionPeriodSeconds: Int64?
    /// Whether an affiliate programme took a share, so that the amount may be less than the price.
    package let hasAffiliate: Bool
    /// What the affiliate programme took, if it says so; negative where it was given back.
    package let affiliateShare: TelegramStarAmount?

    /// Reads a partner; everything may be absent.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.type = fields.lenient(String.self, "type") ?? "other"
        self.user = fields.lenient(User.self, "user")
        self.invoicePayload = fields.lenient(String.self, "invoice_payload")
        self.transactionType = fields.lenient(String.self, "transaction_type")
        self.subscriptionPeriodSeconds = fields.lenient(Int64.self, "subscription_period")
        self.hasAffiliate = fields.contains("affiliate")
        self.affiliateShare = fields.lenient(TelegramStarAmount.self, "affiliate")
    }
}

/// A balance of the bot's; negative after chargebacks.
package struct TelegramStarAmount: Hashable, Sendable, Decodable {
    /// Whole Stars, rounded toward zero.
    package let amount: Int64
    /// Billionths of a Star on top, with the sign of `amount`.
    package let nanostarAmount: Int64

    /// Reads a balance.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.amount = try fields.decode(Int64.self, forKey: "amount")
        self.nanostarAmount = fields.lenient(Int64.self, "nanostar_amount") ?? 0
    }
}

/// A page of ``TelegramTransaction``, oldest first.
struct StarTransactions: Decodable, Sendable {
    let transactions: [TelegramTransaction]
}

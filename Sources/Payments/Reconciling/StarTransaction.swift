public import Ledger

/// One line of Telegram's own list of Stars that came to the bot and left it.
///
/// A refund bears the identifier of its payment, so a line is named by its identifier together
/// with its direction.
///
/// - Source: Bot API, `StarTransaction`.
public struct StarTransaction: Hashable, Sendable {
    /// Which way the Stars went.
    public enum Direction: String, Sendable {
        /// To the bot.
        case incoming
        /// From the bot.
        case outgoing
    }

    /// The other side.
    public enum Partner: Hashable, Sendable {
        /// A person.
        case user(Person)
        /// Anything else, by Telegram's word: `fragment`, `telegram_ads`, `other`.
        case other(String)
    }

    /// A person on the other side, and what it was about.
    public struct Person: Hashable, Sendable {
        /// Who.
        public var id: UserID
        /// What the invoice carried, if it was a payment.
        public var payload: String?
        /// How long a subscription's payment lasts, in seconds.
        public var subscriptionSeconds: Int64?
        /// Telegram's word for what it was; not to be relied on for refunds.
        public var kind: String?
        /// What an affiliate programme took from it, or got back; `nil` where none had a part in it.
        public var affiliateShare: StarAmount?

        /// Describes a person.
        public init(
            id: UserID,
            payload: String? = nil,
            subscriptionSeconds: Int64? = nil,
            kind: String? = nil,
            affiliateShare: StarAmount? = nil
        ) {
            self.id = id
            self.payload = payload
            self.subscriptionSeconds = subscriptionSeconds
            self.kind = kind
            self.affiliateShare = affiliateShare
        }
    }

    /// Names the transaction; for a payment and for its refund, the charge.
    public var id: ChargeID
    /// Which way the Stars went.
    public var direction: Direction
    /// How many, never negative.
    public var amount: StarAmount
    /// When, by Telegram's clock.
    public var date: Instant?
    /// The other side.
    public var partner: Partner

    /// Describes a transaction.
    public init(
        id: ChargeID,
        direction: Direction,
        amount: StarAmount,
        date: Instant?,
        partner: Partner
    ) {
        self.id = id
        self.direction = direction
        self.amount = amount
        self.date = date
        self.partner = partner
    }
}

extension StarTransaction {
    /// What it adds to the bot's balance.
    public var change: StarAmount { self.direction == .incoming ? self.amount : -self.amount }

    /// The person on the other side, if it is one.
    public var person: Person? {
        guard case .user(let person) = self.partner else { return nil }
        return person
    }

    /// Stars that a person sent without buying anything, in Telegram's words for them.
    ///
    /// - Source: Bot API, `TransactionPartnerUser.transaction_type`.
    static let kindsOfNoPurchase: Set<String> = ["business_account_transfer"]

    /// What the bot itself bought for a person, in Telegram's words for it.
    ///
    /// - Source: Bot API, `TransactionPartnerUser.transaction_type`.
    static let kindsOfOwnPurchase: Set<String> = ["gift_purchase", "premium_purchase"]
}

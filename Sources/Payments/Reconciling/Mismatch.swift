public import Ledger

/// A difference between the books and Telegram's list that a person must look at.
public struct Mismatch: Hashable, Sendable {
    /// What differs, each by one word.
    public enum Kind: String, CaseIterable, Sendable {
        /// Both know the charge, with different amounts.
        case amount
        /// Both know the charge, from different people.
        case user
        /// Both know the charge, for different products.
        case product
        /// Money that fits no product waits for an administrator.
        case unmatched
        /// The books know a payment that Telegram does not list.
        case paymentUnknownThere = "payment_unknown_there"
        /// The books know a refund that Telegram does not list.
        case refundUnknownThere = "refund_unknown_there"
        /// Telegram gave back a charge that neither side had seen before.
        case refundOfUnseen = "refund_of_unseen"
        /// Stars went to a person, and it was no refund.
        case notARefund = "not_a_refund"
        /// A payment from before the take-over of the earlier database, which had no such row.
        case beforeImport = "before_import"
        /// A refund from before the take-over that the earlier database had not noted.
        case refundBeforeImport = "refund_before_import"
        /// A payment that was missing lies near a grant of the same product by hand.
        case nearGrant = "near_grant"
        /// Telegram's balance is not the sum of its list: a chargeback, or something unlisted.
        case balance
    }

    /// What differs.
    public var kind: Kind
    /// The charge it is about, if it is about one.
    public var charge: ChargeID?
    /// Whom it is about, if it is about a person.
    public var user: UserID?
    /// What the books say, in Stars; for ``Kind/balance`` the sum of Telegram's list.
    public var ours: StarAmount?
    /// What Telegram says, in Stars.
    public var telegram: StarAmount?
    /// The product, where one is known.
    public var sku: SKU?
    /// When it happened, as far as it is known.
    public var at: Instant?
    /// What tells more: the other user, the other product, why money fits nothing, or the grant.
    public var detail: String?

    /// What ``detail`` says of a payment that went back: nobody owes anything for it.
    public static let givenBack = "given back"

    /// Describes a difference.
    public init(
        _ kind: Kind,
        charge: ChargeID? = nil,
        user: UserID? = nil,
        ours: StarAmount? = nil,
        telegram: StarAmount? = nil,
        sku: SKU? = nil,
        at: Instant? = nil,
        detail: String? = nil
    ) {
        self.kind = kind
        self.charge = charge
        self.user = user
        self.ours = ours
        self.telegram = telegram
        self.sku = sku
        self.at = at
        self.detail = detail
    }
}

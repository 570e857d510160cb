public import Ledger
public import Projections

/// What to answer to a command.
public enum Outcome: Hashable, Sendable {
    /// It is done, and there is nothing more to say.
    case recorded
    /// It was so already; nothing was appended.
    case unchanged
    /// The same command with the same key was done before, at this position.
    case repeated(Position)
    /// It may not be, for this reason.
    case refused(Refusal)
    /// An invoice is to be sent.
    case invoice(Invoice)
    /// The purchase may proceed.
    case checkoutApproved(SKU)
    /// The purchase may not proceed.
    case checkoutRejected(CheckoutRefusal)
    /// Money arrived, and this is what it bought.
    case paid(Purchase)
    /// The same report came before; the user is told it is done, or thanked if nobody did yet.
    case paidAgain(owesThanks: Bool)
    /// Money arrived for what an administrator gave by hand before.
    case paidAfterHandGrant(Purchase)
    /// Money arrived that had been given back before: no grant, no thank-you.
    case paidAfterRefund
    /// Money arrived that fits no product; it waits for an administrator.
    case unmatched(MismatchReason)
    /// A known charge came with other content; nothing was granted.
    case conflict(first: Position)
    /// Telegram is to be asked for the refund, and to cancel the subscription of this first charge.
    case refundRequested(WithdrawalEffect, cancels: ChargeID?)
    /// Telegram is being asked already.
    case refundUnderway
    /// The money went back; what was taken for it, unless the request took it before.
    case refunded(WithdrawalEffect?)
    /// The money had gone back before.
    case refundedBefore
    /// Telegram refused; what the request took was given back.
    case refundKept
    /// Money that fitted nothing has bought this.
    case resolved(Purchase)
    /// A product was given, and whether it gives back the revoke at a position.
    case granted(Gift, givesBack: Position?)
    /// A unit was taken back.
    case revoked(Gift)
    /// A reading is to be made, or was asked for before.
    case reading(StartedReading)
    /// A consultation is to be answered, or was asked for before.
    case consultation(StartedConsultation)
    /// The reading or the answer arrived.
    case delivered
    /// It failed, and this ticket went back, unless a refund waited for it.
    case failed(released: TicketKind?)
    /// The use is over already, or never was.
    case settledBefore
    /// A setting has a new value.
    case settingChanged(Setting, value: String)
    /// The model's cost was counted; this is the day's so far, in micro-USD.
    case modelUseRecorded(costToday: Int64)
}

extension Outcome {
    /// The name in documents and logs.
    public var name: String {
        switch self {
        case .recorded: "recorded"
        case .unchanged: "unchanged"
        case .repeated: "repeated"
        case .refused(let refusal): "refused:\(refusal.name)"
        case .invoice: "invoice"
        case .checkoutApproved: "checkout_approved"
        case .checkoutRejected(let reason): "checkout_rejected:\(reason.name)"
        case .paid: "paid"
        case .paidAgain(let owesThanks): owesThanks ? "paid_again:thanks" : "paid_again"
        case .paidAfterHandGrant: "paid_after_hand_grant"
        case .paidAfterRefund: "paid_after_refund"
        case .unmatched: "unmatched"
        case .conflict: "conflict"
        case .refundRequested(let effect, _): "refund_requested:\(effect.name)"
        case .refundUnderway: "refund_underway"
        case .refunded(let effect): effect.map { "refunded:\($0.name)" } ?? "refunded"
        case .refundedBefore: "refunded_before"
        case .refundKept: "refund_kept"
        case .resolved: "resolved"
        case .granted: "granted"
        case .revoked: "revoked"
        case .reading(let reading): "reading:\(reading.progress.rawValue)"
        case .consultation(let consultation): "consultation:\(consultation.progress.rawValue)"
        case .delivered: "delivered"
        case .failed: "failed"
        case .settledBefore: "settled_before"
        case .settingChanged: "setting_changed"
        case .modelUseRecorded: "model_use_recorded"
        }
    }
}

/// An invoice to be sent.
public struct Invoice: Hashable, Sendable {
    /// The product.
    public let sku: SKU
    /// The price.
    public let stars: Stars
    /// What it gives.
    public let gives: Gift
    /// Whether it must be offered by a link, because it renews.
    public let isSubscription: Bool
}

/// What money bought.
public struct Purchase: Hashable, Sendable {
    /// The product.
    public let sku: SKU
    /// How much was paid.
    public let stars: Stars
    /// What the buyer got; `nil` if nothing, this time.
    public let gives: Gift?

    /// Describes what money bought.
    public init(sku: SKU, stars: Stars, gives: Gift?) {
        self.sku = sku
        self.stars = stars
        self.gives = gives
    }
}

/// How far a use is.
public enum UseProgress: String, Hashable, Sendable {
    /// It begins now.
    case started
    /// It is being made, since an earlier request.
    case underway
    /// It arrived before.
    case delivered
    /// It is over, and did not arrive or is no longer remembered.
    case over
}

/// A reading that began.
public struct StartedReading: Hashable, Sendable {
    /// Its name: the position of its first event.
    public let use: Position
    /// The layout.
    public let spread: Spread
    /// The cards, the same for every repeat.
    public let draw: Draw
    /// What it is about.
    public let theme: Theme?
    /// At whose cost.
    public let access: Access
    /// How far it is.
    public let progress: UseProgress
}

/// A consultation that began.
public struct StartedConsultation: Hashable, Sendable {
    /// Its name: the position of its first event.
    public let use: Position
    /// At whose cost.
    public let access: Access
    /// How far it is.
    public let progress: UseProgress
}

/// Why a command is refused.
public enum Refusal: Hashable, Sendable {
    /// The key was used for something else.
    case keyReused
    /// The terms must be accepted first.
    case termsFirst
    /// The same product was asked for less than 30 s ago, and its invoice is in the chat.
    case tappedTwice
    /// The catalogue does not know the product.
    case unknownProduct
    /// The product is not for sale.
    case notForSale
    /// The product will be for sale later.
    case inPreparation
    /// The shop is closed.
    case salesClosed
    /// The user has the option already.
    case alreadyOwned
    /// The user's subscription to the product renews by itself.
    case alreadySubscribed
    /// The user's pass covers what the ticket is for.
    case passNeedsNoTicket
    /// Nobody ever reported the charge.
    case unknownCharge
    /// The charge is not in Stars.
    case notStars
    /// The charge is settled already, and this is its state.
    case chargeSettled(Charge.State)
    /// The charge is another user's.
    case otherUsersCharge
    /// There is nothing to take back.
    case nothingHeld
    /// The only ticket is set aside for a reading that is being made.
    case inUse
    /// The user is suspended already.
    case alreadyHeld
    /// The user is not suspended.
    case notHeld
    /// The paywall says no.
    case paywall(Paywall.Refusal)
    /// No setting has this name.
    case unknownSetting
    /// The setting does not accept the value.
    case invalidValue(accepted: String)
    /// The setting changes only at the start of the program.
    case notSettableInChat
    /// Days are counted already, so their midnight stays.
    case dayZoneFixed
    /// It is not said whom the command is about.
    case userMissing
}

extension Refusal {
    /// The name in documents and logs.
    public var name: String {
        switch self {
        case .keyReused: "key_reused"
        case .termsFirst: "terms_first"
        case .tappedTwice: "tapped_twice"
        case .unknownProduct: "unknown_product"
        case .notForSale: "not_for_sale"
        case .inPreparation: "in_preparation"
        case .salesClosed: "sales_closed"
        case .alreadyOwned: "already_owned"
        case .alreadySubscribed: "already_subscribed"
        case .passNeedsNoTicket: "pass_needs_no_ticket"
        case .unknownCharge: "unknown_charge"
        case .notStars: "not_stars"
        case .chargeSettled(let state): "charge_settled:\(state.rawValue)"
        case .otherUsersCharge: "other_users_charge"
        case .nothingHeld: "nothing_held"
        case .inUse: "in_use"
        case .alreadyHeld: "already_held"
        case .notHeld: "not_held"
        case .paywall(.held): "held"
        case .paywall(.noTicket): "no_ticket"
        case .paywall(.quotaUsedUp): "quota_used_up"
        case .paywall(.passOnly): "pass_only"
        case .unknownSetting: "unknown_setting"
        case .invalidValue: "invalid_value"
        case .notSettableInChat: "not_settable_in_chat"
        case .dayZoneFixed: "day_zone_fixed"
        case .userMissing: "user_missing"
        }
    }
}

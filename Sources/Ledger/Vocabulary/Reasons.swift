/// Why a checkout was refused.
public enum CheckoutRefusal: UInt8, CaseIterable, Sendable {
    case unknownSKU = 1
    case otherUser = 2
    case wrongAmount = 3
    case wrongCurrency = 4
    case notForSale = 5
    case alreadyOwned = 6
    case unreadablePayload = 7
    case salesClosed = 8
    case termsNotAccepted = 9
}

extension CheckoutRefusal {
    /// The name in JSON.
    public var name: String {
        switch self {
        case .unknownSKU: "unknown_sku"
        case .otherUser: "other_user"
        case .wrongAmount: "wrong_amount"
        case .wrongCurrency: "wrong_currency"
        case .notForSale: "not_for_sale"
        case .alreadyOwned: "already_owned"
        case .unreadablePayload: "unreadable_payload"
        case .salesClosed: "sales_closed"
        case .termsNotAccepted: "terms_not_accepted"
        }
    }
}

/// Why money that arrived fits no product.
public enum MismatchReason: UInt8, CaseIterable, Sendable {
    case unreadablePayload = 1
    case unknownSKU = 2
    case otherUser = 3
    case wrongAmount = 4
    case wrongCurrency = 5
}

extension MismatchReason {
    /// The name in JSON.
    public var name: String {
        switch self {
        case .unreadablePayload: "unreadable_payload"
        case .unknownSKU: "unknown_sku"
        case .otherUser: "other_user"
        case .wrongAmount: "wrong_amount"
        case .wrongCurrency: "wrong_currency"
        }
    }
}

/// Why a reading or a consultation failed for good.
public enum FailureReason: UInt8, CaseIterable, Sendable {
    /// The answer could not be delivered: the user blocked the bot, or the chat is gone.
    case undeliverable = 1
    /// The language model gave no usable answer.
    case model = 2
    /// The process ended before the reading was composed, and its update is gone.
    case abandoned = 3
    /// A fault of our own.
    case fault = 4
}

extension FailureReason {
    /// The name in JSON.
    public var name: String {
        switch self {
        case .undeliverable: "undeliverable"
        case .model: "model"
        case .abandoned: "abandoned"
        case .fault: "fault"
        }
    }
}

/// Where an error belongs: it tells the operator which page of the runbook to open.
public enum ErrorKind: UInt8, CaseIterable, Sendable {
    /// Money: a payment, a checkout, a refund.
    case payment = 1
    /// Load, or the language model.
    case load = 2
    /// Telegram cannot be reached or refuses the token.
    case connection = 3
}

extension ErrorKind {
    /// The name in JSON.
    public var name: String {
        switch self {
        case .payment: "payment"
        case .load: "load"
        case .connection: "connection"
        }
    }
}

/// What a subscription is, as Telegram last said.
public enum SubscriptionState: UInt8, CaseIterable, Sendable {
    /// It renews. Can become `canceled` or `failed`.
    case active = 1
    /// It runs out at the end of its period. Can become `active`.
    case canceled = 2
    /// A renewal did not go through. Can become `active`.
    case failed = 3
}

extension SubscriptionState {
    /// The name in JSON, and Telegram's own.
    public var name: String {
        switch self {
        case .active: "active"
        case .canceled: "canceled"
        case .failed: "failed"
        }
    }
}

/// Which charge of a subscription a payment is.
public enum SubscriptionTerm: UInt8, CaseIterable, Sendable {
    /// The first: its charge names the subscription.
    case first = 1
    /// A renewal.
    case renewal = 2
}

extension SubscriptionTerm {
    /// The name in JSON.
    public var name: String {
        switch self {
        case .first: "first"
        case .renewal: "renewal"
        }
    }
}

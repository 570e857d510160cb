/// Gives a payment back in full.
///
/// By charge, so asking again changes nothing.
struct RefundStarPayment: TelegramMethod {
    typealias Answer = Bool

    static let name = "refundStarPayment"

    let userID: Int64
    let telegramPaymentChargeID: String

    var terms: CallTerms {
        .work
    }
}

/// Ends or re-opens the renewal of a subscription, named by its first charge.
struct EditUserStarSubscription: TelegramMethod {
    typealias Answer = Bool

    static let name = "editUserStarSubscription"

    let userID: Int64
    let telegramPaymentChargeID: String
    /// `true` = no further charge; inverted, it would go on charging.
    let isCanceled: Bool

    var terms: CallTerms {
        .work
    }
}

/// A page of what came and went, oldest first.
struct GetStarTransactions: TelegramMethod {
    typealias Answer = StarTransactions

    /// How many one page may have.
    static let limits = 1...100
    static let name = "getStarTransactions"

    let offset: Int
    let limit: Int

    var terms: CallTerms {
        .work
    }
}

/// How many Stars the bot has.
struct GetMyStarBalance: TelegramMethod {
    typealias Answer = TelegramStarAmount

    static let name = "getMyStarBalance"

    var terms: CallTerms {
        .work
    }
}

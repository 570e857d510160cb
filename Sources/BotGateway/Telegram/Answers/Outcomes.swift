/// What became of a message.
///
/// Telegram has no key that would make a repeated send harmless, so the three ways of not knowing
/// that it arrived are kept apart.
package enum SendOutcome: Hashable, Sendable {
    /// Why a message did certainly not arrive.
    package enum Obstacle: Hashable, Sendable {
        /// Too many messages; the earliest moment from now to try again.
        case rateLimited(retryAfter: Duration)
        /// Telegram failed before it took the message.
        case serverFailed(status: Int)
        /// No connection came about.
        case notConnected
    }

    /// It stands in the chat.
    case sent(Message)
    /// It certainly did not arrive; it may be sent again.
    case notSent(Obstacle)
    /// It went out and no answer came; sent again, it might stand there twice.
    case unknown(TelegramError)
    /// Telegram refuses it; sent again, it would be refused again.
    case refused(TelegramRefusal)
}

/// What became of an answer to a tap or to a pre-checkout.
package enum AnswerOutcome: Hashable, Sendable {
    /// Telegram took it.
    case accepted
    /// Nobody waits for it any more. Not an error: what the tap asked for is done all the same.
    case tooLate
    /// Telegram refuses it.
    case refused(TelegramRefusal)
}

/// What became of a refund.
package enum RefundOutcome: Hashable, Sendable {
    /// The Stars are back with the payer.
    case refunded
    /// They were back before; after a lost answer this is how success looks.
    case alreadyRefunded
    /// Telegram refuses it.
    case refused(TelegramRefusal)
}

/// What became of a call that changes something and returns nothing.
package enum ChangeOutcome: Hashable, Sendable {
    /// It is as asked for.
    case done
    /// Telegram refuses it.
    case refused(TelegramRefusal)
}

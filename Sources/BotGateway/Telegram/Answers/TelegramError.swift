/// A call that did not come to an answer, or to one that ends the bot.
///
/// It names the method and the cause. It never holds the token, the address with it, or anything
/// of what was sent.
package struct TelegramError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, to switch on.
    package enum Code: Hashable, Sendable {
        /// 401: the token is not, or no longer, a bot's. Ends the bot.
        case unauthorized
        /// 404: nothing at this address knows the token or the method. Ends the bot.
        case notFound
        /// 409: another process polls, or updates are pushed elsewhere.
        case conflict
        /// 429: too early, and longer than this call may wait.
        case rateLimited(retryAfter: Duration)
        /// 5xx: Telegram failed.
        case serverFailed(status: Int)
        /// The call never went out.
        case notConnected
        /// The connection was lost after the call went out; what became of it is not known.
        case connectionDropped
        /// No answer in time after the call went out; what became of it is not known.
        case timedOut
        /// This process gave up after the call went out; what became of it is not known.
        case abandoned
        /// An answer came, and it is not one of the Bot API's.
        case unreadableAnswer
        /// An answer came, and it is larger than it may be.
        case answerTooLarge
        /// Telegram said no where nothing but yes makes sense.
        case refused(TelegramRefusal)
    }

    /// What happened.
    package let code: Code
    /// Telegram's name of the call.
    package let method: String
    /// What happened, and what to do about it, for an operator.
    package let message: String
    /// What the layer below said, without secrets.
    package let cause: String?

    init(_ code: Code, method: String, message: String? = nil, cause: String? = nil) {
        self.code = code
        self.method = method
        self.message = message ?? Self.sentence(for: code)
        self.cause = cause
    }

    /// Whether nothing will work until an operator changes something.
    package var isFatal: Bool {
        self.code == .unauthorized || self.code == .notFound
    }

    /// Everything in one line.
    package var description: String {
        let cause = self.cause.map { " (\($0))" } ?? ""
        return "\(self.method): \(self.message)\(cause)"
    }

    private static func sentence(for code: Code) -> String {
        switch code {
        case .unauthorized:
            "Telegram does not accept the token: check TELEGRAM_BOT_TOKEN"
        case .notFound:
            "nothing answers to this token here: check TELEGRAM_BOT_TOKEN and "
                + "TELEGRAM_API_BASE_URL"
        case .conflict:
            "somebody else takes this bot's updates: stop the other process with this "
                + "TELEGRAM_BOT_TOKEN, or remove its webhook"
        case .rateLimited(let wait): "too many requests, Telegram asks for \(wait.inSeconds) s"
        case .serverFailed(let status): "Telegram failed with status \(status)"
        case .notConnected: "no connection to Telegram; nothing was sent"
        case .connectionDropped: "the connection was lost before the answer came"
        case .timedOut: "no answer in time"
        case .abandoned: "given up before the answer came"
        case .unreadableAnswer:
            "the answer is not the Bot API's: check TELEGRAM_API_BASE_URL"
        case .answerTooLarge: "the answer is too large"
        case .refused(let refusal): "refused with \(refusal)"
        }
    }
}

extension Duration {
    /// Whole seconds, rounded up, for people.
    fileprivate var inSeconds: Int64 {
        self.components.seconds + (self.components.attoseconds > 0 ? 1 : 0)
    }
}

/// How one attempt at a call went, for whoever measures; nothing in it is personal or secret.
package struct TelegramCallReport: Sendable {
    /// How an attempt ended, in a word.
    package enum Outcome: String, Sendable {
        /// Telegram did it.
        case accepted
        /// Telegram said no.
        case refused
        /// 401, 404: the token is not a bot's.
        case unauthorized
        /// 409: somebody else takes the updates.
        case conflict
        /// 429.
        case rateLimited = "rate_limited"
        /// 5xx.
        case serverFailed = "server_failed"
        /// No answer came that can be read.
        case lost
        /// This process gave up.
        case abandoned

        /// Whether Telegram itself answered.
        package var isAnswer: Bool {
            switch self {
            case .accepted, .refused, .unauthorized, .conflict, .rateLimited: true
            case .serverFailed, .lost, .abandoned: false
            }
        }
    }

    /// Telegram's name of the call.
    package let method: String
    /// How it ended.
    package let outcome: Outcome
    /// How long it took.
    package let duration: Duration

    init(_ attempt: Attempt, method: String, duration: Duration) {
        self.method = method
        self.duration = duration
        self.outcome =
            switch attempt {
            case .accepted: .accepted
            case .refused: .refused
            case .failed(let error): Self.outcome(of: error)
            }
    }

    private static func outcome(of error: TelegramError) -> Outcome {
        switch error.code {
        case .unauthorized, .notFound: .unauthorized
        case .conflict: .conflict
        case .rateLimited: .rateLimited
        case .serverFailed: .serverFailed
        case .notConnected, .connectionDropped, .timedOut, .unreadableAnswer, .answerTooLarge: .lost
        case .abandoned: .abandoned
        case .refused: .refused
        }
    }
}

/// What keeps a question to a model from its answer.
package struct ModelFailure: Error, Hashable, Sendable {
    /// What happened.
    package enum Code: Hashable, Sendable {
        /// Too many calls are out and too many stand in line.
        case busy
        /// The request is larger than we send.
        case requestTooLarge
        /// No connection came about; the model knows of nothing.
        case notConnected
        /// The connection was lost.
        case connectionDropped
        /// The server fell silent.
        case silent
        /// The total time was over.
        case timedOut
        /// The server asks to come back later; `nil` if it does not say when.
        case rateLimited(retryAfter: Duration?)
        /// The account at the provider is used up.
        case quotaExhausted
        /// The server has trouble of its own.
        case serverFailed(status: Int)
        /// The key is not accepted.
        case unauthorized
        /// The server does not accept the request.
        case requestRefused(status: Int)
        /// The answer is none that we can read.
        case malformed
        /// The answer ended before its end.
        case truncated
        /// The answer is larger than we read.
        case answerTooLarge
        /// The answer has no words.
        case empty
        /// The model declines to answer.
        case declined
        /// The answer names other cards than were drawn, names them wrongly, or not all.
        case cardsWrong
        /// A consultation spoke of cards.
        case spokeOfCards
        /// The caller went away.
        case abandoned
    }

    /// What happened, to switch on.
    package var code: Code
    /// What lies behind it, in one line without user data and without secrets.
    package var cause: String?
    /// What the call cost all the same.
    package var usage: ModelUsage

    /// Describes a failure.
    package init(_ code: Code, cause: String? = nil, usage: ModelUsage = .none) {
        self.code = code
        self.cause = cause
        self.usage = usage
    }

    /// Whether the same call may well succeed a moment later.
    package var isPassing: Bool {
        switch self.code {
        case .notConnected, .connectionDropped, .silent, .rateLimited, .serverFailed, .truncated:
            true
        case .busy, .requestTooLarge, .timedOut, .quotaExhausted, .unauthorized, .requestRefused,
            .malformed, .answerTooLarge, .empty, .declined, .cardsWrong, .spokeOfCards,
            .abandoned:
            false
        }
    }
}

extension ModelFailure: CustomStringConvertible {
    /// What happened, for the operator.
    package var message: String {
        switch self.code {
        case .busy: "too many calls to the model are waiting"
        case .requestTooLarge: "the request to the model is too large"
        case .notConnected: "the model could not be reached"
        case .connectionDropped: "the connection to the model was lost"
        case .silent: "the model fell silent"
        case .timedOut: "the model took too long"
        case .rateLimited: "the model's provider asks to come back later"
        case .quotaExhausted: "the account at the model's provider is used up"
        case .serverFailed(let status): "the model's server failed with status \(status)"
        case .unauthorized: "the model's provider does not accept the key"
        case .requestRefused(let status): "the model refused the request with status \(status)"
        case .malformed: "the model's answer cannot be read"
        case .truncated: "the model's answer broke off"
        case .answerTooLarge: "the model's answer is too large"
        case .empty: "the model's answer is empty"
        case .declined: "the model declined to answer"
        case .cardsWrong: "the reading does not name the drawn cards"
        case .spokeOfCards: "the consultation speaks of cards"
        case .abandoned: "nobody waits for the model any more"
        }
    }

    /// One line.
    package var description: String {
        self.message + (self.cause.map { " (\($0))" } ?? "")
    }
}

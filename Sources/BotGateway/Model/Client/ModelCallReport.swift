/// How one call of the language model went, for whoever measures or watches; nothing in it is
/// personal or secret.
package struct ModelCallReport: Hashable, Sendable {
    /// How a call ended.
    package enum Outcome: Hashable, Sendable {
        /// The model answered; whether the answer is any good is for others to say.
        case answered
        /// It did not.
        case failed(ModelFailure.Code)
    }

    /// How it ended.
    package let outcome: Outcome
    /// How long it took: its turn, its attempts and the waits between them.
    package let duration: Duration
    /// When it ended, by the client's clock.
    package let at: Duration

    /// Describes a call.
    package init(outcome: Outcome, duration: Duration, at: Duration) {
        self.outcome = outcome
        self.duration = duration
        self.at = at
    }

    init(_ result: Result<ModelAnswer, ModelFailure>, duration: Duration, at: Duration) {
        let outcome: Outcome =
            switch result {
            case .success: .answered
            case .failure(let failure): .failed(failure.code)
            }
        self.init(outcome: outcome, duration: duration, at: at)
    }
}

extension ModelCallReport {
    /// Whether the model could be reached; `nil` where the call says nothing about it.
    package var isReachable: Bool? {
        guard case .failed(let code) = self.outcome else { return true }
        return switch code {
        case .notConnected, .connectionDropped, .silent, .timedOut, .serverFailed, .truncated: false
        case .rateLimited, .quotaExhausted, .unauthorized, .requestRefused, .malformed,
            .answerTooLarge, .empty, .declined, .cardsWrong, .spokeOfCards:
            true
        case .busy, .requestTooLarge, .abandoned: nil
        }
    }
}

extension ModelCallReport.Outcome {
    /// The name in figures.
    package var name: String {
        switch self {
        case .answered: "answered"
        case .failed(let code): code.name
        }
    }
}

extension ModelFailure.Code {
    /// The name in figures and logs.
    package var name: String {
        switch self {
        case .busy: "busy"
        case .requestTooLarge: "request_too_large"
        case .notConnected: "not_connected"
        case .connectionDropped: "connection_dropped"
        case .silent: "silent"
        case .timedOut: "timed_out"
        case .rateLimited: "rate_limited"
        case .quotaExhausted: "quota_exhausted"
        case .serverFailed: "server_failed"
        case .unauthorized: "unauthorized"
        case .requestRefused: "request_refused"
        case .malformed: "malformed"
        case .truncated: "truncated"
        case .answerTooLarge: "answer_too_large"
        case .empty: "empty"
        case .declined: "declined"
        case .cardsWrong: "cards_wrong"
        case .spokeOfCards: "spoke_of_cards"
        case .abandoned: "abandoned"
        }
    }

    /// Whether it stays so until an operator does something.
    package var needsOperator: Bool {
        switch self {
        case .quotaExhausted, .unauthorized, .requestRefused: true
        case .busy, .requestTooLarge, .notConnected, .connectionDropped, .silent, .timedOut,
            .rateLimited, .serverFailed, .malformed, .truncated, .answerTooLarge, .empty,
            .declined, .cardsWrong, .spokeOfCards, .abandoned:
            false
        }
    }
}

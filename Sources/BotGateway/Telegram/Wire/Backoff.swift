/// How long to wait before a call is made again, and whether it is.
struct Backoff: Sendable {
    /// How often a call is made at most.
    static let attemptCountMax = 4
    /// The wait before the first repetition; each further one is twice as long.
    static let firstWait = Duration.milliseconds(200)
    /// The longest wait between two attempts that we choose ourselves.
    static let waitMax = Duration.seconds(5)
    /// The longest wait that Telegram may impose within one call.
    static let retryAfterMax = Duration.seconds(30)

    /// How the call may be made.
    let terms: CallTerms
    /// A number in `0..<1`, so that many that failed together do not return together.
    let randomness: @Sendable () -> Double

    /// Decides whether a failed call is made again, and when.
    ///
    /// - Parameters:
    ///   - error: Why the last attempt failed.
    ///   - attempts: How many were made.
    ///   - elapsed: How long all of them took.
    /// - Returns: How long to wait before the next attempt, or `nil` if this was the last.
    func wait(after error: TelegramError, attempts: Int, elapsed: Duration) -> Duration? {
        guard attempts < Self.attemptCountMax, let wait = self.wait(after: error.code, attempts)
        else { return nil }
        return elapsed + wait < self.terms.budget ? wait : nil
    }

    private func wait(after code: TelegramError.Code, _ attempts: Int) -> Duration? {
        switch code {
        case .rateLimited(let retryAfter):
            retryAfter <= Self.retryAfterMax ? retryAfter : nil
        case .serverFailed, .notConnected, .connectionDropped, .timedOut:
            self.terms.repetition == .whenItFailed ? self.growing(attempts) : nil
        case .unauthorized, .notFound, .conflict, .abandoned, .unreadableAnswer,
            .answerTooLarge, .refused:
            nil
        }
    }

    /// Between half and the whole of 0.2, 0.4, 0.8 … seconds.
    private func growing(_ attempts: Int) -> Duration {
        let whole = min(Self.firstWait * (1 << min(attempts - 1, 16)), Self.waitMax)
        return whole / 2 + whole / 2 * self.randomness()
    }
}

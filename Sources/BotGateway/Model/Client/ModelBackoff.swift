/// Whether a call is made again, and after how long.
struct ModelBackoff: Sendable {
    let limits: ModelLimits
    /// A number in `0..<1`, so that many that failed together do not return together.
    let randomness: @Sendable () -> Double

    /// Decides after a failed attempt.
    ///
    /// - Parameters:
    ///   - failure: Why the last attempt failed.
    ///   - attempts: How many were made.
    ///   - elapsed: How long all of them took.
    /// - Returns: How long to wait before the next attempt, or `nil` if this was the last: the
    ///   failure stays, the attempts are used up, or the time would be over before.
    func wait(after failure: ModelFailure, attempts: Int, elapsed: Duration) -> Duration? {
        guard failure.isPassing, attempts < self.limits.attemptCountMax else { return nil }
        let wait =
            if case .rateLimited(.some(let imposed)) = failure.code {
                imposed + self.limits.firstWait * self.randomness()
            } else {
                self.growing(attempts)
            }
        return elapsed + wait < self.limits.totalTimeout ? wait : nil
    }

    /// Between half and the whole of 0.5, 1, 2 … seconds.
    private func growing(_ attempts: Int) -> Duration {
        let whole = min(
            self.limits.firstWait * (1 << min(attempts - 1, Self.doublingCountMax)),
            self.limits.waitMax
        )
        return whole / 2 + whole / 2 * self.randomness()
    }

    private static let doublingCountMax = 16
}

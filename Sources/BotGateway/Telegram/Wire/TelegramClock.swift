/// Time as the client sees it, so that tests can drive it.
package struct TelegramClock: Sendable {
    /// How long this clock has run.
    package var now: @Sendable () -> Duration
    /// Waits before a send or before a repetition.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Waits for the deadline of a call that is out.
    package var expire: @Sendable (Duration) async throws -> Void

    /// Creates a clock.
    package init(
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        expire: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
        self.expire = expire
    }

    /// The machine's own clock, which never goes back.
    package static let continuous: TelegramClock = {
        let start = ContinuousClock.now
        return TelegramClock(
            now: { ContinuousClock.now - start },
            // The one place where pacing and deadlines wait; tests bring a clock of their own.
            sleep: { try await Task.sleep(for: $0) },
            expire: { try await Task.sleep(for: $0) }
        )
    }()
}

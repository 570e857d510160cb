/// Keeps messages back until ``Pacing`` lets them go; each waits for itself alone.
actor Pacer {
    private let clock: TelegramClock
    private let isHeeded: Bool
    private var pacing = Pacing()

    init(clock: TelegramClock, isHeeded: Bool = true) {
        self.clock = clock
        self.isHeeded = isHeeded
    }

    /// Waits for a message's turn.
    ///
    /// - Parameters:
    ///   - chat: Where it goes.
    ///   - haste: Whether it may let others go first.
    /// - Returns: `nil` when it may leave, or how long the chat is full if that is too long.
    /// - Throws: `CancellationError`.
    func turn(
        in chat: ChatID,
        _ haste: Pacing.Haste = .prompt
    ) async throws -> SendOutcome.Obstacle? {
        guard self.isHeeded else { return nil }
        guard let moment = self.pacing.reserve(chat, at: self.clock.now()) else {
            return .rateLimited(retryAfter: Pacing.waitMax)
        }
        try await self.wait(until: moment)
        // Taken only now, so that whoever waited for a chat took nothing from the others.
        try await self.waitForPlace(haste)
        return nil
    }

    private func waitForPlace(_ haste: Pacing.Haste) async throws {
        let patientUntil = self.clock.now() + Pacing.patienceMax
        while true {
            let now = self.clock.now()
            switch self.pacing.admit(now < patientUntil ? haste : .prompt, at: now) {
            case .leaves(let start): return try await self.wait(until: start)
            case .asksAgain(let later): try await self.wait(until: later)
            }
        }
    }

    /// Keeps a chat silent from now on, because Telegram asked for it.
    func silence(_ chat: ChatID, for wait: Duration) {
        let now = self.clock.now()
        self.pacing.silence(chat, until: now + wait, at: now)
    }

    private func wait(until moment: Duration) async throws {
        let wait = moment - self.clock.now()
        if wait > .zero { try await self.clock.sleep(wait) }
    }
}

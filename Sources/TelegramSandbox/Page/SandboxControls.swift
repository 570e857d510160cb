/// What the page may do beyond the simulated Telegram, handed in by whoever runs the bot.
///
/// Without a closure its button is not shown.
public struct SandboxControls: Sendable {
    /// Opens the ledger's events, one JSON object a line.
    ///
    /// Those that are there come first, then new ones as they happen. Called once for every open page. The page reads `position`, `kind`, `user`,
    /// `recorded_at` and `data`, as `history --json` prints them.
    public var ledgerEvents: (@Sendable () async -> AsyncStream<String>)?

    /// Kills the bot: dropped without close or flush.
    public var killBot: (@Sendable () async throws -> Void)?

    /// Starts the bot again.
    public var startBot: (@Sendable () async throws -> Void)?

    /// Advances the clock by this many seconds; without it the world's clock is advanced.
    public var advanceClock: (@Sendable (Double) async throws -> Void)?

    /// Creates controls; what is left out is not offered.
    public init(
        ledgerEvents: (@Sendable () async -> AsyncStream<String>)? = nil,
        killBot: (@Sendable () async throws -> Void)? = nil,
        startBot: (@Sendable () async throws -> Void)? = nil,
        advanceClock: (@Sendable (Double) async throws -> Void)? = nil
    ) {
        self.ledgerEvents = ledgerEvents
        self.killBot = killBot
        self.startBot = startBot
        self.advanceClock = advanceClock
    }
}

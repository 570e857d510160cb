internal import Ledger
package import LedgerService
package import Logging
internal import Payments
internal import Projections
internal import ServiceLifecycle

/// The bot: where the world comes in and answers go out.
///
/// It starts with what an earlier run left undone, then polls. At shutdown intake stops first, and
/// what is under way is finished; whatever is not is on disk and goes on at the next start.
package struct Gateway: Service {
    /// How long errands may take to end at shutdown; what is left goes on at the next start.
    static let drainSecondsMax: Int64 = 8

    /// What a gateway is made of.
    package struct Settings: Sendable {
        /// How to reach Telegram.
        package var telegram: TelegramClient.Configuration
        /// What the bot can say.
        package var texts: Texts
        /// Who reads the cards.
        package var reader: Reader
        /// Where people are sent with questions, if anywhere.
        package var supportEmail: String?
        /// The operations chat, if there is one.
        package var operationsChat: Int64?
        /// Draws the seed of a draw, and nonces.
        package var randomness: @Sendable () -> UInt64

        /// Describes a gateway.
        package init(
            telegram: TelegramClient.Configuration,
            texts: Texts,
            reader: Reader = .builtIn,
            supportEmail: String? = nil,
            operationsChat: Int64? = nil,
            randomness: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
        ) {
            self.telegram = telegram
            self.texts = texts
            self.reader = reader
            self.supportEmail = supportEmail
            self.operationsChat = operationsChat
            self.randomness = randomness
        }
    }

    private let ledger: LedgerService
    private let settings: Settings
    private let logger: Logger

    /// Creates a gateway on a ledger, which runs as a service of its own.
    package init(ledger: LedgerService, settings: Settings, logger: Logger) {
        self.ledger = ledger
        self.settings = settings
        self.logger = logger
    }

    /// Serves until graceful shutdown.
    ///
    /// - Throws: ``LedgerError`` if the ledger cannot be opened, ``TelegramError`` if Telegram
    ///   refuses the token.
    package func run() async throws {
        let opened = try await self.ledger.opened()
        try await TelegramClient.withClient(self.settings.telegram) { client in
            let house = House(self.ledger, self.settings, client, self.logger)
            try await house.takeUp(opened)
            try await self.serve(house)
        }
    }

    private func serve(_ house: House) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await house.lanes.run(pause: Self.pause) { await house.carryOut($0) }
            }
            group.addTask {
                defer { house.lanes.finish() }
                try await cancelWhenGracefulShutdown { try await house.polling.run() }
            }
            // Polling ends first; the lanes only end after it.
            try await group.next()
            group.addTask { try await Task.sleep(for: .seconds(Self.drainSecondsMax)) }
            try await group.next()
            group.cancelAll()
        }
    }

    /// What is due later than the shutdown goes on at the next start.
    private static func pause(_ duration: Duration) async throws {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
        try Task.checkCancellation()
    }
}

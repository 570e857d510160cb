import BotGateway
import Foundation
import Ledger
import LedgerService
import Logging
import Payments
import Projections
import ServiceLifecycle
import TelegramSandbox
import Testing

/// A simulated Telegram, a folder, and a bot that can be started, stopped and killed in it.
struct TestHouse: Sendable {
    /// How a life of the bot ends.
    enum End: Sendable {
        /// As at SIGTERM.
        case stopped
        /// As at SIGKILL: no close, no flush, no answer.
        case killed
    }

    let world: TelegramWorld
    let place: LedgerPlace
    let log = LogRecord()
    fileprivate let address: String

    /// Runs the bot for the time of `body`.
    @discardableResult
    func live<Result: Sendable>(
        until end: End = .stopped,
        reader: Reader = .builtIn,
        model: LanguageModel? = nil,
        picture: SpreadPicture = SpreadPicture(),
        settings: [Setting: String] = [:],
        environment: [Setting: String] = [:],
        adjust: @Sendable (inout Gateway.Settings) -> Void = { _ in },
        _ body: @escaping @Sendable (TestBot) async throws -> Result
    ) async throws -> Result {
        let ledger = try LedgerService(
            place: self.place,
            verb: "test",
            catalogue: .builtIn,
            clock: { [clock = self.world.clock] in Instant(clock) },
            logger: self.log.logger
        )
        let start = BotStart(
            ledger: ledger,
            gateway: try self.gateway(
                ledger,
                reader: reader,
                model: model,
                picture: picture,
                environment: environment,
                adjust
            ),
            settings: settings,
            isOpen: Gate()
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: ledger), .init(service: start)],
                logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                let opened = try await ledger.opened()
                try await start.isOpen.pass()
                let bot = TestBot(house: self, ledger: ledger, opened: opened)
                let result = try await body(bot)
                switch end {
                case .stopped:
                    await group.triggerGracefulShutdown()
                    try await tasks.waitForAll()
                case .killed:
                    await Self.kill(ledger, &tasks)
                }
                return result
            } catch {
                await Self.kill(ledger, &tasks)
                throw error
            }
        }
    }

    private static func kill(
        _ ledger: LedgerService,
        _ tasks: inout ThrowingTaskGroup<Void, any Error>
    ) async {
        ledger.abandonWithoutFlushing()
        tasks.cancelAll()
        while let end = await tasks.nextResult() { _ = end }
    }

    /// The bot's own parts, as `serve` puts them together; waits are a hundredth as long.
    private func gateway(
        _ ledger: LedgerService,
        reader: Reader,
        model: LanguageModel?,
        picture: SpreadPicture,
        environment: [Setting: String],
        _ adjust: (inout Gateway.Settings) -> Void
    ) throws -> Gateway {
        let token = try #require(BotToken(self.world.settings.token))
        let endpoint = try #require(TelegramEndpoint(baseURL: self.address, token: token))
        let generator = Lock(SeededGenerator(seed: 7))
        var settings = Gateway.Settings(
            telegram: TelegramClient.Configuration(
                endpoint: endpoint,
                clock: HurriedClock().clock
            ),
            texts: .builtIn,
            reader: reader,
            supportEmail: "support@example.jp",
            randomness: { generator.withLock { $0.next() } },
            pause: { try await Task.sleep(for: $0 / 100) }
        )
        settings.environment = environment
        settings.model = model
        settings.picture = picture
        adjust(&settings)
        return Gateway(ledger: ledger, settings: settings, logger: self.log.logger)
    }
}

/// The start of the bot: the settings, then the gateway.
private struct BotStart: Service {
    let ledger: LedgerService
    let gateway: Gateway
    let settings: [Setting: String]
    let isOpen: Gate

    func run() async throws {
        _ = try await self.ledger.opened()
        var settings: [Setting: String] = [
            .paywallEnabled: "true", .administrators: "\(SandboxUser.administrator().id)",
            // The clock stands: all that a test sends arrives at the same moment.
            .messageInterval: "0", .callbackInterval: "0",
        ]
        settings.merge(self.settings) { $1 }
        for (setting, value) in settings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let request = Request(
                user: nil,
                at: self.ledger.clock(),
                cause: .start,
                actor: .system,
                rid: "start"
            )
            let change = Command.changeSetting(name: setting.rawValue, value: value)
            _ = try await self.ledger.submit(change, request)
        }
        self.isOpen.open()
        try await self.gateway.run()
    }
}

/// Lends a simulated Telegram and a folder; afterwards every call of the bot was a valid one.
func withHouse(
    _ settings: TelegramWorld.Settings = .atNoon,
    _ body: @escaping @Sendable (TestHouse) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "gateway-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await withSandbox(settings) { sandbox in
        let house = TestHouse(
            world: sandbox.world,
            place: LedgerPlace(database: "\(folder)/ledger.db"),
            address: sandbox.baseURL
        )
        try await body(house)
        for call in sandbox.world.calls { CallLimits.check(call) }
    }
}

/// Lends a bot that is stopped afterwards.
func withBot(
    _ settings: TelegramWorld.Settings = .atNoon,
    reader: Reader = .builtIn,
    _ body: @escaping @Sendable (TestBot) async throws -> Void
) async throws {
    try await withHouse(settings) { house in
        try await house.live(reader: reader) { try await body($0) }
    }
}

extension TelegramWorld.Settings {
    /// 2026-11-23 13:35 in Tokyo, and the clock stands.
    static var atNoon: TelegramWorld.Settings {
        TelegramWorld.Settings(
            clock: SandboxClock(standingAt: Date(timeIntervalSince1970: 1_795_408_500)),
            slowsRepeatedOffsets: false
        )
    }
}

extension Instant {
    /// The simulated time.
    init(_ clock: SandboxClock) {
        self.init(microseconds: Int64(clock.now().timeIntervalSince1970 * 1_000_000))
    }
}

internal import ArgumentParser
private import Foundation
internal import LedgerService
internal import Logging
internal import Projections
internal import ServiceLifecycle
internal import TelegramSandbox
internal import UnixSignals

/// `starledger sandbox`: the bot against a simulated Telegram, with a chat page in the browser.
struct Sandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the bot against a simulated Telegram, with a chat page in the browser.",
        discussion: """
            Needs no token, no key and no network. Of the environment it heeds THROTTLE_* alone: 0 \
            lets a script type as fast as it likes.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "The port of the page; 0 for any free one.")
    var port = 8_080

    @Option(help: "Seeds the simulated Telegram and the cards.")
    var seed: UInt64 = 1

    func run() async throws {
        try await reporting {
            let throttles = try Self.throttles(in: try await Environment())
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "starledger-sandbox-\(getpid())").path
            let database = self.common.database ?? "\(folder)/ledger.db"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let level = self.common.logLevel.level
            let clock = SandboxClock()
            let logger = Logger(label: "sandbox") { _ in
                MaskingLogHandler(
                    LineLogHandler(level: level, format: .text, clock: { .init(clock) })
                )
            }
            var settings = TelegramWorld.Settings()
            settings.seed = self.seed
            settings.clock = clock
            let world = TelegramWorld(settings)
            let bot = SandboxBot(
                world: world,
                place: LedgerPlace(database: database),
                seed: self.seed,
                throttles: throttles,
                logger: logger
            )
            let server = SandboxServer(
                world: world,
                port: self.port,
                controls: bot.controls,
                logger: logger
            )
            try await self.serve(server, bot, logger)
        }
    }

    /// The throttles that the environment sets; all else there is the real bot's.
    private static func throttles(
        in environment: Environment
    ) throws -> [(setting: Setting, value: String)] {
        var reader = ConfigurationReader(environment)
        let throttles = reader.settings(among: [.messageInterval, .callbackInterval])
        guard reader.problems.isEmpty else {
            throw Failure.usage(reader.problems.joined(separator: "\nstarledger: "))
        }
        return throttles
    }

    private func serve(_ server: SandboxServer, _ bot: SandboxBot, _ logger: Logger) async throws {
        let opening = SandboxOpening(server: server, bot: bot, logger: logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: server), .init(service: opening)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        try await group.run()
    }
}

/// Starts the bot once the simulated Telegram listens, and says where the page is.
private struct SandboxOpening: Service {
    let server: SandboxServer
    let bot: SandboxBot
    let logger: Logger

    func run() async throws {
        let port = try await self.server.port
        Terminal.say("StarLedger sandbox: http://127.0.0.1:\(port)/  (stop with Ctrl-C)")
        try await self.bot.run(telegramAt: "http://127.0.0.1:\(port)")
    }
}

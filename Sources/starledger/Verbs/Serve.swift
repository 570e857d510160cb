internal import ArgumentParser
internal import BotGateway
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections
internal import ServiceLifecycle
internal import UnixSignals

/// `starledger serve`: the bot.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the bot until SIGTERM.")

    @OptionGroup var common: CommonOptions

    @Option(help: "text, or json for machines.")
    var logFormat: LineLogHandler.Format = .text

    @OptionGroup var backups: ServeBackupOptions

    func run() async throws {
        try await reporting {
            let bot = try BotConfiguration(try await Environment(), needsToken: true)
            guard let telegram = bot.telegram else { return }
            let clock = MachineClock.clock()
            let (level, format) = (self.common.logLevel.level, self.logFormat)
            let logger = Logger(label: "starledger") { _ in
                MaskingLogHandler(LineLogHandler(level: level, format: format, clock: clock))
            }
            let figures = PrometheusExporter(
                LedgerMeasures.descriptions + GatewayMeasures.descriptions
            )
            let ledger = try self.ledger(bot, clock: clock, figures: figures, logger: logger)
            var settings = self.settings(bot, telegram, figures)
            settings.operatorSocket = self.place(bot).socket
            let pictures = await settings.picture.availability()
            let gateway = Gateway(ledger: ledger, settings: settings, logger: logger)
            let startUp = StartUp(
                ledger: ledger,
                settings: bot.startSettings,
                logger: logger,
                gateway: gateway,
                isPolling: bot.webhook == nil,
                pictures: pictures.sentence
            )
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    // Shut down in reverse: first intake and errands, then the ledger.
                    // A bot that fails must not leave the ledger's thread waiting for work.
                    services: [
                        .init(service: ledger),
                        .init(
                            service: startUp,
                            failureTerminationBehavior: .gracefullyShutdownGroup
                        ),
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
                )
            )
            try await self.run(group, on: ledger, logger)
            logger.info("Stopped starledger")
        }
    }

    private func settings(
        _ bot: BotConfiguration,
        _ telegram: TelegramEndpoint,
        _ figures: PrometheusExporter
    ) -> Gateway.Settings {
        var settings = Gateway.Settings(
            telegram: TelegramClient.Configuration(endpoint: telegram),
            texts: bot.texts,
            supportEmail: bot.supportEmail,
            operationsChat: bot.operationsChat
        )
        settings.reader = HangingReader.instead(of: settings.reader)
        settings.environment = Dictionary(bot.settings.map { ($0.setting, $0.value) }) { $1 }
        settings.model = bot.languageModel.model
        settings.prompts = bot.languageModel.prompts
        settings.webhook = bot.webhook
        settings.http = bot.http
        settings.reconcilesEvery = ReconciliationSchedule.interval
        settings.verifiesEvery = VerifySchedule.interval
        settings.backups = self.backups.plan
        settings.metrics = figures
        settings.exposition = { figures.exposition }
        return settings
    }

    private func place(_ bot: BotConfiguration) -> LedgerPlace {
        LedgerPlace(database: self.common.database ?? bot.database)
    }

    private func ledger(
        _ bot: BotConfiguration,
        clock: @escaping @Sendable () -> Instant,
        figures: PrometheusExporter,
        logger: Logger
    ) throws -> LedgerService {
        do throws(LedgerError) {
            return try LedgerService(
                place: self.place(bot),
                verb: "serve",
                catalogue: bot.catalogue,
                clock: clock,
                metrics: figures,
                logger: logger
            )
        } catch {
            logger.error("DB health check: \(error)")
            throw Failure("", status: .failure)
        }
    }

    /// What ends the services is said once: a ledger that could not be opened was logged then.
    private func run(
        _ group: ServiceGroup,
        on ledger: LedgerService,
        _ logger: Logger
    ) async throws {
        do {
            try await group.run()
        } catch let error as TelegramError where error.isFatal {
            // A token that Telegram does not know does not become right by itself.
            logger.error("the bot ended", metadata: ["error": "\(error)"])
            throw Failure.usage("TELEGRAM_BOT_TOKEN: \(error.description)")
        } catch let error as TelegramError {
            throw Failure(error.description)
        } catch let error as HTTPBindingError {
            throw Failure(error.description)
        } catch let error as OperatorSocketFailure {
            throw Failure(error.description)
        } catch let error as LedgerError {
            if (try? await ledger.opened()) != nil {
                logger.error("the ledger ended", metadata: ["error": "\(error)"])
            }
            throw Failure("", status: .failure)
        }
    }
}

extension LineLogHandler.Format: ExpressibleByArgument {}

/// The start of the bot: the ledger's health, the environment's settings, then the gateway.
struct StartUp: Service {
    let ledger: LedgerService
    let settings: [(setting: Setting, value: String)]
    let logger: Logger
    let gateway: Gateway
    /// Whether updates are fetched, and not pushed.
    var isPolling = true
    /// Whether pictures of spreads can be made, in a sentence.
    var pictures: String?

    func run() async throws {
        let opened: OpenedLedger
        do throws(LedgerError) {
            opened = try await self.ledger.opened()
        } catch {
            if error.code != .closing { self.logger.error("DB health check: \(error)") }
            throw Failure("", status: .failure)
        }
        self.logger.info("DB health check: ok")
        try await self.logSettings()
        await self.announce(opened)
        try await self.gateway.run()
    }

    /// The environment wins at the start: what differs becomes an event.
    private func logSettings() async throws {
        for (setting, value) in self.settings {
            let request = Request(
                user: nil,
                at: self.ledger.clock(),
                cause: .start,
                actor: .system,
                rid: "start",
                key: nil,
                clientLanguage: nil
            )
            let change = Command.changeSetting(name: setting.rawValue, value: value)
            let answer = try await self.ledger.submit(change, request)
            if case .refused(let refusal) = answer.outcome.outcome {
                let sentence = OperatorWords.sentence(for: refusal)
                throw Failure.usage("\(setting.rawValue): \(sentence)")
            }
        }
    }

    /// How much is missing since when, as far as anything here knows.
    private func loss(_ opened: OpenedLedger, _ lost: Position) async -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "head": "\(opened.head.position)", "lost_head": "\(lost)",
        ]
        // The new epoch begins with an event of its own.
        let loss = await self.ledger.loss(upTo: lost, begunAt: opened.head.position)
        guard let loss else { return metadata }
        metadata["missing"] = "\(loss.eventCount)"
        metadata["since"] = "\(loss.since?.rfc3339 ?? "the beginning")"
        let least = loss.isExact ? "" : "at least "
        metadata["payments"] = "\(loss.paymentCount.map { least + String($0) } ?? "unknown")"
        if loss.paymentCount != nil {
            metadata["stars"] = "\(least)\(loss.stars)"
            metadata["refunds"] = "\(least)\(loss.refundCount)"
        }
        return metadata
    }

    private func announce(_ opened: OpenedLedger) async {
        if let lost = opened.lostHead {
            let loss = await self.loss(opened, lost)
            self.logger.error(
                "the ledger was put back from a copy; run reconcile",
                metadata: loss
            )
        }
        let (settings, head) = self.ledger.read { ($0.settings, $0.position) }
        let polling = self.isPolling ? "True" : "False"
        let paywall = settings.isPaywallOn ? "True" : "False"
        self.logger.info(
            """
            Starting starledger polling=\(polling) paywall_enabled=\(paywall) \
            admins=\(settings.administrators.count) events=\(head) head=\(head)
            """
        )
        // After the two lines that are promised to be the first.
        guard let pictures else { return }
        self.logger.info("Pictures of spreads", metadata: ["picture": "\(pictures)"])
    }
}

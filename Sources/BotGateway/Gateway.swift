package import CoreMetrics
internal import Ledger
package import LedgerService
package import Logging
internal import Payments
package import Projections
internal import ServiceLifecycle

/// The bot: where the world comes in and answers go out.
///
/// It starts with what an earlier run left undone, then polls, or takes what is pushed. At shutdown intake stops first, and
/// what is under way is finished; whatever is not is on disk and goes on at the next start.
package struct Gateway: Service {
    /// How long errands may take to end at shutdown; what is left goes on at the next start.
    ///
    /// The process ends within 10 s: before this Telegram is told once more what was taken in, for
    /// up to 2 s, and after it the ledger is closed.
    static let drainSecondsMax: Int64 = 6

    /// What a gateway is made of.
    package struct Settings: Sendable {
        /// How to reach Telegram.
        package var telegram: TelegramClient.Configuration
        /// What the bot can say.
        package var texts: Texts
        /// Who reads the cards where no language model does.
        package var reader: Reader
        /// The language model, if there is one.
        package var model: LanguageModel?
        /// What the model is told, and what people are told in its place.
        package var prompts = Prompts.builtIn
        /// Who makes the pictures of spreads.
        package var picture = SpreadPicture()
        /// Where people are sent with questions, if anywhere.
        package var supportEmail: String?
        /// The operations chat, if there is one.
        package var operationsChat: Int64?
        /// What the environment sets, in the canonical spelling: it wins at the next start.
        package var environment: [Setting: String] = [:]
        /// Draws the seed of a draw, and nonces.
        package var randomness: @Sendable () -> UInt64
        /// Waits before something is tried again.
        package var pause: @Sendable (Duration) async throws -> Void
        /// Where updates are pushed to; `nil` = they are fetched.
        package var webhook: WebhookAddress?
        /// Where the webhook, the health and the figures are served; `nil` = nowhere.
        package var http: HTTPBinding?
        /// How often the books are compared with Telegram's list of Stars; `nil` = never.
        package var reconcilesEvery: Duration?
        /// How often the log is verified; `nil` = never.
        package var verifiesEvery: Duration?
        /// Where operators' orders come in; `nil` = nowhere.
        package var operatorSocket: String?
        /// How long the body of a push may take to arrive.
        package var pushBodyMax = Duration.seconds(10)
        /// How much room the ledger has; `nil` = what the disk says.
        package var storage: (@Sendable () -> LedgerStorage)?
        /// How often backups are made, and how many are kept; `nil` = none are made here.
        package var backups: BackupSchedule.Plan?
        /// Where figures go.
        package var metrics: any MetricsFactory = MetricsSystem.factory
        /// The figures, as `/metrics` shows them.
        package var exposition: @Sendable () -> String = { "" }
        /// Told the port that is served.
        package var listening: @Sendable (Int) -> Void = { _ in }

        /// Describes a gateway.
        package init(
            telegram: TelegramClient.Configuration,
            texts: Texts,
            reader: Reader = .builtIn,
            supportEmail: String? = nil,
            operationsChat: Int64? = nil,
            randomness: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) },
            pause: @escaping @Sendable (Duration) async throws -> Void = {
                // The interval between two looks; tests hand in a pause that they end themselves.
                try await Task.sleep(for: $0)
            }
        ) {
            self.telegram = telegram
            self.texts = texts
            self.reader = reader
            self.supportEmail = supportEmail
            self.operationsChat = operationsChat
            self.randomness = randomness
            self.pause = pause
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
        let clock = self.settings.telegram.clock
        let readiness = Readiness(ledger: self.ledger, now: clock.now)
        let door = WebhookDoor(logger: self.logger)
        guard let binding = self.settings.http else {
            precondition(self.settings.webhook == nil, "a webhook needs a place to listen")
            return try await self.runBot(door, readiness)
        }
        let front = self.front(at: binding, door, readiness)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await front.run(listening: self.settings.listening)
                return false
            }
            group.addTask {
                try await self.runBot(door, readiness)
                return true
            }
            // The bot ends last; what fails ends both.
            while let isBot = try await group.next() {
                if isBot { group.cancelAll() }
            }
        }
    }

    private func runBot(_ door: WebhookDoor, _ readiness: Readiness) async throws {
        let opened = try await self.ledger.opened()
        let measures = GatewayMeasures(factory: self.settings.metrics)
        let outages = (
            telegram: OutageWatch(.telegram, clock: self.ledger.clock, logger: self.logger),
            model: OutageWatch(.model, clock: self.ledger.clock, logger: self.logger)
        )
        var telegram = self.settings.telegram
        telegram.observe = { report in
            readiness.note(report)
            outages.telegram.note(report)
            measures.call(report)
        }
        try await self.withModel(measures, outages.model) { voice in
            try await TelegramClient.withClient(telegram) { client in
                let house = House(
                    self.ledger,
                    self.settings,
                    client,
                    voice,
                    [outages.telegram, outages.model],
                    self.logger
                )
                readiness.watch(house.lanes)
                self.ledger.whenFound { house.takeUp($0) }
                try await house.takeUp(opened)
                await house.restores.tell()
                try await self.serve(house, after: opened) {
                    let source = UpdateSource(
                        client: client,
                        pause: self.settings.pause,
                        logger: self.logger
                    )
                    try await self.takeUpdates(of: house, from: source, door, readiness)
                }
            }
        }
    }

    /// Lends the language model, if there is one.
    private func withModel<Value>(
        _ measures: GatewayMeasures,
        _ outages: OutageWatch,
        _ body: (ModelVoice?) async throws -> Value
    ) async throws -> Value {
        guard let model = self.settings.model else { return try await body(nil) }
        var configuration = model.client
        configuration.observe = { report in
            measures.call(report)
            outages.note(report)
        }
        return try await ModelClient.withClient(configuration) { client in
            try await body(ModelVoice(client, model, self.settings.prompts))
        }
    }

    /// Takes updates in until graceful shutdown; when it returns, none is on its way in.
    private func takeUpdates(
        of house: House,
        from source: UpdateSource,
        _ door: WebhookDoor,
        _ readiness: Readiness
    ) async throws {
        guard let address = self.settings.webhook else {
            let offset = try await cancelWhenGracefulShutdown {
                do {
                    try await source.fetch()
                } catch is CancellationError {
                    return UpdateID?.none
                }
                return try await house.polling.run()
            }
            return await source.confirm(before: offset)
        }
        door.open(
            WebhookDoor.Reception(
                intake: house.polling.intake,
                lanes: house.lanes,
                measures: house.polling.measures
            )
        )
        do {
            try await cancelWhenGracefulShutdown {
                try await source.push(to: address)
                await source.watch(address) { readiness.note(isPushedHere: $0) }
            }
        } catch is CancellationError {
            // Shut down before Telegram could be told.
        }
        readiness.stop()
        await door.close()
    }

    private func front(
        at binding: HTTPBinding,
        _ door: WebhookDoor,
        _ readiness: Readiness
    ) -> FrontServer {
        let measures = GatewayMeasures(factory: self.settings.metrics)
        return FrontServer(
            binding: binding,
            webhook: self.settings.webhook,
            bodyMax: self.settings.pushBodyMax,
            door: door,
            readiness: readiness,
            measures: measures,
            figures: { [ledger, settings] in
                let sample = GatewayMeasures.Sample(
                    errandCount: readiness.errandCount,
                    pushCount: door.pushCount,
                    ledger: ledger.health,
                    position: ledger.read { $0.position }
                )
                measures.note(sample)
                return settings.exposition()
            },
            logger: self.logger
        )
    }

    private func serve(
        _ house: House,
        after opened: OpenedLedger,
        _ takeUpdates: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { watch in
            watch.addTask { await house.lookout.run() }
            watch.addTask { await house.watch.run(after: opened) }
            if let schedule = self.schedule(of: house) {
                watch.addTask { await schedule.run() }
            }
            try await self.work(house, takeUpdates, besides: self.operatorServer(of: house))
            watch.cancelAll()
        }
    }

    private func schedule(of house: House) -> ReconciliationSchedule? {
        self.settings.reconcilesEvery.map { interval in
            ReconciliationSchedule(
                desk: house.reconciling,
                interval: interval,
                pause: self.settings.pause,
                logger: self.logger
            )
        }
    }

    /// Where operators' orders come in, if anywhere.
    private func operatorServer(of house: House) -> OperatorServer? {
        self.settings.operatorSocket.map { path in
            OperatorServer(
                file: OperatorSocketFile(path: path),
                door: OperatorDoor(desk: house.operators, logger: self.logger),
                logger: self.logger
            )
        }
    }

    /// Works until graceful shutdown; the socket ends a bounded while after it, side by side with
    /// what is under way.
    private func work(
        _ house: House,
        _ takeUpdates: @escaping @Sendable () async throws -> Void,
        besides operators: OperatorServer?
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let operators { group.addTask { try await operators.run() } }
            group.addTask { try await self.work(house, takeUpdates) }
            // What fails ends the other at once.
            while try await group.next() != nil {}
        }
    }

    private func work(
        _ house: House,
        _ takeUpdates: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await house.lanes.run { await house.carryOut($0) }
            }
            group.addTask {
                defer { house.lanes.finish() }
                try await takeUpdates()
            }
            // Intake ends first; the lanes only end after it.
            try await group.next()
            // A deadline: what the lanes have not done by then goes on at the next start.
            group.addTask { try await Task.sleep(for: .seconds(Self.drainSecondsMax)) }
            try await group.next()
            group.cancelAll()
        }
    }
}

internal import BotGateway
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections
internal import TelegramSandbox

/// The real bot in this process, for as long as it is measured.
struct BotUnderTest: Sendable {
    /// How updates reach it.
    enum Source: String, CaseIterable, Sendable {
        case polling
        case webhook
    }

    let place: LedgerPlace
    let telegram: TelegramProcess
    let source: Source
    /// Where a language model listens, if there is one.
    var modelPort: Int?

    /// Starts the bot, and stops it when `body` ends.
    func run<Result: Sendable>(
        _ body: @Sendable @escaping () async throws -> Result
    ) async throws -> Result {
        let quiet = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let settings = try self.settings()
        return try await withLedger(at: self.place) { ledger in
            try await self.prepare(ledger)
            let gateway = Gateway(ledger: ledger, settings: settings, logger: quiet)
            return try await withThrowingTaskGroup(of: Result?.self) { group in
                group.addTask {
                    do { try await gateway.run() } catch is CancellationError {}
                    return nil
                }
                group.addTask {
                    _ = try await self.telegram.ask(self.source == .polling ? "polled" : "hooked")
                    return try await body()
                }
                var result: Result?
                while result == nil, let ended = try await group.next() { result = ended }
                group.cancelAll()
                try await group.waitForAll()
                guard let result else { throw BenchFailure("the bot ended too early") }
                return result
            }
        }
    }

    private func settings() throws(BenchFailure) -> Gateway.Settings {
        guard let token = BotToken(TelegramWorld.Settings().token),
            let endpoint = TelegramEndpoint(
                baseURL: "http://127.0.0.1:\(self.telegram.port)",
                token: token
            )
        else { throw BenchFailure("the simulated Telegram has no usable address") }
        var client = TelegramClient.Configuration(endpoint: endpoint)
        client.isPaced = false
        var settings = Gateway.Settings(telegram: client, texts: .builtIn)
        if self.source == .webhook {
            let port = CannedServer.freePort()
            guard let secret = WebhookSecret("bench"),
                let address = WebhookAddress(
                    url: "http://127.0.0.1:\(port)/hook",
                    secret: secret,
                    allowsPlain: true
                )
            else { throw BenchFailure("the webhook has no usable address") }
            settings.webhook = address
            settings.http = HTTPBinding(host: "127.0.0.1", port: port)
        }
        if let modelPort { settings.model = try self.model(modelPort) }
        return settings
    }

    private func model(_ port: Int) throws(BenchFailure) -> LanguageModel {
        guard let key = ModelKey("bench-key"),
            let endpoint = ModelEndpoint(baseURL: "http://127.0.0.1:\(port)/v1", key: key)
        else { throw BenchFailure("the model has no usable address") }
        var client = ModelClient.Configuration(endpoint: endpoint)
        // All who ask stand in line, and nobody is turned away at once.
        client.limits.waitingCountMax = SimulatedTelegram.personCount
        return LanguageModel(client: client, fallback: .builtin)
    }

    /// Everybody accepted the terms and has a pass: nobody is turned away.
    private func prepare(_ ledger: LedgerService) async throws {
        for name in [Setting.messageInterval, .callbackInterval] {
            let command = Command.changeSetting(name: name.rawValue, value: "0")
            _ = try await ledger.submit(command, Self.request(nil, ledger))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<SimulatedTelegram.personCount {
                let user = UserID(rawValue: SimulatedTelegram.firstPerson + Int64(index))
                group.addTask {
                    var request = Self.request(user, ledger)
                    request.actor = .user
                    request.cause = .update
                    _ = try await ledger.submit(.acceptTerms(version: 1), request)
                }
            }
            try await group.waitForAll()
        }
    }

    private static func request(_ user: UserID?, _ ledger: LedgerService) -> Request {
        Request(
            user: user,
            at: ledger.clock(),
            cause: .commandLine,
            actor: .operator("bench"),
            rid: "bench"
        )
    }
}

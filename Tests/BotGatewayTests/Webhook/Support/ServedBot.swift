import BotGateway
import Foundation
import Ledger
import LedgerService
import Logging
import NIOCore
import NIOPosix
import Payments
import Projections
import ServiceLifecycle
import TelegramSandbox
import Testing

/// A bot that listens, for the time of a test.
struct ServedBot: Sendable {
    static let secret = "the-secret_1"
    static let path = "/hook"

    let ledger: LedgerService
    let port: Int

    /// How a bot of a test is run.
    struct Way: Sendable {
        var place: LedgerPlace
        var port: Int
        var isPushed = true
        var bodyMax = Duration.seconds(10)
    }

    /// Runs a bot until `body` returns, then shuts it down as SIGTERM does.
    static func with<Value: Sendable>(
        _ sandbox: Sandbox,
        _ way: Way,
        _ body: @Sendable (ServedBot) async throws -> Value
    ) async throws -> Value {
        let figures = PrometheusExporter(LedgerMeasures.descriptions + GatewayMeasures.descriptions)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let ledger = try LedgerService(
            place: way.place,
            verb: "test",
            catalogue: .builtIn,
            metrics: figures,
            logger: quiet
        )
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var settings = try Self.settings(sandbox, way)
        settings.metrics = figures
        settings.exposition = { figures.exposition }
        settings.listening = { port.yield($0) }
        let gateway = Gateway(ledger: ledger, settings: settings, logger: quiet)
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: ledger, successTerminationBehavior: .ignore),
                    .init(service: gateway),
                ],
                logger: quiet
            )
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { port.finish() }
                try await services.run()
            }
            let bound = try #require(await ports.first { _ in true })
            let result: Result<Value, any Error>
            do {
                try await Self.takeOffThrottles(ledger)
                result = .success(try await body(ServedBot(ledger: ledger, port: bound)))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }

    /// What tests push comes faster than from any person.
    private static func takeOffThrottles(_ ledger: LedgerService) async throws {
        _ = try await ledger.opened()
        for setting in [Setting.messageInterval, .callbackInterval] {
            let request = Request(
                user: nil,
                at: ledger.clock(),
                cause: .start,
                actor: .system,
                rid: "start"
            )
            let change = Command.changeSetting(name: setting.rawValue, value: "0")
            _ = try await ledger.submit(change, request)
        }
    }

    private static func settings(_ sandbox: Sandbox, _ way: Way) throws -> Gateway.Settings {
        let token = try #require(BotToken(sandbox.token))
        let endpoint = try #require(TelegramEndpoint(baseURL: sandbox.baseURL, token: token))
        var settings = Gateway.Settings(
            telegram: TelegramClient.Configuration(endpoint: endpoint),
            texts: .builtIn
        )
        settings.http = HTTPBinding(host: "127.0.0.1", port: way.port)
        settings.pushBodyMax = way.bodyMax
        if way.isPushed {
            let secret = try #require(WebhookSecret(Self.secret))
            settings.webhook = WebhookAddress(
                url: "http://127.0.0.1:\(way.port)\(Self.path)",
                secret: secret,
                allowsPlain: true
            )
        }
        return settings
    }

    /// A port that nobody listens on.
    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }

    /// A place for a ledger, which is gone afterwards.
    static func withPlace<Value>(
        _ body: (LedgerPlace) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "starledger-webhook-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(LedgerPlace(database: "\(folder)/ledger.db"))
    }
}

/// An HTTP answer, as far as tests look at it.
struct RawAnswer: Sendable {
    var status: Int
    var text: String
}

extension ServedBot {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Asks for a page.
    func get(_ path: String) async throws -> RawAnswer {
        try await self.send("GET \(path) HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n")
    }

    /// Pushes a body as Telegram does, or with another length than its head claims.
    func push(
        _ body: String,
        secret: String? = Self.secret,
        claiming claimed: Int? = nil
    ) async throws -> RawAnswer {
        let proof = secret.map { "X-Telegram-Bot-Api-Secret-Token: \($0)\r\n" } ?? ""
        return try await self.send(
            "POST \(Self.path) HTTP/1.1\r\nHost: bot\r\n\(proof)Content-Type: application/json\r\n"
                + "Content-Length: \(claimed ?? body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        )
    }

    /// Writes bytes and reads the head and what comes with it.
    func send(_ request: String) async throws -> RawAnswer {
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: self.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var text = ""
            do {
                for try await chunk in inbound {
                    text += String(buffer: chunk)
                    if Self.isWhole(text) { break }
                }
            } catch  where !text.isEmpty {
                // A server that refuses need not read to the end.
            }
            let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            return RawAnswer(status: try #require(status), text: text)
        }
    }

    private static func isWhole(_ text: String) -> Bool {
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text.lowercased().firstMatch(of: /content-length: (\d+)/)
            .flatMap { Int($0.1) }
        return text[end.upperBound...].utf8.count >= length ?? 0
    }
}

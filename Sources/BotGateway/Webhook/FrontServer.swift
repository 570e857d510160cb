internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Ledger
internal import Logging
internal import NIOCore

/// What this process answers over HTTP: the webhook, and how it is doing.
struct FrontServer: Sendable {
    /// How much of a body is read: Telegram's updates have at most 64 KiB, and some air.
    static let bodyBytesMax = 80 << 10

    /// How many connections may be open; more wait for their turn.
    static let connectionCountMax = 256

    /// How long a connection may be idle, in seconds.
    static let idleSecondsMax: Int64 = 75

    /// How large the fields of a request's head may be together, in bytes.
    static let headBytesMax = 16 << 10

    /// How long somebody whom we refuse may go on sending; nothing of it is kept.
    static let refusedSecondsMax: Int64 = 2

    let binding: HTTPBinding
    /// The webhook, if updates are pushed.
    let webhook: WebhookAddress?
    /// How long a body may take to arrive.
    let bodyMax: Duration
    let door: WebhookDoor
    let readiness: Readiness
    let measures: GatewayMeasures
    /// The figures, freshly sampled.
    let figures: @Sendable () -> String
    let logger: Logger

    /// Serves until graceful shutdown.
    ///
    /// - Parameter listening: Told the port, once it is bound.
    /// - Throws: ``HTTPBindingError`` if it cannot listen.
    func run(listening: @escaping @Sendable (Int) -> Void) async throws {
        let bound = Flag()
        let http = HTTP1Channel.Configuration(
            idleTimeout: .seconds(Self.idleSecondsMax),
            httpDecoderConfiguration: .init(maxHeaderListSize: Self.headBytesMax)
        )
        let application = Application(
            router: self.router(),
            server: .http1(configuration: http),
            configuration: ApplicationConfiguration(
                address: .hostname(self.binding.host, port: self.binding.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionCountMax)
            ),
            onServerRunning: { channel in
                bound.raise()
                listening(channel.localAddress?.port ?? self.binding.port)
            },
            // Its lines name no update; ours do.
            logger: Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
        )
        do {
            try await application.run()
        } catch  where !(error is CancellationError) && !bound.isRaised {
            throw HTTPBindingError(self.binding, cause: error)
        }
    }

    private func router() -> Router<FrontContext> {
        let router = Router(context: FrontContext.self)
        router.get("/healthz") { _, _ in Self.text("ok\n") }
        router.get("/readyz") { _, _ in
            let (isReady, line) = self.readiness.report
            return Self.text(
                line + "\n",
                status: isReady ? .ok : .serviceUnavailable,
                type: "application/json"
            )
        }
        router.get("/metrics") { _, _ in
            Self.text(self.figures(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        if let webhook {
            router.post(RouterPath(webhook.path)) { request, context in
                let response = try await self.push(request, context, webhook.secret)
                self.measures.push(answered: response.status.code)
                return response
            }
        }
        return router
    }

    private static func text(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

// MARK: - Pushes

extension FrontServer {
    /// What kept a body from being read.

    private func push(
        _ request: Request,
        _ context: FrontContext,
        _ secret: WebhookSecret
    ) async throws -> Response {
        guard secret.matches(HTTPField.Name.telegramSecret.flatMap { request.headers[$0] }) else {
            self.logger.warning("a push without the secret was refused")
            return context.refusal(.unauthorized)
        }
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= Self.bodyBytesMax else { return context.refusal(.contentTooLarge) }
        do {
            let answer = try await self.door.take {
                try await request.bytes(upTo: Self.bodyBytesMax, within: self.bodyMax)
            }
            switch answer {
            case .takenIn: return Response(status: .ok)
            case .unreadable: return Response(status: .badRequest)
            case .later(let seconds):
                return context.refusal(.serviceUnavailable, retryAfter: seconds)
            }
        } catch BodyFailure.tooLarge {
            return context.refusal(.contentTooLarge)
        } catch BodyFailure.tooSlow {
            return context.refusal(.requestTimeout)
        }
    }
}

/// A request, with the connection that it came on: who is refused does not keep it.
private struct FrontContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.channel = source.channel
    }

    /// Refuses a push whose body may not have been read.
    func refusal(_ status: HTTPResponse.Status, retryAfter seconds: Int? = nil) -> Response {
        let channel = self.channel
        channel.eventLoop.scheduleTask(in: .seconds(FrontServer.refusedSecondsMax)) {
            channel.close(promise: nil)
        }
        var headers: HTTPFields = [.connection: "close"]
        if let seconds { headers[.retryAfter] = "\(seconds)" }
        return Response(status: status, headers: headers)
    }
}

extension HTTPField.Name {
    /// Source: Bot API, `setWebhook`.
    fileprivate static let telegramSecret = Self("X-Telegram-Bot-Api-Secret-Token")
}

/// Says from one task to another that something happened.
private final class Flag: Sendable {
    private let state = Lock(false)

    var isRaised: Bool { self.state.withLock { $0 } }

    func raise() {
        self.state.withLock { $0 = true }
    }
}

/// This process cannot listen where it should.
package struct HTTPBindingError: Error, CustomStringConvertible {
    /// Everything in one line.
    package let description: String

    init(_ binding: HTTPBinding, cause: any Error) {
        self.description =
            "cannot listen on \(binding.host):\(binding.port): \(cause); check HTTP_BIND, and "
            + "whether another process listens there"
    }
}

internal import Hummingbird
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// Serves a ``TelegramWorld`` over HTTP: the Bot API, and the chat page at `/`.
///
/// ```swift
/// let server = SandboxServer(world: world, port: 8_080, controls: controls, logger: logger)
/// // run it in a ServiceGroup; then
/// let port = try await server.port  // the real one, also if 0 was asked for
/// ```
public struct SandboxServer: Service {
    /// What is served.
    public let world: TelegramWorld

    private let host: String
    private let requestedPort: Int
    private let controls: SandboxControls
    private let logger: Logger
    /// The port, or `nil` if it could not be had.
    private let bound = OneShot<Int?>()

    /// How long ``port`` waits for the server to start, in real time.
    private static let startMax = Duration.seconds(30)

    /// Creates a server; nothing is bound before ``run()``.
    ///
    /// - Parameters:
    ///   - world: What is served.
    ///   - host: The address to listen on.
    ///   - port: The port to listen on; 0 takes a free one.
    ///   - controls: What the page may do to the bot.
    ///   - logger: Where the server says what goes wrong.
    public init(
        world: TelegramWorld,
        host: String = "127.0.0.1",
        port: Int = 0,
        controls: SandboxControls = SandboxControls(),
        logger: Logger
    ) {
        self.world = world
        self.host = host
        self.requestedPort = port
        self.controls = controls
        self.logger = logger
    }

    /// The port that the server listens on; waits until it does.
    ///
    /// - Throws: ``SandboxTimeout`` if the server does not start.
    public var port: Int {
        get async throws {
            guard let port = await self.bound.value(within: Self.startMax), let port else {
                throw SandboxTimeout(
                    "the sandbox cannot listen on \(self.host):\(self.requestedPort)"
                )
            }
            return port
        }
    }

    /// Serves until the service group shuts down; long polls and page streams end at once then.
    public func run() async throws {
        self.world.transact { $0.isStopping = false }
        defer { self.bound.resolve(nil) }
        let application = Application(
            router: self.router(),
            configuration: .init(address: .hostname(self.host, port: self.requestedPort)),
            onServerRunning: { [bound] channel in
                bound.resolve(channel.localAddress?.port)
            },
            logger: self.logger
        )
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                group.addTask { await WebhookPusher(world: self.world).run() }
                try await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.world.interruptWaits()
        }
    }

    private func router() -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self)
        BotRoutes(world: self.world).add(to: router)
        PageRoutes(world: self.world, controls: self.controls).add(to: router)
        return router
    }
}

extension TelegramWorld {
    /// Ends everything that waits on a connection, so that the server can stop.
    func interruptWaits() {
        self.transact { state in
            state.isStopping = true
            state.poll?.wake.resolve(.stopping)
            for hang in state.hangs { hang.resolve(()) }
            state.hangs.removeAll()
            for checkout in state.preCheckouts.values { checkout.answer.resolve(.tooLate) }
            for onlooker in state.onlookers.values { onlooker.finish() }
            state.onlookers.removeAll()
        }
    }
}

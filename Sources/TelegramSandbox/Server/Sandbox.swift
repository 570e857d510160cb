public import Logging
internal import ServiceLifecycle

/// A served world, for the time of one test.
public struct Sandbox: Sendable {
    /// What happens in it.
    public let world: TelegramWorld
    /// Where it listens.
    public let port: Int

    /// Names a world that is served somewhere.
    public init(world: TelegramWorld, port: Int) {
        self.world = world
        self.port = port
    }

    /// What the bot takes for `https://api.telegram.org`.
    public var baseURL: String { "http://127.0.0.1:\(self.port)" }

    /// The bot's token.
    public var token: String { self.world.settings.token }
}

/// Serves a fresh simulated Telegram while `body` runs, on a port of its own.
///
/// ```swift
/// try await withSandbox { sandbox in
///     let bot = try Client(baseURL: sandbox.baseURL, token: sandbox.token)
///     …
/// }
/// ```
///
/// - Parameters:
///   - settings: How the world begins.
///   - controls: What the page may do to the bot.
///   - logger: Where the server says what goes wrong; quiet by default.
///   - body: The test.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why the server cannot start.
public func withSandbox<Result: Sendable>(
    _ settings: TelegramWorld.Settings = TelegramWorld.Settings(),
    controls: SandboxControls = SandboxControls(),
    logger: Logger? = nil,
    _ body: @Sendable (Sandbox) async throws -> Result
) async throws -> Result {
    var logger = logger ?? Logger(label: "sandbox")
    logger.logLevel = max(logger.logLevel, .error)
    let world = TelegramWorld(settings)
    let server = SandboxServer(world: world, controls: controls, logger: logger)
    let services = ServiceGroup(services: [server], logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await services.run() }
        let port = try await server.port
        do {
            let result = try await body(Sandbox(world: world, port: port))
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return result
        } catch {
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            throw error
        }
    }
}

internal import BotGateway
private import Foundation
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections
internal import ServiceLifecycle
internal import TelegramSandbox

/// The real bot inside the sandbox: it can be killed without a flush, and started again.
final class SandboxBot: Sendable {
    /// What a person asks of the bot's process.
    private enum Wish: Sendable {
        case start(CheckedContinuation<Void, Never>)
        case kill(CheckedContinuation<Void, Never>)
    }

    private let world: TelegramWorld
    private let place: LedgerPlace
    private let seed: UInt64
    private let throttles: [(setting: Setting, value: String)]
    private let logger: Logger
    private let tail: EventTail
    private let wishes: AsyncStream<Wish>
    private let wish: AsyncStream<Wish>.Continuation

    init(
        world: TelegramWorld,
        place: LedgerPlace,
        seed: UInt64,
        throttles: [(setting: Setting, value: String)],
        logger: Logger
    ) {
        self.world = world
        self.place = place
        self.seed = seed
        self.throttles = throttles
        self.logger = logger
        self.tail = EventTail(place: place)
        (self.wishes, self.wish) = AsyncStream.makeStream(of: Wish.self)
    }

    /// The buttons of the page that reach beyond Telegram.
    var controls: SandboxControls {
        SandboxControls(
            ledgerEvents: { self.tail.watch() },
            killBot: { await withCheckedContinuation { self.wish.yield(.kill($0)) } },
            startBot: { await withCheckedContinuation { self.wish.yield(.start($0)) } }
        )
    }

    /// Runs the bot, and again each time it is wished for, until graceful shutdown.
    func run(telegramAt address: String) async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                var life: BotLife? = try self.begin(in: &group, telegramAt: address)
                for await wish in self.wishes {
                    switch wish {
                    case .start(let done):
                        if life == nil { life = try self.begin(in: &group, telegramAt: address) }
                        done.resume()
                    case .kill(let done):
                        life?.kill()
                        await life?.ended()
                        life = nil
                        done.resume()
                    }
                }
                life?.ledger.close()
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    private func begin(
        in group: inout ThrowingTaskGroup<Void, any Error>,
        telegramAt address: String
    ) throws -> BotLife {
        guard let token = BotToken(self.world.settings.token),
            let endpoint = TelegramEndpoint(baseURL: address, token: token)
        else { throw Failure("the simulated Telegram has no usable address") }
        let life = try BotLife(
            place: self.place,
            endpoint: endpoint,
            clock: self.world.clock,
            seed: self.seed,
            throttles: self.throttles,
            logger: self.logger
        )
        group.addTask { try await life.run(watchedBy: self.tail) }
        return life
    }
}

/// One run of the bot's process, from start to kill.
private final class BotLife: Sendable {
    /// What the monthly pass costs in the sandbox.
    private static let subscriptionStars = "2500"

    let ledger: LedgerService
    private let startUp: StartUp
    private let death = AsyncStream.makeStream(of: Void.self)
    private let burial = AsyncStream.makeStream(of: Void.self)

    init(
        place: LedgerPlace,
        endpoint: TelegramEndpoint,
        clock: SandboxClock,
        seed: UInt64,
        throttles: [(setting: Setting, value: String)],
        logger: Logger
    ) throws {
        self.ledger = try LedgerService(
            place: place,
            verb: "sandbox",
            catalogue: .builtIn,
            clock: { Instant(clock) },
            logger: logger
        )
        // Each life draws anew: a button of an earlier one must not come back as another's.
        let head = (try? LedgerView(place: place))?.head.position ?? 0
        let randomness = Lock(SeededGenerator(seed: seed ^ UInt64(head)))
        // They win at every start, as those of the environment do.
        let starting: [(setting: Setting, value: String)] =
            [
                (.paywallEnabled, "true"),
                (.administrators, "\(SandboxUser.administrator().id)"),
                (.subscriptionStars, Self.subscriptionStars),
            ] + throttles
        var settings = Gateway.Settings(
            telegram: TelegramClient.Configuration(endpoint: endpoint),
            texts: .builtIn,
            supportEmail: "support@example.jp",
            randomness: { randomness.withLock { $0.next() } }
        )
        settings.operatorSocket = place.socket
        settings.environment = Dictionary(starting.map { ($0.setting, $0.value) }) { $1 }
        self.startUp = StartUp(
            ledger: self.ledger,
            settings: starting,
            logger: logger,
            gateway: Gateway(ledger: self.ledger, settings: settings, logger: logger)
        )
    }

    func run(watchedBy tail: EventTail) async throws {
        defer { self.burial.continuation.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.ledger.run() }
            group.addTask { try await self.startUp.run() }
            group.addTask {
                for await event in self.ledger.watch() { tail.send(event) }
            }
            group.addTask {
                for await _ in self.death.stream {}
                // Who stops the sandbox cancels; only its button kills, and leaves a -wal.
                try Task.checkCancellation()
                self.ledger.abandonWithoutFlushing()
                throw CancellationError()
            }
            do {
                while try await group.next() != nil {}
            } catch is CancellationError {
                group.cancelAll()
            }
        }
    }

    /// Drops the bot as a killed process drops: no close, no flush.
    func kill() {
        self.death.continuation.finish()
    }

    /// Waits until nothing of it is left.
    func ended() async {
        for await _ in self.burial.stream {}
    }
}

extension Instant {
    /// The simulated time.
    init(_ clock: SandboxClock) {
        self.init(microseconds: Int64(clock.now().timeIntervalSince1970 * 1_000_000))
    }
}

internal import Foundation
private import NIOConcurrencyHelpers

/// The simulated Telegram: people, chats, purses, the bot's queue of updates, and a clock.
///
/// People act through ``person(_:)``, the bot through ``SandboxServer`` over HTTP. Everything that
/// Telegram draws at random (update ids, charge ids) comes from the seed.
/// ```swift
/// try await withSandbox { sandbox in
///     // … start the bot against `sandbox.baseURL` with `sandbox.token` …
///     let sakura = sandbox.world.person(1001)
///     let sent = sakura.say("/buy")
///     let shop = try await sakura.waitForMessage(after: sent.id) { !$0.inlineKeyboard.isEmpty }
///     sakura.press("buy:TICKET_3", on: shop)
///     let invoice = try await sakura.waitForMessage(after: shop.id) { $0.invoice != nil }
///     sandbox.world.inject(.loseAnswer, on: "sendMessage")
///     guard case .paid(let payment) = await sakura.pay(invoice) else { … }
/// }
/// ```
/// All of it may be called from any thread. Closures handed in (`where:`) run outside its lock.
public final class TelegramWorld: Sendable {
    /// What can be set before the world begins.
    public struct Settings: Sendable {
        /// The bot's token; the digits before the colon are the bot's id.
        public var token: String
        /// The bot's user name, without `@`.
        public var botUsername: String
        /// Equal seeds give equal update, query and charge ids.
        public var seed: UInt64
        /// The clock that the world lives by.
        public var clock: SandboxClock
        /// The people at the start, in the order of the page's tabs.
        public var users: [SandboxUser]
        /// Answers 429 to a bot that sends too fast; `nil` lets everything through.
        public var floodLimits: SandboxFloodLimits?
        /// How long a payment waits for the bot's word, in seconds.
        public var preCheckoutSecondsMax: Double
        /// How long a pressed button may be answered, in seconds.
        public var callbackAnswerSecondsMax: Double
        /// Telegram slows a consumer that repeats an offset (one update within 0.5 s, at least 3 s
        /// of waiting within 3 s); `false` leaves that out.
        public var slowsRepeatedOffsets: Bool

        /// Creates settings; every one has a default that suits tests.
        public init(
            token: String = "7000000001:AAsandbox-Token_for-tests-0123456789",
            botUsername: String = "starledger_sandbox_bot",
            seed: UInt64 = 1,
            clock: SandboxClock = SandboxClock(),
            users: [SandboxUser] = [.sakura, .emma, .joao, .administrator()],
            floodLimits: SandboxFloodLimits? = nil,
            preCheckoutSecondsMax: Double = 10,
            callbackAnswerSecondsMax: Double = 15,
            slowsRepeatedOffsets: Bool = true
        ) {
            self.token = token
            self.botUsername = botUsername
            self.seed = seed
            self.clock = clock
            self.users = users
            self.floodLimits = floodLimits
            self.preCheckoutSecondsMax = preCheckoutSecondsMax
            self.callbackAnswerSecondsMax = callbackAnswerSecondsMax
            self.slowsRepeatedOffsets = slowsRepeatedOffsets
        }
    }

    /// What was set before the world began.
    public let settings: Settings

    private let state: NIOLockedValueBox<WorldState>

    /// Creates a world in which nothing has happened yet.
    public init(_ settings: Settings = Settings()) {
        self.settings = settings
        self.state = NIOLockedValueBox(WorldState(settings))
        settings.clock.onAdvance { [weak self] in
            self?.transact { $0.clockAdvanced() }
        }
    }

    /// The clock; advance it to come to another day.
    public var clock: SandboxClock { self.settings.clock }

    /// The bot's id, which is also the sender of its messages.
    public var botID: Int64 { self.transact { $0.botID } }

    /// Runs one step of the simulation; nothing else happens meanwhile.
    func transact<Result, Failure: Error>(
        _ step: (inout WorldState) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The lock's own method only rethrows untyped, so the outcome travels as a value.
        let outcome: Swift.Result<Result, Failure> = self.state.withLockedValue { state in
            do throws(Failure) {
                return .success(try step(&state))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }
}

// MARK: - Looking on

extension TelegramWorld {
    /// The people, in the order of the page's tabs.
    public var users: [SandboxUser] {
        self.transact { state in state.userOrder.compactMap { state.users[$0] } }
    }

    /// Brings in a person, or replaces one with the same id.
    public func add(_ user: SandboxUser) {
        self.transact { $0.add(user) }
    }

    /// Brings in `count` people with ids from `first` up, each with the same purse.
    public func addUsers(count: Int, from first: Int64 = 20_001, balanceStars: Int64 = 100_000) {
        for offset in 0..<Int64(count) {
            let id = first + offset
            self.add(SandboxUser(id: id, firstName: "User \(id)", balanceStars: balanceStars))
        }
    }

    /// Opens a group chat that the bot is a member of.
    ///
    /// - Parameters:
    ///   - id: A negative number.
    ///   - title: What stands above the chat.
    public func addGroup(id: Int64, title: String) {
        precondition(id < 0, "a group's id is negative; positive ones are people")
        self.transact { $0.groups[id] = title }
    }

    /// One person, to act as.
    ///
    /// - Precondition: ``add(_:)`` or the settings brought them in.
    public func person(_ id: Int64) -> SandboxPerson {
        precondition(self.transact { $0.users[id] } != nil, "nobody here has the id \(id)")
        return SandboxPerson(id: id, world: self)
    }

    /// The messages of a chat as they stand now, oldest first.
    public func messages(in chat: Int64) -> [SandboxMessage] {
        self.transact { $0.chats[chat] ?? [] }
    }

    /// The Stars that the bot holds.
    public var botBalanceStars: Int64 {
        self.transact { $0.botBalance }
    }

    /// Every charge ever made, oldest first, refunded ones included.
    public var payments: [SandboxPayment] {
        self.transact { state in state.chargeOrder.compactMap { state.payments[$0] } }
    }

    /// Takes Stars out of the bot's purse without an update, as a chargeback at a shop does.
    public func chargeBack(stars: Int64) {
        self.transact { $0.botBalance -= stars }
    }
}

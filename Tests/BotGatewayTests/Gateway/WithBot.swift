import BotGateway
import Foundation
import Ledger
import LedgerService
import Logging
import Payments
import Projections
import ServiceLifecycle
import TelegramSandbox
import Testing

/// The real gateway on a real ledger against the simulated Telegram, over real HTTP.
struct TestBot: Sendable {
    /// How a life of the bot's process ends.
    enum End {
        /// As by SIGTERM.
        case stop
        /// As by SIGKILL: nothing is closed, flushed or answered any more.
        case kill
    }

    let sandbox: Sandbox
    let place: LedgerPlace
    let settings: [(Setting, String)]
    let reader: Reader

    var world: TelegramWorld { self.sandbox.world }

    /// A Japanese user who has started the chat.
    var sakura: SandboxPerson { self.world.person(1001) }

    /// The administrator.
    var admin: SandboxPerson { self.world.person(9001) }

    /// Runs the bot for the time of `body`.
    @discardableResult
    func live<Result: Sendable>(
        endingBy end: End = .stop,
        _ body: @Sendable @escaping (LedgerService) async throws -> Result
    ) async throws -> Result {
        let clock = self.world.clock
        let logger = Logger(label: "bot") { _ in SwiftLogNoOpLogHandler() }
        let ledger = try LedgerService(
            place: self.place,
            verb: "test",
            catalogue: .builtIn,
            clock: { Instant(microseconds: Int64(clock.now().timeIntervalSince1970 * 1e6)) },
            logger: logger
        )
        let gateway = try self.gateway(on: ledger, logger)
        let services = ServiceGroup(services: [ledger, gateway], logger: logger)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                do { try await services.run() } catch is CancellationError {}
                return nil
            }
            group.addTask {
                _ = try await ledger.opened()
                for (setting, value) in self.settings {
                    let change = Command.changeSetting(name: setting.rawValue, value: value)
                    _ = try await ledger.submit(change, .atStart)
                }
                let result = try await body(ledger)
                switch end {
                case .stop: await services.triggerGracefulShutdown()
                case .kill: ledger.abandonWithoutFlushing()
                }
                return result
            }
            var result: Result?
            while result == nil, let next = try await group.next() { result = next }
            if case .kill = end { group.cancelAll() }
            // What the services throw once they are killed is of no interest.
            while let next = await group.nextResult() {
                if case .stop = end { _ = try next.get() }
            }
            return try #require(result)
        }
    }

    /// What somebody has, as the log says.
    func person(_ id: Int64) throws -> Person {
        try LedgerView(place: self.place).books().person(UserID(rawValue: id)) ?? Person()
    }

    /// The kinds of all events about somebody, in order.
    func kinds(of id: Int64) throws -> [EventKind] {
        var filter = HistoryFilter()
        filter.user = UserID(rawValue: id)
        var kinds: [EventKind] = []
        try LedgerView(place: self.place).forEach(matching: filter) { event, _ in
            kinds.append(event.event.kind)
        }
        return kinds
    }

    private func gateway(on ledger: LedgerService, _ logger: Logger) throws -> Gateway {
        let token = try #require(BotToken(self.sandbox.token))
        let endpoint = try #require(
            TelegramEndpoint(baseURL: self.sandbox.baseURL, token: token)
        )
        let seeds = Lock(SeededGenerator(seed: 7))
        return Gateway(
            ledger: ledger,
            settings: Gateway.Settings(
                telegram: TelegramClient.Configuration(endpoint: endpoint),
                texts: .builtIn,
                reader: self.reader,
                supportEmail: "help@example.jp",
                randomness: { seeds.withLock { $0.next() } }
            ),
            logger: logger
        )
    }
}

/// Lends a bot that does not live yet, with the paywall on and one administrator.
func withBot(
    reader: Reader = .builtIn,
    users: Int = 0,
    _ body: @Sendable (TestBot) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "bot-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var settings = TelegramWorld.Settings()
    settings.slowsRepeatedOffsets = false
    try await withSandbox(settings) { sandbox in
        if users > 0 { sandbox.world.addUsers(count: users) }
        try await body(
            TestBot(
                sandbox: sandbox,
                place: LedgerPlace(database: "\(folder)/ledger.db"),
                settings: [(.paywallEnabled, "true"), (.administrators, "9001")],
                reader: reader
            )
        )
    }
}

extension Request {
    /// A request of the program's start.
    static var atStart: Request {
        Request(
            user: nil,
            at: .now,
            cause: .start,
            actor: .system,
            rid: "start",
            key: nil,
            clientLanguage: nil
        )
    }
}

extension LedgerService {
    /// Waits until the published projections are as they should be.
    func wait(until holds: @Sendable (borrowing Books) -> Bool) async {
        let events = self.watch()
        if self.read(holds) { return }
        for await _ in events where self.read(holds) { return }
    }

    /// Waits until every reading of a user is settled.
    func waitUntilSettled(_ user: Int64) async {
        await self.wait { $0.person(UserID(rawValue: user))?.openUses.isEmpty == true }
    }
}

extension SandboxPerson {
    /// Says something and waits for the bot's next message.
    @discardableResult
    func ask(
        _ text: String,
        until matches: @Sendable @escaping (SandboxMessage) -> Bool = { $0.isFromBot }
    ) async throws -> SandboxMessage {
        let sent = self.say(text)
        return try await self.waitForMessage(after: sent.id) { $0.isFromBot && matches($0) }
    }

    /// Presses a button and waits for the bot's next message.
    @discardableResult
    func tap(
        _ data: String,
        on message: SandboxMessage,
        until matches: @Sendable @escaping (SandboxMessage) -> Bool = { $0.isFromBot }
    ) async throws -> SandboxMessage {
        let last = self.lastMessageID
        _ = self.press(data, on: message)
        return try await self.waitForMessage(after: last) { $0.isFromBot && matches($0) }
    }

    /// Accepts the terms.
    func agree() async throws {
        try await self.ask("/terms agree")
    }

    /// Asks for an invoice as a person does.
    func invoice(for sku: String) async throws -> SandboxMessage {
        let shop = try await self.ask("/buy") { $0.buttonData.contains("buy:\(sku)") }
        return try await self.tap("buy:\(sku)", on: shop) { $0.invoice != nil }
    }

    /// Buys a product as a person does; returns the thank-you.
    func buy(_ sku: String) async throws -> SandboxMessage {
        let invoice = try await self.invoice(for: sku)
        let outcome = await self.pay(invoice)
        let charge = try #require(outcome.payment?.chargeID, "\(outcome)")
        return try await self.waitForMessage(after: invoice.id) {
            $0.isFromBot && $0.invoice == nil && !$0.text.contains(charge)
        }
    }

    /// How many readings arrived that begin with a title.
    func readingCount(_ title: String) -> Int {
        self.messages.count { $0.isFromBot && $0.text.hasPrefix("🔮 \(title)") }
    }
}

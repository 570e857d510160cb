import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// Lends a house, a fake language model, and the model as the bot is given it.
func withModelHouse(
    _ settings: TelegramWorld.Settings = .atNoon,
    fallback: ReaderFallback = .release,
    name: String = ModelEndpoint.modelDefault,
    limits: @Sendable (inout ModelLimits) -> Void = { _ in },
    _ body: @escaping @Sendable (FakeModel, TestHouse, LanguageModel) async throws -> Void
) async throws {
    var chosen = ModelLimits()
    chosen.firstWait = .milliseconds(1)
    chosen.waitMax = .milliseconds(2)
    limits(&chosen)
    let bounds = chosen
    try await FakeModel.withServer { fake in
        let key = try #require(ModelKey(FakeModel.key))
        let endpoint = try #require(ModelEndpoint(baseURL: fake.baseURL, key: key, model: name))
        let client = ModelClient.Configuration(endpoint: endpoint, limits: bounds)
        try await withHouse(settings) { house in
            try await body(fake, house, LanguageModel(client: client, fallback: fallback))
        }
    }
}

/// Lends a bot whose language model is fake.
func withTalkingBot(
    fallback: ReaderFallback = .release,
    settings: [Setting: String] = [:],
    limits: @Sendable (inout ModelLimits) -> Void = { _ in },
    _ body: @escaping @Sendable (FakeModel, TestBot) async throws -> Void
) async throws {
    try await withModelHouse(fallback: fallback, limits: limits) { fake, house, model in
        try await house.live(model: model, settings: settings) { try await body(fake, $0) }
    }
}

extension TestBot {
    /// Says something and waits for an answer that contains certain words.
    @discardableResult
    func ask(
        _ text: String,
        by person: SandboxPerson,
        until words: String
    ) async throws -> SandboxMessage {
        let said = person.say(text)
        return try await person.waitForMessage(after: said.id) {
            $0.isFromBot && $0.text.contains(words)
        }
    }

    /// The events of one kind, their payloads alone.
    func events(_ kind: EventKind) throws -> [Event] {
        try self.events().map(\.event).filter { $0.kind == kind }
    }

    /// Changes a setting as an administrator would.
    func set(_ setting: Setting, _ value: String) async throws {
        let request = Request(
            user: nil,
            at: self.ledger.clock(),
            cause: .update,
            actor: .administrator(UserID(rawValue: self.admin.id)),
            rid: "set"
        )
        _ = try await self.ledger.submit(
            .changeSetting(name: setting.rawValue, value: value),
            request
        )
    }

    /// Suspends somebody.
    func hold(_ person: SandboxPerson) async throws {
        let request = Request(
            user: UserID(rawValue: person.id),
            at: self.ledger.clock(),
            cause: .update,
            actor: .administrator(UserID(rawValue: self.admin.id)),
            rid: "hold"
        )
        _ = try await self.ledger.submit(.hold(reason: "a test"), request)
    }

    /// Sends the last update once more, as Telegram does when it doubts that it arrived.
    func redeliverLastUpdate() throws {
        guard let last = self.world.updates.last?["update_id"]?.int else {
            throw Missing("there is no update")
        }
        self.world.redeliver(Int64(last), underNewID: true)
    }
}

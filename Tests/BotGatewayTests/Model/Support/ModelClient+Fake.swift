import BotGateway
import Testing

/// Lends a fake model and a client that talks to it, without randomness and without waiting.
func withFakeModel<Value: Sendable>(
    clock: TelegramClock = TestClock().clock(),
    isStreaming: Bool = true,
    limits: @Sendable (inout ModelLimits) -> Void = { _ in },
    _ body: @Sendable (FakeModel, ModelClient) async throws -> Value
) async throws -> Value {
    var chosen = ModelLimits()
    limits(&chosen)
    let bounds = chosen
    return try await FakeModel.withServer { fake in
        let key = try #require(ModelKey(FakeModel.key))
        let endpoint = try #require(
            ModelEndpoint(baseURL: fake.baseURL, key: key, model: "fake-model")
        )
        let configuration = ModelClient.Configuration(
            endpoint: endpoint,
            limits: bounds,
            isStreaming: isStreaming,
            clock: clock,
            randomness: { 0 }
        )
        return try await ModelClient.withClient(configuration) { client in
            try await body(fake, client)
        }
    }
}

extension FakeModel {
    static let key = "sk-test-0123456789abcdef"
}

extension ModelRequest {
    static let hello = ModelRequest(
        messages: [ModelMessage(.system, "Be kind."), ModelMessage(.user, "a private hello")],
        completionTokensMax: 100
    )
}

/// Runs until the task is cancelled.
func forever() async throws {
    for await _ in AsyncStream<Never>.makeStream().stream {}
    throw CancellationError()
}

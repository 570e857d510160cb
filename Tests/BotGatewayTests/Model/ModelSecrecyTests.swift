import BotGateway
import Testing

/// What may never stand in a log.
@Suite(.timeLimit(.minutes(2))) struct ModelSecrecyTests {
    private static let echo =
        #"{"error":{"message":"Bad key \#(FakeModel.key): a private hello","type":"bad_request","code":"key_0123456789abcdef"}}"#

    @Test(
        "No failure shows the key or what was asked",
        arguments: [
            FakeModel.Mode.status(400, body: echo), .status(401, body: echo),
            .status(500, body: echo), .status(429, body: echo), .garbage, .hangUp, .halfStream,
            .status(302, headers: ["Location": "http://\(FakeModel.key)/"]),
            .errorInStream(#"{"message":"a private hello \#(FakeModel.key)","code":"x"}"#),
        ]
    )
    func failures(mode: FakeModel.Mode) async throws {
        try await withFakeModel { fake, client in
            fake.usually(mode)
            let failure = await #expect(throws: ModelFailure.self) {
                _ = try await client.complete(.hello)
            }
            var shown = "\(String(describing: failure)) \(failure?.description ?? "")"
            dump(failure, to: &shown)
            #expect(!shown.contains("test-0123456789abcdef"))
            #expect(!shown.contains("private hello"))
            #expect(failure?.description.contains("\n") == false)
        }
    }

    @Test("A key is shown by nothing")
    func key() throws {
        let key = try #require(ModelKey(FakeModel.key))
        let endpoint = try #require(ModelEndpoint(key: key))
        var shown = "\(key) \(endpoint) \(String(reflecting: endpoint))"
        dump(endpoint, to: &shown)
        #expect(!shown.contains("0123456789abcdef"))
    }

    @Test("What cannot be a key is none", arguments: ["", "a b", "a\n", "鍵"])
    func noKey(text: String) {
        #expect(ModelKey(text) == nil)
    }

    @Test(
        "What cannot be an address is none",
        arguments: [
            "", "api.openai.com", "ftp://x", "https://", "https:///x", "https://a b",
            "https://user:secret@host/v1", "https://host/v1?key=1",
        ]
    )
    func noAddress(text: String) throws {
        let key = try #require(ModelKey(FakeModel.key))
        #expect(ModelEndpoint(baseURL: text, key: key) == nil)
    }
}

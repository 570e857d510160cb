import BotGateway
import Ledger
import Testing

/// What may never stand in a log.
@Suite struct SecrecyTests {
    static let failures: [ScriptedBotAPI.Reply] = [
        .hangUp,
        .hangUpMidway,
        .answer(status: 200, body: "not JSON, /bot\(ScriptedBotAPI.token)/getMe"),
        .answer(
            status: 302,
            headers: ["Location": "http://x/bot\(ScriptedBotAPI.token)"],
            body: ""
        ),
        .refusal(400, "Bad Request: can't parse: \\\"a private hello\\\" is odd"),
        .refusal(401, "Unauthorized \(ScriptedBotAPI.token)"),
        .refusal(404, "Not Found"),
        .refusal(409, "Conflict"),
        .answer(status: 500, body: "a private hello"),
    ]

    @Test("No error shows the token, the address with it, or a message", arguments: failures)
    func errors(reply: ScriptedBotAPI.Reply) async throws {
        try await withScriptedTelegram { server, client in
            server.expect("sendMessage", reply)
            var shown = ""
            do {
                let outcome = try await client.send(SendMessage.hello)
                dump(outcome, to: &shown)
                shown += "\(outcome)"
            } catch {
                dump(error, to: &shown)
                shown += "\(error)"
            }
            #expect(!shown.contains("secret_half"))
            #expect(!shown.contains("private hello"))
        }
    }

    @Test("A refused connection shows no token either")
    func refusedConnection() async throws {
        let token = try #require(BotToken(ScriptedBotAPI.token))
        let endpoint = try #require(TelegramEndpoint(baseURL: "http://127.0.0.1:1", token: token))
        let clock = TestClock().clock()
        let configuration = TelegramClient.Configuration(endpoint: endpoint, clock: clock)
        try await TelegramClient.withClient(configuration) { client in
            let error = await #expect(throws: TelegramError.self) { _ = try await client.getMe() }
            #expect(error?.code == .notConnected)
            #expect(error?.description.contains("secret_half") == false)
        }
    }

    @Test("A token is shown by nothing")
    func token() throws {
        let token = try #require(BotToken(ScriptedBotAPI.token))
        let endpoint = try #require(TelegramEndpoint(baseURL: "https://x", token: token))
        var shown = "\(token) \(endpoint) \(String(reflecting: endpoint))"
        dump(endpoint, to: &shown)
        #expect(!shown.contains("secret_half"))
    }

    @Test(
        "What cannot be a token is none",
        arguments: ["", "abc", "1:", ":a", "1:a/b", "1:a b", "x:a", "1:a:b", "1:a\n"]
    )
    func noToken(text: String) {
        #expect(BotToken(text) == nil)
    }

    @Test(
        "What cannot be an address is none",
        arguments: ["", "api.telegram.org", "ftp://x", "https://", "https:///x", "https://a b"]
    )
    func noAddress(text: String) throws {
        let token = try #require(BotToken(ScriptedBotAPI.token))
        #expect(TelegramEndpoint(baseURL: text, token: token) == nil)
    }
}

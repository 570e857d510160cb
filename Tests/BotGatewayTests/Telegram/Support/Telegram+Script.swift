import BotGateway
import Ledger
import Synchronization

/// Lends a server with its script and a client that talks to it, without randomness.
func withScriptedTelegram(
    clock: TelegramClock = TestClock().clock(),
    record: (@Sendable (String, [UInt8]) -> Void)? = nil,
    _ body: @Sendable (ScriptedBotAPI, TelegramClient) async throws -> Void
) async throws {
    try await ScriptedBotAPI.withServer { server, endpoint in
        let configuration = TelegramClient.Configuration(
            endpoint: endpoint,
            clock: clock,
            randomness: { 0 },
            record: record
        )
        try await TelegramClient.withClient(configuration) { client in
            try await body(server, client)
        }
    }
}

/// Remembers what the client recorded.
final class Recording: Sendable {
    private let state = Mutex<[String]>([])

    var lines: [String] {
        self.state.withLock { $0 }
    }

    @Sendable func note(_ method: String, _ body: [UInt8]) {
        self.state.withLock { $0.append("\(method) \(String(decoding: body, as: UTF8.self))") }
    }
}

extension ChatID {
    static let person = ChatID(rawValue: 77)
    static let group = ChatID(rawValue: -100_500)
}

extension SendMessage {
    static let hello = SendMessage(to: .person, text: "a private hello")
}

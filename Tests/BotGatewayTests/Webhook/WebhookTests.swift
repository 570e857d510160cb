import BotGateway
import Ledger
import LedgerService
import TelegramSandbox
import Testing

@Suite("Updates are pushed to the bot")
struct BotWebhookTests {
    @Test("the webhook is set with its secret and its kinds, and what is said is answered")
    func pushed() async throws {
        try await Self.withBot { sandbox, bot in
            let call = try await sandbox.world.waitForCall("setWebhook")
            #expect(call.parameters["secret_token"]?.string == ServedBot.secret)
            #expect(call.parameters["drop_pending_updates"] == nil)
            let kinds = call.parameters["allowed_updates"]?.array?.compactMap(\.string)
            #expect(kinds == Update.kinds)

            let sakura = sandbox.world.person(1001)
            let sent = sakura.say("/status")
            let reply = try await sakura.waitForMessage(after: sent.id)
            #expect(reply.text.contains("ご利用状況"))
            #expect(sandbox.world.calls(to: "getUpdates").isEmpty)
        }
    }

    /// A push that is refused, and why.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var body: String
        var secret: String? = ServedBot.secret
        var claimed: Int?
        var status: Int

        var testDescription: String { self.name }
    }

    @Test(
        "what is not an update of Telegram's is refused before it costs anything",
        arguments: [
            Refusal(name: "no secret", body: Self.hello, secret: nil, status: 401),
            Refusal(name: "wrong", body: Self.hello, secret: "the-secret_2", status: 401),
            Refusal(name: "shorter", body: Self.hello, secret: "the-secret_", status: 401),
            Refusal(name: "longer", body: Self.hello, secret: "the-secret_11", status: 401),
            Refusal(name: "huge, no secret", body: "", secret: nil, claimed: 1 << 30, status: 401),
            Refusal(name: "huge", body: "", claimed: 1 << 30, status: 413),
            Refusal(name: "slow", body: #"{"update_id":"#, claimed: 100, status: 408),
            Refusal(name: "no JSON", body: "hello", status: 400),
            Refusal(name: "no number", body: "{}", status: 400),
            Refusal(name: "good", body: Self.hello, status: 200),
            Refusal(name: "unreadable", body: #"{"update_id":9,"message":7}"#, status: 200),
            Refusal(name: "unknown kind", body: #"{"update_id":10,"poll":{}}"#, status: 200),
        ]
    )
    func refused(refusal: Refusal) async throws {
        try await Self.withBot(bodyMax: .milliseconds(300)) { sandbox, bot in
            _ = try await sandbox.world.waitForCall("setWebhook")
            let answer = try await bot.push(
                refusal.body,
                secret: refusal.secret,
                claiming: refusal.claimed
            )
            #expect(answer.status == refusal.status)
        }
    }

    @Test("a body without a length is cut off at the limit")
    func chunked() async throws {
        try await Self.withBot { sandbox, bot in
            _ = try await sandbox.world.waitForCall("setWebhook")
            let chunk = String(repeating: "x", count: 100 << 10)
            let answer = try await bot.send(
                "POST \(ServedBot.path) HTTP/1.1\r\nHost: bot\r\n"
                    + "X-Telegram-Bot-Api-Secret-Token: \(ServedBot.secret)\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "\(String(chunk.utf8.count, radix: 16))\r\n\(chunk)\r\n"
            )
            #expect(answer.status == 413)
        }
    }

    @Test("while the ledger is down nothing is confirmed, and it comes again")
    func redelivered() async throws {
        try await ServedBot.withPlace { place in
            let port = try await ServedBot.freePort()
            try await withSandbox { sandbox in
                let sakura = sandbox.world.person(1001)
                let way = ServedBot.Way(place: place, port: port)
                try await ServedBot.with(sandbox, way) { bot in
                    _ = try await sandbox.world.waitForCall("setWebhook")
                    bot.ledger.close()
                    let answer = try await bot.push(Self.feedback(1))
                    #expect(answer.status == 503)
                    #expect(answer.text.lowercased().contains("retry-after: 2"))
                    let page = try await bot.get("/readyz")
                    #expect(page.status == 503)
                    sakura.say("/feedback kept")
                }
                #expect(sandbox.world.pendingUpdateCount == 1)
                try await ServedBot.with(sandbox, way) { _ in
                    try await sandbox.world.waitUntilUpdatesAreTaken(timeout: .seconds(30))
                }
            }
            #expect(try Self.feedbackKeys(place).count == 1)
        }
    }

    @Test("the same push many times at once is one")
    func concurrent() async throws {
        try await ServedBot.withPlace { place in
            let way = ServedBot.Way(place: place, port: try await ServedBot.freePort())
            try await withSandbox { sandbox in
                try await ServedBot.with(sandbox, way) { bot in
                    _ = try await sandbox.world.waitForCall("setWebhook")
                    try await withThrowingTaskGroup(of: Int.self) { group in
                        for number in 0..<40 {
                            group.addTask { try await bot.push(Self.feedback(number % 4)).status }
                        }
                        for try await status in group { #expect(status == 200) }
                    }
                }
            }
            #expect(try Self.feedbackKeys(place).count == 4)
        }
    }

    @Test("many people at once: everyone's updates in their order")
    func ordered() async throws {
        try await ServedBot.withPlace { place in
            let way = ServedBot.Way(place: place, port: try await ServedBot.freePort())
            try await withSandbox { sandbox in
                sandbox.world.addUsers(count: 8)
                try await ServedBot.with(sandbox, way) { _ in
                    _ = try await sandbox.world.waitForCall("setWebhook")
                    for number in 1...10 {
                        for user in 0..<8 {
                            sandbox.world.person(20_001 + Int64(user)).say("/feedback \(number)")
                        }
                    }
                    try await sandbox.world.waitUntilUpdatesAreTaken(timeout: .seconds(30))
                }
            }
            let keys = try Self.feedbackKeys(place)
            #expect(keys.count == 80)
            for (_, own) in Dictionary(grouping: keys, by: \.chat) {
                #expect(own.map(\.message) == own.map(\.message).sorted())
            }
        }
    }

    @Test("from polling to pushing and back nothing is lost and nothing is doubled")
    func switching() async throws {
        try await ServedBot.withPlace { place in
            let port = try await ServedBot.freePort()
            try await withSandbox { sandbox in
                let sakura = sandbox.world.person(1001)
                for (round, isPushed) in [false, true, false, true].enumerated() {
                    // While no bot runs, …
                    sakura.say("/feedback down")
                    let way = ServedBot.Way(place: place, port: port, isPushed: isPushed)
                    try await ServedBot.with(sandbox, way) { _ in
                        // … and while it runs.
                        sakura.say("/feedback up")
                        _ = try await sakura.waitForMessage { _ in
                            sakura.messages.count { $0.isFromBot } == 2 * (round + 1)
                        }
                    }
                }
                #expect(sandbox.world.pendingUpdateCount == 0)
                #expect(sakura.messages.count { $0.isFromBot } == 8)
            }
            #expect(try Self.feedbackKeys(place).count == 8)
        }
    }
}

// MARK: - Support

extension BotWebhookTests {
    private struct MessageKey: Hashable {
        var chat: Substring
        var message: Int
    }

    private static let hello = feedback(0)

    private static func feedback(_ number: Int) -> String {
        """
        {"update_id":\(5_000 + number),"message":{"message_id":\(900 + number),\
        "from":{"id":1001,"is_bot":false,"first_name":"S"},\
        "chat":{"id":1001,"type":"private"},"date":1795489200,"text":"/feedback \(number)"}}
        """
    }

    private static func withBot(
        bodyMax: Duration = .seconds(10),
        _ body: @Sendable (Sandbox, ServedBot) async throws -> Void
    ) async throws {
        try await ServedBot.withPlace { place in
            var way = ServedBot.Way(place: place, port: try await ServedBot.freePort())
            way.bodyMax = bodyMax
            try await withSandbox { [way] sandbox in
                try await ServedBot.with(sandbox, way) { bot in try await body(sandbox, bot) }
            }
        }
    }

    private static func feedbackKeys(_ place: LedgerPlace) throws -> [MessageKey] {
        var filter = HistoryFilter()
        filter.kind = .feedbackLeft
        var keys: [MessageKey] = []
        try LedgerView(place: place).forEach(matching: filter) { event, _ in
            let words = event.envelope.key?.split(separator: ":") ?? []
            guard words.count == 3, let message = Int(words[2]) else { return }
            keys.append(MessageKey(chat: words[1], message: message))
        }
        return keys
    }
}

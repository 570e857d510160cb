import BotGateway
import Ledger
import Testing

/// What became of a message, over a real socket.
@Suite struct SendOutcomeTests {
    /// What a test expects, without the parts that are told in words.
    enum Expected: Sendable, Equatable {
        case sent(MessageID)
        case notSent(SendOutcome.Obstacle)
        case unknown(TelegramError.Code)
        case refused(TelegramRefusal.Reason, unreachable: Bool)

        init(_ outcome: SendOutcome) {
            self =
                switch outcome {
                case .sent(let message): .sent(message.id)
                case .notSent(let obstacle): .notSent(obstacle)
                case .unknown(let error): .unknown(error.code)
                case .refused(let refusal):
                    .refused(refusal.reason, unreachable: refusal.isUnreachable)
                }
        }
    }

    static let message = #"{"message_id":9,"date":1,"chat":{"id":77,"type":"private"}}"#
    static let cases: [(reply: ScriptedBotAPI.Reply, expected: Expected)] = [
        (.ok(message), .sent(MessageID(rawValue: 9))),
        (.ok("{}"), .unknown(.unreadableAnswer)),
        (.answer(status: 200, body: "<html>"), .unknown(.unreadableAnswer)),
        (.hangUp, .unknown(.connectionDropped)),
        (.hangUpMidway, .unknown(.connectionDropped)),
        (
            .ok(#""\#(String(repeating: "x", count: 1 << 20))""#),
            .unknown(.answerTooLarge)
        ),
        (.refusal(500, "Internal Server Error: restart"), .notSent(.serverFailed(status: 500))),
        (.answer(status: 503, body: "busy"), .notSent(.serverFailed(status: 503))),
        (.answer(status: 502, body: "<html>"), .unknown(.serverFailed(status: 502))),
        (
            .refusal(429, "Too Many Requests", parameters: #"{"retry_after":31}"#),
            .notSent(.rateLimited(retryAfter: .seconds(31)))
        ),
        (
            .refusal(403, "Forbidden: bot was blocked by the user"),
            .refused(.blocked, unreachable: true)
        ),
        (
            .refusal(403, "Forbidden: user is deactivated"),
            .refused(.deactivated, unreachable: true)
        ),
        (.refusal(403, "Forbidden: words of tomorrow"), .refused(.blocked, unreachable: true)),
        (.refusal(400, "Bad Request: chat not found"), .refused(.chatNotFound, unreachable: true)),
        (
            .refusal(403, "Forbidden: bot can't initiate conversation with a user"),
            .refused(.cannotInitiate, unreachable: true)
        ),
        (
            .refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters: #"{"migrate_to_chat_id":-100}"#
            ),
            .refused(.chatMigrated(ChatID(rawValue: -100)), unreachable: false)
        ),
        (.refusal(400, "Bad Request: BUTTON_DATA_INVALID"), .refused(.other, unreachable: false)),
        (.answer(status: 413, body: "<html>"), .refused(.other, unreachable: false)),
    ]

    @Test("A message is sent once, and each end of it has its own name", arguments: cases)
    func outcomes(reply: ScriptedBotAPI.Reply, expected: Expected) async throws {
        try await withScriptedTelegram { server, client in
            server.expect("sendMessage", reply)
            let outcome = try await client.send(SendMessage.hello)
            #expect(Expected(outcome) == expected)
            #expect(server.calls.count == 1)
        }
    }

    @Test("A message that went out and found no answer in time is not sent again")
    func deadline() async throws {
        try await ScriptedBotAPI.withServer { server, endpoint in
            server.expect("sendMessage", .silence)
            let clock = TestClock().clock { _ in
                for await method in server.arrivals where method == "sendMessage" { return }
                throw CancellationError()
            }
            let configuration = TelegramClient.Configuration(endpoint: endpoint, clock: clock)
            try await TelegramClient.withClient(configuration) { client in
                let outcome = try await client.send(SendMessage.hello)
                #expect(Expected(outcome) == .unknown(.timedOut))
            }
        }
    }

    @Test("A refused connection means that nothing was sent")
    func refusedConnection() async throws {
        let token = try #require(BotToken(ScriptedBotAPI.token))
        let endpoint = try #require(TelegramEndpoint(baseURL: "http://127.0.0.1:1", token: token))
        let configuration = TelegramClient.Configuration(
            endpoint: endpoint,
            clock: TestClock().clock()
        )
        try await TelegramClient.withClient(configuration) { client in
            let outcome = try await client.send(SendMessage.hello)
            #expect(outcome == .notSent(.notConnected))
        }
    }

    @Test("Given up after it went out, a message's fate is unknown")
    func abandoned() async throws {
        try await withScriptedTelegram { server, client in
            server.expect("sendMessage", .silence)
            let outcome = try await withThrowingTaskGroup(of: SendOutcome.self) { group in
                group.addTask { try await client.send(SendMessage.hello) }
                for await _ in server.arrivals { break }
                group.cancelAll()
                return try await group.next()
            }
            #expect(outcome.map(Expected.init) == .unknown(.abandoned))
        }
    }

    @Test("Told to wait a little, a message waits and is sent", arguments: [true, false])
    func shortWait(inBody: Bool) async throws {
        let clock = TestClock()
        try await withScriptedTelegram(clock: clock.clock()) { server, client in
            let tooEarly: ScriptedBotAPI.Reply =
                inBody
                ? .refusal(429, "Too Many Requests", parameters: #"{"retry_after":3}"#)
                : .answer(status: 429, headers: ["Retry-After": "3"], body: "slow down")
            server.expect("sendMessage", tooEarly, .ok(Self.message))
            let outcome = try await client.send(SendMessage.hello)
            #expect(Expected(outcome) == .sent(MessageID(rawValue: 9)))
            #expect(clock.waits == [.seconds(3)])
        }
    }

    @Test("After a long wait is asked for, the next message to that chat is held back, others not")
    func silence() async throws {
        let clock = TestClock()
        try await withScriptedTelegram(clock: clock.clock()) { server, client in
            server.expect(
                "sendMessage",
                .refusal(429, "Too Many Requests", parameters: #"{"retry_after":45}"#),
                .ok(Self.message),
                .ok(Self.message)
            )
            _ = try await client.send(SendMessage.hello)
            _ = try await client.send(SendMessage(to: .group, text: "x"))
            #expect(clock.waits == [])
            _ = try await client.send(SendMessage.hello)
            #expect(clock.waits == [.seconds(45)])
        }
    }

    @Test("A picture travels as a form, with its fields and its bytes")
    func photo() async throws {
        try await withScriptedTelegram { server, client in
            server.expect("sendPhoto", .ok(Self.message))
            let photo = try SendPhoto(
                to: .person,
                bytes: [UInt8]("PICTURE".utf8),
                caption: "three \"cards\"",
                markup: .remove
            )
            #expect(Expected(try await client.send(photo)) == .sent(MessageID(rawValue: 9)))
            let call = try #require(server.calls.first)
            #expect(call.head.contains("multipart/form-data; boundary=starledger-"))
            #expect(call.body.contains("name=\"chat_id\"\r\n\r\n77\r\n"))
            #expect(call.body.contains("name=\"caption\"\r\n\r\nthree \"cards\"\r\n"))
            #expect(
                call.body.contains("name=\"reply_markup\"\r\n\r\n{\"remove_keyboard\":true}\r\n")
            )
            #expect(call.body.contains("name=\"photo\"; filename=\"picture\"\r\n"))
            #expect(call.body.contains("\r\n\r\nPICTURE\r\n--starledger-"))
            #expect(call.body.hasSuffix("--\r\n"))
        }
    }
}

import BotGateway
import Ledger
import Testing

/// What is asked again, when, and what the last word is.
@Suite struct RepetitionTests {
    private static let charge = ChargeID(rawValue: "stx1")
    private static let user = UserID(rawValue: 77)

    @Test(
        "What means the same made twice is made again, with growing waits",
        arguments: [
            ScriptedBotAPI.Reply.refusal(500, "Internal Server Error"),
            .answer(status: 502, body: "<html>"),
            .hangUp,
            .hangUpMidway,
        ]
    )
    func repeated(failure: ScriptedBotAPI.Reply) async throws {
        let clock = TestClock()
        try await withScriptedTelegram(clock: clock.clock()) { server, client in
            server.expect("refundStarPayment", failure, failure, failure, .ok("true"))
            let outcome = try await client.refund(user: Self.user, charge: Self.charge)
            #expect(outcome == .refunded)
            #expect(clock.waits == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
        }
    }

    @Test("After four attempts the last failure is the answer")
    func exhausted() async throws {
        try await withScriptedTelegram { server, client in
            let failure = ScriptedBotAPI.Reply.answer(status: 500, body: "")
            server.expect("getMe", failure, failure, failure, failure)
            let error = await #expect(throws: TelegramError.self) { _ = try await client.getMe() }
            #expect(error?.code == .serverFailed(status: 500))
        }
    }

    @Test("An answer to a pre-checkout stops waiting while it can still be in time")
    func preCheckoutBudget() async throws {
        let clock = TestClock()
        try await withScriptedTelegram(clock: clock.clock()) { server, client in
            server.expect(
                "answerPreCheckoutQuery",
                .refusal(429, "Too Many Requests", parameters: #"{"retry_after":9}"#)
            )
            let query = PreCheckoutQueryID(rawValue: "q")
            let error = await #expect(throws: TelegramError.self) {
                _ = try await client.answer(preCheckout: query)
            }
            #expect(error?.code == .rateLimited(retryAfter: .seconds(9)))
            #expect(clock.waits == [])
        }
    }

    @Test("Each deadline is the one of its method")
    func deadlines() async throws {
        let deadlines = Deadlines()
        let clock = TestClock().clock { try await deadlines.note($0) }
        try await withScriptedTelegram(clock: clock) { server, client in
            server.expect("answerPreCheckoutQuery", .ok("true"))
            server.expect("answerCallbackQuery", .ok("true"))
            server.expect("getUpdates", .ok("[]"))
            server.expect("getMe", .ok(#"{"id":1}"#))
            _ = try await client.answer(preCheckout: PreCheckoutQueryID(rawValue: "q"))
            _ = try await client.answer(callback: CallbackQueryID(rawValue: "c"))
            _ = try await client.getUpdates(offset: nil, timeoutSeconds: 99)
            _ = try await client.getMe()
        }
        #expect(await deadlines.all == [.seconds(3), .seconds(5), .seconds(60), .seconds(15)])
    }

    @Test("A poll that hangs and sends that hang keep no pre-checkout waiting")
    func lanes() async throws {
        try await withScriptedTelegram { server, client in
            server.expect("getUpdates", .silence)
            server.expect("answerPreCheckoutQuery", .ok("true"))
            let busy = 40
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await client.getUpdates(offset: nil) }
                for number in 1...busy {
                    server.expect("sendMessage", .silence)
                    let chat = ChatID(rawValue: Int64(number))
                    group.addTask { _ = try? await client.send(SendMessage(to: chat, text: "x")) }
                }
                // As many as have connections; the rest stand in line behind them.
                var arrived = 0
                for await _ in server.arrivals {
                    arrived += 1
                    if arrived == 33 { break }
                }
                let query = PreCheckoutQueryID(rawValue: "q")
                let outcome = try await client.answer(preCheckout: query)
                #expect(outcome == .accepted)
                group.cancelAll()
            }
            server.forget("sendMessage")
        }
    }
}

/// Remembers deadlines, none of which ever passes.
private actor Deadlines {
    private(set) var all: [Duration] = []

    func note(_ deadline: Duration) async throws {
        self.all.append(deadline)
        for await _ in AsyncStream<Never>.makeStream().stream {}
        throw CancellationError()
    }
}

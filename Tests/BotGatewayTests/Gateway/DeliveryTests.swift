import BotGateway
import Ledger
import TelegramSandbox
import Testing

/// What becomes of an answer whose fate is unknown, or that Telegram does not take.
@Suite struct DeliveryTests {
    private static let blocked = SandboxFault.failure(
        code: 403,
        description: "Forbidden: bot was blocked by the user"
    )

    /// How often a text was received.
    private static func count(_ words: String, by person: SandboxPerson) -> Int {
        person.messages.filter { $0.isFromBot && $0.text.contains(words) }.count
    }

    @Test("A thank-you whose answer was lost is sent once more, and then never", arguments: [1, 2])
    func thanks(lost: Int) async throws {
        try await withBot { bot in
            bot.world.inject(.loseAnswer, on: "sendMessage", times: lost)
            try await bot.charge(bot.sakura)
            let first = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            _ = try await bot.sakura.waitForMessage(after: first.id) { $0.text.contains("✨") }
            try await bot.settle(bot.sakura)
            #expect(Self.count("✨", by: bot.sakura) == 2)
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("A reading whose answer was lost is sent once more, and paid for once")
    func reading() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            bot.world.inject(.loseAnswer, on: "sendMessage")
            bot.sakura.say("/read3")
            try await bot.waitForEvent(.readingDelivered)
            try await bot.settle(bot.sakura)
            let readings = bot.sakura.messages.filter { $0.text.contains("残り0枚") }
            #expect(readings.count == 2)
            #expect(readings.first?.text == readings.last?.text)
            #expect(bot.tickets(1001) == [0, 0])
            #expect(try bot.kinds(of: 1001).filter { $0 == "ticket_consumed" }.count == 1)
        }
    }

    @Test("A reading of which nobody knows costs nothing, and is not sent for ever")
    func readingUnknown() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            bot.world.inject(.loseAnswer, on: "sendMessage", times: 2)
            bot.sakura.say("/read3")
            try await bot.waitForEvent(.readingFailed)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("お手元に戻して") }
            #expect(Self.count("残り0枚", by: bot.sakura) == 2)
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("Words whose answer was lost are not sent again", arguments: ["/help", "/start"])
    func words(command: String) async throws {
        try await withBot { bot in
            bot.world.inject(.loseAnswer, on: "sendMessage")
            let said = bot.sakura.say(command)
            _ = try await bot.sakura.waitForMessage(after: said.id)
            try await bot.settle(bot.sakura)
            #expect(bot.sakura.messages.filter(\.isFromBot).count == 2)
        }
    }

    static let obstacles: [SandboxFault] = [
        .internalError, .tooManyRequests(retryAfterSeconds: 2), .dropConnection,
    ]

    @Test("What Telegram did not take is sent later, in order", arguments: obstacles)
    func later(fault: SandboxFault) async throws {
        try await withBot { bot in
            guard fault != .dropConnection else { return }
            bot.world.inject(fault, on: "sendMessage", times: 4)
            let said = bot.sakura.say("/start")
            for command in ["/help", "/terms agree", "/lang"] { bot.sakura.say(command) }
            let last = try await bot.sakura.waitForMessage(after: said.id) {
                $0.buttonData.contains("lang:set:en")
            }
            let texts = bot.sakura.messages.filter { $0.isFromBot && $0.id <= last.id }.map(\.text)
            #expect(texts.count == 4)
            #expect(texts.first?.contains("78枚") == true)
            #expect(texts.dropFirst().first?.contains("/read1") == true)
            #expect(texts.dropFirst(2).first?.contains("/buy") == true)
        }
    }

    @Test("Money and readings that Telegram did not take are sent later", arguments: obstacles)
    func owedLater(fault: SandboxFault) async throws {
        try await withBot { bot in
            guard fault != .dropConnection else { return }
            bot.world.inject(fault, on: "sendMessage", times: 7)
            try await bot.charge(bot.sakura)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            bot.world.inject(fault, on: "sendMessage", times: 7)
            bot.sakura.say("/read3")
            try await bot.waitForEvent(.readingDelivered)
            #expect(Self.count("✨", by: bot.sakura) == 1)
            #expect(Self.count("残り0枚", by: bot.sakura) == 1)
            #expect(bot.tickets(1001) == [0, 0])
        }
    }

    @Test("Whoever blocked the bot pays nothing, and holds up nobody")
    func blocked() async throws {
        let held = HeldReader()
        try await withBot(reader: held.reader) { bot in
            try await bot.charge(bot.sakura)
            bot.sakura.say("/read3")
            try await held.asked.pass()
            bot.sakura.blockBot()
            held.gate.open()
            try await bot.waitForEvent(.readingFailed, of: 1001)
            #expect(bot.tickets(1001) == [1, 0])
            #expect(try await bot.ask("/status", by: bot.emma).text.contains("Day 1"))
            bot.sakura.unblockBot()
            let said = bot.sakura.say("/read3")
            _ = try await bot.sakura.waitForMessage(after: said.id) { $0.text.contains("残り0枚") }
        }
    }
}

import BotGateway
import Ledger
import LedgerService
import Payments
import TelegramSandbox
import Testing

/// A bot that is killed, and what the next start makes of it.
@Suite struct CrashTests {
    @Test("Killed between the payment and its thank-you: thanked at the next start")
    func thanks() async throws {
        try await withHouse { house in
            try await house.live(until: .killed) { bot in
                bot.world.inject(.hang, on: "sendMessage")
                try await bot.charge(bot.sakura)
                _ = try await bot.world.waitForCallUnderWay("sendMessage")
            }
            house.world.clearFaults()
            try await house.live { bot in
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                #expect(bot.tickets(1001) == [1, 0])
                try await bot.settle(bot.sakura)
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("Killed while the cards are read: the same cards are delivered at the next start")
    func reading() async throws {
        try await withHouse { house in
            let held = HeldReader()
            let draw = try await house.live(until: .killed, reader: held.reader) { bot in
                try await bot.charge(bot.sakura)
                bot.sakura.say("/read3")
                try await held.asked.pass()
                #expect(bot.tickets(1001) == [0, 1])
                return try await Self.draw(of: bot)
            }
            try await house.live { bot in
                try await bot.waitForEvent(.readingDelivered)
                let text = BuiltInReader().reading(
                    of: draw,
                    in: .three,
                    about: nil,
                    speaking: .japanese
                )
                _ = try await bot.sakura.waitForMessage { $0.text.hasPrefix(text) }
                #expect(bot.tickets(1001) == [0, 0])
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("Killed while the reading is sent: delivered at the next start, and paid for once")
    func sending() async throws {
        try await withHouse { house in
            try await house.live(until: .killed) { bot in
                try await bot.charge(bot.sakura)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                bot.world.inject(.hang, on: "sendMessage")
                bot.sakura.say("/read3")
                _ = try await bot.world.waitForCallUnderWay("sendMessage")
            }
            house.world.clearFaults()
            try await house.live { bot in
                #expect(bot.opened.outbox.count == 1)
                try await bot.waitForEvent(.readingDelivered)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("残り0枚") }
                #expect(try bot.kinds(of: 1001).filter { $0 == "ticket_consumed" }.count == 1)
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("Killed after the reading arrived and before anybody noted it: sent at most once more")
    func arrived() async throws {
        try await withHouse { house in
            try await house.live(until: .killed) { bot in
                try await bot.charge(bot.sakura)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                bot.world.inject(.loseAnswer, on: "sendMessage")
                bot.sakura.say("/read3")
                _ = try await bot.sakura.waitForMessage { $0.text.contains("残り0枚") }
            }
            try await house.live { bot in
                try await bot.waitForEvent(.readingDelivered)
                try await bot.settle(bot.sakura)
                let readings = bot.sakura.messages.filter { $0.text.contains("残り0枚") }
                #expect((1...2).contains(readings.count))
                #expect(try bot.kinds(of: 1001).filter { $0 == "ticket_consumed" }.count == 1)
                #expect(bot.tickets(1001) == [0, 0])
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("Words that a killed bot had begun to send are not sent again")
    func words() async throws {
        try await withHouse { house in
            try await house.live(until: .killed) { bot in
                bot.world.inject(.hang, on: "sendMessage")
                bot.sakura.say("/start")
                _ = try await bot.world.waitForCallUnderWay("sendMessage")
                try await bot.world.waitUntilUpdatesAreTaken()
            }
            house.world.clearFaults()
            try await house.live { bot in
                #expect(bot.opened.outbox.map(\.attempts) == [1])
                try await bot.settle(bot.sakura)
                #expect(!bot.sakura.messages.contains { $0.text.contains("ようこそ") })
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("A reservation that nobody works on is released with an apology")
    func orphan() async throws {
        try await withHouse { house in
            try await house.live { bot in
                try await bot.charge(bot.sakura)
                var generator = SeededGenerator(seed: 1)
                let request = ReadingRequest(
                    spread: .three,
                    draw: Draw.drawing(.three, using: &generator)
                )
                _ = try await bot.ledger.submit(
                    .startReading(request),
                    Request(
                        user: UserID(rawValue: 1001),
                        at: bot.ledger.clock(),
                        cause: .update,
                        actor: .user,
                        rid: "orphan",
                        key: "orphan"
                    )
                )
                #expect(bot.tickets(1001) == [0, 1])
            }
            try await house.live { bot in
                _ = try await bot.sakura.waitForMessage { $0.text.contains("お手元に戻して") }
                #expect(bot.tickets(1001) == [1, 0])
                #expect(try bot.kinds(of: 1001).suffix(2) == ["ticket_released", "reading_failed"])
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    private static func draw(of bot: TestBot) async throws -> Draw {
        let event = try await bot.waitForEvent(.readingStarted)
        guard case .readingStarted(let started) = event.event else { throw Missing("no draw") }
        return started.draw
    }

    /// The next start finds no work.
    private static func expectNothingLeft(in house: TestHouse) async throws {
        try await house.live { bot in
            #expect(bot.opened.inbox.isEmpty)
            #expect(bot.opened.outbox.isEmpty)
        }
    }
}

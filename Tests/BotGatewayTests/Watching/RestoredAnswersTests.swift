import BotGateway
import Foundation
import Ledger
import LedgerService
import TelegramSandbox
import Testing

/// Answers that were owed when a copy was made, and come back with it.
@Suite struct RestoredAnswersTests {
    /// What was on its way when the copy was made.
    enum Owed: CaseIterable {
        /// Words about money: told long since.
        case thanks
        /// A reading that was paid for: the copy does not know that it arrived.
        case reading
    }

    @Test("Words are not told again; a reading that was paid for is", arguments: Owed.allCases)
    func putBack(owed: Owed) async throws {
        try await withHouse { house in
            let (database, word) = (house.place.database, owed == .thanks ? "✨" : "残り0枚")
            try await house.live(until: .killed) { bot in
                if owed == .thanks { bot.world.inject(.hang, on: "sendMessage") }
                try await bot.charge(bot.sakura)
                if owed == .reading {
                    _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                    bot.world.inject(.hang, on: "sendMessage")
                    bot.sakura.say("/read3")
                }
                _ = try await bot.world.waitForCallUnderWay("sendMessage")
            }
            house.world.clearFaults()
            let copy = try BackupMaker(place: house.place).make(at: database + ".copy").path
            try await house.live { bot in
                #expect(bot.opened.outbox.count == 1)
                _ = try await bot.sakura.waitForMessage { $0.text.contains(word) }
                try await bot.ask("/feedback ありがとう", by: bot.sakura)
                try await bot.settle(bot.sakura)
            }
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: database + suffix)
            }
            try FileManager.default.moveItem(atPath: copy, toPath: database)
            try await house.live { bot in
                #expect(bot.opened.lostHead != nil && bot.opened.outbox.count == 1)
                if owed == .reading { try await bot.waitForEvent(.readingDelivered) }
                try await bot.ask("/privacy", by: bot.sakura)
                try await bot.settle(bot.sakura)
                let said = bot.sakura.messages.filter { $0.text.contains(word) }
                #expect(said.count == (owed == .thanks ? 1 : 2))
                #expect(bot.tickets(1001) == (owed == .thanks ? [1, 0] : [0, 0]))
                let rows = try await bot.ledger.workAtThisMoment().outbox
                #expect(!rows.contains { $0.user.rawValue == 1_001 })
            }
        }
    }
}

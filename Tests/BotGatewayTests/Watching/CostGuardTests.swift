import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// The cost guard as people meet it.
@Suite struct CostGuardTests {
    @Test("Past 100 % the free quota shrinks until the day ends, and paid use goes on")
    func shrinks() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            #expect(try await bot.spend(7_999_999) == [])
            #expect(try await bot.spend(1) == [.costCap(percent: 80)])
            let before = try await bot.ask("/status", by: bot.sakura).text
            #expect(before.contains("1日2回（本日の残り 2）") && before.contains("今日の残り 2"))

            #expect(try await bot.spend(2_500_000) == [.costCap(percent: 100)])
            #expect(try await bot.spend(9_000_000) == [])
            let after = try await bot.ask("/status", by: bot.sakura).text
            #expect(after.contains("1日1回（本日の残り 1）") && after.contains("今日の残り 0"))
            for command in ["/read1", "/read3"] {
                bot.sakura.say(command)
                try await bot.waitForEvent(
                    .readingDelivered,
                    of: 1001,
                    count: command == "/read1" ? 1 : 2
                )
            }
            let refused = try await bot.ask("/read1", by: bot.sakura)
            #expect(refused.text.contains("ここまでです"))
            #expect(bot.tickets(1001) == [0, 0])

            bot.clock.advance(seconds: SandboxClock.day)
            let next = try await bot.ask("/status", by: bot.sakura).text
            #expect(next.contains("1日2回（本日の残り 2）") && next.contains("今日の残り 2"))
            #expect(try await bot.spend(8_000_000) == [.costCap(percent: 80)])
        }
    }
}

extension TestBot {
    /// Records what a call of the model cost.
    ///
    /// - Returns: What the administrators must be told of it.
    fileprivate func spend(_ microUSD: Int64) async throws -> [Alert] {
        let request = Request(
            user: nil,
            at: self.ledger.clock(),
            cause: .update,
            actor: .system,
            rid: "cost"
        )
        let used = ModelUsed(model: "gpt-4o-mini", costMicroUSD: microUSD)
        return try await self.ledger.submit(.recordModelUse(used), request).outcome.alerts
    }
}

import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

<<<<<<<< HEAD:Tests/BotGatewayTests/Watching/CostGuardTests.swift
========
/// What the old runbook did with `.env` and a restart works while the bot runs.
@Suite struct ThrottleToggleTests {
    @Test("The paywall off: readings are free, and a ticket stays; on again: it is asked for")
    func paywall() async throws {
        try await withBot { bot in
            let shopped = try await bot.ask("/read3", by: bot.sakura)
            #expect(shopped.text.contains("チケットが1枚必要です"))
            try await bot.set(.paywallEnabled, to: "false")
            bot.sakura.say("/read3")
            try await bot.waitForEvent(.readingDelivered, of: 1001)
            try await bot.set(.paywallEnabled, to: "true")
            let refused = try await bot.ask("/read3", by: bot.sakura)
            #expect(refused.text == shopped.text)
        }
    }

    @Test("Sales off: the shop is closed and pre-checkouts are refused; on again: both work")
    func sales() async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            let invoice = try await bot.invoice(for: "TICKET_3", to: bot.sakura)
            try await bot.set(.salesEnabled, to: "false")
            let outcome = await bot.sakura.pay(invoice)
            #expect(outcome.payment == nil)
            let shop = try await bot.ask("/buy", by: bot.sakura)
            #expect(!shop.buttonData.contains("buy:TICKET_3"))
            try await bot.set(.salesEnabled, to: "true")
            #expect(await bot.sakura.pay(invoice).payment != nil)
        }
    }

    @Test("The image option on: it is for sale; off again: it is in preparation")
    func images() async throws {
        try await withBot { bot in
            let pending = try await bot.ask("/buy", by: bot.sakura).buttonData
            #expect(pending.contains("addon:pending") && !pending.contains("buy:ADDON_IMAGES"))
            try await bot.set(.imageAddonEnabled, to: "true")
            let offered = try await bot.ask("/buy", by: bot.sakura).buttonData
            #expect(!offered.contains("addon:pending") && offered.contains("buy:ADDON_IMAGES"))
            try await bot.set(.imageAddonEnabled, to: "false")
            #expect(try await bot.ask("/buy", by: bot.sakura).buttonData == pending)
        }
    }
}

>>>>>>>> ops:Tests/BotGatewayTests/Watching/ThrottleToggleTests.swift
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

import BotGateway
import Ledger
import Projections
import TelegramSandbox
import Testing

/// What the old runbook did with `.env` and a restart works while the bot runs.
@Suite struct LiveToggleTests {
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

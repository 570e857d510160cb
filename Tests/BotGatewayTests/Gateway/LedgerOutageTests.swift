import BotGateway
import Ledger
import LedgerService
import TelegramSandbox
import Testing

/// The ledger's disk does not answer: nobody is told yes, and nothing is confirmed to Telegram.
@Suite struct LedgerOutageTests {
    @Test("A pre-checkout is refused in time; what came meanwhile is served afterwards")
    func held() async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            try await bot.agree(bot.emma)
            try await bot.ask("/status", by: bot.joao)
            let payload = #"{"sku":"TICKET_3"}"#
            try await withDatabaseHeld(bot.house.place.database) {
                let start = ContinuousClock.now
                let outcome = await bot.sakura.payOldInvoice(payload: payload, amountStars: 100)
                #expect(outcome.sentence?.contains("間に合いませんでした") == true)
                #expect(ContinuousClock.now - start < .seconds(5))
                // The ledger is known to be down by and by; then the answer comes at once.
                let second = await bot.emma.payOldInvoice(payload: payload, amountStars: 100)
                #expect(second.sentence?.contains("could not check") == true)
                bot.sakura.chargeWithoutCheckout(payload: payload, amountStars: 100)
                let status = try await bot.ask("/status", by: bot.joao)
                #expect(status.text.hasPrefix("📊"))
                #expect(bot.world.pendingUpdateCount >= 3)
            }
            try await bot.world.waitUntilUpdatesAreTaken(timeout: .seconds(60))
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            #expect(bot.tickets(1001) == [1, 0])
            // Nothing of the outage was said twice.
            let pages = bot.joao.messages.filter { $0.text.hasPrefix("📊") }
            #expect(pages.count == 2)
            let answers = bot.world.calls(to: "answerPreCheckoutQuery")
            #expect(Set(answers.map { $0["pre_checkout_query_id"] }).count == answers.count)
            let outcome = await bot.sakura.payOldInvoice(payload: payload, amountStars: 100)
            #expect(outcome.payment != nil)
        }
    }
}

extension SandboxPaymentOutcome {
    /// Why it was refused.
    fileprivate var sentence: String? {
        guard case .refused(let sentence) = self else { return nil }
        return sentence
    }
}

import BotGateway
import Ledger
import Payments
import TelegramSandbox
import Testing

/// One's own payments, and thanks that come late.
@Suite struct PurchasesTests {
    @Test("One's own payments, the newest first, with transaction ids, in one's own language")
    func purchases() async throws {
        try await withBot { bot in
            #expect(
                try await bot.ask("/purchases", by: bot.emma).text
                    == "You haven’t bought anything yet. You’ll find the shop at /buy."
            )
            try await bot.charge(bot.sakura)
            let ticket = try await bot.charge(bot.emma)
            let odd = try await bot.charge(bot.emma, sku: "TICKET_9", stars: 7)
            try await bot.ask("/refund \(ticket.chargeID)", by: bot.admin)
            try await bot.waitForEvent(.paymentRefunded)
            try await bot.settle(bot.emma)
            #expect(
                try await bot.ask("/purchases", by: bot.emma).text == """
                    🧾 Your purchases, newest first. Below each is its transaction ID.

                    ・TICKET_9 ⭐7, being checked, 2026-11-23 13:35 JST
                    \(odd.chargeID)

                    ・Three cards (3) ⭐100, refunded, 2026-11-23 13:35 JST
                    \(ticket.chargeID)
                    """
            )
            let call = try #require(bot.world.calls(to: "sendMessage").last)
            #expect(call["text"].contains("<code>\(ticket.chargeID)</code>"))
        }
    }

    @Test("/help names it in every language")
    func help() {
        for language in Language.allCases {
            #expect(Texts.builtIn.say(.help, in: language).contains("/purchases "))
        }
    }

    @Test(
        "The late update of a payment that was found before is thanked for once, also after a kill"
    )
    func lateThanks() async throws {
        try await withHouse { house in
            house.world.inject(.internalError, on: "getUpdates", times: 100_000)
            try await house.live(until: .killed) { bot in
                let payment = try await Self.findBeforeItsUpdate(bot)
                let thanks = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                #expect(thanks.text.contains("⭐100") && thanks.text.contains("お手元に1枚"))
                #expect(bot.tickets(1001) == [1, 0])
                bot.world.redeliver(payment, underNewID: true)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("すでに受け取り") }
            }
            try await house.live { bot in
                let last = bot.sakura.lastMessageID
                let update = try #require(
                    bot.world.updates.last { $0["message"]?["successful_payment"] != nil }
                )
                bot.world.redeliver(try #require(update["update_id"]?.int), underNewID: true)
                _ = try await bot.sakura.waitForMessage(after: last) {
                    $0.text.contains("すでに受け取り")
                }
                try await bot.settle(bot.sakura)
                #expect(bot.sakura.messages.filter { $0.text.contains("✨") }.count == 1)
                #expect(bot.tickets(1001) == [1, 0])
            }
        }
    }

    /// The payment is recorded by a comparison with Telegram's list; its update comes afterwards.
    ///
    /// - Returns: The update's name.
    private static func findBeforeItsUpdate(_ bot: TestBot) async throws -> Int64 {
        let payment = bot.sakura.chargeWithoutCheckout(
            payload: #"{"sku": "TICKET_3", "user_id": 1001}"#,
            amountStars: 100
        )
        try await bot.submit(
            .receivePayment(
                Payment(
                    charge: ChargeID(rawValue: payment.chargeID),
                    payload: #"{"sku": "TICKET_3"}"#,
                    amount: 100
                )
            ),
            about: 1001,
            cause: .reconciliation
        )
        bot.world.clearFaults()
        try await bot.world.waitUntilUpdatesAreTaken()
        let update = bot.world.updates.last { $0["message"]?["successful_payment"] != nil }
        return try #require(update?["update_id"]?.int)
    }
}

import BotGateway
import Ledger
import TelegramSandbox
import Testing

/// Refunds, when Telegram does not say yes at once.
@Suite struct RefundTests {
    @Test("With Telegram down a refund stays open, and is done after a restart")
    func telegramDown() async throws {
        try await withHouse { house in
            let charge = try await house.live { bot in
                let charge = try await bot.charge(bot.sakura).chargeID
                bot.world.inject(.internalError, on: "refundStarPayment", times: 100_000)
                let order = bot.admin.say("/refund \(charge)")
                _ = try await bot.admin.waitForMessage(after: order.id) { $0.text.contains("⏳") }
                #expect(bot.tickets(1001) == [0, 0])
                let again = try await bot.ask("/refund \(charge)", by: bot.admin)
                #expect(again.text.contains("すでに進行中"))
                return charge
            }
            house.world.clearFaults()
            try await house.live { bot in
                try await bot.waitForEvent(.paymentRefunded)
                _ = try await bot.admin.waitForMessage { $0.text.contains("✅ 返金が完了しました") }
                #expect(bot.sakura.balanceStars == 100_000)
                let again = try await bot.ask("/refund \(charge)", by: bot.admin)
                #expect(again.text.contains("返金済み"))
                #expect(try bot.kinds(of: 1001).filter { $0.contains("refund") }.count == 2)
            }
        }
    }

    @Test("A refund that is asked for again until Telegram answers is done once")
    func retried() async throws {
        try await withBot { bot in
            let charge = try await bot.charge(bot.sakura).chargeID
            bot.world.inject(.internalError, on: "refundStarPayment", times: 9)
            bot.world.inject(.loseAnswer, on: "refundStarPayment")
            bot.admin.say("/refund \(charge)")
            try await bot.waitForEvent(.paymentRefunded)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("返金しました") }
            try await bot.settle(bot.sakura)
            let told = bot.sakura.messages.filter { $0.text.contains("返金しました") }
            #expect(told.count == 1)
            #expect(bot.sakura.balanceStars == 100_000)
        }
    }

    @Test("CHARGE_ALREADY_REFUNDED is done")
    func alreadyRefunded() async throws {
        try await withBot { bot in
            let charge = try await bot.charge(bot.sakura).chargeID
            bot.world.inject(
                .failure(code: 400, description: "Bad Request: CHARGE_ALREADY_REFUNDED"),
                on: "refundStarPayment"
            )
            bot.admin.say("/refund \(charge)")
            _ = try await bot.admin.waitForMessage { $0.text.contains("✅ 返金が完了しました") }
            #expect(bot.tickets(1001) == [0, 0])
        }
    }

    @Test("A refusal for good gives back what was withdrawn")
    func refused() async throws {
        try await withBot { bot in
            let charge = try await bot.charge(bot.sakura).chargeID
            bot.world.inject(
                .failure(code: 400, description: "Bad Request: CHARGE_ID_EMPTY"),
                on: "refundStarPayment"
            )
            bot.admin.say("/refund \(charge)")
            try await bot.waitForEvent(.refundFailed)
            _ = try await bot.admin.waitForMessage { $0.text.contains("⚠️ Telegram が返金を断りました") }
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("A hanging refund holds up neither its user's payments nor anyone's answers")
    func hanging() async throws {
        try await withBot { bot in
            let charge = try await bot.charge(bot.sakura).chargeID
            let first = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            bot.world.inject(.hang, on: "refundStarPayment")
            bot.admin.say("/refund \(charge)")
            _ = try await bot.world.waitForCallUnderWay("refundStarPayment")
            try await bot.charge(bot.sakura)
            _ = try await bot.sakura.waitForMessage(after: first.id) { $0.text.contains("✨") }
            #expect(try await bot.ask("/status", by: bot.sakura).text.contains("3枚): 1"))
            bot.world.releaseHangingCalls()
            try await bot.waitForEvent(.paymentRefunded)
        }
    }
}

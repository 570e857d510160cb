import BotGateway
import Ledger
import LedgerService
import TelegramSandbox
import Testing

/// Telegram fails, or somebody else takes the bot's updates.
@Suite struct TelegramOutageTests {
    static let outages: [SandboxFault] = [
        .internalError, .dropConnection, .loseAnswer, .tooManyRequests(retryAfterSeconds: 1),
        .failure(code: 502, description: "Bad Gateway"),
        .failure(code: 409, description: "Conflict: terminated by other getUpdates request"),
        .failure(code: 400, description: "Bad Request: injected"),
    ]

    @Test("Polling goes on after an outage, and nothing is lost", arguments: outages)
    func polling(fault: SandboxFault) async throws {
        try await withBot { bot in
            bot.world.inject(fault, on: "getUpdates", times: 9)
            try await bot.charge(bot.sakura)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            try await bot.settle(bot.sakura)
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("A conflict is logged with what to do")
    func conflict() async throws {
        try await withBot { bot in
            bot.world.inject(Self.outages[5], on: "getUpdates", times: 2)
            try await bot.ask("/help", by: bot.sakura)
            bot.sakura.say("/help")
            try await bot.world.waitUntilUpdatesAreTaken()
            let lines = bot.house.log.lines.filter { $0.text.contains("stop the other process") }
            #expect(!lines.isEmpty)
        }
    }

    @Test("A refused token ends the bot with a sentence that names the variable")
    func unauthorized() async throws {
        try await withHouse { house in
            house.world.inject(
                .failure(code: 401, description: "Unauthorized"),
                on: "getUpdates",
                times: 100
            )
            let error = await #expect(throws: TelegramError.self) {
                try await house.live { bot in
                    // The whole house ends, the ledger too.
                    for await _ in bot.ledger.watch() {}
                }
            }
            #expect(error?.description.contains("TELEGRAM_BOT_TOKEN") == true)
        }
    }

    static let checkoutFaults: [SandboxFault] = [
        .internalError, .dropConnection, .loseAnswer, .tooManyRequests(retryAfterSeconds: 1),
    ]

    @Test("A pre-checkout's answer is tried until it arrives", arguments: checkoutFaults)
    func checkout(fault: SandboxFault) async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            let invoice = try await bot.invoice(for: "TICKET_3", to: bot.sakura)
            bot.world.inject(fault, on: "answerPreCheckoutQuery", times: 2)
            #expect(await bot.sakura.pay(invoice).payment != nil)
            try await bot.waitForEvent(.paymentReceived)
        }
    }

    @Test("A press whose answer fails is served all the same")
    func press() async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            let shop = try await bot.ask("/buy", by: bot.sakura)
            bot.world.inject(
                .failure(code: 400, description: "Bad Request: query is too old"),
                on: "answerCallbackQuery"
            )
            bot.sakura.press("buy:TICKET_3", on: shop)
            _ = try await bot.sakura.waitForMessage(after: shop.id) { $0.invoice != nil }
        }
    }

    @Test("No text of a user, no token and no charge is logged")
    func secrecy() async throws {
        try await withBot { bot in
            bot.sakura.say("とても秘密の相談です")
            let payment = try await bot.charge(bot.sakura)
            bot.admin.say("/refund \(payment.chargeID)")
            try await bot.waitForEvent(.paymentRefunded)
            try await bot.settle(bot.sakura)
            let log = bot.house.log.lines.map(\.text).joined(separator: "\n")
            #expect(!log.contains("秘密") && !log.contains("返金"))
            #expect(!log.contains(payment.chargeID) && !log.contains(bot.world.settings.token))
            #expect(log.contains("an update was taken in"))
        }
    }
}

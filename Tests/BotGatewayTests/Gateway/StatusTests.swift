import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// `/status` of everyone who can ask, to the character.
@Suite struct StatusTests {
    @Test("After the trial: one card a day, chat for pass holders")
    func afterTrial() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.sakura)
            bot.clock.advance(seconds: 5 * SandboxClock.day)
            let page = try await bot.ask("/status", by: bot.sakura).text
            #expect(
                page == """
                    📊 ご利用状況
                    ・初回利用から6日目
                    ・パス: なし
                    ・ワンオラクル: 1日1回（本日の残り 1）
                    ・相談: パス専用
                    ・スリーカード(3枚): 0
                    ・ヘキサグラム(7枚): 0
                    ・ケルト十字(10枚): 0
                    ・画像オプション: 無効
                    ・次回リセット: 11/29 00:00 JST
                    ・直近の購入: なし
                    """
            )
        }
    }

    @Test("With a pass: its end, and no limits; refunded, it is as if never bought")
    func pass() async throws {
        try await withBot { bot in
            let payment = try await bot.buy("PASS_7D", by: bot.emma).payment
            #expect(
                try await bot.ask("/status", by: bot.emma).text == """
                    📊 Your status
                    ・Day 1
                    ・Pass: 2026-11-30 13:35 JST (7 days left)
                    ・One card: unlimited
                    ・Chat: unlimited with your pass
                    ・Three cards (3): 0
                    ・Hexagram (7): 0
                    ・Celtic cross (10): 0
                    ・Image option: off
                    ・Next reset: 11/24 00:00 JST
                    ・Last purchase: 7-day pass (SKU: PASS_7D) 2026-11-23 13:35 JST
                    """
            )
            bot.clock.advance(seconds: 6.5 * SandboxClock.day)
            let last = try await bot.ask("/status", by: bot.emma).text
            #expect(last.contains("(1 day left)"))
            bot.admin.say("/refund \(payment.chargeID)")
            try await bot.waitForEvent(.paymentRefunded)
            let page = try await bot.ask("/status", by: bot.emma).text
            #expect(page.contains("・Pass: none\n") && page.contains("・Last purchase: none"))
        }
    }

    @Test("An administrator has no limits")
    func administrator() async throws {
        try await withBot { bot in
            let page = try await bot.ask("/status", by: bot.admin).text
            #expect(page.contains("・ワンオラクル: 無制限\n・相談: 無制限\n"))
        }
    }

    @Test("With the paywall off nobody has limits")
    func paywallOff() async throws {
        try await withHouse { house in
            try await house.live(settings: [.paywallEnabled: "false"]) { bot in
                let page = try await bot.ask("/status", by: bot.joao).text
                #expect(page.contains("・Uma carta: sem limite\n・Conversa: sem limite\n"))
                let reading = try await bot.ask("/celtic", by: bot.joao)
                #expect(reading.text.count > 500)
            }
        }
    }

    @Test("Whoever is held has nothing left, and is told so when they ask for a reading")
    func held() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            _ = try await bot.ledger.submit(
                .hold(reason: "調査中"),
                Request(
                    user: UserID(rawValue: 1001),
                    at: bot.ledger.clock(),
                    cause: .commandLine,
                    actor: .operator("taro"),
                    rid: "hold"
                )
            )
            let page = try await bot.ask("/status", by: bot.sakura).text
            #expect(page.contains("（本日の残り 0）"))
            #expect(page.contains("・スリーカード(3枚): 1"))
            for command in ["/read1", "/read3"] {
                let answer = try await bot.ask(command, by: bot.sakura)
                #expect(answer.text.contains("/support"))
            }
        }
    }
}

import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// `/start <payload>`: what a link opens.
@Suite struct DeepLinkTests {
    /// A payload and some words of what it opens for somebody who has been here before.
    static let links: [(payload: String, words: String)] = [
        ("status", "📊 ご利用状況"), ("STATUS", "📊 ご利用状況"), ("terms", "📖 利用規約"),
        ("privacy", "🔒"), ("help", "できることの一覧"), ("buy", "🛒 チャージ"), ("shop", "🛒 チャージ"),
        ("support", "support@example.jp"), ("paysupport", "💳"), ("lang", "言語を選んで"),
        ("feedback", "/feedback に続けて"), ("menu", "今日はどの占い"), ("chat", "💬 どんなことでも"),
        ("read1", "「ワンオラクル」"), ("read3", "「スリーカード」"), ("hexa", "「ヘキサグラム」"),
        ("celtic", "「ケルト十字」"), ("love3", "「スリーカード」"), ("TICKET_3", "利用規約をお読みください"),
        ("buy_TICKET_3", "利用規約をお読みください"), ("buy_nothing", "おかえりなさい"),
        ("ref_12345", "おかえりなさい"), ("", "おかえりなさい"),
    ]

    @Test("Every part opens by its link; what opens nothing greets; no link draws a card")
    func parts() async throws {
        try await withTalkingBot { _, bot in
            try await bot.ask("/start", by: bot.sakura)
            for (payload, words) in Self.links {
                let text = try await bot.ask("/start \(payload)", by: bot.sakura).text
                #expect(text.contains(words), "\(payload): \(text)")
            }
            #expect(try bot.kinds(of: 1001) == ["first_seen"])
            let offer = try await bot.ask("/start love1", by: bot.sakura)
            #expect(offer.buttonData.first?.hasSuffix(":love") == true)
            bot.sakura.press(offer.buttonData[0], on: offer)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("あと1回") }
        }
    }

    @Test("Who comes by a link for the first time is greeted, and gets what the link names")
    func firstContact() async throws {
        try await withTalkingBot { _, bot in
            let opened = bot.emma.openDeepLink("buy_PASS_7D")
            let welcome = try await bot.emma.waitForMessage(after: opened.id)
            #expect(welcome.text.contains("Welcome") || welcome.text.contains("🌙"))
            let terms = try await bot.emma.waitForMessage(after: welcome.id)
            #expect(terms.buttonData == ["terms:show", "terms:agree_and_buy:PASS_7D"])
        }
    }

    @Test("A product's link brings its invoice, once however often the message comes")
    func product() async throws {
        try await withTalkingBot { _, bot in
            try await bot.agree(bot.sakura)
            for (payload, sku) in [("PASS_7D", "PASS_7D"), ("buy_ticket_10", "TICKET_10")] {
                let opened = bot.sakura.openDeepLink(payload)
                let invoice = try await bot.sakura.waitForMessage(after: opened.id) {
                    $0.invoice != nil
                }
                #expect(invoice.invoice?.payload.contains(sku) == true)
                bot.clock.advance(seconds: 60)
                try bot.redeliverLastUpdate()
                try await bot.settle(bot.sakura)
            }
            #expect(try bot.events(.invoiceSent).count == 2)
        }
    }

    @Test("Killed while the invoice is sent: it is in the chat after the next start")
    func lostInvoice() async throws {
        try await withHouse { house in
            try await house.live(until: .killed) { bot in
                try await bot.agree(bot.sakura)
                let shop = try await bot.ask("/buy", by: bot.sakura)
                bot.world.inject(.hang, on: "sendInvoice")
                bot.sakura.press("buy:TICKET_3", on: shop)
                _ = try await bot.world.waitForCallUnderWay("sendInvoice")
            }
            house.world.clearFaults()
            try await house.live { bot in
                let invoice = try await bot.sakura.waitForMessage { $0.invoice != nil }
                #expect(await bot.sakura.pay(invoice).payment != nil)
                #expect(try bot.events(.invoiceSent).count == 1)
            }
        }
    }
}

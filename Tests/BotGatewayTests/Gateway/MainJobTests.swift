import BotGateway
import Ledger
import TelegramSandbox
import Testing

/// The main job, from the first word to the refund, in three languages.
@Suite struct MainJobTests {
    struct Case: Sendable {
        var user: Int64
        var greeting: String
        var title: String
        var thanks: String
        var cost: String
        var status: String
        var refunded: String
    }

    static let cases = [
        Case(
            user: 1001,
            greeting: "78枚",
            title: "スリーカード(3枚)",
            thanks: "お手元に1枚",
            cost: "「スリーカード(3枚)」のチケットを1枚使いました（残り0枚）。",
            status: """
                📊 ご利用状況
                ・初回利用から1日目
                ・パス: なし
                ・ワンオラクル: 1日2回（本日の残り 2）
                ・相談: 今日の残り 2
                ・スリーカード(3枚): 1
                ・ヘキサグラム(7枚): 0
                ・ケルト十字(10枚): 0
                ・画像オプション: 無効
                ・次回リセット: 11/24 00:00 JST
                ・直近の購入: スリーカード(3枚)（SKU: TICKET_3）2026-11-23 13:35 JST
                """,
            refunded: "返金しました"
        ),
        Case(
            user: 1002,
            greeting: "78 cards",
            title: "Three cards (3)",
            thanks: "you now have 1",
            cost: "This used one ticket for “Three cards (3)” (0 left).",
            status: """
                📊 Your status
                ・Day 1
                ・Pass: none
                ・One card: 2 per day (remaining today: 2)
                ・Chat: remaining 2 messages
                ・Three cards (3): 1
                ・Hexagram (7): 0
                ・Celtic cross (10): 0
                ・Image option: off
                ・Next reset: 11/24 00:00 JST
                ・Last purchase: Three cards (3) (SKU: TICKET_3) 2026-11-23 13:35 JST
                """,
            refunded: "has been refunded"
        ),
        Case(
            user: 1003,
            greeting: "78 cartas",
            title: "Três cartas (3)",
            thanks: "1",
            cost: "Três cartas (3)",
            status: """
                📊 Seu status
                ・Você está no dia 1
                ・Passe: nenhum
                ・Uma carta: 2 por dia (restam 2)
                ・Conversa: restam 2 mensagens
                ・Três cartas (3): 1
                ・Hexagrama (7): 0
                ・Cruz celta (10): 0
                ・Opção de imagens: desativada
                ・Próxima renovação: 11/24 00:00 JST
                ・Última compra: Três cartas (3) (SKU: TICKET_3) 2026-11-23 13:35 JST
                """,
            refunded: "reembols"
        ),
    ]

    @Test("A ticket is bought, seen, used and refunded", arguments: cases)
    func mainJob(_ wanted: Case) async throws {
        try await withBot { bot in
            let person = bot.world.person(wanted.user)
            let greeting = try await bot.ask("/start", by: person)
            #expect(greeting.text.contains(wanted.greeting))
            #expect(greeting.replyKeyboard.count == 3)
            // Terms come first, and lead straight to the invoice.
            let shop = try await bot.ask("/buy", by: person)
            #expect(shop.buttonData.contains("buy:TICKET_3") && shop.buttonData.count == 6)
            person.press("buy:TICKET_3", on: shop)
            let terms = try await person.waitForMessage(after: shop.id)
            #expect(terms.buttonData == ["terms:show", "terms:agree_and_buy:TICKET_3"])
            person.press("terms:agree_and_buy:TICKET_3", on: terms)
            let invoice = try await person.waitForMessage(after: terms.id) { $0.invoice != nil }
            #expect(invoice.invoice?.title == wanted.title)
            #expect(invoice.invoice?.amountStars == 100)
            // The payment.
            let payment = try #require(await person.pay(invoice).payment)
            let thanks = try await person.waitForMessage(after: invoice.id) {
                $0.text.contains("✨")
            }
            #expect(thanks.text.contains(wanted.thanks))
            #expect(try await bot.ask("/status", by: person).text == wanted.status)
            // The way back to the reading.
            let way = try #require(thanks.buttonData.first { $0.hasPrefix("read:three:") })
            let press = person.press(way, on: thanks)
            let reading = try await person.waitForMessage(after: person.lastMessageID) {
                $0.text.contains(wanted.cost)
            }
            #expect(reading.buttonData == ["nav:menu"])
            #expect(try await person.waitForCallbackAnswer(press).text == "")
            try await bot.waitForEvent(.readingDelivered, of: person.id)
            #expect(bot.tickets(person.id) == [0, 0])
            // The refund.
            let order = bot.admin.say("/refund \(payment.chargeID)")
            let told = try await person.waitForMessage(after: reading.id) {
                $0.text.contains(wanted.refunded)
            }
            _ = try await bot.admin.waitForMessage(after: order.id) {
                $0.text.contains("✅ 返金が完了しました") && $0.text.contains(told.text)
            }
            #expect(person.balanceStars == 100_000)
            #expect(
                try bot.kinds(of: person.id) == [
                    "first_seen", "terms_accepted", "invoice_sent", "checkout_approved",
                    "payment_received", "reading_started", "ticket_reserved", "ticket_consumed",
                    "reading_delivered", "refund_requested", "payment_refunded",
                ]
            )
        }
    }

    @Test("What a request caused bears its rid, to the last event")
    func requestIDs() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            try await bot.ask("/read3", by: bot.sakura)
            try await bot.waitForEvent(.readingDelivered)
            let uses = try bot.events().filter { event in
                [.readingStarted, .ticketReserved, .ticketConsumed, .readingDelivered]
                    .contains(event.event.kind)
            }
            #expect(Set(uses.map(\.envelope.rid)).count == 1 && uses.count == 4)
            let line = bot.house.log.lines.first { $0.metadata["rid"] == uses[0].envelope.rid }
            #expect(line?.metadata["update.kind"] == "message")
        }
    }

    @Test("A refund outside the bot takes back what was granted, and the administrators hear of it")
    func refundOutside() async throws {
        try await withBot { bot in
            let payment = try await bot.buy("TICKET_3", by: bot.sakura).payment
            #expect(bot.world.refundOutside(payment.chargeID))
            _ = try await bot.sakura.waitForMessage { $0.text.contains("返金しました") }
            _ = try await bot.admin.waitForMessage { $0.text.contains("ボットの外で返金") }
            #expect(bot.tickets(1001) == [0, 0])
        }
    }

    @Test(
        "Each product gives what it says, and its thank-you says so",
        arguments: [
            ("TICKET_7", 300, "ヘキサグラム"), ("TICKET_10", 500, "ケルト十字"),
            ("PASS_7D", 1000, "2026-11-30 13:35 JST"), ("PASS_30D", 3500, "2026-12-23 13:35 JST"),
        ]
    )
    func products(sku: String, stars: Int64, words: String) async throws {
        try await withBot { bot in
            let (payment, thanks) = try await bot.buy(sku, by: bot.sakura)
            #expect(payment.amountStars == stars)
            #expect(thanks.text.contains(words))
        }
    }

    @Test(
        "Every spread is read, and says what it cost",
        arguments: [
            ("/read1", "今日はあと1回"), ("/love1", "今日はあと1回"), ("占って", "今日はあと1回"),
            ("/read3", "残り0枚"), ("/love3", "残り0枚"), ("/hexa", "残り0枚"), ("/celtic", "残り0枚"),
        ]
    )
    func spreads(command: String, cost: String) async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            try await bot.charge(bot.sakura, sku: "TICKET_7", stars: 300)
            try await bot.charge(bot.sakura, sku: "TICKET_10", stars: 500)
            let said = bot.sakura.say(command)
            _ = try await bot.sakura.waitForMessage(after: said.id) { $0.text.contains(cost) }
        }
    }

    @Test("Without a ticket, without quota: a sentence, and the shop")
    func refusals() async throws {
        try await withBot { bot in
            let none = try await bot.ask("/read3", by: bot.sakura)
            #expect(none.buttonData == ["buy:TICKET_3", "nav:charge"])
            for count in 1...2 {
                try await bot.ask("/read1", by: bot.sakura)
                try await bot.waitForEvent(.readingDelivered, count: count)
            }
            let used = try await bot.ask("/read1", by: bot.sakura)
            #expect(used.text.contains("11/24 00:00 JST"))
            bot.clock.advance(seconds: SandboxClock.day)
            #expect(try await bot.ask("/read1", by: bot.sakura).text.contains("あと1回"))
        }
    }
}

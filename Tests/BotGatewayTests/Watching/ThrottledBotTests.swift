import BotGateway
import Ledger
import Projections
import TelegramSandbox
import Testing

/// The throttle as people meet it; the clock stands between advances.
@Suite struct ThrottledBotTests {
    private static let intervals: [Setting: String] = [
        .messageInterval: "1.2", .callbackInterval: "0.8",
    ]
    private static let hour: [Setting: String] = [
        .messageInterval: "3600", .callbackInterval: "3600",
    ]
    static let lines: [Int64: String] = [
        1001: "🕊 少しゆっくりお願いします。ひと呼吸おいて、もう一度お試しください。",
        1002: "🕊 A little slower, please. Take a breath, then try once more.",
        1003: "🕊 Um pouco mais devagar, por favor. Respire e tente mais uma vez.",
    ]

    @Test("Too fast a message gets one line in the person's language, and leaves no event")
    func messages() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.intervals) { bot in
                for (user, line) in Self.lines {
                    let person = bot.world.person(user)
                    try await bot.ask("/privacy", by: person)
                    let kinds = try bot.kinds(of: user)
                    #expect(try await bot.ask("/read1", by: person).text == line)
                    person.say("/read1")
                    person.say("/terms agree")
                    try await bot.world.waitUntilUpdatesAreTaken()
                    #expect(try bot.kinds(of: user) == kinds)
                }
                bot.clock.advance(seconds: 1.2)
                for user in Self.lines.keys {
                    let person = bot.world.person(user)
                    let page = try await bot.ask("/privacy", by: person)
                    #expect(page.text.contains("🔒"))
                    // Nothing was said between the line and the page.
                    let said = person.messages.filter(\.isFromBot).suffix(2).map(\.text)
                    #expect(said == [Self.lines[user] ?? "", page.text])
                }
            }
        }
    }

    @Test("Too fast a press is answered once, with the line, and does nothing")
    func presses() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.intervals) { bot in
                let shop = try await bot.ask("/buy", by: bot.sakura)
                let first = bot.sakura.press("nav:status", on: shop)
                let second = bot.sakura.press("nav:status", on: shop)
                #expect(try await bot.sakura.waitForCallbackAnswer(first).text.isEmpty)
                let answer = try await bot.sakura.waitForCallbackAnswer(second)
                #expect(answer.text == Self.lines[1001])
                bot.clock.advance(seconds: 1.2)
                try await bot.settle(bot.sakura)
                let pages = bot.sakura.messages.filter { $0.text.hasPrefix("📊") }
                #expect(pages.count == 1)
                let answers = bot.world.calls(to: "answerCallbackQuery")
                #expect(answers.map { $0["callback_query_id"] } == [first, second])
            }
        }
    }

    @Test("Money, its support and administrators are never throttled")
    func money() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.hour) { bot in
                try await bot.agree(bot.sakura)
                let payload = #"{"sku":"TICKET_3"}"#
                for _ in 1...2 {
                    let outcome = await bot.sakura.payOldInvoice(payload: payload, amountStars: 100)
                    #expect(outcome.payment != nil)
                }
                let first = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                _ = try await bot.sakura.waitForMessage(after: first.id) {
                    $0.text.contains("✨")
                }
                for _ in 1...3 {
                    let answer = try await bot.ask("/admin stats", by: bot.admin)
                    #expect(answer.text.hasPrefix("Today"))
                }
                for text in ["/paysupport", "/paysupport 届いていません", "/refund x"] {
                    let answer = try await bot.ask(text, by: bot.sakura)
                    #expect(answer.text != Self.lines[1001])
                }
                let answer = try await bot.ask("/status", by: bot.sakura)
                #expect(answer.text == Self.lines[1001])
            }
        }
    }

    @Test("What waited for the bot, and what is delivered again, is answered")
    func backlog() async throws {
        try await withHouse { house in
            let emma = house.world.person(1002)
            for _ in 1...3 { emma.say("/privacy") }
            house.world.clock.advance(seconds: 11)
            try await house.live(settings: Self.hour) { bot in
                try await bot.world.waitUntilUpdatesAreTaken()
                let page = try await bot.ask("/status", by: bot.sakura)
                #expect(page.text.hasPrefix("📊"))
                bot.world.redeliverLastUpdate()
                let again = try await bot.sakura.waitForMessage(after: page.id)
                #expect(again.text.hasPrefix("📊"))
                _ = try await bot.ask("/status", by: bot.joao)
                let answers = emma.messages.filter { $0.isFromBot && $0.text.contains("🔒") }
                #expect(answers.count == 3)
            }
        }
    }

    @Test("An interval that is changed while the bot runs holds from then on")
    func changing() async throws {
        try await withBot { bot in
            try await bot.ask("/privacy", by: bot.sakura)
            try await bot.set(.messageInterval, to: "2.0")
            #expect(try await bot.ask("/privacy", by: bot.sakura).text.contains("🔒"))
            bot.clock.advance(seconds: 1.9)
            #expect(try await bot.ask("/privacy", by: bot.sakura).text == Self.lines[1001])
            bot.clock.advance(seconds: 0.1)
            #expect(try await bot.ask("/privacy", by: bot.sakura).text.contains("🔒"))
            try await bot.set(.messageInterval, to: "0")
            #expect(try await bot.ask("/privacy", by: bot.sakura).text.contains("🔒"))
        }
    }
}

extension TestBot {
    /// Changes a setting as an administrator does in chat, and expects one event of it.
    func set(_ setting: Setting, to value: String) async throws {
        let before = try self.events().count { $0.event.kind == .settingChanged }
        try await self.ask("/admin set \(setting.rawValue) \(value)", by: self.admin)
        let changes = try self.events().filter { $0.event.kind == .settingChanged }
        #expect(changes.count == before + 1)
        let administrator = UserID(rawValue: self.admin.id)
        #expect(changes.last?.envelope.actor == .administrator(administrator))
    }
}

import BotGateway
import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// Somebody wants to talk: who is answered, what it costs, and what never costs anything.
@Suite struct ConsultationTests {
    private static let question = "転職するか、ずっと迷っています"

    @Test("A question is answered without cards, and the answer says what is left")
    func answered() async throws {
        try await withTalkingBot { fake, bot in
            let answer = try await bot.ask(Self.question, by: bot.sakura, until: "あと1回")
            #expect(answer.text.hasSuffix("無料の相談は、今日はあと1回です。"))
            try await bot.waitForEvent(.consultationAnswered)
            let digest = bot.ledger.keyring.digest(ofQuestion: Self.question)
            #expect(
                try bot.events().filter { $0.user?.rawValue == 1001 }.map(\.event) == [
                    .firstSeen(FirstSeen(language: .japanese)),
                    .consultationStarted(
                        ConsultationStarted(access: .free, questionDigest: digest)
                    ),
                    .modelUsed(
                        ModelUsed(
                            model: "gpt-4o-mini",
                            promptTokens: 100,
                            completionTokens: 50,
                            costMicroUSD: 45,
                            use: bot.firstUse
                        )
                    ),
                    .consultationAnswered(ConsultationAnswered(use: bot.firstUse)),
                ]
            )
            #expect(fake.requests.count == 1)
            #expect(fake.requests[0].contains(Self.question))
        }
    }

    @Test("The question is in no file in clear, neither while it is answered nor after")
    func sealed() async throws {
        try await withModelHouse { fake, house, model in
            fake.usually(.gated)
            try await house.live(model: model) { bot in
                var arrivals = fake.arrivals.makeAsyncIterator()
                bot.sakura.say(Self.question)
                _ = await arrivals.next()
                #expect(try house.filesWithoutKeys().allSatisfy { !$0.holds(Self.question) })
                fake.openGate()
                try await bot.waitForEvent(.consultationAnswered)
            }
            #expect(try house.filesWithoutKeys().allSatisfy { !$0.holds(Self.question) })
            let logged = house.log.lines.map(\.text).joined()
            #expect(!logged.contains(Self.question) && !logged.contains(FakeModel.key))
        }
    }

    @Test("While one is answered there is no second call: whoever asks on is asked to wait")
    func busy() async throws {
        try await withTalkingBot { fake, bot in
            fake.usually(.gated)
            var arrivals = fake.arrivals.makeAsyncIterator()
            bot.sakura.say(Self.question)
            _ = await arrivals.next()
            try await bot.ask("まだですか", by: bot.sakura, until: "ひとつ前のお返事")
            try await bot.ask("/read1", by: bot.sakura, until: "届くまで少しお待ちください")
            // Somebody else is answered meanwhile.
            bot.emma.say("May I ask something?")
            _ = await arrivals.next()
            #expect(fake.requests.count == 2)
            fake.openGate(2)
            try await bot.waitForEvent(.consultationAnswered, count: 2)
            #expect(try bot.events(.consultationStarted).count == 2)
            #expect(bot.status(1001).allowance.consult.remaining == 1)
        }
    }

    @Test("Killed while the model thinks: answered at the next start, and counted once")
    func killed() async throws {
        try await withModelHouse { fake, house, model in
            fake.next(.hang)
            try await house.live(until: .killed, model: model) { bot in
                var arrivals = fake.arrivals.makeAsyncIterator()
                bot.sakura.say(Self.question)
                _ = await arrivals.next()
            }
            try await house.live(model: model) { bot in
                #expect(bot.opened.inbox.count == 1)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("あと1回") }
                try await bot.waitForEvent(.consultationAnswered)
                #expect(fake.requests.last?.contains(Self.question) == true)
                #expect(try bot.events(.consultationStarted).count == 1)
            }
            try await house.live(model: model) { bot in
                #expect(bot.opened.inbox.isEmpty && bot.opened.outbox.isEmpty)
            }
        }
    }

    @Test("A question that lay for a day is not kept: its cost is given back with an apology")
    func tooOld() async throws {
        try await withModelHouse { fake, house, model in
            fake.usually(.hang)
            try await house.live(until: .killed, model: model) { bot in
                var arrivals = fake.arrivals.makeAsyncIterator()
                try await bot.charge(bot.emma)
                bot.sakura.say(Self.question)
                bot.emma.say("/read3 Will it last?")
                for _ in 0..<2 { _ = await arrivals.next() }
            }
            house.world.clock.advance(seconds: SandboxClock.day)
            try await house.live(model: model) { bot in
                #expect(bot.opened.inbox.count == 2)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("お返事をお届けできません") }
                try await bot.waitForEvent(.ticketReleased)
                #expect(bot.tickets(1002) == [1, 0])
                #expect(fake.requests.count == 2)
            }
            try await house.live(model: model) { bot in #expect(bot.opened.inbox.isEmpty) }
        }
    }

    @Test("Once the answer is owed, the question is kept no longer")
    func owed() async throws {
        try await withModelHouse { _, house, model in
            try await house.live(until: .killed, model: model) { bot in
                bot.world.inject(.hang, on: "sendMessage")
                bot.sakura.say(Self.question)
                _ = try await bot.world.waitForCallUnderWay("sendMessage")
            }
            house.world.clearFaults()
            try await house.live(model: model) { bot in
                #expect(bot.opened.inbox.isEmpty && bot.opened.outbox.count == 1)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("あと1回") }
                try await bot.waitForEvent(.consultationAnswered)
            }
        }
    }

    @Test("A message that Telegram sends again is answered once")
    func redelivered() async throws {
        try await withTalkingBot { fake, bot in
            try await bot.ask(Self.question, by: bot.sakura, until: "あと1回")
            try await bot.waitForEvent(.consultationAnswered)
            try bot.redeliverLastUpdate()
            try await bot.settle(bot.sakura)
            #expect(fake.requests.count == 1)
            #expect(bot.sakura.messages.filter { $0.text.contains("あと1回") }.count == 1)
            #expect(try bot.events(.consultationStarted).count == 1)
        }
    }

    @Test("A ledger that is down for a moment never makes the model speak twice")
    func outage() async throws {
        try await withTalkingBot { fake, bot in
            try await bot.agree(bot.emma)
            fake.usually(.gated)
            var arrivals = fake.arrivals.makeAsyncIterator()
            bot.sakura.say(Self.question)
            _ = await arrivals.next()
            try await withDatabaseHeld(bot.house.place.database) {
                fake.openGate()
                // Whoever is refused twice has waited until the ledger is known to be down.
                for _ in 0..<2 {
                    let payload = #"{"sku":"TICKET_3"}"#
                    let paid = await bot.emma.payOldInvoice(payload: payload, amountStars: 100)
                    #expect(paid.payment == nil)
                }
            }
            _ = try await bot.sakura.waitForMessage { $0.text.contains("あと1回") }
            try await bot.waitForEvent(.consultationAnswered)
            #expect(fake.requests.count == 1)
            #expect(try bot.events(.modelUsed).count == 1)
        }
    }

    @Test("An answer that cannot arrive costs nothing")
    func blocked() async throws {
        try await withTalkingBot { fake, bot in
            fake.usually(.gated)
            var arrivals = fake.arrivals.makeAsyncIterator()
            bot.sakura.say(Self.question)
            _ = await arrivals.next()
            bot.sakura.blockBot()
            fake.openGate()
            let failed = try await bot.waitForEvent(.consultationFailed)
            #expect(
                failed.event
                    == .consultationFailed(
                        ConsultationFailed(use: try bot.firstUse, reason: .undeliverable)
                    )
            )
            #expect(bot.status(1001).allowance.consult.remaining == 2)
        }
    }

    @Test("Without a key it apologises, costs nothing and counts nothing")
    func keyless() async throws {
        try await withBot { bot in
            try await bot.ask(Self.question, by: bot.sakura, until: "相談はただいまお休み")
            try await bot.ask("💬相談", by: bot.sakura, until: "相談はただいまお休み")
            #expect(try bot.kinds(of: 1001) == ["first_seen"])
            #expect(bot.status(1001).allowance.consult.remaining == 2)
        }
    }

    static let careful: [(text: String, notice: CarefulTopic)] = [
        ("もう死にたい", .selfHarm), ("この薬を飲み続けていいですか", .medical),
        ("裁判に勝てますか", .legal), ("仮想通貨は上がりますか", .financial),
        ("占って 裁判に勝てますか", .legal), ("/read1 もう死にたい", .selfHarm),
    ]

    @Test("What the cards and the model keep out of gets a notice and costs nothing")
    func carefulTopics() async throws {
        try await withTalkingBot { fake, bot in
            for (text, topic) in Self.careful {
                let notice = Prompts.builtIn.notice(on: topic, speaking: .japanese)
                #expect(try await bot.ask(text, by: bot.sakura).text == notice, "\(text)")
            }
            try await bot.ask("🎩占い", by: bot.sakura, until: "今日はどの占い")
            for (text, topic) in Self.careful {
                let notice = Prompts.builtIn.notice(on: topic, speaking: .japanese)
                #expect(try await bot.ask(text, by: bot.sakura).text == notice, "\(text)")
            }
            #expect(fake.requests.isEmpty)
            #expect(try bot.kinds(of: 1001) == ["first_seen"])
        }
    }

    @Test("501 characters are asked to be shorter, 500 are answered")
    func length() async throws {
        try await withTalkingBot { fake, bot in
            let long = String(repeating: "夢", count: 501)
            try await bot.ask(long, by: bot.sakura, until: "500文字まで")
            try await bot.ask("占って\(long)", by: bot.sakura, until: "500文字まで")
            #expect(fake.requests.isEmpty)
            try await bot.ask(String(long.dropLast()), by: bot.sakura, until: "あと1回")
        }
    }

    @Test("An answer that speaks of cards is asked for once more, and then it is none")
    func cards() async throws {
        try await withTalkingBot { fake, bot in
            fake.usually(.words("タロットの「星」が出ています。"))
            try await bot.ask(Self.question, by: bot.sakura, until: "お返事をお届けできませんでした")
            #expect(fake.requests.count == 2)
            #expect(bot.status(1001).allowance.consult.remaining == 2)
            guard case .modelUsed(let used) = try bot.events(.modelUsed).first else {
                throw Missing("no cost")
            }
            #expect([used.promptTokens, used.completionTokens] == [200, 100])
        }
    }
}

extension TestBot {
    /// The first reading or consultation that was begun.
    var firstUse: Position {
        get throws {
            let begun = try self.events().first {
                [.readingStarted, .consultationStarted].contains($0.event.kind)
            }
            guard let begun else { throw Missing("nothing was begun") }
            return begun.position
        }
    }
}

extension TestHouse {
    /// The bytes of every file but the keys.
    func filesWithoutKeys() throws -> [Data] {
        let folder = URL(filePath: self.place.folder)
        let keys = URL(filePath: self.place.keys).lastPathComponent
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasPrefix(keys) }
            .compactMap { try? Data(contentsOf: folder.appending(path: $0)) }
    }
}

extension Data {
    func holds(_ text: String) -> Bool { self.range(of: Data(text.utf8)) != nil }
}

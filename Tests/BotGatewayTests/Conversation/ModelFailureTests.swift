import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// The model hangs, fails, or says nothing of use: no ticket is lost, and everybody is told.
@Suite struct ModelFailureTests {
    /// A way to fail.
    struct Way: Sendable, CustomTestStringConvertible {
        let name: String
        let mode: FakeModel.Mode
        /// Whether tokens were spent all the same.
        var spends = false

        var testDescription: String { self.name }
    }

    static let ways: [Way] = [
        Way(name: "hangs", mode: .hang),
        Way(name: "hangs midway", mode: .hangMidway, spends: true),
        Way(name: "500", mode: .status(500)), Way(name: "429", mode: .status(429)),
        Way(name: "401", mode: .status(401)), Way(name: "garbage", mode: .garbage),
        // An answer that is none has been paid for all the same.
        Way(name: "other JSON", mode: .otherJSON, spends: true),
        Way(name: "nothing", mode: .nothing, spends: true),
        Way(name: "hangs up", mode: .hangUp),
        Way(name: "half a stream", mode: .halfStream, spends: true),
        Way(name: "a stream without an end", mode: .cutStream, spends: true),
        Way(name: "declines", mode: .refusal, spends: true),
        Way(name: "other cards", mode: .words("1. 現在 ― 存在しないカード（正位置）"), spends: true),
    ]

    private static func hasten(_ limits: inout ModelLimits) {
        limits.silenceTimeout = .milliseconds(250)
        limits.wholeAnswerTimeout = .milliseconds(250)
        limits.attemptCountMax = 2
    }

    @Test("With release, everything is given back with an apology", arguments: ways)
    func release(way: Way) async throws {
        try await withTalkingBot(limits: Self.hasten) { fake, bot in
            fake.usually(way.mode)
            try await bot.charge(bot.sakura)
            try await bot.ask("/read3", by: bot.sakura, until: "お手元に戻して")
            #expect(bot.tickets(1001) == [1, 0])
            try await bot.ask("/read1", by: bot.sakura, until: "回数は減っていません")
            try await bot.ask("聞いてください", by: bot.sakura, until: "相談の回数は減っていません")
            let allowance = bot.status(1001).allowance
            #expect(allowance.oneCard.remaining == 2 && allowance.consult.remaining == 2)
            for kind in [EventKind.readingDelivered, .consultationAnswered, .ticketConsumed] {
                #expect(try bot.events(kind).isEmpty)
            }
            try Self.expectRecords(of: way, in: bot)
            // The model is well again: the same ticket brings a reading.
            fake.usually(.instant)
            try await bot.ask("/read3", by: bot.sakura, until: "残り0枚")
        }
    }

    @Test("With builtin, the built-in reader takes over, and the record says so", arguments: ways)
    func builtin(way: Way) async throws {
        try await withTalkingBot(fallback: .builtin, limits: Self.hasten) { fake, bot in
            fake.usually(way.mode)
            try await bot.charge(bot.sakura)
            try await bot.ask("/read3", by: bot.sakura, until: "残り0枚")
            try await bot.ask("/read1", by: bot.sakura, until: "あと1回")
            try await bot.ask("聞いてください", by: bot.sakura, until: "相談の回数は減っていません")
            try await bot.waitForEvent(.readingDelivered, count: 2)
            let delivered = try bot.events(.readingDelivered)
            for event in delivered {
                guard case .readingDelivered(let reading) = event else { continue }
                #expect(reading.isFallback)
            }
            #expect(bot.tickets(1001) == [0, 0])
            #expect(bot.status(1001).allowance.consult.remaining == 2)
            try Self.expectRecords(of: way, in: bot)
        }
    }

    /// Three failures are three errors; what was spent is in the log, and nothing else.
    private static func expectRecords(of way: Way, in bot: TestBot) throws {
        let errors = try bot.events(.errorRecorded)
        let error = Event.errorRecorded(ErrorRecorded(error: .load))
        #expect(errors.allSatisfy { $0 == error })
        // Words that name no card are no reading, and a good answer to somebody who talks.
        #expect(errors.count == 3 || way.name == "other cards")
        let spent = try bot.events(.modelUsed)
        #expect(spent.isEmpty != way.spends, "\(spent)")
    }

    @Test("Killed while the model hangs: the same cards at the next start, and one ticket")
    func killed() async throws {
        try await withModelHouse { fake, house, model in
            fake.next(.hang)
            let draw = try await house.live(until: .killed, model: model) { bot in
                var arrivals = fake.arrivals.makeAsyncIterator()
                try await bot.charge(bot.sakura)
                bot.sakura.say("/read3 仕事のこと")
                _ = await arrivals.next()
                #expect(bot.tickets(1001) == [0, 1])
                return try bot.events(.readingStarted)
            }
            try await house.live(model: model) { bot in
                let text = try await bot.sakura.waitForMessage { $0.text.contains("残り0枚") }.text
                try await bot.waitForEvent(.readingDelivered)
                #expect(try bot.events(.readingStarted) == draw)
                #expect(fake.requests.count == 2)
                #expect(fake.requests[0] == fake.requests[1])
                #expect(fake.requests[1].contains("仕事のこと"))
                #expect(text.contains("1. "))
                #expect(bot.tickets(1001) == [0, 0])
            }
        }
    }

    @Test("What needs an operator is told once a day, with three lines")
    func alarm() async throws {
        try await withTalkingBot { fake, bot in
            fake.usually(.status(401))
            for _ in 0..<3 {
                try await bot.ask("/read1", by: bot.sakura, until: "回数は減っていません")
            }
            let told = { bot.admin.messages.filter { $0.text.contains("unauthorized") } }
            _ = try await bot.admin.waitForMessage { $0.text.contains("unauthorized") }
            #expect(told().count == 1 && told()[0].text.split(separator: "\n").count == 3)
            bot.clock.advance(seconds: SandboxClock.day)
            try await bot.ask("/read1", by: bot.sakura, until: "回数は減っていません")
            try await bot.ask("/help", by: bot.admin, until: "できること")
            #expect(told().count == 2)
        }
    }

    @Test("A model without a price costs nothing in the log, and administrators hear of it once")
    func unknownPrice() async throws {
        try await withModelHouse(name: "a-model-of-our-own") { fake, house, model in
            try await house.live(model: model) { bot in
                try await bot.ask("/read1", by: bot.sakura, until: "あと1回")
                try await bot.ask("/read1", by: bot.sakura, until: "あと0回")
                _ = try await bot.admin.waitForMessage { $0.text.contains("MODEL_PRICES_PATH") }
                try await bot.settle(bot.admin)
                #expect(bot.admin.messages.filter { $0.text.contains("料金") }.count == 1)
                let costs = try bot.events(.modelUsed).map { event -> Int64 in
                    guard case .modelUsed(let used) = event else { return -1 }
                    return used.costMicroUSD
                }
                #expect(costs == [0, 0])
            }
        }
    }

    @Test("80 % and 100 % of the day's cap are told once each; then the free quota shrinks")
    func costCap() async throws {
        // One call costs 45 millionths: the second passes 80 %, the third 100 %.
        try await withTalkingBot(settings: [.dailyCostCap: "0.000105"]) { fake, bot in
            try await bot.ask("聞いてください", by: bot.emma, until: "left today: 1")
            #expect(bot.admin.messages.isEmpty)
            try await bot.ask("聞いてください", by: bot.emma, until: "left today: 0")
            _ = try await bot.admin.waitForMessage { $0.text.contains("80%") }
            try await bot.ask("/read1", by: bot.emma, until: "readings left today")
            _ = try await bot.admin.waitForMessage { $0.text.contains("100%") }
            // What was cut is said where people look.
            try await bot.ask("💬相談", by: bot.sakura, until: "今日の無料の相談はここまで")
            try await bot.ask("聞いてください", by: bot.sakura, until: "今日の無料の相談はここまで")
            let menu = try await bot.ask("🎩占い", by: bot.sakura)
            #expect(menu.text.contains("1日1回（本日の残り 1）"))
            let page = try await bot.ask("/status", by: bot.sakura).text
            #expect(page.contains("1日1回（本日の残り 1）") && page.contains("相談: 今日の残り 0"))
            // Paid use is never cut.
            try await bot.buy("PASS_7D", by: bot.sakura)
            try await bot.ask("💬相談", by: bot.sakura, until: "パスで無制限")
            try await bot.ask("聞いてください", by: bot.sakura, until: "パスでお答えしました")
            bot.clock.advance(seconds: SandboxClock.day)
            try await bot.ask("聞いてください", by: bot.joao, until: "ainda hoje: 1")
        }
    }
}

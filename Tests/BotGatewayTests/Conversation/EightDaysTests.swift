import BotGateway
import Foundation
import Ledger
import LedgerService
import Projections
import TelegramSandbox
import Testing

/// Eight days of the running bot, from the first hello to the end of a pass: who does what, and what they see.
///
/// The clock is the simulated one; Telegram, HTTP, the ledger and its file are as in life. The
/// table that is printed is the report.
@Suite struct EightDaysTests {
    /// Somebody does something at a time of Tokyo, and must see something.
    struct Step: Sendable {
        var day: Int
        var time: String
        var who: Int64
        var does: String
        var sees: [String]

        init(_ day: Int, _ time: String, _ who: Int64, _ does: String, _ sees: String...) {
            self.day = day
            self.time = time
            self.who = who
            self.does = does
            self.sees = sees
        }
    }

    private static let (sakura, emma, joao, admin): (Int64, Int64, Int64, Int64) =
        (1001, 1002, 1003, 9001)

    static let steps: [Step] = [
        // The trial, and its limits.
        Step(1, "13:35", sakura, "/start", "5日間"),
        Step(1, "13:36", sakura, "/read1", "無料のワンオラクルは、今日はあと1回です"),
        Step(1, "13:37", sakura, "占って 仕事はどうなりますか", "今日はあと0回です"),
        Step(1, "13:38", sakura, "/read1", "次は 11/24 00:00 JST から引けます"),
        Step(1, "13:39", sakura, "友だちと仲直りしたいです", "無料の相談は、今日はあと1回です"),
        Step(1, "13:40", sakura, "もう少し聞いてください", "無料の相談は、今日はあと0回です"),
        Step(1, "13:41", sakura, "まだ話したいです", "次は 11/24 00:00 JST からお話しできます"),
        Step(1, "14:00", emma, "buy PASS_7D", "2026-11-30 14:00 JST"),
        Step(
            1,
            "14:01",
            emma,
            "/celtic",
            "Covered by your pass (valid until 2026-11-30 14:00 JST)"
        ),
        // Midnight is Tokyo's.
        Step(1, "23:59", sakura, "/read1", "次は 11/24 00:00 JST から引けます"),
        Step(2, "00:00", sakura, "/read1", "今日はあと1回です"),
        Step(2, "00:01", sakura, "/status", "2日目", "1日2回（本日の残り 1）", "今日の残り 2"),
        // The last day of the trial, and the day after it.
        Step(5, "12:00", sakura, "/status", "5日目", "1日2回（本日の残り 2）", "今日の残り 2"),
        Step(5, "23:59", sakura, "明日が少し不安です", "無料の相談は、今日はあと1回です"),
        Step(6, "00:00", sakura, "/status", "6日目", "1日1回（本日の残り 1）", "相談: パス専用"),
        Step(6, "00:01", sakura, "/read1", "今日はあと0回です"),
        Step(6, "00:02", sakura, "/read1", "次は 11/29 00:00 JST から引けます"),
        Step(6, "00:03", sakura, "話を聞いてください", "お試し期間のあとの相談は"),
        Step(6, "00:04", sakura, "buy TICKET_3", "✨"),
        Step(6, "00:05", sakura, "/read3", "残り0枚"),
        Step(6, "00:06", sakura, "/read3", "チケット"),
        // The cost cap: free uses shrink until midnight, paid ones never do.
        Step(7, "11:59", admin, "/admin set DAILY_COST_CAP_USD 0.0002", "DAILY_COST_CAP_USD"),
        Step(7, "12:00", joao, "/start", "5"),
        Step(7, "12:01", joao, "/read1", "Leituras gratuitas de uma carta ainda hoje: 1"),
        Step(7, "12:02", joao, "Quero conversar um pouco", "Mensagens gratuitas ainda hoje: 1"),
        Step(7, "12:03", emma, "/read1", "Covered by your pass"),
        Step(7, "12:04", emma, "/read3", "Covered by your pass"),
        Step(7, "12:04", admin, "…", "80%"),
        Step(7, "12:05", emma, "/hexa", "Covered by your pass"),
        Step(7, "12:05", admin, "…", "100%"),
        Step(7, "12:06", joao, "/status", "1 por dia (restam 0)", "restam 0 mensagens"),
        Step(7, "12:07", joao, "/read1", "11/30 00:00 JST"),
        Step(7, "12:08", joao, "Posso falar mais?", "11/30 00:00 JST"),
        Step(7, "12:09", emma, "/celtic", "Covered by your pass"),
        Step(8, "00:00", joao, "/status", "2 por dia (restam 2)", "restam 2 mensagens"),
        Step(8, "00:01", joao, "/read1", "Leituras gratuitas de uma carta ainda hoje: 1"),
        // The end of a pass, to the minute.
        Step(8, "13:58", emma, "Can we talk about my sister?", "Answered with your pass"),
        Step(8, "13:59", emma, "/hexa", "Covered by your pass"),
        Step(8, "14:00", emma, "/hexa", "/buy"),
        Step(8, "14:01", emma, "/status", "Day 8", "Pass: none", "Chat: pass only"),
        Step(8, "15:00", admin, "/admin stats 8", "Today 2026-11-30:"),
    ]

    @Test("Trial, limits, midnight in Tokyo, a pass, the cost cap: as the table says")
    func eightDays() async throws {
        try await withTalkingBot { _, bot in
            var diary = Diary(bot: bot)
            for step in Self.steps { try await diary.live(through: step) }
            diary.printTable()
            Self.checkFigures(bot)
        }
    }

    /// What the days add up to, counted from the table by hand.
    private static func checkFigures(_ bot: TestBot) {
        let figures = bot.ledger.read { books in
            books.days.map { books.figures(of: $0) }
        }
        #expect(figures.map(\.readings) == [3, 1, 0, 2, 5, 2])
        #expect(figures.map(\.consultations) == [2, 0, 1, 0, 1, 1])
        #expect(figures.map(\.stars) == [1_000, 0, 0, 100, 0, 0])
    }

    /// Lives through steps and keeps what was seen.
    private struct Diary {
        let bot: TestBot
        var rows: [String] = []
        /// The last message in each chat that a step has looked at.
        var seen: [Int64: Int64] = [:]

        init(bot: TestBot) {
            self.bot = bot
        }

        mutating func live(through step: Step) async throws {
            self.wait(for: step)
            let person = self.bot.world.person(step.who)
            let start = try await self.act(step, person)
            let sees = step.sees
            let message = try await person.waitForMessage(after: start) { message in
                message.isFromBot && sees.allSatisfy { message.text.contains($0) }
            }
            self.seen[step.who] = message.id
            self.note(step, message)
        }

        private func wait(for step: Step) {
            let parts = step.time.split(separator: ":").compactMap { Double($0) }
            let noon = (13.0 * 60 + 35) * 60
            let target = Double(step.day - 1) * SandboxClock.day + parts[0] * 3_600 + parts[1] * 60
            self.bot.clock.advance(seconds: max(0, target - noon - self.bot.clock.offsetSeconds))
        }

        /// Does what the step says; returns the message after which to look.
        private func act(_ step: Step, _ person: SandboxPerson) async throws -> Int64 {
            if step.does == "…" { return self.seen[step.who] ?? 0 }
            if step.does.hasPrefix("buy ") {
                let start = person.lastMessageID
                try await self.bot.buy(String(step.does.dropFirst(4)), by: person)
                return start
            }
            return person.say(step.does).id
        }

        private mutating func note(_ step: Step, _ message: SandboxMessage) {
            let lines = message.text.split(separator: "\n").map(String.init)
            let seen = step.sees.compactMap { wanted in lines.first { $0.contains(wanted) } }
            let expected = step.sees.joined(separator: " · ")
            self.rows.append(
                "| \(step.day) \(step.time) | \(step.who) | \(step.does) | \(expected) | \(seen.joined(separator: " · ")) |"
            )
        }

        func printTable() {
            print("| day, Tokyo | who | does | expected | seen |\n|---|---|---|---|---|")
            for row in self.rows { print(row) }
        }
    }
}

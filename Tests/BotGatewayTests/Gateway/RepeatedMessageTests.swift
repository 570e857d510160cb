import BotGateway
import Ledger
import TelegramSandbox
import Testing

/// A message that Telegram sends again, and words to somebody whom Telegram lets nobody write to.
@Suite struct RepeatedMessageTests {
    @Test(
        "A case and feedback are opened and answered once, however often their message comes",
        arguments: [
            ("/paysupport 届いていません", "incident_noted", 1),
            ("/feedback とても良かったです", "feedback_left", 0),
        ]
    )
    func once(text: String, kind: String, alerts: Int) async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.sakura)
            let answer = try await bot.ask(text, by: bot.sakura)
            try await bot.world.waitUntilUpdatesAreTaken()
            for _ in 0..<2 {
                let last = try #require(bot.world.updates.last?["update_id"]?.int)
                bot.world.redeliver(Int64(last), underNewID: true)
                try await bot.world.waitUntilUpdatesAreTaken()
            }
            try await bot.settle(bot.sakura)
            let said = bot.sakura.messages.filter { $0.isFromBot && $0.id >= answer.id }
            // The answer, and the privacy page of settling.
            #expect(said.count == 2, "\(said.map(\.text))")
            #expect(try bot.kinds(of: 1001).filter { $0 == kind }.count == 1)
            try await bot.settle(bot.admin)
            let told = bot.admin.messages.filter { $0.text.contains("届いていません") }
            #expect(told.count == alerts)
            // Another message with the same words is another case.
            try await bot.ask(text, by: bot.sakura)
            #expect(try bot.kinds(of: 1001).filter { $0 == kind }.count == 2)
        }
    }

    @Test("The log says that there was a case, and not what was written in it")
    func caseWithoutWords() async throws {
        try await withBot { bot in
            try await bot.ask("/paysupport ひみつの言葉", by: bot.sakura)
            let notes = try bot.events().filter { $0.event.kind == .incidentNoted }
            let expected = Event.incidentNoted(IncidentNoted(text: "paysupport", about: nil))
            #expect(notes.map(\.event) == [expected])
            #expect(notes.first?.envelope.actor == .user)
        }
    }

    private static let unsent = """
        ⚠️ このユーザーはまだこのボットを開いていないため、本人には届いていません。\
        user_id を確認し、開いてもらってから伝えてください。文面：
        """

    @Test("A grant to somebody who never came is made, and says that the words did not arrive")
    func grant() async throws {
        try await withBot { bot in
            let report = try await bot.answer("/admin grant 1003 TICKET_3 お詫び")
            #expect(report.hasPrefix("✅ ユーザー 1003・TICKET_3：記録しました。\n\(Self.unsent)\n"))
            #expect(!report.contains("ユーザーへ送った文面"))
            #expect(bot.tickets(1003) == [1, 0])
            try await bot.settle(bot.admin)
            #expect(bot.joao.messages.isEmpty)
            // Whoever came meanwhile is told as ever.
            try await bot.ask("/start", by: bot.joao)
            let second = try await bot.answer("/admin grant 1003 TICKET_3 お詫び")
            #expect(second.contains("ユーザーへ送った文面："))
            let words = try #require(second.split(separator: "文面：\n").last)
            _ = try await bot.joao.waitForMessage { $0.text == words }
        }
    }

    @Test("A template for somebody who never came is not called sent")
    func reply() async throws {
        try await withBot { bot in
            let report = try await bot.answer("/admin reply 1003 adjusting")
            let text = Texts.builtIn.say(.replyAdjusting, in: .japanese)
            #expect(report == "⚠️ ユーザー 1003：定型文は送れません。\n\(Self.unsent)\n\(text)")
            try await bot.settle(bot.admin)
            #expect(bot.joao.messages.isEmpty)
        }
    }
}

import BotGateway
import Ledger
import TelegramSandbox
import Testing

/// What administrators do in chat, and what everyone reads then.
@Suite struct AdministrationTests {
    @Test("A grant tells the user, and gives the administrator what to forward")
    func grant() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            let answer = try await bot.ask("/admin grant 1002 TICKET_3 未反映のため", by: bot.admin)
            let told = try await bot.emma.waitForMessage { $0.text.contains("🎁") }
            #expect(told.text.contains("you now have 1"))
            #expect(
                answer.text == """
                    ✅ ユーザー 1002・TICKET_3：記録しました。
                    ユーザーへ送った文面：
                    \(told.text)
                    """
            )
            #expect(bot.tickets(1002) == [1, 0])
        }
    }

    @Test("A quiet grant tells nobody")
    func quiet() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            let answer = try await bot.ask("/admin grant 1002 TICKET_3 quiet", by: bot.admin)
            #expect(answer.text.contains("通知なし"))
            try await bot.settle(bot.emma)
            #expect(!bot.emma.messages.contains { $0.text.contains("🎁") })
        }
    }

    @Test("A revoke takes the unit back and tells the user; nothing held is one line")
    func revoke() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            let answer = try await bot.ask("/admin revoke 1001 TICKET_3 不正利用", by: bot.admin)
            #expect(answer.text.hasPrefix("✅"))
            _ = try await bot.sakura.waitForMessage { $0.text.contains("取り消しました") }
            let again = try await bot.ask("/admin revoke 1001 TICKET_3 不正利用", by: bot.admin)
            #expect(again.text == "取り消せる利用権がありません。何も記録していません。")
        }
    }

    static let lines: [(command: String, answer: String)] = [
        ("/admin", "管理者コマンド"), ("/admin nonsense", "管理者コマンド"),
        ("/admin grant", "使い方: /admin grant"), ("/admin grant x TICKET_3", "使い方: /admin grant"),
        ("/admin grant 1001", "使い方: /admin grant"), ("/admin grant -5 TICKET_3", "使い方"),
        ("/admin grant 1001 TICKET_9", "その SKU はありません"),
        ("/admin revoke", "使い方: /admin revoke"),
        ("/admin revoke 1001 TICKET_3", "取り消せる利用権がありません"),
        ("/admin stats x", "使い方: /admin stats"), ("/admin history", "使い方: /admin history"),
        ("/admin history 1001 0", "使い方: /admin history"),
        ("/admin history 4711", "ユーザー 4711 の記録はまだありません"),
        ("/refund", "使い方: /refund"), ("/refund nothing", "その決済IDの記録がありません"),
    ]

    @Test("Every mistake has its line", arguments: lines)
    func mistakes(command: String, answer: String) async throws {
        try await withBot { bot in
            let line = try await bot.ask(command, by: bot.admin)
            #expect(line.text.contains(answer))
        }
    }

    @Test(
        "Statistics: today first, then the days, then the ledger",
        arguments: [
            ("/admin stats", 3), ("/admin stats 3", 5), ("/admin stats 99", 16),
            ("/admin stats -1", 3),
        ]
    )
    func stats(command: String, count: Int) async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            try await bot.ask("/read3", by: bot.sakura)
            try await bot.waitForEvent(.readingDelivered)
            let lines = try await bot.ask(command, by: bot.admin).text.split(separator: "\n")
            #expect(lines.count == count)
            #expect(
                lines.first == """
                    Today 2026-11-23: DAU=1 uses=1 ⭐stars=100 (tx=1) tarot=1 consult=0 errors=0
                    """
            )
            #expect(
                lines.dropLast().last?.hasPrefix(
                    "2026-11-23: dau=1 uses=1 stars=100 tx=1 tarot=1 consult=0 errors=0"
                ) == true
            )
            #expect(lines.last?.hasPrefix("ledger=ok head=") == true)
        }
    }

    @Test("History shows the last events, with the charge to copy")
    func history() async throws {
        try await withBot { bot in
            let payment = try await bot.charge(bot.sakura)
            let all = try await bot.ask("/admin history 1001", by: bot.admin)
            #expect(all.text.contains("payment_received") && all.text.contains(payment.chargeID))
            let last = try await bot.ask("/admin history 1001 1", by: bot.admin)
            #expect(!last.text.contains("first_seen"))
        }
    }

    @Test("A long history comes in several messages, and none is lost")
    func longHistory() async throws {
        try await withBot { bot in
            for _ in 1...40 { bot.sakura.chargeWithoutCheckout(payload: "?", amountStars: 1) }
            try await bot.world.waitUntilUpdatesAreTaken()
            let said = bot.admin.say("/admin history 1001 50")
            _ = try await bot.admin.waitForMessage(after: said.id, timeout: .seconds(20)) {
                $0.text.contains("first_seen")
            }
            try await bot.settle(bot.admin)
            let text = bot.admin.messages.filter { $0.id > said.id }.map(\.text)
                .joined(separator: "\n")
            #expect(
                text.split(separator: "\n").filter { $0.contains("unmatched rid=") }.count == 40
            )
        }
    }
}

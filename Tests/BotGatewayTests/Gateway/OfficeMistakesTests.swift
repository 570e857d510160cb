import BotGateway
import Ledger
import TelegramSandbox
import Testing

/// Every administrator's command: right and wrong arguments, and everybody else.
@Suite struct OfficeMistakesTests {
    private static let usages: [String: String] = [
        "grant": """
        使い方: /admin grant <user_id> <SKU> [理由] [charge=<決済ID>] [quiet]  例: /admin grant 12345 TICKET_3 未反映のため
        """,
        "revoke": """
        使い方: /admin revoke <user_id> <SKU> [理由] [quiet]  例: /admin revoke 12345 PASS_7D 不正利用の疑い
        """,
        "resolve": "使い方: /admin resolve <決済ID> <SKU> [quiet]  決済IDは /admin unmatched で確認できます。",
        "hold": "使い方: /admin hold <user_id> [理由] [quiet]  例: /admin hold 12345 不正利用の疑い",
        "release": "使い方: /admin release <user_id> [理由] [quiet]  例: /admin release 12345 確認が済んだため",
        "reply": """
        使い方: /admin reply <user_id> <adjusting|unreflected|refunded>  例: /admin reply 12345 adjusting
        """,
        "incident": """
        使い方: /admin incident [user_id] [rid] <内容> [| 対応状況]  例: /admin incident 12345 決済が反映されない | 販売を停止
        """,
        "explain": """
        使い方: /admin explain <user_id> <read1|read3|hexa|celtic|consult>  例: /admin explain 12345 read3
        """,
        "stats": "使い方: /admin stats [日数]  日数は 1 から 14 です。例: /admin stats 7",
        "cost": "使い方: /admin cost [日数]  日数は 1 から 31 です。例: /admin cost 7",
        "suspects": "使い方: /admin suspects  条件は /admin set SUSPECT_… で変えられます。",
        "history": "使い方: /admin history <user_id> [件数]  件数は 1 から 500 です。例: /admin history 12345 20",
        "audit": "使い方: /admin audit [件数]  件数は 1 から 200 です。例: /admin audit 20",
        "payments":
            "使い方: /admin payments [user_id] [件数]  件数は 1 から 200 です。例: /admin payments 12345 10",
        "unmatched": "使い方: /admin unmatched  待っている入金をすべて表示します。",
        "feedback_recent": """
        使い方: /admin feedback_recent [件数]  件数は 1 から 50 です。例: /admin feedback_recent 10
        """,
        "set": """
        使い方: /admin set <名前> <値>  例: /admin set PAYWALL_ENABLED false  名前は /admin settings で確認できます。
        """,
    ]

    private static let wrong: [String] = [
        "grant", "grant x TICKET_3", "grant 1001", "grant -5 TICKET_3",
        "grant 1001 TICKET_3 charge=",
        "revoke", "revoke 1001", "revoke x PASS_7D", "revoke 1001 TICKET_3 charge=c",
        "resolve", "resolve c", "resolve c TICKET_3 now", "hold", "hold x", "release", "release 0",
        "reply", "reply 1001", "reply 1001 hello", "reply x adjusting", "reply 1001 adjusting now",
        "incident", "incident 1234567", "incident rid=abc", "explain", "explain 1001",
        "explain 1001 love", "explain x read1", "explain 1001 read1 now", "stats x", "stats 1 2",
        "cost 0", "cost 32", "cost x", "suspects all", "history", "history 1001 0",
        "history 1001 501", "history x", "history 1001 5 5", "audit 0", "audit 201", "audit x",
        "payments x", "payments 1001 0", "payments 1001 201", "payments 1001 5 5", "payments -1",
        "unmatched 5", "feedback_recent 0", "feedback_recent 51", "feedback_recent x",
        "feedback_recent 5 5", "set", "set PAYWALL_ENABLED",
    ]

    @Test("A wrong call is answered with its usage, in one line, and changes nothing")
    func wrongCalls() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.admin)
            let head = try bot.events().count
            for call in Self.wrong {
                let usage = try #require(Self.usages[String(call.prefix { $0 != " " })])
                try await Self.expect(usage, to: "/admin \(call)", bot)
                #expect(!usage.contains("\n"))
            }
            #expect(try bot.events().count == head)
        }
    }

    /// Waits for the very answer: one to an earlier call may come twice, for nobody counts words.
    private static func expect(_ answer: String, to call: String, _ bot: TestBot) async throws {
        let said = bot.admin.say(call)
        _ = try await bot.admin.waitForMessage(after: said.id, timeout: .seconds(20)) {
            $0.text == answer
        }
    }

    /// Right calls about nothing: what they say of an empty ledger.
    private static let nothing: [(call: String, answer: String)] = [
        (
            "/admin grant 1001 TICKET_9",
            "その SKU はありません。TICKET_3 TICKET_7 TICKET_10 PASS_7D PASS_30D ADDON_IMAGES から選んでください。"
        ),
        ("/admin revoke 1001 TICKET_3", "取り消せる利用権がありません。何も記録していません。"),
        ("/admin revoke 1001 PASS_7D", "取り消せる利用権がありません。何も記録していません。"),
        ("/admin resolve nothing TICKET_3", "その決済IDの記録がありません。/admin payments で確認してください。"),
        ("/admin release 1001 済み", "停止されていません。"),
        ("/admin set NOTHING 1", "その設定はありません。名前は /admin settings で確認してください。"),
        (
            "/admin set PAYWALL_ENABLED maybe",
            "その値は使えません。使える値: 1, true, yes, on or 0, false, no, off"
        ),
        ("/admin set PAYWALL_ENABLED on", "すでにその値です。何も変更していません。"),
        ("/admin set ADMIN_USER_IDS 1", "その設定はチャットからは変えられません。環境変数を変えて再起動してください。"),
        ("/admin history 4711", "ユーザー 4711 の記録はまだありません。user_id を確認してください。"),
        ("/admin payments", "決済の記録はありません。"), ("/admin payments 1001", "決済の記録はありません。"),
        ("/admin unmatched", "結び付いていない入金はありません。"),
        ("/admin feedback_recent", "フィードバックはまだありません。"),
        (
            "/refund",
            "使い方: /refund <telegram_payment_charge_id> [理由]  決済IDは /admin payments で確認できます。"
        ),
        ("/refund nothing", "その決済IDの記録がありません。/admin payments で確認してください。"),
    ]

    @Test("A right call about nothing says so, and changes nothing")
    func nothingThere() async throws {
        try await withBot { bot in
            let head = try bot.events().count
            for (call, answer) in Self.nothing {
                try await Self.expect(answer, to: call, bot)
            }
            #expect(try bot.events().count == head)
        }
    }

    @Test("Anyone else gets one line, whatever they type, and changes nothing")
    func outsiders() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            try await bot.charge(bot.sakura)
            let head = try bot.events().count
            let calls = Self.usages.keys.sorted().map { "/admin \($0) 1002 TICKET_3 x" }
            for call in calls + ["/admin", "/admin settings", "/refund x", "/refund"] {
                let answer = try await bot.ask(call, by: bot.emma).text
                #expect(
                    answer
                        == "This command is for administrators only. You’ll find yours in /help.",
                    "\(call)"
                )
            }
            #expect(try bot.events().count == head)
        }
    }

    @Test("The help names every command")
    func help() async throws {
        try await withBot { bot in
            let help = try await bot.ask("/admin", by: bot.admin).text
            for verb in Self.usages.keys { #expect(help.contains("/admin \(verb)"), "\(verb)") }
            for word in ["/admin settings", "/refund <決済ID>"] { #expect(help.contains(word)) }
            #expect(try await bot.ask("/admin nonsense", by: bot.admin).text == help)
            #expect(try await bot.ask("/admin HELP", by: bot.admin).text == help)
        }
    }
}

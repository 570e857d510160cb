import BotGateway
import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// What administrators look up, whole pages compared.
@Suite struct OfficeListsTests {
    @Test("Payments: the newest first, with charges to copy, of all or of one user")
    func payments() async throws {
        try await withBot { bot in
            let ticket = try await bot.charge(bot.sakura)
            let pass = try await bot.charge(bot.emma, sku: "PASS_7D", stars: 1_000)
            let odd = try await bot.charge(bot.emma, stars: 99)
            try await bot.ask("/refund \(ticket.chargeID)", by: bot.admin)
            try await bot.waitForEvent(.paymentRefunded)
            try await bot.settle(bot.admin)
            let all = try await bot.ask("/admin payments", by: bot.admin)
            #expect(
                all.text == """
                    ⭐ 決済 3件（全3件、新しい順）

                    2026-11-23 13:35 JST・ユーザー 1002
                    TICKET_3・⭐99・保留
                    \(odd.chargeID)

                    2026-11-23 13:35 JST・ユーザー 1002
                    PASS_7D・⭐1000・受領済
                    \(pass.chargeID)

                    2026-11-23 13:35 JST・ユーザー 1001
                    TICKET_3・⭐100・返金済
                    \(ticket.chargeID)
                    """
            )
            let call = try #require(bot.world.calls(to: "sendMessage").last)
            for payment in [odd, pass, ticket] {
                #expect(call["text"].contains("<code>\(payment.chargeID)</code>"))
            }
            let one = try await bot.ask("/admin payments 1001", by: bot.admin)
            #expect(one.text.hasPrefix("⭐ 決済 1件（全1件、新しい順）\n\n2026"))
            let last = try await bot.ask("/admin payments 1002 1", by: bot.admin)
            #expect(last.text.hasPrefix("⭐ 決済 1件（全2件、新しい順）"))
            #expect(last.text.contains(odd.chargeID))
            // A small number is a count, as long as nobody has it.
            let count = try await bot.ask("/admin payments 2", by: bot.admin)
            #expect(count.text.hasPrefix("⭐ 決済 2件（全3件、新しい順）"))
        }
    }

    @Test("Feedback: the newest first, opened with each writer's key, unreadable without it")
    func feedback() async throws {
        try await withBot { bot in
            try await bot.ask("/feedback すてき <b>です</b>", by: bot.sakura)
            try await bot.ask("/feedback Lovely\ncards", by: bot.emma)
            let positions = try bot.events().filter { $0.event.kind == .feedbackLeft }
                .map(\.position)
            #expect(
                try await bot.answer("/admin feedback_recent") == """
                    #\(positions[1]) 2026-11-23 13:35 JST ユーザー 1002
                    Lovely
                    cards

                    #\(positions[0]) 2026-11-23 13:35 JST ユーザー 1001
                    すてき <b>です</b>
                    """
            )
            #expect(
                try await bot.answer("/admin feedback_recent 1") == """
                    #\(positions[1]) 2026-11-23 13:35 JST ユーザー 1002
                    Lovely
                    cards
                    """
            )
            try bot.ruinKeys()
            #expect(
                try await bot.answer("/admin feedback_recent 1") == """
                    #\(positions[1]) 2026-11-23 13:35 JST ユーザー 1002
                    unreadable
                    """
            )
        }
    }

    @Test("The audit trail: who did what to whom and why, the newest first")
    func audit() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            try await bot.ask("/admin hold 1002 疑い quiet", by: bot.admin)
            try await bot.ask("/admin set TRIAL_DAYS 9", by: bot.admin)
            let head = try #require(try bot.events().last).position
            let lines = try await bot.answer("/admin audit 2")
            #expect(
                lines == """
                    #\(head) 2026-11-23 13:35 JST admin:9001 setting_changed rid=<rid>
                      {"name":"TRIAL_DAYS","value":"9"}
                    #\(head - 1) 2026-11-23 13:35 JST admin:9001 held → ユーザー 1002 rid=<rid>
                      {"reason":"疑い"}
                    """
            )
        }
    }

    @Test("A refund that finds nothing left is flagged in the audit trail")
    func flagged() async throws {
        try await withBot { bot in
            let payment = try await bot.charge(bot.sakura)
            try await bot.ask("/read3", by: bot.sakura)
            try await bot.waitForEvent(.readingDelivered)
            let report = try await bot.answer("/refund \(payment.chargeID)")
            #expect(report == "返金を記録しました。取り消せる利用権は残っていません。Telegram に返金を依頼しています。")
            // The news that Telegram gave the Stars back may come in between.
            try await bot.ask("/admin audit 1", by: bot.admin, until: "⚠️nothing_left")
        }
    }

    @Test("Cost: tokens, dollars and the share of the cap, a line a day, today last")
    func cost() async throws {
        try await withBot { bot in
            let noon = bot.ledger.clock()
            for (back, tokens, cost) in [(1, 300, 12_345_678), (0, 20, 1_230_000)]
                as [(Int64, Int64, Int64)]
            {
                let used = ModelUsed(
                    model: "m",
                    promptTokens: tokens,
                    completionTokens: 7,
                    costMicroUSD: cost
                )
                try await bot.submit(
                    .recordModelUse(used),
                    at: noon.adding(seconds: -back * 86_400)
                )
            }
            #expect(
                try await bot.answer("/admin cost 3") == """
                    💰 モデル費用（上限 10 USD/日）
                    2026-11-21: tokens=0 (in=0 out=0) usd=0.000000 cap=0.0%
                    2026-11-22: tokens=307 (in=300 out=7) usd=12.345678 cap=123.5%
                    2026-11-23: tokens=27 (in=20 out=7) usd=1.230000 cap=12.3%
                    """
            )
            #expect(try await bot.answer("/admin cost").split(separator: "\n").count == 8)
        }
    }

    @Test("Settings: the value in force beside the environment's, and a warning where it will win")
    func settings() async throws {
        try await withHouse { house in
            try await house.live(
                settings: [.messageInterval: "1.2", .callbackInterval: "0.8"],
                environment: [.trialDays: "5", .paywallEnabled: "true"],
                Self.compareSettings
            )
        }
    }

    private static func compareSettings(_ bot: TestBot) async throws {
        #expect(
            try await bot.answer("/admin set trial_days 9") == """
                ✅ TRIAL_DAYS = 9（これまで: 5）
                ⚠️ 環境変数に 5 が設定されています。次の起動で 5 に戻ります。
                """
        )
        #expect(
            try await bot.answer("/admin set SUSPECT_FREE_ONLY_DAYS 07")
                == "✅ SUSPECT_FREE_ONLY_DAYS = 7（これまで: 14）"
        )
        let settings = try await bot.answer("/admin settings")
        #expect(
            settings == """
                ⚙️ 設定（いまの値｜環境変数の値）
                PAYWALL_ENABLED = true｜true
                SALES_ENABLED = true｜未設定
                IMAGE_ADDON_ENABLED = false｜未設定
                THROTTLE_MESSAGE_INTERVAL_SEC = 1.2｜未設定
                THROTTLE_CALLBACK_INTERVAL_SEC = 0.8｜未設定
                ADMIN_USER_IDS = 9001｜未設定（起動時のみ）
                DAILY_COST_CAP_USD = 10｜未設定
                FREE_ONE_CARD_TRIAL_PER_DAY = 2｜未設定
                FREE_ONE_CARD_PER_DAY = 1｜未設定
                FREE_CONSULT_TRIAL_PER_DAY = 2｜未設定
                TRIAL_DAYS = 9｜5
                CAP_FREE_ONE_CARD_PER_DAY = 1｜未設定
                CAP_FREE_CONSULT_PER_DAY = 0｜未設定
                TZ_DAY = Asia/Tokyo｜未設定（起動時のみ）
                SUBSCRIPTION_STARS = （なし）｜未設定（起動時のみ）
                SUSPECT_SAME_QUESTION_USERS = 3｜未設定
                SUSPECT_QUICK_REFUNDS = 2｜未設定
                SUSPECT_QUICK_REFUND_MINUTES = 10｜未設定
                SUSPECT_QUICK_REFUND_DAYS = 7｜未設定
                SUSPECT_FREE_ONLY_DAYS = 7｜未設定
                SUSPECT_SURGE_FACTOR = 3｜未設定
                SUSPECT_SURGE_LEAST = 20｜未設定
                """
        )
    }

    @Test("Explain: yes or no, at whose cost, why, and what would change it")
    func explain() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            let contact = try #require(try bot.events().last).position
            #expect(
                try await bot.answer("/admin explain 1002 READ3") == """
                    ⛔ ユーザー 1002・read3：使えません（TICKET_3 がありません）
                    決め手の記録：
                    ・#2 setting_changed（2026-11-23 13:35 JST）
                    理由：
                    ・TICKET_3 の付与は0枚です
                    ・有効なパスはありません
                    ・PAYWALL_ENABLED は on です（#2）
                    変わるのは：
                    ・TICKET_3 を購入するか、/admin grant で付与したとき
                    ・パスを購入するか、/admin grant で付与したとき
                    （#\(contact) の時点）
                    """
            )
            #expect(
                try await bot.answer("/admin explain 1002 consult") == """
                    ✅ ユーザー 1002・consult：使えます（無料枠から）
                    決め手の記録：
                    ・#2 setting_changed（2026-11-23 13:35 JST）
                    理由：
                    ・無料枠は1日2回で、今日は0回使いました（次は 11/24 00:00 JST）
                    ・初回利用から1日目です（お試しは5日間）（#\(contact)）
                    ・PAYWALL_ENABLED は on です（#2）
                    変わるのは：
                    ・残り2回を使い切ったとき
                    （#\(contact) の時点）
                    """
            )
        }
    }
}

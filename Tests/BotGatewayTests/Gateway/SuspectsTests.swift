import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// What looks like abuse, as administrators see it.
@Suite struct SuspectsTests {
    @Test("Without anything to look at, every pattern says so")
    func nothing() async throws {
        try await withBot { bot in
            let page = try await bot.answer("/admin suspects")
            #expect(
                page == """
                    🔎 気になる動き（直近30日、急増は直近7日）

                    ■ 同じ質問（1時間に3人以上）
                    該当なし

                    ■ 入金後すぐの返金（10分以内が7日に2件以上）
                    該当なし

                    ■ 無料枠だけの利用（14日以上連続）
                    該当なし

                    ■ 急増（7日間の中央値の3倍超、1時間に20件以上）
                    該当なし
                    """
            )
        }
    }

    @Test("Each pattern comes with its evidence: users, times, positions")
    func evidence() async throws {
        try await withBot { bot in
            try await bot.ask("/admin set SUSPECT_FREE_ONLY_DAYS 2", by: bot.admin)
            let begin = try #require(try bot.events().last).position
            try await Self.askTheSame(bot)
            try await Self.refundTwice(bot)
            try await Self.takeFreeTwoDays(bot)
            #expect(
                try await bot.answer("/admin suspects") == """
                    🔎 気になる動き（直近30日、急増は直近7日）

                    ■ 同じ質問（1時間に3人以上）
                    ・3人
                      ユーザー 1・2026-11-23 13:35 JST（#\(begin + 1)）
                      ユーザー 2・2026-11-23 13:36 JST（#\(begin + 2)）
                      ユーザー 3・2026-11-23 13:37 JST（#\(begin + 3)）

                    ■ 入金後すぐの返金（10分以内が7日に2件以上）
                    ・ユーザー 4：2件
                      2026-11-23 13:35 JST に入金、5分後に返金（#\(begin + 4) → #\(begin + 5)）
                      charge-a
                      2026-11-23 13:35 JST に入金、5分後に返金（#\(begin + 6) → #\(begin + 7)）
                      charge-b

                    ■ 無料枠だけの利用（2日以上連続）
                    ・ユーザー 5：2日連続（2026-11-22 から 2026-11-23、#\(begin + 9) → #\(begin + 11)）

                    ■ 急増（7日間の中央値の3倍超、1時間に20件以上）
                    該当なし

                    確認は /admin history <user_id>、止めるときは /admin hold <user_id> <理由> です。
                    """
            )
        }
    }

    private static func askTheSame(_ bot: TestBot) async throws {
        for user in Int64(1)...3 {
            try await bot.submit(
                .startConsultation(questionDigest: 7),
                about: user,
                at: bot.ledger.clock().adding(seconds: (user - 1) * 60)
            )
        }
    }

    private static func refundTwice(_ bot: TestBot) async throws {
        for charge in ["charge-a", "charge-b"] {
            let payment = Payment(
                charge: ChargeID(rawValue: charge),
                payload: #"{"sku":"TICKET_3"}"#,
                amount: 100
            )
            try await bot.submit(.receivePayment(payment), about: 4)
            try await bot.submit(
                .noteRefund(
                    ChargeID(rawValue: charge),
                    stars: 100,
                    at: bot.ledger.clock().adding(seconds: 300)
                ),
                about: 4
            )
        }
    }

    private static func takeFreeTwoDays(_ bot: TestBot) async throws {
        for back in [Int64(1), 0] {
            let time = bot.ledger.clock().adding(seconds: -back * 86_400)
            let begun = try await bot.submit(
                .startConsultation(questionDigest: nil),
                about: 5,
                at: time
            )
            let use = try #require(begun.events.last).position
            try await bot.submit(.answerConsultation(use: use), about: 5, at: time)
        }
    }

    @Test("A surge is told to the administrators once, with the kind and the top users")
    func surge() async throws {
        try await withBot { bot in
            for number in 0..<40 {
                bot.emma.say("/feedback \(number)")
            }
            try await bot.waitForEvent(.feedbackLeft, count: 40)
            let alert = try await bot.admin.waitForMessage { $0.text.contains("feedback_left") }
            #expect(
                TestBot.masked(alert.text) == """
                    🔔 2026-11-23 13:35 JST
                    いつもより多い動きがあります。feedback_left 20件（中央値 0、多い順に 1002×20）
                    ユーザー 1002・rid=<rid>・/admin suspects で確認してください
                    """
            )
            try await bot.settle(bot.admin)
            let alerts = bot.admin.messages.filter { $0.text.contains("feedback_left") }
            #expect(alerts.count == 1)
        }
    }
}

import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// The net for updates that Telegram dropped, in the bot, over HTTP.
@Suite struct ReconciliationScheduleTests {
    /// Lends a bot whose schedule a test drives.
    ///
    /// - Parameters:
    ///   - isDeaf: Whether it gets no updates until the faults are cleared.
    ///   - body: What happens.
    /// - Throws: What the bot or the body throws.
    private func withScheduledBot(
        isDeaf: Bool = false,
        _ body: @escaping @Sendable (TestBot, ComparisonTicks) async throws -> Void
    ) async throws {
        try await withHouse { house in
            if isDeaf { house.world.inject(.internalError, on: "getUpdates", times: 100_000) }
            let ticks = ComparisonTicks()
            try await house.live(adjust: { ticks.drive(&$0) }) { try await body($0, ticks) }
        }
    }

    @Test("Updates that were lost for a day come back, once, and a pass starts now")
    func lostUpdates() async throws {
        try await withScheduledBot(isDeaf: true) { bot, ticks in
            for (sku, stars) in [("TICKET_3", Int64(100)), ("PASS_7D", 1_000)] {
                bot.sakura.chargeWithoutCheckout(
                    payload: #"{"sku": "\#(sku)", "user_id": 1001}"#,
                    amountStars: stars
                )
            }
            bot.clock.advance(seconds: 90_000)
            bot.world.clearFaults()
            // Nobody confirms what Telegram dropped: an answer shows that all is taken in.
            try await bot.ask("/privacy", by: bot.sakura)
            #expect(bot.tickets(1001) == [0, 0])
            let (said, told) = (bot.sakura.lastMessageID, bot.admin.lastMessageID)
            try await ticks.tick()
            #expect(bot.tickets(1001) == [1, 0])
            let now = bot.ledger.clock()
            #expect(bot.status(1001).person.passUntil == now.adding(seconds: 7 * 86_400))
            let alarm = try await bot.admin.waitForMessage(after: told)
            #expect(
                TestBot.masked(alarm.text) == """
                    🔔 2026-11-24 14:35 JST
                    Telegram から知らせの届かなかった決済 2 件を、明細から台帳に補いました
                    システム・rid=<rid>・反映済み。ユーザーには知らせていません
                    """
            )
            let head = bot.ledger.read { $0.position }
            try await ticks.tick()
            #expect(bot.ledger.read { $0.position } == head)
            try await bot.ask("/privacy", by: bot.admin)
            let news = bot.sakura.messages.filter { $0.id > said && $0.isFromBot }
            #expect(news.isEmpty, "users are not told")
            #expect(bot.admin.messages.filter { $0.text.contains("🔔") }.count == 1)
            #expect(bot.ledger.read { $0.account.net } == bot.world.botBalanceStars)
        }
    }

    @Test("A refund of which no update tells takes back what was bought")
    func refundOutside() async throws {
        try await withScheduledBot { bot, ticks in
            let bought = try await bot.buy("TICKET_3", by: bot.sakura)
            try await ticks.tick()
            #expect(bot.tickets(1001) == [1, 0])
            #expect(bot.world.refundOutside(bought.payment.chargeID, isTold: false))
            bot.clock.advance(seconds: 601)
            let told = bot.admin.lastMessageID
            try await ticks.tick()
            #expect(bot.tickets(1001) == [0, 0])
            let alarm = try await bot.admin.waitForMessage(after: told)
            #expect(alarm.text.contains("ボットの外で返金されました"))
            #expect(bot.ledger.read { $0.account.net } == 0)
            #expect(bot.world.botBalanceStars == 0)
        }
    }

    @Test("A payment found by the schedule is thanked for when its update comes, once")
    func lateThanks() async throws {
        try await withScheduledBot(isDeaf: true) { bot, ticks in
            let said = bot.sakura.lastMessageID
            let thanks: @Sendable () -> Int = {
                bot.sakura.messages.count { $0.id > said && $0.text.contains("✨") }
            }
            bot.sakura.chargeWithoutCheckout(
                payload: #"{"sku": "TICKET_3", "user_id": 1001}"#,
                amountStars: 100
            )
            bot.clock.advance(seconds: 601)
            try await ticks.tick()
            #expect(bot.tickets(1001) == [1, 0] && thanks() == 0)
            bot.world.clearFaults()
            _ = try await bot.sakura.waitForMessage(after: said) { $0.text.contains("✨") }
            try await bot.settle(bot.sakura)
            #expect(thanks() == 1)
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("Administrators hear of each difference once, also across a start, and of a new one")
    func differencesOnce() async throws {
        try await withHouse { house in
            let first = ComparisonTicks()
            try await house.live(until: .killed, adjust: { first.drive(&$0) }) { bot in
                let (payment, _) = try await bot.buy("TICKET_3", by: bot.sakura)
                _ = try await bot.buy("TICKET_7", by: bot.emma)
                let id = payment.chargeID
                bot.world.editTransactions { transaction in
                    var transaction = transaction
                    if transaction.id == id { transaction.amountStars = 90 }
                    return transaction.amountStars == 300 ? nil : transaction
                }
                bot.sakura.chargeWithoutCheckout(payload: "?", amountStars: 42)
                try await bot.waitForEvent(.paymentUnmatched)
                bot.world.chargeBack(stars: 10)
                bot.clock.advance(seconds: 601)
                let told = bot.admin.lastMessageID
                try await first.tick()
                let alarm = try await bot.admin.waitForMessage(after: told) {
                    $0.text.contains("食い違い")
                }
                #expect(TestBot.masked(alarm.text) == Self.alarm)
                try await first.tick()
                try await bot.settle(bot.admin)
                #expect(bot.admin.messages.filter { $0.text.contains("食い違い") }.count == 1)
            }
            let second = ComparisonTicks()
            try await house.live(adjust: { second.drive(&$0) }) { bot in
                try await second.tick()
                bot.world.chargeBack(stars: 10)
                try await second.tick()
                _ = try await bot.admin.waitForMessage {
                    $0.text.contains("食い違いが 1 件") && $0.text.contains("Telegram ⭐422")
                }
                try await bot.settle(bot.admin)
                #expect(bot.admin.messages.filter { $0.text.contains("食い違い") }.count == 2)
                #expect(bot.tickets(1001) == [1, 0], "nothing is ever taken for a difference")
            }
        }
    }

    private static let alarm = """
        🔔 2026-11-23 13:45 JST
        Telegram の明細と台帳に食い違いが 4 件あります
        ・金額が違います（台帳 ⭐100、Telegram ⭐90） ユーザー 1001 決済ID: <charge>
        ・商品に結び付かない入金が保留中です（⭐42） ユーザー 1001 決済ID: <charge>
        ・残高が合いません（明細の合計 ⭐132、Telegram ⭐432）。チャージバックの可能性があります
        ・台帳の決済が Telegram の明細にありません（⭐300） ユーザー 1002 決済ID: <charge>
        システム・rid=<rid>・自動では直しません。starledger reconcile --dry-run に手順が出ます
        """

    @Test("What Telegram asks to wait for is waited for, and an outage is left to the next run")
    func telegramFails() async throws {
        try await withScheduledBot { bot, ticks in
            for index in 0..<150 {
                bot.world.list(.ticket(index, of: 20_000 + Int64(index % 7), at: bot.clock))
            }
            bot.clock.advance(seconds: 601)
            bot.world.inject(.internalError, on: "getStarTransactions", times: 4)
            try await ticks.tick()
            #expect(bot.house.log.lines.contains { $0.message.contains("could not be compared") })
            #expect(bot.ledger.read { $0.account.net } == 0)
            bot.world.onTransactionPage { world, offset in
                guard offset == 100, world.plannedFaultCount == 0 else { return }
                world.onTransactionPage(nil)
                world.inject(
                    .tooManyRequests(retryAfterSeconds: 20),
                    on: "getStarTransactions"
                )
            }
            try await ticks.tick()
            #expect(bot.ledger.read { $0.account.net } == 15_000)
            #expect(bot.world.botBalanceStars == 15_000)
        }
    }

    @Test("Killed between two pages, the next start's schedule finishes it")
    func killedBetweenPages() async throws {
        try await withHouse { house in
            for index in 0..<250 {
                house.world.list(
                    .ticket(index, of: 20_000 + Int64(index % 7), at: house.world.clock)
                )
            }
            house.world.clock.advance(seconds: 601)
            let (first, reached) = (ComparisonTicks(), Gate())
            house.world.onTransactionPage { world, offset in
                guard offset == 200 else { return }
                world.onTransactionPage(nil)
                world.inject(.hang, on: "getStarTransactions", times: 100)
                reached.open()
            }
            try await house.live(until: .killed, adjust: { first.drive(&$0) }) { bot in
                await withDiscardingTaskGroup { group in
                    group.addTask { try? await first.tick() }
                    try? await reached.pass()
                    group.cancelAll()
                }
                #expect(bot.ledger.read { $0.account.net } == 20_000)
            }
            house.world.clearFaults()
            house.world.releaseHangingCalls()
            let second = ComparisonTicks()
            try await house.live(adjust: { second.drive(&$0) }) { bot in
                try await second.tick()
                #expect(bot.ledger.read { $0.account.net } == 25_000)
                let paid = try bot.events().filter { $0.event.kind == .paymentReceived }
                #expect(paid.count == 250)
                #expect(Set(paid.compactMap(\.event.charge)).count == 250)
            }
        }
    }
}

extension SandboxTransaction {
    /// A three-card ticket that somebody paid for.
    static func ticket(_ index: Int, of user: Int64, at clock: SandboxClock) -> SandboxTransaction {
        SandboxTransaction(
            id: "stx-listed-\(index)",
            amountStars: 100,
            date: Instant(clock).seconds,
            partner: .user(Person(id: user, payload: #"{"sku":"TICKET_3","user_id":\#(user)}"#))
        )
    }
}

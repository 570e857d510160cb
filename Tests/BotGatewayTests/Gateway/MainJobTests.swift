import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// A person opens the chat, accepts the terms, buys, gets a reading, sees the balance, is refunded.
@Suite struct MainJobTests {
    @Test("The main job, end to end", arguments: [Int64(1001), 1002, 1003])
    func mainJob(user: Int64) async throws {
        try await withBot { bot in
            let person = bot.world.person(user)
            try await bot.live { ledger in
                try await person.ask("/start") { !$0.replyKeyboard.isEmpty }
                let shop = try await person.ask("/buy") { $0.buttonData.contains("buy:TICKET_3") }
                let terms = try await person.tap("buy:TICKET_3", on: shop) {
                    $0.buttonData.contains("terms:agree_and_buy:TICKET_3")
                }
                let invoice = try await person.tap("terms:agree_and_buy:TICKET_3", on: terms) {
                    $0.invoice?.amountStars == 100
                }
                let outcome = await person.pay(invoice)
                let charge = try #require(outcome.payment?.chargeID)
                let thanks = try await person.waitForMessage(after: invoice.id) {
                    $0.buttonData.contains { $0.hasPrefix("read:three:") }
                }
                let button = try #require(thanks.buttonData.first)
                try await person.tap(button, on: thanks) { $0.text.hasPrefix("🔮") }
                await ledger.waitUntilSettled(user)

                let refund = try await bot.admin.ask("/refund \(charge)")
                #expect(refund.text.contains("返金を記録し"))
                _ = try await person.waitForMessage { message in
                    if case .refund = message.content { return true }
                    return false
                }
                _ = try await bot.admin.waitForMessage { $0.text.contains("返金が完了しました") }
            }
            #expect(
                try bot.kinds(of: user) == [
                    .firstSeen, .termsAccepted, .invoiceSent, .checkoutApproved,
                    .paymentReceived, .readingStarted, .ticketReserved, .ticketConsumed,
                    .readingDelivered, .refundRequested, .paymentRefunded,
                ]
            )
            #expect(person.balanceStars == 100_000)
            #expect(bot.world.botBalanceStars == 0)
            let tickets = try bot.person(user).tickets(.three)
            #expect(tickets.held == 0 && tickets.used == 1)
        }
    }

    @Test("One request id runs through everything that an update caused")
    func requestID() async throws {
        try await withBot { bot in
            try await bot.live { ledger in
                try await bot.sakura.ask("/read1") { $0.text.hasPrefix("🔮") }
                await ledger.waitUntilSettled(1001)
            }
            var rids: [EventKind: String] = [:]
            try LedgerView(place: bot.place).forEach(matching: HistoryFilter()) { event, _ in
                rids[event.event.kind] = event.envelope.rid
            }
            #expect(rids[.readingStarted] != nil)
            #expect(rids[.readingStarted] == rids[.readingDelivered])
            #expect(rids[.readingStarted] == rids[.firstSeen])
        }
    }

    @Test("Grant and revoke tell the user, and give the administrator something to forward")
    func grantAndRevoke() async throws {
        try await withBot { bot in
            try await bot.live { _ in
                try await bot.sakura.ask("/start")
                let before = bot.sakura.lastMessageID
                let report = try await bot.admin.ask("/admin grant 1001 PASS_7D お詫び")
                let told = try await bot.sakura.waitForMessage(after: before)
                #expect(report.text.contains(told.text))

                let status = try await bot.sakura.ask("/status")
                #expect(status.text.contains("・パス: ") && status.text.contains("あと7日"))
                #expect(status.text.contains("・相談: パスで無制限"))

                try await bot.admin.ask("/admin revoke 1001 PASS_7D 誤り")
                let refused = try await bot.admin.ask("/admin revoke 1001 PASS_7D 誤り")
                #expect(refused.text.contains("取り消せる利用権がありません"))
            }
            let kinds = try bot.kinds(of: 1001)
            #expect(kinds == [.firstSeen, .granted, .revoked])
        }
    }

    @Test("Administrators see the day and the history; anyone else is turned away in one line")
    func figures() async throws {
        try await withBot { bot in
            try await bot.live { _ in
                try await bot.sakura.agree()
                _ = try await bot.sakura.buy("TICKET_7")
                let stats = try await bot.admin.ask("/admin stats 2").text.split(separator: "\n")
                #expect(stats.count == 4)
                #expect(stats[0].hasPrefix("Today ") && stats[0].contains("⭐stars=300 (tx=1)"))
                #expect(stats[2].contains("stars=300 tx=1"))
                #expect(stats[3].hasPrefix("ledger=ok head="))
                let history = try await bot.admin.ask("/admin history 1001 2").text
                #expect(history.contains("payment_received"))
                #expect(!history.contains("terms_accepted"))
                for command in ["/admin stats", "/admin grant 1001 TICKET_3", "/refund x"] {
                    let answer = try await bot.sakura.ask(command).text
                    #expect(answer.contains("管理者専用") && !answer.contains("\n"))
                }
            }
            #expect(try bot.person(1001).tickets(.seven).held == 1)
        }
    }

    @Test("A refund that Telegram makes outside the bot takes back what was bought")
    func refundOutside() async throws {
        try await withBot { bot in
            try await bot.live { _ in
                try await bot.sakura.agree()
                _ = try await bot.sakura.buy("TICKET_3")
                let charge = try #require(bot.world.payments.first?.chargeID)
                #expect(bot.world.refundOutside(charge))
                _ = try await bot.admin.waitForMessage { $0.text.contains("ボットの外で返金") }
            }
            let tickets = try bot.person(1001).tickets(.three)
            #expect(tickets.held == 0 && tickets.withdrawn == 1)
        }
    }
}

import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// What administrators change: done once, told to everyone, and owed until it is told.
@Suite struct OfficeDeedsTests {
    @Test("A grant after a revoke names what it gives back, and says so")
    func linkedGrant() async throws {
        try await withBot { bot in
            let payment = try await bot.charge(bot.sakura)
            try await bot.ask("/admin revoke 1001 TICKET_3 疑い quiet", by: bot.admin)
            let revoke = try #require(try bot.events().last { $0.event.kind == .revoked })
            let told = try await bot.answer("/admin grant 1001 TICKET_3 戻し quiet")
            #expect(
                told == """
                    ✅ ユーザー 1001・TICKET_3：記録しました。
                    ↩️ #\(revoke.position) の取り消しを戻す付与です。元の購入を返金すると、この付与が取り消されます。
                    （ユーザーへの通知なし）
                    """
            )
            guard case .granted(let grant) = try #require(try bot.events().last).event else {
                Issue.record("no grant")
                return
            }
            #expect(grant.givesBack == revoke.position && grant.reason == "戻し" && grant.isQuiet)
            #expect(bot.tickets(1001) == [1, 0])
            // A refund of the purchase takes the ticket that was given back.
            try await bot.ask("/refund \(payment.chargeID)", by: bot.admin)
            try await bot.waitForEvent(.paymentRefunded)
            #expect(bot.tickets(1001) == [0, 0])
        }
    }

    @Test("A grant that fulfils a charge by hand: the payment that comes later grants nothing more")
    func grantForCharge() async throws {
        try await withBot { bot in
            let told = try await bot.answer("/admin grant 1001 TICKET_3 未反映 charge=late quiet")
            #expect(
                told == """
                    ✅ ユーザー 1001・TICKET_3：記録しました。
                    この決済IDの入金があとから届いても、二重には付与されません。
                    （ユーザーへの通知なし）
                    """
            )
            let payment = Payment(
                charge: ChargeID(rawValue: "late"),
                payload: #"{"sku":"TICKET_3"}"#,
                amount: 100
            )
            let late = try await bot.submit(.receivePayment(payment), about: 1001, actor: .user)
            #expect(late.outcome.outcome.name == "paid_after_hand_grant")
            #expect(bot.tickets(1001) == [1, 0])
            let again = try await bot.answer("/admin grant 1002 TICKET_3 charge=late")
            #expect(again == "その決済は別のユーザーのものです。user_id を確認してください。")
            let settled = try await bot.answer("/admin grant 1001 TICKET_3 charge=late")
            #expect(settled == "その決済はすでに処理済みです（受領済）。/admin payments で確認してください。")
        }
    }

    @Test("Hold suspends and release restores; the user is told each time, in their language")
    func hold() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            let held = try await bot.answer("/admin hold 1002 不正利用 の疑い")
            let told = try await bot.emma.waitForMessage { $0.text.contains("paused") }
            #expect(
                held == """
                    ✅ ユーザー 1002：利用を停止しました（理由: 不正利用 の疑い）。
                    ユーザーへ送った文面：
                    \(told.text)
                    """
            )
            #expect(bot.status(1002).person.isHeld)
            #expect(try await bot.answer("/admin hold 1002 もう一度") == "すでに停止中です。")
            let release = "/admin release 1002 確認済み"
            let lifted = try await bot.ask(release, by: bot.admin, until: "停止を解きました").text
            let back = try await bot.emma.waitForMessage {
                $0.text.contains("use everything again")
            }
            #expect(
                lifted == """
                    ✅ ユーザー 1002：停止を解きました（理由: 確認済み）。
                    ユーザーへ送った文面：
                    \(back.text)
                    """
            )
            #expect(!bot.status(1002).person.isHeld)
            #expect(
                try bot.kinds(of: 1002) == ["first_seen", "held", "released"]
            )
        }
    }

    @Test("A quiet hold tells nobody; someone who never came is pointed out; no reason is recorded")
    func quietHold() async throws {
        try await withBot { bot in
            let held = try await bot.answer("/admin hold 1003 quiet")
            #expect(
                held == """
                    ✅ ユーザー 1003：利用を停止しました（理由: none given）。
                    ⚠️ このユーザーはまだ来ていません。user_id を確認してください。
                    （ユーザーへの通知なし）
                    """
            )
            #expect(bot.joao.messages.isEmpty)
        }
    }

    @Test("Money that fits nothing is listed, resolved once, and not after a refund")
    func resolve() async throws {
        try await withBot { bot in
            let first = try await bot.charge(bot.emma, stars: 99)
            let second = try await bot.charge(bot.emma, sku: "TICKET_9")
            _ = try await bot.admin.waitForMessage { $0.text.contains(second.chargeID) }
            let list = try await bot.ask("/admin unmatched", by: bot.admin)
            #expect(
                list.text == """
                    ⚠️ 商品に結び付かない入金 2件（古い順）

                    2026-11-23 13:35 JST・ユーザー 1002
                    ⭐99・金額違い（TICKET_3）
                    \(first.chargeID)

                    2026-11-23 13:35 JST・ユーザー 1002
                    ⭐100・知らない商品（TICKET_9）
                    \(second.chargeID)

                    /admin resolve <決済ID> <SKU> で商品を付けるか、/refund <決済ID> で返金してください。
                    """
            )
            let call = try #require(bot.world.calls(to: "sendMessage").last)
            #expect(call["text"].contains("<code>\(first.chargeID)</code>"))
            let report = try await bot.ask(
                "/admin resolve \(first.chargeID) TICKET_3",
                by: bot.admin
            )
            let told = try await bot.emma.waitForMessage { $0.text.contains("✨") }
            #expect(told.text.contains("⭐99") && told.text.contains("you now have 1"))
            #expect(
                report.text == """
                    ✅ ユーザー 1002・TICKET_3：記録しました。
                    \(first.chargeID)
                    ユーザーへ送った文面：
                    \(told.text)
                    """
            )
            #expect(bot.tickets(1002) == [1, 0])
            let again = try await bot.answer("/admin resolve \(first.chargeID) TICKET_3")
            #expect(again == "その決済はすでに処理済みです（受領済）。/admin payments で確認してください。")
            try await bot.ask("/refund \(second.chargeID)", by: bot.admin)
            try await bot.waitForEvent(.paymentRefunded)
            _ = try await bot.admin.waitForMessage { $0.text.contains("✅ 返金が完了しました") }
            let late = try await bot.answer("/admin resolve \(second.chargeID) TICKET_3")
            #expect(late == "その決済はすでに処理済みです（返金済）。/admin payments で確認してください。")
        }
    }

    @Test("A template is sent in the user's language, and the administrator reads what was sent")
    func reply() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.joao)
            let texts = Texts.builtIn
            for (word, key) in [
                ("adjusting", TextKey.replyAdjusting), ("UNREFLECTED", .replyUnreflected),
                ("refunded", .replyRefunded),
            ] {
                let report = try await bot.answer("/admin reply 1003 \(word)")
                let text = texts.say(key, in: .portuguese)
                #expect(
                    report == """
                        ✅ ユーザー 1003：定型文を送りました。
                        ユーザーへ送った文面：
                        \(text)
                        """
                )
                _ = try await bot.joao.waitForMessage { $0.text == text }
            }
            #expect(
                try bot.kinds(of: 1003) == [
                    "first_seen", "incident_noted", "incident_noted", "incident_noted",
                ]
            )
        }
    }

    @Test("The templates are the runbook's own words")
    func templates() {
        let texts = Texts.builtIn
        let adjusting = "ただいま調整中です。ご不便をおかけしてごめんなさい。少し時間をおいて再度お試しください。"
        #expect(texts.say(.replyAdjusting, in: .japanese) == adjusting)
        #expect(
            texts.say(.replyUnreflected, in: .japanese)
                .hasSuffix("/status で付与状況を確認いただき、反映していない場合は、このまま /paysupport に続けてお知らせください。")
        )
    }

    /// How an incident is written, and what the three lines and the event then hold.
    struct Incident: Sendable, CustomTestStringConvertible {
        var written: String
        var posted: String
        var user: Int64?
        var about: String?
        var text: String

        var testDescription: String { self.written }
    }

    @Test(
        "An incident is posted in three lines, and recorded as it was written",
        arguments: [
            Incident(
                written: "決済が 反映されない",
                posted: "決済が 反映されない\nシステム・rid=<rid>・対応中（#N に記録）",
                text: "決済が 反映されない"
            ),
            Incident(
                written: "1002 決済が反映されない | 販売を停止",
                posted: "決済が反映されない\nユーザー 1002・rid=<rid>・販売を停止（#N に記録）",
                user: 1002,
                text: "決済が反映されない | 販売を停止"
            ),
            Incident(
                written: "123456789 rid=abcd2345 遅い",
                posted: "遅い\nユーザー 123456789・rid=<rid>・対応中（#N に記録）",
                user: 123_456_789,
                about: "abcd2345",
                text: "遅い"
            ),
            Incident(
                written: "abcd2345 遅い",
                posted: "遅い\nシステム・rid=<rid>・対応中（#N に記録）",
                about: "abcd2345",
                text: "遅い"
            ),
            Incident(
                written: "502 が続く\n二行目",
                posted: "502 が続く\n二行目\nシステム・rid=<rid>・対応中（#N に記録）",
                text: "502 が続く\n二行目"
            ),
        ]
    )
    func incident(_ incident: Incident) async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            let posted = try await bot.answer("/admin incident \(incident.written)")
            let event = try #require(try bot.events().last)
            let expected = incident.posted.replacing("#N", with: "#\(event.position)")
            #expect(posted == "🔔 2026-11-23 13:35 JST\n\(expected)")
            #expect(event.user?.rawValue == incident.user)
            let noted = IncidentNoted(text: incident.text, about: incident.about)
            #expect(event.event == .incidentNoted(noted))
            #expect(event.envelope.actor == .administrator(UserID(rawValue: 9001)))
        }
    }

    /// A deed, and what a redelivery of its message is answered with.
    private static let deeds: [(deed: String, kind: EventKind)] = [
        ("/admin grant 1002 TICKET_3 x", .granted), ("/admin revoke 1002 TICKET_3 x", .revoked),
        ("/admin hold 1002 x", .held), ("/admin release 1002 x", .released),
        ("/admin set TRIAL_DAYS 9", .settingChanged), ("/admin incident x", .incidentNoted),
        ("/admin reply 1002 adjusting", .incidentNoted),
    ]

    @Test("A message that comes again changes nothing more, and tells the user nothing more")
    func redelivered() async throws {
        try await withBot { bot in
            try await bot.ask("/start", by: bot.emma)
            for (deed, kind) in Self.deeds {
                let first = try await bot.ask(deed, by: bot.admin)
                let told = try await bot.transcript(of: bot.emma, after: 0)
                let position = try #require(try bot.events().last).position
                #expect(try bot.events().last?.event.kind == kind)
                let update = try #require(
                    bot.world.updates.last { $0["message"]?["text"]?.string == deed }
                )
                bot.world.redeliver(try #require(update["update_id"]?.int), underNewID: true)
                let again = try await bot.admin.waitForMessage(after: first.id) { $0.isFromBot }
                #expect(again.text == "すでに処理済みです（#\(position)）。二重には行いません。", "\(deed)")
                #expect(try await bot.transcript(of: bot.emma, after: 0) == told, "\(deed)")
                #expect(try bot.events().last?.position == position, "\(deed)")
            }
        }
    }

    @Test("Killed right after a deed, everyone still is told of it once, after the restart")
    func killed() async throws {
        try await withHouse { house in
            try await house.live(until: .killed) { bot in
                try await bot.ask("/start", by: bot.emma)
                bot.world.inject(.hang, on: "sendMessage", times: 100)
                bot.admin.say("/admin hold 1002 x")
                try await bot.waitForEvent(.held)
            }
            house.world.clearFaults()
            house.world.releaseHangingCalls()
            try await house.live { bot in
                _ = try await bot.emma.waitForMessage { $0.text.contains("paused") }
                _ = try await bot.admin.waitForMessage { $0.text.contains("利用を停止しました") }
            }
        }
    }
}

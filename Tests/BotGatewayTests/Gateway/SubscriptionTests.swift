import BotGateway
import Ledger
import LedgerService
import Projections
import TelegramSandbox
import Testing

/// The monthly pass from the shop to its end, with a running bot and its clock.
@Suite struct SubscriptionTests {
    /// What a stage came to.
    private struct Seen: Equatable, Sendable {
        var stage: String
        /// When the pass ends.
        var pass: String?
        /// What was recorded meanwhile.
        var events: [String]
        /// What the user read, up to the first full stop or line.
        var words: String
    }

    private static let price: [Setting: String] = [.subscriptionStars: "900"]
    private static let sku = SKU(rawValue: "PASS_MONTHLY")

    /// Goes through one stage and notes what it came to.
    private func stage(
        _ name: String,
        _ bot: TestBot,
        _ deed: () async throws -> String
    ) async throws -> Seen {
        let before = try bot.kinds(of: 1001).count
        let words = try await deed()
        let events = try bot.kinds(of: 1001).dropFirst(before)
        return Seen(
            stage: name,
            pass: bot.status(1001).passUntil?.rfc3339,
            events: Array(events),
            words: String(words.prefix { $0 != "。" && $0 != "\n" })
        )
    }

    private func news(_ bot: TestBot, _ deed: () async -> Void) async throws -> String {
        let last = bot.sakura.lastMessageID
        await deed()
        return try await bot.sakura.waitForMessage(after: last) { message in
            message.isFromBot && !message.text.isEmpty
        }.text
    }

    private func status(_ bot: TestBot) async throws -> String {
        let page = try await bot.ask("/status", by: bot.sakura).text
        return page.split(separator: "\n").first { $0.contains("パス") }.map(String.init) ?? page
    }

    private func link(_ bot: TestBot) async throws -> String {
        let shop = try await bot.ask("/buy", by: bot.sakura)
        #expect(shop.button(data: "buy:PASS_MONTHLY")?.label == "月額パス ⭐900")
        bot.sakura.press("buy:PASS_MONTHLY", on: shop)
        let offer = try await bot.sakura.waitForMessage(after: shop.id) { message in
            message.inlineKeyboard.joined().contains { $0.url != nil }
        }
        return try #require(offer.inlineKeyboard.joined().compactMap(\.url).first)
    }

    @Test("Its whole life: terms, link, first payment, renewal, cancellation, failure, expiry")
    func life() async throws {
        try await withHouse { house in
            let first = try await house.live(settings: Self.price) { try await self.begin($0) }
            let rest = try await house.live(settings: Self.price) { try await self.goOn($0) }
            #expect(first + rest == Self.expected)
        }
    }

    private static let expected = [
        Seen(
            stage: "terms first",
            events: ["first_seen"],
            words: "はじめてのご購入の前に、利用規約をお読みください"
        ),
        Seen(
            stage: "the link",
            events: ["terms_accepted", "invoice_sent"],
            words: "「月額パス」は、30日ごとに ⭐900 で自動更新されるパスです"
        ),
        Seen(
            stage: "first payment",
            pass: "2026-12-23T04:35:00Z",
            events: ["checkout_approved", "payment_received"],
            words: "✨ ありがとうございます"
        ),
        Seen(
            stage: "tapped again",
            pass: "2026-12-23T04:35:00Z",
            events: [],
            words: "「月額パス」は継続中です（有効期限: 2026-12-23 13:35 JST）"
        ),
        Seen(
            stage: "the link paid again",
            pass: "2026-12-23T04:35:00Z",
            events: ["checkout_rejected"],
            words: "この商品はすでにお持ちですので、お支払いは必要ありません"
        ),
        Seen(
            stage: "renewal",
            pass: "2027-01-22T04:35:00Z",
            events: ["payment_received"],
            words: "✨ 「月額パス」を更新しました（⭐900、有効期限: 2027-01-22 13:35 JST）"
        ),
        Seen(
            stage: "cancelled",
            pass: "2027-01-22T04:35:00Z",
            events: ["subscription_changed"],
            words: "「月額パス」の自動更新を止めました"
        ),
        Seen(
            stage: "resumed",
            pass: "2027-01-22T04:35:00Z",
            events: ["subscription_changed"],
            words: "「月額パス」の自動更新を再開しました"
        ),
        Seen(
            stage: "status",
            pass: "2027-01-22T04:35:00Z",
            events: [],
            words: "・パス: 2027-01-22 13:35 JST（あと1日）"
        ),
        Seen(
            stage: "renewal failed",
            pass: nil,
            events: ["subscription_changed"],
            words: "「月額パス」の更新のお支払いを確認できず、パスの期限が切れました"
        ),
        Seen(stage: "expired", pass: nil, events: [], words: "・パス: なし"),
        Seen(
            stage: "subscribed anew",
            pass: "2027-02-21T04:35:00Z",
            events: ["invoice_sent", "checkout_approved", "payment_received"],
            words: "✨ ありがとうございます"
        ),
    ]

    private func begin(_ bot: TestBot) async throws -> [Seen] {
        var link = ""
        var seen: [Seen] = []
        seen.append(
            try await self.stage("terms first", bot) {
                let shop = try await bot.ask("/buy", by: bot.sakura)
                return try await self.news(bot) {
                    bot.sakura.press("buy:PASS_MONTHLY", on: shop)
                }
            }
        )
        seen.append(
            try await self.stage("the link", bot) {
                let terms = try #require(bot.sakura.messages.last)
                bot.sakura.press("terms:agree_and_buy:PASS_MONTHLY", on: terms)
                let offer = try await bot.sakura.waitForMessage { message in
                    message.inlineKeyboard.joined().contains { $0.url != nil }
                }
                let button = try #require(offer.inlineKeyboard.joined().first)
                #expect(button.label == "⭐900／月で申し込む")
                link = try #require(button.url)
                return offer.text
            }
        )
        seen.append(
            try await self.stage("first payment", bot) {
                try await self.news(bot) { _ = await bot.sakura.pay(link: link) }
            }
        )
        seen.append(
            try await self.stage("tapped again", bot) {
                let shop = try await bot.ask("/buy", by: bot.sakura)
                let press = bot.sakura.press("buy:PASS_MONTHLY", on: shop)
                return try await bot.sakura.waitForCallbackAnswer(press).text
            }
        )
        seen.append(
            try await self.stage("the link paid again", bot) {
                guard case .refused(let words) = await bot.sakura.pay(link: link) else { return "" }
                return words
            }
        )
        return seen
    }

    private func goOn(_ bot: TestBot) async throws -> [Seen] {
        let subscription = try #require(bot.sakura.subscriptions.first)
        bot.clock.advance(seconds: 30 * SandboxClock.day)
        var seen: [Seen] = []
        seen.append(
            try await self.stage("renewal", bot) {
                try await self.news(bot) { bot.sakura.renew(subscription) }
            }
        )
        seen.append(
            try await self.stage("cancelled", bot) {
                try await self.news(bot) { bot.sakura.cancel(subscription) }
            }
        )
        seen.append(
            try await self.stage("resumed", bot) {
                try await self.news(bot) { bot.sakura.resume(subscription) }
            }
        )
        bot.clock.advance(seconds: 29 * SandboxClock.day)
        seen.append(try await self.stage("status", bot) { try await self.status(bot) })
        bot.clock.advance(seconds: SandboxClock.day)
        seen.append(
            try await self.stage("renewal failed", bot) {
                try await self.news(bot) { bot.sakura.failRenewal(of: subscription) }
            }
        )
        seen.append(try await self.stage("expired", bot) { try await self.status(bot) })
        seen.append(
            try await self.stage("subscribed anew", bot) {
                let link = try await self.link(bot)
                return try await self.news(bot) { _ = await bot.sakura.pay(link: link) }
            }
        )
        return seen
    }

    @Test("Without its price the monthly pass is not on show, and cannot be bought")
    func unpriced() async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            let shop = try await bot.ask("/buy", by: bot.sakura)
            #expect(shop.button(data: "buy:PASS_MONTHLY") == nil)
            let press = bot.sakura.press("buy:PASS_MONTHLY", on: shop)
            let answer = try await bot.sakura.waitForCallbackAnswer(press)
            #expect(answer.text.contains("いまはお取り扱いがありません"))
        }
    }

    @Test("A link that was handed on belongs to whoever pays it")
    func forwarded() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.price) { bot in
                try await bot.agree(bot.sakura)
                let link = try await self.link(bot)
                let early = await bot.emma.pay(link: link)
                #expect(
                    early == .refused("Before you pay, please read and accept the terms in /terms.")
                )
                try await bot.agree(bot.emma)
                #expect(await bot.emma.pay(link: link).payment != nil)
                let thanks = try await bot.emma.waitForMessage { $0.text.contains("✨") }
                #expect(thanks.text.contains("valid until 2026-12-23 13:35 JST and then renews"))
                #expect(bot.status(1002).passUntil?.rfc3339 == "2026-12-23T04:35:00Z")
                #expect(bot.status(1001).passUntil == nil)
            }
        }
    }

    @Test("A link that Telegram does not make at once comes later, once")
    func noLinkAtOnce() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.price) { bot in
                try await bot.agree(bot.sakura)
                bot.world.inject(.internalError, on: "createInvoiceLink", times: 9)
                bot.world.inject(.loseAnswer, on: "createInvoiceLink", times: 4)
                _ = try await self.link(bot)
                try await bot.settle(bot.sakura)
                let offers = bot.sakura.messages.filter { message in
                    message.inlineKeyboard.joined().contains { $0.url != nil }
                }
                #expect(offers.count == 1)
            }
        }
    }

    @Test("Refunding a renewal takes its 30 days and ends the subscription by its first charge")
    func refund() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.price) { bot in
                let (first, second) = try await self.twoPeriods(bot)
                bot.world.inject(.internalError, on: "editUserStarSubscription", times: 9)
                bot.admin.say("/refund \(second.chargeID)")
                try await bot.waitForEvent(.subscriptionChanged, of: 1001)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("返金しました") }
                let call = try await bot.world.waitForCall("editUserStarSubscription")
                #expect(call["telegram_payment_charge_id"] == first.chargeID)
                _ = try await bot.admin.waitForMessage { $0.text.contains("✅ 返金が完了しました") }
                try await bot.settle(bot.sakura)
                #expect(bot.status(1001).passUntil?.rfc3339 == "2026-12-23T04:35:00Z")
                #expect(bot.sakura.subscriptions.map(\.state) == [.canceled])
                let told = bot.sakura.messages.filter { $0.text.contains("自動更新を止めました") }
                #expect(told.isEmpty, "the refund said it all")
                let person = bot.status(1001).person
                #expect(person.subscription(to: Self.sku)?.state == .canceled)
            }
        }
    }

    @Test("A refund outside the bot ends the renewal too")
    func refundOutside() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.price) { bot in
                let (_, second) = try await self.twoPeriods(bot)
                bot.world.refundOutside(second.chargeID)
                try await bot.waitForEvent(.subscriptionChanged, of: 1001)
                _ = try await bot.world.waitForCall("editUserStarSubscription")
                try await bot.settle(bot.sakura)
                #expect(bot.sakura.subscriptions.map(\.state) == [.canceled])
                #expect(try bot.kinds(of: 1001).filter { $0.contains("refund") }.count == 1)
            }
        }
    }

    private func twoPeriods(
        _ bot: TestBot
    ) async throws -> (first: SandboxPayment, second: SandboxPayment) {
        try await bot.agree(bot.sakura)
        let link = try await self.link(bot)
        let first = try #require(await bot.sakura.pay(link: link).payment)
        let subscription = try #require(bot.sakura.subscriptions.first)
        let second = try #require(bot.sakura.renew(subscription))
        try await bot.waitForEvent(.paymentReceived, of: 1001, count: 2)
        #expect(bot.status(1001).passUntil?.rfc3339 == "2027-01-22T04:35:00Z")
        return (first, second)
    }
}

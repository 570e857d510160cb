import BotGateway
import Ledger
import TelegramSandbox
import Testing

/// Whatever arrives: it is answered, nothing is lost, and the next update is served.
@Suite struct BadInputTests {
    /// What arrives, and what must be recorded of its sender beyond `first_seen`.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var events: [String] = []
        var send: @Sendable (TestBot) async throws -> Void

        var testDescription: String { self.name }

        init(
            _ name: String,
            _ events: [String],
            _ send: @escaping @Sendable (TestBot) async throws -> Void
        ) {
            self.name = name
            self.events = events
            self.send = send
        }

        init(_ name: String, _ send: @escaping @Sendable (TestBot) async throws -> Void) {
            self.init(name, [], send)
        }
    }

    static let everything = presses + money + messages + updates

    @Test("The next update is served, and the events are as expected", arguments: everything)
    func badInput(_ bad: Case) async throws {
        try await withBot { bot in
            try await bad.send(bot)
            try await bot.settle(bot.sakura)
            let asked = bot.sakura.say("/status")
            _ = try await bot.sakura.waitForMessage(after: asked.id) { $0.text.hasPrefix("📊") }
            let kinds = try bot.kinds(of: 1001)
            #expect(kinds.filter { $0 != "first_seen" } == bad.events)
            #expect(bot.world.pendingUpdateCount <= 1)
        }
    }

    // MARK: - Presses

    private static func press(_ data: String) -> @Sendable (TestBot) async throws -> Void {
        { bot in
            let shop = try await bot.ask("/buy", by: bot.sakura)
            let id = bot.sakura.press(data, on: shop)
            // Every press is answered; each of these has its words in the answer.
            let answer = try await bot.sakura.waitForCallbackAnswer(id)
            #expect(answer.text != "")
        }
    }

    static let presses: [Case] = [
        Case("an unknown SKU", press("buy:TICKET_99")),
        Case("an empty SKU", press("buy:")),
        Case("garbage", press("🔮::;DROP TABLE event")),
        Case("64 bytes", press("buy:" + String(repeating: "X", count: 60))),
        Case("a language nobody speaks", press("lang:set:tlh")),
        Case("a spread nobody lays", press("read:seventeen:0123456789ab")),
        Case("a nonce too short", press("read:three:1")),
        Case("an option in preparation", press("addon:pending")),
        Case("the option in preparation, bought", press("buy:ADDON_IMAGES")),
        Case("a press without data") { bot in
            let from: SandboxJSON = ["id": 1001, "is_bot": false, "first_name": "x"]
            bot.world.deliver(["callback_query": ["id": "1", "from": from]])
        },
        Case("the same reading's button pressed by somebody else", ["payment_received"]) { bot in
            let payment = try await bot.charge(bot.sakura)
            #expect(payment.amountStars == 100)
            let thanks = try await bot.sakura.waitForMessage { !$0.buttonData.isEmpty }
            let way = try #require(thanks.buttonData.first)
            let greeting = try await bot.ask("/start", by: bot.emma)
            bot.emma.press(way, on: greeting)
            _ = try await bot.emma.waitForMessage(after: greeting.id) {
                $0.buttonData.contains("buy:TICKET_3")
            }
            #expect(bot.tickets(1001) == [1, 0])
        },
    ]

    // MARK: - Money

    private static let ours = #"{"sku": "TICKET_3", "user_id": 1001}"#

    private static func checkout(
        _ payload: String,
        _ stars: Int64 = 100,
        _ currency: String = "XTR"
    ) -> @Sendable (TestBot) async throws -> Void {
        { bot in
            try await bot.agree(bot.sakura)
            let outcome = await bot.sakura.payOldInvoice(
                payload: payload,
                amountStars: stars,
                currency: currency
            )
            guard case .refused(let sentence) = outcome else {
                Issue.record("not refused: \(outcome)")
                return
            }
            #expect(sentence.contains("/buy"))
        }
    }

    private static func paid(
        _ payload: String,
        _ stars: Int64 = 100,
        _ currency: String = "XTR"
    ) -> @Sendable (TestBot) async throws -> Void {
        { bot in
            let payment = bot.sakura.chargeWithoutCheckout(
                payload: payload,
                amountStars: stars,
                currency: currency
            )
            _ = try await bot.sakura.waitForMessage { $0.text.contains("⭐\(stars)") }
            _ = try await bot.admin.waitForMessage { $0.text.contains(payment.chargeID) }
            #expect(bot.tickets(1001) == [0, 0])
        }
    }

    private static func forged(_ stars: Int64, charge: String, to bot: TestBot) async throws {
        let paid = payment([
            "total_amount": .int(stars), "telegram_payment_charge_id": .string(charge),
        ])
        bot.world.deliver(message(["successful_payment": paid]))
        _ = try await bot.admin.waitForMessage { $0.text.contains(charge) }
    }

    private static let rejected = ["terms_accepted", "checkout_rejected"]

    static let money: [Case] = [
        Case("a checkout of garbage", rejected, checkout("garbage")),
        Case("a checkout of an unknown SKU", rejected, checkout(#"{"sku":"X","user_id":1001}"#)),
        Case("a checkout of another's", rejected, checkout(#"{"sku":"TICKET_3","user_id":7}"#)),
        Case("a checkout at a wrong amount", rejected, checkout(ours, 99)),
        Case("a checkout in a wrong currency", rejected, checkout(ours, 100, "EUR")),
        Case("garbage paid", ["payment_unmatched"], paid("garbage")),
        Case("nothing paid for", ["payment_unmatched"], paid("")),
        Case("an unknown SKU paid", ["payment_unmatched"], paid(#"{"sku":"X","user_id":1001}"#)),
        Case(
            "another's invoice paid",
            ["payment_unmatched"],
            paid(#"{"sku":"TICKET_3","user_id":7}"#)
        ),
        Case("a wrong amount paid", ["payment_unmatched"], paid(ours, 99)),
        Case("a wrong currency paid", ["payment_unmatched"], paid(ours, 100, "EUR")),
        Case("as many Stars as there can be", ["payment_unmatched"]) { bot in
            try await forged(9_007_199_254_740_991, charge: "forged-1", to: bot)
        },
        Case("more Stars than that, twice", ["payment_unmatched", "payment_unmatched"]) { bot in
            try await forged(.max, charge: "forged-1", to: bot)
            try await forged(.max, charge: "forged-2", to: bot)
        },
        Case("a negative amount", ["payment_unmatched"]) { bot in
            bot.world.deliver(message(["successful_payment": payment(["total_amount": -5])]))
            _ = try await bot.sakura.waitForMessage()
        },
        Case("a payment in a group", ["payment_received"]) { bot in
            bot.world.deliver(
                message(["successful_payment": payment([:]), "chat": ["id": -5, "type": "group"]])
            )
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
        },
        Case("a payment without a sender", ["payment_received"]) { bot in
            bot.world.deliver(message(["successful_payment": payment([:]), "from": .null]))
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
        },
        Case("a payment of next year", ["payment_received"]) { bot in
            bot.world.deliver(
                message(["successful_payment": payment([:]), "date": 4_102_444_800])
            )
            _ = try await bot.admin.waitForMessage { $0.text.contains("時刻") }
        },
        Case("a payment that does not decode") { bot in
            bot.world.deliver(message(["successful_payment": ["currency": "XTR"]]))
            _ = try await bot.admin.waitForMessage { $0.text.contains("読み取れません") }
            try await bot.waitForEvent(.errorRecorded)
        },
        Case("a refund of a charge never seen", ["payment_refunded"]) { bot in
            bot.world.deliver(message(["refunded_payment": payment([:])]))
            _ = try await bot.admin.waitForMessage { $0.text.contains("ボットの外") }
        },
        Case("a refund in a group whose payload names the buyer", ["payment_refunded"]) { bot in
            bot.world.deliver(
                message([
                    "refunded_payment": payment([:]), "chat": ["id": -5, "type": "group"],
                    "from": ["id": 9, "is_bot": true, "first_name": "b"],
                ])
            )
            _ = try await bot.admin.waitForMessage { $0.text.contains("ボットの外") }
        },
        Case("a refund in a group that names nobody") { bot in
            bot.world.deliver(
                message([
                    "refunded_payment": payment(["invoice_payload": "{}"]),
                    "chat": ["id": -5, "type": "group"],
                    "from": ["id": 9, "is_bot": true, "first_name": "b"],
                ])
            )
            _ = try await bot.admin.waitForMessage { $0.text.contains("ボットの外") }
            try await bot.waitForEvent(.incidentNoted)
        },
        Case("a charge id of 2,000 characters", ["payment_received"]) { bot in
            let id = String(repeating: "x", count: 2_000)
            bot.world.deliver(
                message([
                    "successful_payment": payment(["telegram_payment_charge_id": .string(id)])
                ])
            )
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
        },
        Case("a charge id with a zero byte, twice", ["payment_received"]) { bot in
            let paid = message([
                "successful_payment": payment(["telegram_payment_charge_id": "a\u{0}b"])
            ])
            bot.world.deliver(paid)
            bot.world.deliver(paid)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
        },
    ]

    // MARK: - Messages

    private static func said(_ text: String) -> @Sendable (TestBot) async throws -> Void {
        { bot in
            let answer = try await bot.ask(text, by: bot.sakura)
            #expect(answer.text != "")
        }
    }

    static let messages: [Case] = [
        Case("no text", said("")),
        Case("spaces", said("  \n ")),
        Case("5,000 characters", said(String(repeating: "あ", count: 5_000))),
        Case("5,000 characters after a command") { bot in
            try await said("/feedback " + String(repeating: "あ", count: 5_000))(bot)
        },
        Case("501 characters", said(String(repeating: "あ", count: 501))),
        Case("a command nobody knows", said("/sudo make me a sandwich")),
        Case("a slash", said("/")),
        Case("/admin by no administrator", said("/admin grant 1001 TICKET_3")),
        Case("/refund by no administrator", said("/refund x")),
        Case("a sticker") { bot in
            let sent = bot.sakura.sendSticker()
            _ = try await bot.sakura.waitForMessage(after: sent.id)
        },
        Case("a message in a group") { bot in
            bot.world.addGroup(id: -100_500, title: "group")
            bot.sakura.say("/status", in: -100_500)
        },
        Case("a message of a bot") { bot in
            let from: SandboxJSON = ["id": 77, "is_bot": true, "first_name": "bot"]
            bot.world.deliver(message(["from": from, "text": "/start"]))
        },
        Case("control characters", said("/\u{0}\u{202E}status \u{FEFF}")),
    ]

    // MARK: - Updates

    static let updates: [Case] = [
        Case("an update of a type nobody knows") { bot in
            bot.world.deliver(["quantum_state": ["id": 1]])
        },
        Case("a message without a chat") { bot in
            bot.world.deliver(["message": ["message_id": 5, "text": "?"]])
            try await bot.waitForEvent(.errorRecorded)
        },
        Case("a message that is a number") { bot in
            bot.world.deliver(["message": 5])
            try await bot.waitForEvent(.errorRecorded)
        },
        Case("a pre-checkout without a sender") { bot in
            bot.world.deliver(["pre_checkout_query": ["id": "1", "currency": "XTR"]])
            try await bot.waitForEvent(.errorRecorded)
        },
        Case("a person's key file is gone: the handler fails", ["error_recorded"]) { bot in
            try bot.ruinKeys()
            let said = bot.sakura.say("/feedback とても良かったです")
            let sorry = try await bot.sakura.waitForMessage(after: said.id)
            let error = try await bot.waitForEvent(.errorRecorded)
            #expect(sorry.text.contains(error.envelope.rid))
            _ = try await bot.admin.waitForMessage { $0.text.contains(error.envelope.rid) }
        },
    ]

    private static func message(_ members: [String: SandboxJSON]) -> SandboxJSON {
        let plain: [String: SandboxJSON] = [
            "message_id": 4_000, "date": 1_795_408_500,
            "chat": ["id": 1001, "type": "private", "first_name": "x"],
            "from": ["id": 1001, "is_bot": false, "first_name": "x", "language_code": "ja"],
        ]
        return ["message": .object(plain.merging(members) { $1 })]
    }

    private static func payment(_ members: [String: SandboxJSON]) -> SandboxJSON {
        let plain: [String: SandboxJSON] = [
            "currency": "XTR", "total_amount": 100, "invoice_payload": .string(ours),
            "telegram_payment_charge_id": "forged-1", "provider_payment_charge_id": "",
        ]
        return .object(plain.merging(members) { $1 })
    }
}

import Foundation
import TelegramSandbox
import Testing

@Suite("A payment goes as with Telegram Stars")
struct PaymentTests {
    static let ticket: SandboxJSON = [
        "chat_id": 1001, "title": "Three cards", "description": "One reading",
        "payload": "{\"sku\":\"TICKET_3\"}", "currency": "XTR", "provider_token": "",
        "prices": [["label": "Three cards", "amount": 100]],
    ]

    /// Sends the invoice and starts paying it; `answer` is the bot's word.
    private func buy(
        _ sandbox: Sandbox,
        as payer: Int64 = 1001,
        _ behaviour: SandboxPaymentBehaviour = .complete,
        answer: SandboxJSON?
    ) async throws -> SandboxPaymentOutcome {
        let bot = Caller(sandbox)
        _ = try await bot("sendInvoice", Self.ticket)
        let invoice = try await sandbox.world.person(1001).waitForMessage { $0.invoice != nil }
        async let outcome = sandbox.world.person(payer).pay(invoice, behaviour)
        let query = try await self.query(bot)
        if case .object(var members) = answer {
            members["pre_checkout_query_id"] = query["id"]
            _ = try await bot("answerPreCheckoutQuery", .object(members))
        } else {
            sandbox.world.clock.advance(seconds: 11)
        }
        return await outcome
    }

    private func query(_ bot: Caller) async throws -> SandboxJSON {
        let updates = try await bot.updates(timeout: 20)
        return try #require(updates.lazy.compactMap { $0["pre_checkout_query"] }.first)
    }

    @Test("approved, the Stars move and the service message says so")
    func paid() async throws {
        try await withSandbox(.byHand) { sandbox in
            let outcome = try await self.buy(sandbox, answer: ["ok": true])
            let payment = try #require(outcome.payment)
            #expect(payment.chargeID.hasPrefix("stx"))
            #expect(payment.chargeID.count > 128)
            #expect(sandbox.world.person(1001).balanceStars == 99_900)
            #expect(sandbox.world.botBalanceStars == 100)

            let updates = try await Caller(sandbox).updates()
            let message = try #require(updates.last?["message"])
            let success = try #require(message["successful_payment"])
            #expect(message["from"]?["id"] == 1001)
            #expect(success["telegram_payment_charge_id"]?.string == payment.chargeID)
            #expect(success["total_amount"] == 100)
            #expect(success["currency"] == "XTR")
            #expect(success["invoice_payload"] == "{\"sku\":\"TICKET_3\"}")
            #expect(success["is_recurring"] == nil, "flags are written only when true")
        }
    }

    @Test("refused, abandoned and too late leave every purse as it was")
    func unpaid() async throws {
        let cases: [(SandboxJSON?, SandboxPaymentBehaviour, SandboxPaymentOutcome)] = [
            (["ok": false, "error_message": "no"], .complete, .refused("no")),
            (["ok": true], .abandonAfterApproval, .abandoned),
            (nil, .complete, .timedOut),
        ]
        for (answer, behaviour, expected) in cases {
            try await withSandbox(.byHand) { sandbox async throws in
                #expect(try await self.buy(sandbox, behaviour, answer: answer) == expected)
                #expect(sandbox.world.botBalanceStars == 0)
                #expect(sandbox.world.payments == [])
            }
        }
    }

    @Test("an answer after 10 s is too old")
    func lateAnswer() async throws {
        try await withSandbox(.byHand) { sandbox in
            #expect(try await self.buy(sandbox, answer: nil) == .timedOut)
            let bot = Caller(sandbox)
            let query = try await self.query(bot)
            let late = try await bot(
                "answerPreCheckoutQuery",
                ["ok": true, "pre_checkout_query_id": query["id"] ?? ""]
            )
            #expect(late.status == 400)
            #expect(
                late.error == "Bad Request: query is too old and response timeout expired "
                    + "or query ID is invalid"
            )
        }
    }

    @Test("a poor person is not charged")
    func poor() async throws {
        try await withSandbox(.byHand) { sandbox async throws in
            sandbox.world.person(1001).balanceStars = 99
            #expect(try await self.buy(sandbox, answer: ["ok": true]) == .balanceTooLow)
        }
    }

    @Test("a forwarded invoice is paid by another person, in that person's chat")
    func forwarded() async throws {
        try await withSandbox(.byHand) { sandbox in
            let outcome = try await self.buy(sandbox, as: 1002, answer: ["ok": true])
            #expect(outcome.payment?.user == 1002)
            let message = try await Caller(sandbox).updates().last?["message"]
            #expect(message?["from"]?["id"] == 1002)
            #expect(message?["chat"]?["id"] == 1002)
        }
    }

    @Test("a refund comes once, with a service message; the list shows both directions")
    func refund() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let charge = sandbox.world.person(1001).chargeWithoutCheckout(
                payload: "p",
                amountStars: 300
            )
            let refund: SandboxJSON = [
                "user_id": 1001, "telegram_payment_charge_id": .string(charge.chargeID),
            ]
            #expect(try await bot("refundStarPayment", refund).result == true)
            let again = try await bot("refundStarPayment", refund)
            #expect(again.error == "Bad Request: CHARGE_ALREADY_REFUNDED")
            let unknown = try await bot(
                "refundStarPayment",
                ["user_id": 1001, "telegram_payment_charge_id": "stxunknown"]
            )
            #expect(unknown.error == "Bad Request: CHARGE_ID_EMPTY")

            let refunded = try await bot.updates().last?["message"]?["refunded_payment"]
            #expect(refunded?["telegram_payment_charge_id"]?.string == charge.chargeID)
            #expect(sandbox.world.person(1001).balanceStars == 100_000)

            let list = try await bot("getStarTransactions").result["transactions"]?.array ?? []
            #expect(list.map { $0["id"]?.string } == [charge.chargeID, charge.chargeID])
            #expect(list[0]["source"]?["user"]?["id"] == 1001)
            #expect(list[1]["receiver"]?["user"]?["id"] == 1001)
            #expect(try await bot("getMyStarBalance").result == ["amount": 0])
        }
    }

    @Test("transactions are listed oldest first, in pages")
    func pages() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            for amount in 1...5 {
                sandbox.world.person(1001).chargeWithoutCheckout(
                    payload: "p",
                    amountStars: Int64(amount)
                )
            }
            let page = try await bot("getStarTransactions", ["offset": 1, "limit": 3])
            let amounts = page.result["transactions"]?.array?.compactMap { $0["amount"]?.int }
            #expect(amounts == [2, 3, 4])
        }
    }

    @Test("a subscription renews under a new charge id until it is cancelled")
    func subscription() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let sakura = sandbox.world.person(1001)
            var order = Self.ticket.object ?? [:]
            order["subscription_period"] = 2_592_000
            let link = try #require(
                try await bot("createInvoiceLink", .object(order)).result.string
            )
            async let outcome = sakura.pay(link: link)
            let query = try await self.query(bot)
            _ = try await bot(
                "answerPreCheckoutQuery",
                ["ok": true, "pre_checkout_query_id": query["id"] ?? ""]
            )
            let first = try #require(await outcome.payment)
            let subscription = try #require(sakura.subscriptions.first)
            let renewal = try #require(sakura.renew(subscription))
            #expect(renewal.chargeID != first.chargeID)
            #expect(renewal.subscriptionExpiry == first.subscriptionExpiry.map { $0 + 2_592_000 })

            _ = try await bot(
                "editUserStarSubscription",
                [
                    "user_id": 1001, "is_canceled": true,
                    "telegram_payment_charge_id": .string(first.chargeID),
                ]
            )
            #expect(sakura.renew(subscription) == nil)
            let updates = try await bot.updates()
            let payments = updates.compactMap { $0["message"]?["successful_payment"] }
            #expect(payments.map { $0["is_first_recurring"]?.bool } == [true, nil])
            #expect(payments.map { $0["is_recurring"]?.bool } == [true, true])
            #expect(updates.last?["subscription"]?["state"] == "canceled")
        }
    }

    @Test(
        "what Telegram does not sell is refused",
        arguments: [
            (
                ["prices": [["label": "a", "amount": 1], ["label": "b", "amount": 2]]],
                "STARS_INVOICE_INVALID"
            ),
            (["prices": []], "there must be at least one price part"),
            (["prices": [["label": "a", "amount": 100_001]]], "CURRENCY_TOTAL_AMOUNT_INVALID"),
            (["prices": [["label": "a", "amount": 0]]], "total price must be positive"),
            (["payload": ""], "INVOICE_PAYLOAD_INVALID"),
            (["payload": .string(String(repeating: "x", count: 129))], "INVOICE_PAYLOAD_INVALID"),
            (["title": ""], "title is empty"),
            (["title": .string(String(repeating: "x", count: 33))], "INVOICE_TITLE_INVALID"),
            (
                ["description": .string(String(repeating: "x", count: 256))],
                "INVOICE_DESCRIPTION_INVALID"
            ),
            (["currency": "USD"], "CURRENCY_INVALID"),
        ] as [(SandboxJSON, String)]
    )
    func invoiceRules(change: SandboxJSON, error: String) async throws {
        try await withSandbox(.byHand) { sandbox in
            let order = (Self.ticket.object ?? [:]).merging(change.object ?? [:]) { $1 }
            let answer = try await Caller(sandbox)("sendInvoice", .object(order))
            #expect(answer.status == 400)
            #expect(answer.error == "Bad Request: \(error)")
        }
    }
}

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

    @Test("the list shows every kind of partner, and what only the list knows")
    func partners() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let sakura = sandbox.world.person(1001)
            let told = sakura.chargeWithoutCheckout(payload: "p", amountStars: 100)
            let updates = try await bot.updates()
            #expect(sandbox.world.refundOutside(told.chargeID, isTold: false))
            #expect(try await bot.updates() == updates)
            for transaction in SandboxTransaction.oneOfEach { sandbox.world.list(transaction) }
            let list = try await bot("getStarTransactions", ["offset": 2]).result["transactions"]
            #expect(
                list == [
                    [
                        "id": "a", "amount": 90, "date": 5, "nanostar_amount": 500_000_000,
                        "source": [
                            "type": "user", "transaction_type": "invoice_payment",
                            "user": ["id": 5, "is_bot": false, "first_name": "?"],
                            "invoice_payload": "p", "subscription_period": 2_592_000,
                            "affiliate": ["commission_per_mille": 100, "amount": 10],
                        ],
                    ],
                    ["id": "b", "amount": 1, "date": 6, "receiver": ["type": "fragment"]],
                    ["id": "c", "amount": 1, "date": 6, "receiver": ["type": "telegram_ads"]],
                    [
                        "id": "d", "amount": 1, "date": 6,
                        "receiver": ["type": "telegram_api", "request_count": 7],
                    ],
                    [
                        "id": "e", "amount": 4, "date": 7,
                        "source": ["type": "affiliate_program", "commission_per_mille": 50],
                    ],
                    ["id": "f", "amount": 1, "date": 8, "source": ["type": "other"]],
                ]
            )
            sandbox.world.chargeBack(stars: 95)
            #expect(try await bot("getMyStarBalance").result == ["amount": -3])
        }
    }

    @Test("a history of a million is there before the first page is asked for")
    func history() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            sandbox.world.addHistory(count: 1_000_000, balanceStars: 7) { index in
                SandboxTransaction(id: "h\(index)", amountStars: 1, date: 1, partner: .other)
            }
            sandbox.world.person(1001).chargeWithoutCheckout(payload: "p", amountStars: 100)
            let page = try await bot("getStarTransactions", ["offset": 999_998]).result
            let ids = page["transactions"]?.array?.compactMap { $0["id"]?.string } ?? []
            #expect(ids.count == 3 && ids.prefix(2) == ["h999998", "h999999"])
            let full = try await bot("getStarTransactions", ["offset": 500_000]).result
            #expect(full["transactions"]?.array?.count == 100)
            #expect(
                try await bot("getStarTransactions", ["offset": 1_000_001]).result == [
                    "transactions": []
                ]
            )
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

extension SandboxTransaction {
    /// One of each partner that the Bot API has words for.
    static let oneOfEach: [SandboxTransaction] = [
        SandboxTransaction(
            id: "a",
            amountStars: 90,
            nanostars: 500_000_000,
            date: 5,
            partner: .user(
                Person(
                    id: 5,
                    payload: "p",
                    subscriptionPeriodSeconds: 2_592_000,
                    affiliateStars: 10
                )
            )
        ),
        SandboxTransaction(id: "b", amountStars: 1, date: 6, isOutgoing: true, partner: .fragment),
        SandboxTransaction(
            id: "c",
            amountStars: 1,
            date: 6,
            isOutgoing: true,
            partner: .telegramAds
        ),
        SandboxTransaction(
            id: "d",
            amountStars: 1,
            date: 6,
            isOutgoing: true,
            partner: .telegramAPI(requestCount: 7)
        ),
        SandboxTransaction(
            id: "e",
            amountStars: 4,
            date: 7,
            partner: .affiliateProgram(perMille: 50)
        ),
        SandboxTransaction(id: "f", amountStars: 1, date: 8, partner: .other),
    ]
}

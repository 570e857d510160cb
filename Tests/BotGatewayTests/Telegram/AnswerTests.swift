import BotGateway
import Ledger
import Testing

/// Calls whose refusal means something of its own.
@Suite struct AnswerTests {
    static let cases: [(reply: ScriptedBotAPI.Reply, isAccepted: Bool, isLate: Bool)] = [
        (.ok("true"), true, false),
        (
            .refusal(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            ),
            false, true
        ),
        (.refusal(400, "Bad Request: something else"), false, false),
    ]

    @Test("An answer that comes too late is a value, not an error", arguments: cases)
    func answers(reply: ScriptedBotAPI.Reply, isAccepted: Bool, isLate: Bool) async throws {
        try await withScriptedTelegram { server, client in
            server.expect("answerCallbackQuery", reply)
            server.expect("answerPreCheckoutQuery", reply)
            let callback = try await client.answer(callback: CallbackQueryID(rawValue: "c"))
            let checkout = try await client.answer(preCheckout: PreCheckoutQueryID(rawValue: "q"))
            for outcome in [callback, checkout] {
                #expect((outcome == .accepted) == isAccepted)
                #expect((outcome == .tooLate) == isLate)
            }
        }
    }

    @Test("A refund that was made before is told apart from one that is refused")
    func refunds() async throws {
        try await withScriptedTelegram { server, client in
            server.expect(
                "refundStarPayment",
                .refusal(400, "Bad Request: CHARGE_ALREADY_REFUNDED"),
                .refusal(400, "Bad Request: CHARGE_ID_EMPTY")
            )
            let (user, charge) = (UserID(rawValue: 77), ChargeID(rawValue: "stx1"))
            #expect(try await client.refund(user: user, charge: charge) == .alreadyRefunded)
            guard case .refused(let refusal) = try await client.refund(user: user, charge: charge)
            else {
                Issue.record("not refused")
                return
            }
            #expect(refusal.reason == .chargeUnknown)
            #expect("\(refusal)" == "400: Bad Request: CHARGE_ID_EMPTY")
        }
    }

    @Test("Buttons that look like that already are done")
    func notModified() async throws {
        try await withScriptedTelegram { server, client in
            server.expect(
                "editMessageReplyMarkup",
                .refusal(400, "Bad Request: message is not modified: specified new message"),
                .refusal(400, "Bad Request: message to edit not found")
            )
            let message = MessageID(rawValue: 5)
            let same = try await client.editReplyMarkup(
                chat: .person,
                message: message,
                keyboard: nil
            )
            let gone = try await client.editReplyMarkup(
                chat: .person,
                message: message,
                keyboard: nil
            )
            #expect(same == .done)
            guard case .refused(let refusal) = gone else {
                Issue.record("not refused")
                return
            }
            #expect(refusal.reason == .messageNotFound)
        }
    }

    @Test("What ends the bot says which variable to check")
    func fatal() async throws {
        try await withScriptedTelegram { server, client in
            server.expect(
                "getMe",
                .refusal(401, "Unauthorized"),
                .refusal(404, "Not Found")
            )
            server.expect("getUpdates", .refusal(409, "Conflict: terminated by other getUpdates"))
            let unauthorized = await #expect(throws: TelegramError.self) {
                _ = try await client.getMe()
            }
            #expect(unauthorized?.isFatal == true)
            #expect(
                unauthorized?.description
                    == "getMe: Telegram does not accept the token: check TELEGRAM_BOT_TOKEN"
            )
            let lost = await #expect(throws: TelegramError.self) { _ = try await client.getMe() }
            #expect(lost?.isFatal == true)
            #expect(lost?.message.contains("TELEGRAM_API_BASE_URL") == true)
            let conflict = await #expect(throws: TelegramError.self) {
                _ = try await client.getUpdates(offset: nil)
            }
            #expect(conflict?.code == .conflict)
            #expect(conflict?.isFatal == false)
            #expect(conflict?.message.contains("stop the other process") == true)
        }
    }

    @Test("Transactions, balance and webhook state are read")
    func listings() async throws {
        try await withScriptedTelegram { server, client in
            server.expect(
                "getStarTransactions",
                .ok(
                    #"{"transactions":[{"id":"stx1","amount":100,"date":50,"source":{"type":"user","#
                        + #""user":{"id":77},"invoice_payload":"p","affiliate":{}}},"#
                        + #"{"id":"stx1","amount":100,"date":60,"receiver":{"type":"new"}}]}"#
                )
            )
            server.expect("getMyStarBalance", .ok(#"{"amount":-5,"nanostar_amount":-7}"#))
            server.expect("getWebhookInfo", .ok(#"{"url":"","pending_update_count":3}"#))
            let transactions = try await client.starTransactions(offset: 0)
            #expect(transactions.map(\.id.rawValue) == ["stx1", "stx1"])
            #expect(transactions.map { $0.source?.user?.id } == [UserID(rawValue: 77), nil])
            #expect(transactions[0].source?.hasAffiliate == true)
            #expect(transactions[1].receiver?.type == "new")
            let balance = try await client.starBalance()
            #expect(balance.amount == -5 && balance.nanostarAmount == -7)
            #expect(try await client.getWebhookInfo().pendingUpdateCount == 3)
        }
    }
}

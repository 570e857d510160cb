import AiogramCheck
import BotGateway
import Ledger
import Testing

/// Every call as Telegram reads it.
@Suite struct RequestTests {
    @Test("Every method is recorded with the body that is sent")
    func bodies() async throws {
        let recording = Recording()
        try await withScriptedTelegram(record: recording.note) { server, client in
            try await Self.callEverything(server, client)
            let sent = server.calls.filter { $0.method != "sendPhoto" }
            let recorded = recording.lines.filter { !$0.hasPrefix("sendPhoto") }
            #expect(sent.map { "\($0.method) \($0.body)" } == recorded)
        }
        #expect(recording.lines == Self.expected)
        let calls = try recording.lines.map { try AiogramCheck.Call(recorded: $0) }
        let complaints = try AiogramCheck.complaints(about: calls)
        #expect(complaints == [])
    }

    private static let expected = [
        #"getMe {}"#,
        #"getUpdates {"allowed_updates":["message","callback_query","pre_checkout_query","#
            + #""subscription","my_chat_member"],"limit":100,"offset":8,"timeout":50}"#,
        #"sendMessage {"chat_id":77,"disable_notification":true,"#
            + #""link_preview_options":{"is_disabled":true},"parse_mode":"HTML","reply_markup":"#
            + #"{"inline_keyboard":[[{"callback_data":"buy:TICKET_3","text":"a"},"#
            + #"{"copy_text":{"text":"stx1"},"text":"b"}],"#
            + #"[{"text":"c","url":"https://example.org/x"}]]},"text":"<b>x</b>"}"#,
        #"sendMessage {"chat_id":-100500,"link_preview_options":{"is_disabled":true},"#
            + #""reply_markup":{"is_persistent":true,"keyboard":[[{"text":"占い"}]],"#
            + #""resize_keyboard":true},"text":"x"}"#,
        #"sendPhoto {"caption":"x","chat_id":77,"photo":"attach://photo"}"#,
        #"sendInvoice {"chat_id":77,"currency":"XTR","description":"d","payload":"p","#
            + #""prices":[{"amount":100,"label":"t"}],"protect_content":true,"provider_token":"","#
            + #""reply_markup":{"inline_keyboard":[[{"pay":true,"text":"pay"}]]},"#
            + #""start_parameter":"s","title":"t"}"#,
        #"createInvoiceLink {"currency":"XTR","description":"d","payload":"p","#
            + #""prices":[{"amount":100,"label":"t"}],"provider_token":"","#
            + #""subscription_period":2592000,"title":"t"}"#,
        #"answerCallbackQuery {"callback_query_id":"c","show_alert":true,"text":"x"}"#,
        #"answerPreCheckoutQuery {"ok":true,"pre_checkout_query_id":"q"}"#,
        #"answerPreCheckoutQuery {"error_message":"no","ok":false,"pre_checkout_query_id":"q"}"#,
        #"editMessageReplyMarkup {"chat_id":77,"message_id":5}"#,
        #"sendChatAction {"action":"typing","chat_id":77}"#,
        #"refundStarPayment {"telegram_payment_charge_id":"stx1","user_id":77}"#,
        #"editUserStarSubscription {"is_canceled":true,"telegram_payment_charge_id":"stx1","#
            + #""user_id":77}"#,
        #"getStarTransactions {"limit":100,"offset":3}"#,
        #"getMyStarBalance {}"#,
        #"setWebhook {"allowed_updates":["message","callback_query","pre_checkout_query","#
            + #""subscription","my_chat_member"],"max_connections":10,"secret_token":"s","#
            + #""url":"https://example.org/hook"}"#,
        #"deleteWebhook {}"#,
        #"getWebhookInfo {}"#,
        #"setMyCommands {"commands":[{"command":"buy","description":"d"}],"language_code":"pt"}"#,
    ]

    private static func callEverything(
        _ server: ScriptedBotAPI,
        _ client: TelegramClient
    ) async throws {
        Self.script(server)
        _ = try await client.getMe()
        _ = try await client.getUpdates(offset: UpdateID(rawValue: 7).next)
        try await Self.sendEverything(client)
        let (user, charge) = (UserID(rawValue: 77), ChargeID(rawValue: "stx1"))
        let query = PreCheckoutQueryID(rawValue: "q")
        _ = try await client.answer(
            callback: CallbackQueryID(rawValue: "c"),
            text: "x",
            isAlert: true
        )
        _ = try await client.answer(preCheckout: query)
        _ = try await client.answer(preCheckout: query, refusal: "no")
        let message = MessageID(rawValue: 5)
        _ = try await client.editReplyMarkup(chat: .person, message: message, keyboard: nil)
        _ = try await client.sendTyping(chat: .person)
        _ = try await client.refund(user: user, charge: charge)
        _ = try await client.editSubscription(user: user, charge: charge, isCanceled: true)
        _ = try await client.starTransactions(offset: 3)
        _ = try await client.starBalance()
        let url = "https://example.org/hook"
        try await client.setWebhook(url: url, secret: "s", connectionCountMax: 10)
        try await client.deleteWebhook()
        _ = try await client.getWebhookInfo()
        let command = try BotCommand(command: "buy", description: "d")
        try await client.setCommands([command], language: "pt")
    }

    private static func sendEverything(_ client: TelegramClient) async throws {
        let rows = [
            [
                InlineButton("a", .callback(CallbackData("buy:TICKET_3"))),
                InlineButton("b", .copy("stx1")),
            ],
            [InlineButton("c", .url("https://example.org/x"))],
        ]
        _ = try await client.send(
            SendMessage(
                to: .person,
                text: "<b>x</b>",
                parseMode: .html,
                markup: .inline(InlineKeyboard(rows: rows)),
                isSilent: true
            )
        )
        let keyboard = ReplyKeyboard(rows: [["占い"]], isPersistent: true)
        _ = try await client.send(SendMessage(to: .group, text: "x", markup: .reply(keyboard)))
        _ = try await client.send(SendPhoto(to: .person, bytes: [1], caption: "x"))
        let invoice = try TelegramInvoice(
            title: "t",
            description: "d",
            payload: "p",
            amount: Stars(100)
        )
        _ = try await client.send(
            SendInvoice(
                to: .person,
                invoice,
                startParameter: "s",
                keyboard: InlineKeyboard(rows: [[InlineButton("pay", .pay)]]),
                isProtected: true
            )
        )
        _ = try await client.createInvoiceLink(invoice, isSubscription: true)
    }

    private static func script(_ server: ScriptedBotAPI) {
        server.expect("getMe", .ok(#"{"id":1}"#))
        server.expect("getUpdates", .ok("[]"))
        let message = ScriptedBotAPI.Reply.ok(SendOutcomeTests.message)
        server.expect("sendMessage", message, message)
        server.expect("sendPhoto", message)
        server.expect("sendInvoice", message)
        server.expect("createInvoiceLink", .ok(#""https:\/\/t.me\/$x""#))
        server.expect("answerPreCheckoutQuery", .ok("true"), .ok("true"))
        server.expect("editMessageReplyMarkup", message)
        server.expect("getStarTransactions", .ok(#"{"transactions":[]}"#))
        server.expect("getMyStarBalance", .ok(#"{"amount":1}"#))
        server.expect("getWebhookInfo", .ok("{}"))
        let others = [
            "answerCallbackQuery", "sendChatAction", "refundStarPayment",
            "editUserStarSubscription", "setWebhook", "deleteWebhook", "setMyCommands",
        ]
        for method in others { server.expect(method, .ok("true")) }
    }
}

/// Texts that do not fit.
@Suite struct TelegramLimitTests {
    @Test(
        "What a button carries has 1 to 64 bytes",
        arguments: [(0, false), (64, true), (65, false)]
    )
    func callbackData(count: Int, fits: Bool) {
        let data = CallbackData(checking: String(repeating: "x", count: count))
        #expect((data != nil) == fits)
    }

    static let invoices:
        [(title: Int, description: Int, payload: Int, stars: Int64, wrong: String?)] = [
            (32, 255, 128, 1, nil),
            (0, 255, 128, 1, "title has 0 characters, allowed are 1 to 32"),
            (33, 255, 128, 1, "title has 33 characters, allowed are 1 to 32"),
            (32, 256, 128, 1, "description has 256 characters, allowed are 1 to 255"),
            (32, 255, 129, 1, "payload has 129 bytes, allowed are 1 to 128"),
            (32, 255, 128, 0, "amount has 0 Stars, allowed are 1 to 9007199254740991"),
        ]

    @Test("An invoice that Telegram would refuse is refused here, by field", arguments: invoices)
    func invoice(title: Int, description: Int, payload: Int, stars: Int64, wrong: String?) throws {
        let amount = try Stars(stars)
        do throws(TelegramLimit) {
            _ = try TelegramInvoice(
                title: String(repeating: "あ", count: title),
                description: String(repeating: "あ", count: description),
                payload: String(repeating: "x", count: payload),
                amount: amount
            )
            #expect(wrong == nil)
        } catch {
            #expect(error.description == wrong)
        }
    }

    @Test("A line for a tapped button is cut to 200 characters rather than refused")
    func callbackText() async throws {
        try await withScriptedTelegram { server, client in
            server.expect("answerCallbackQuery", .ok("true"))
            let text = String(repeating: "あ", count: 201)
            _ = try await client.answer(callback: CallbackQueryID(rawValue: "c"), text: text)
            let kept = String(repeating: "あ", count: 199) + "…"
            #expect(server.calls.first?.body.contains("\"\(kept)\"") == true)
        }
    }
}

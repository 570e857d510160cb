import BotGateway
import Ledger
import Testing

/// What Telegram sends, read field by field.
@Suite struct UpdateTests {
    static let cases: [(json: String, content: Update.Content)] = [
        (
            #"{"update_id":7,"message":{"message_id":5,"date":100,"chat":{"id":77,"type":"private"},"#
                + #""from":{"id":77,"is_bot":false,"first_name":"A","language_code":"pt-BR"},"#
                + #""text":"/start","entities":[{"type":"bot_command","offset":0,"length":6}]}}"#,
            .message(
                Message(
                    id: MessageID(rawValue: 5),
                    chat: Chat(id: .person),
                    from: .ada,
                    date: Instant(seconds: 100),
                    text: "/start"
                )
            )
        ),
        (
            #"{"update_id":7,"message":{"message_id":5,"date":"soon","chat":{"id":-9,"type":"new"},"#
                + #""from":[],"text":1,"sticker":{"emoji":"x"}}}"#,
            .message(
                Message(
                    id: MessageID(rawValue: 5),
                    chat: Chat(id: ChatID(rawValue: -9), kind: .other),
                    attachment: .sticker
                )
            )
        ),
        (
            #"{"update_id":7,"message":{"message_id":5,"date":9223372036854775807,"#
                + #""chat":{"id":77,"type":"private"},"successful_payment":{"currency":"XTR","#
                + #""total_amount":100,"invoice_payload":"p","telegram_payment_charge_id":"stx1","#
                + #""provider_payment_charge_id":"","order_info":7,"is_recurring":true,"#
                + #""subscription_expiration_date":200}}}"#,
            .message(
                Message(
                    id: MessageID(rawValue: 5),
                    chat: Chat(id: .person),
                    successfulPayment: SuccessfulPayment(
                        currency: "XTR",
                        totalAmount: 100,
                        invoicePayload: "p",
                        chargeID: ChargeID(rawValue: "stx1"),
                        providerChargeID: "",
                        subscriptionExpiration: Instant(seconds: 200),
                        isRecurring: true
                    )
                )
            )
        ),
        (
            #"{"update_id":7,"message":{"message_id":5,"chat":{"id":77,"type":"private"},"#
                + #""refunded_payment":{"total_amount":100,"telegram_payment_charge_id":"stx1"}}}"#,
            .message(
                Message(
                    id: MessageID(rawValue: 5),
                    chat: Chat(id: .person),
                    refundedPayment: RefundedPayment(
                        currency: "XTR",
                        totalAmount: 100,
                        invoicePayload: "",
                        chargeID: ChargeID(rawValue: "stx1")
                    )
                )
            )
        ),
        (
            #"{"update_id":7,"callback_query":{"id":"c","from":{"id":77,"first_name":"A","#
                + #""language_code":"pt-BR"},"message":{"message_id":5,"date":0,"#
                + #""chat":{"id":77,"type":"private"}},"chat_instance":"1","data":"buy:TICKET_3"}}"#,
            .callbackQuery(
                CallbackQuery(
                    id: CallbackQueryID(rawValue: "c"),
                    from: .ada,
                    message: Message(id: MessageID(rawValue: 5), chat: Chat(id: .person)),
                    data: "buy:TICKET_3"
                )
            )
        ),
        (
            #"{"update_id":7,"pre_checkout_query":{"id":"q","from":{"id":77,"first_name":"A","#
                + #""language_code":"pt-BR"},"currency":"XTR","total_amount":100,"#
                + #""invoice_payload":"p"}}"#,
            .preCheckoutQuery(
                PreCheckoutQuery(
                    id: PreCheckoutQueryID(rawValue: "q"),
                    from: .ada,
                    currency: "XTR",
                    totalAmount: 100,
                    invoicePayload: "p"
                )
            )
        ),
        (
            #"{"update_id":7,"subscription":{"user":{"id":77,"first_name":"A","#
                + #""language_code":"pt-BR"},"invoice_payload":"p","state":"canceled"}}"#,
            .subscription(SubscriptionUpdate(user: .ada, invoicePayload: "p", state: .canceled))
        ),
        (
            #"{"update_id":7,"my_chat_member":{"chat":{"id":77,"type":"private"},"date":100,"#
                + #""from":{"id":77,"first_name":"A","language_code":"pt-BR"},"#
                + #""old_chat_member":{},"new_chat_member":{"status":"kicked","until_date":0}}}"#,
            .myChatMember(
                ChatMemberChange(
                    chat: Chat(id: .person),
                    from: .ada,
                    date: Instant(seconds: 100),
                    status: .kicked
                )
            )
        ),
        (#"{"update_id":7,"managed_thing":{"a":[1]}}"#, .unknown(name: "managed_thing")),
        (#"{"update_id":7}"#, .unknown(name: nil)),
        (#"{"update_id":7,"message":null}"#, .unknown(name: nil)),
        (#"{"update_id":7,"message":{"text":"no chat"}}"#, .unreadable(byteCount: 44)),
        (#"{"update_id":7,"message":{"text":"\ud800","x":nul}}"#, .unreadable(byteCount: 51)),
    ]

    @Test("Every kind is read, and no surprising field costs more than itself", arguments: cases)
    func contents(json: String, content: Update.Content) throws {
        let update = try #require(Update(rawJSON: [UInt8](json.utf8)))
        #expect(update.content == content)
        #expect(update.id == UpdateID(rawValue: 7))
        #expect(update.rawJSON == [UInt8](json.utf8))
    }

    @Test(
        "Money that cannot be read makes the update unreadable, never an ordinary message",
        arguments: ["successful_payment", "refunded_payment"]
    )
    func unreadableMoney(key: String) throws {
        let json =
            #"{"update_id":7,"message":{"message_id":5,"chat":{"id":77,"type":"private"},"#
            + #""text":"x","\#(key)":{"currency":"XTR"}}}"#
        let update = try #require(Update(rawJSON: [UInt8](json.utf8)))
        #expect(update.content == .unreadable(byteCount: json.utf8.count))
    }

    @Test(
        "Without a number there is no update",
        arguments: ["{}", "[]", "", #"{"update_id":"x"}"#, #"{"update_id":7"#, "7", #"{"a""#]
    )
    func noNumber(json: String) {
        #expect(Update(rawJSON: [UInt8](json.utf8)) == nil)
    }

    @Test("Whatever the bytes, reading them ends, and they are kept if there is a number")
    func damaged() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let whole = Self.cases.map { [UInt8]($0.json.utf8) }
        let marks = [UInt8](#"{}[]",:\ 0n"#.utf8)
        for _ in 1...1_000 {
            var bytes = whole[Int.random(in: 0..<whole.count, using: &generator)]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = marks[Int.random(in: 0..<marks.count, using: &generator)]
            }
            bytes.removeLast(Int.random(in: 0...1, using: &generator))
            if let update = Update(rawJSON: bytes) {
                #expect(update.rawJSON == bytes, "seed \(seed)")
            }
        }
    }

    @Test("An update shows its number and kind, and nothing of its content")
    func description() throws {
        let json = #"{"update_id":7,"message":{"message_id":5,"chat":{"id":77},"text":"mine"}}"#
        let update = try #require(Update(rawJSON: [UInt8](json.utf8)))
        #expect("\(update)" == "update 7 (message, 73 bytes)")
    }

    @Test("A batch is read element by element, with the bytes of each as they were sent")
    func batch() async throws {
        let elements = [
            #"{"update_id":1,"message":{"message_id":1,"chat":{"id":77},"text":"]}\"[{,\\"}}"#,
            #"{"update_id": 2, "message" : {"message_id": "x"}}"#,
            #"{"what":"no number"}"#,
            #"{"update_id":3,"edited_message":{"deep":[[[{}]]]}}"#,
        ]
        try await withScriptedTelegram { server, client in
            server.expect("getUpdates", .ok("[ \(elements.joined(separator: " ,\n")) ]"))
            let updates = try await client.getUpdates(offset: nil)
            #expect(updates.map(\.kind) == ["message", "unreadable", "unknown"])
            #expect(updates.map(\.id.rawValue) == [1, 2, 3])
            let sent = [elements[0], elements[1], elements[3]].map { [UInt8]($0.utf8) }
            #expect(updates.map(\.rawJSON) == sent)
            #expect(updates.map { Update(rawJSON: $0.rawJSON) } == updates)
        }
    }

    @Test("An empty batch is empty, and one of nothing but rubbish is an error")
    func emptyBatch() async throws {
        try await withScriptedTelegram { server, client in
            server.expect("getUpdates", .ok("[]"), .ok("[{}, 3]"), .ok("{}"))
            let updates = try await client.getUpdates(offset: nil)
            #expect(updates.isEmpty)
            for _ in 1...2 {
                let error = await #expect(throws: TelegramError.self) {
                    _ = try await client.getUpdates(offset: nil)
                }
                #expect(error?.code == .unreadableAnswer)
            }
        }
    }
}

extension User {
    fileprivate static let ada = User(
        id: UserID(rawValue: 77),
        firstName: "A",
        languageCode: "pt-BR"
    )
}

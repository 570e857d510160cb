/// The methods of the Bot API that the simulation knows, by their names in lower case.
///
/// `getUpdates` is not among them: it alone waits.
enum BotMethods {
    typealias Step = @Sendable (inout WorldState, BotParameters) throws(BotFailure) -> SandboxJSON

    static let all: [String: Step] = [
        "getme": { state, _ in state.getMe() },
        "setwebhook": { state, call throws(BotFailure) in try state.setWebhook(call) },
        "deletewebhook": { state, call in state.deleteWebhook(call) },
        "getwebhookinfo": { state, _ in state.getWebhookInfo() },
        "sendmessage": { state, call throws(BotFailure) in try state.sendMessage(call) },
        "sendphoto": { state, call throws(BotFailure) in try state.sendPhoto(call) },
        "editmessagetext": { state, call throws(BotFailure) in try state.editMessageText(call) },
        "editmessagereplymarkup": { state, call throws(BotFailure) in
            try state.editMessageReplyMarkup(call)
        },
        "deletemessage": { state, call throws(BotFailure) in try state.deleteMessage(call) },
        "sendchataction": { state, call throws(BotFailure) in try state.sendChatAction(call) },
        "answercallbackquery": { state, call throws(BotFailure) in
            try state.answerCallbackQuery(call)
        },
        "sendinvoice": { state, call throws(BotFailure) in try state.sendInvoice(call) },
        "createinvoicelink": { state, call throws(BotFailure) in
            try state.createInvoiceLink(call)
        },
        "answerprecheckoutquery": { state, call throws(BotFailure) in
            try state.answerPreCheckoutQuery(call)
        },
        "refundstarpayment": { state, call throws(BotFailure) in
            try state.refundStarPayment(call)
        },
        "getstartransactions": { state, call in state.getStarTransactions(call) },
        "getmystarbalance": { state, _ in state.getMyStarBalance() },
        "edituserstarsubscription": { state, call throws(BotFailure) in
            try state.editUserStarSubscription(call)
        },
        "getchat": { state, call throws(BotFailure) in try state.getChat(call) },
        "setmycommands": { state, call throws(BotFailure) in try state.setMyCommands(call) },
        "getmycommands": { state, _ in .array(state.commands) },
        "deletemycommands": { state, _ in
            state.commands = []
            return true
        },
    ]

    /// Methods whose effect nobody here looks at: they are answered with `true`.
    static let harmless: Set<String> = [
        "setmydescription", "setmyshortdescription", "setmyname", "setchatmenubutton",
        "setmydefaultadministratorrights", "logout", "close",
    ]
}

extension WorldState {
    func getMe() -> SandboxJSON {
        self.botJSON
            .with("can_join_groups", true)
            .with("can_read_all_group_messages", false)
            .with("supports_inline_queries", false)
            .with("can_connect_to_business", false)
            .with("has_main_web_app", false)
    }

    mutating func setMyCommands(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        guard let commands = try call.structure("commands")?.array else {
            throw .badRequest("can't parse commands JSON object")
        }
        for command in commands {
            let name = command["command"]?.string ?? ""
            let isName = name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
            }
            guard isName, (1...32).contains(name.utf8.count) else {
                throw .badRequest("BOT_COMMAND_INVALID")
            }
            guard (1...256).contains(command["description"]?.string?.count ?? 0) else {
                throw .badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
            }
        }
        self.commands = commands
        return true
    }

    func getChat(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let chat = try self.chat(of: call, forWriting: false)
        return self.chatJSON(chat)
            .with("accent_color_id", 0)
            .with("max_reaction_count", 11)
            .with(
                "accepted_gift_types",
                [
                    "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true,
                    "premium_subscription": true, "gifts_from_channels": true,
                ]
            )
    }

    /// The chat that a call names, if the bot may write there.
    func chat(
        of call: BotParameters,
        forWriting: Bool = true
    ) throws(BotFailure) -> Int64 {
        guard !call.text("chat_id").isEmpty else { throw .badRequest("chat_id is empty") }
        guard let id = call.int("chat_id") else { throw .chatNotFound }
        if self.groups[id] != nil { return id }
        guard let user = self.users[id], user.hasStarted else { throw .chatNotFound }
        guard !forWriting || !user.hasBlockedBot else { throw .blocked }
        return id
    }
}

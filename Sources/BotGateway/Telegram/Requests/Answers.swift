/// The answer to a tap: stops the spinner, and may say a line.
struct AnswerCallbackQuery: TelegramMethod {
    typealias Answer = Bool

    /// The most characters of the line.
    static let textCountMax = 200
    static let name = "answerCallbackQuery"

    let callbackQueryID: CallbackQueryID
    let text: String?
    let showAlert: Bool?

    var terms: CallTerms {
        .callback
    }

    /// Cuts a text that is too long, because a shortened answer is better than a spinner.
    init(_ query: CallbackQueryID, text: String?, isAlert: Bool) {
        self.callbackQueryID = query
        self.text = text.map { MessageText.clipped($0, countMax: Self.textCountMax) }
        self.showAlert = isAlert ? true : nil
    }
}

/// The answer to a pre-checkout: lets the money move, or says why not.
struct AnswerPreCheckoutQuery: TelegramMethod {
    typealias Answer = Bool

    static let name = "answerPreCheckoutQuery"

    let preCheckoutQueryID: PreCheckoutQueryID
    let ok: Bool
    let errorMessage: String?

    var terms: CallTerms {
        .preCheckout
    }

    init(_ query: PreCheckoutQueryID, refusal: String?) {
        self.preCheckoutQueryID = query
        self.ok = refusal == nil
        self.errorMessage = refusal
    }
}

/// Changes the buttons under a message; with none, takes them away.
struct EditMessageReplyMarkup: TelegramMethod {
    /// The message or `true`; neither is needed.
    struct Answer: Decodable, Sendable {
        init(from decoder: any Decoder) {}
    }

    static let name = "editMessageReplyMarkup"

    let chatID: ChatID
    let messageID: MessageID
    let replyMarkup: InlineKeyboard?

    var terms: CallTerms {
        .work
    }
}

/// Shows for five seconds that the bot is at work.
struct SendChatAction: TelegramMethod {
    typealias Answer = Bool

    static let name = "sendChatAction"

    let chatID: ChatID
    let action = "typing"

    /// A late sign that something is coming is of no use, so it is not repeated.
    var terms: CallTerms {
        CallTerms(
            deadline: CallTerms.callbackDeadline,
            budget: .zero,
            repetition: .whenItWasTooEarly
        )
    }
}

extension TelegramClient {
    /// Stops the spinner of a tapped button, and may say a line of up to 200 characters.
    ///
    /// Never paced. What the tap asked for must not depend on how this ends.
    ///
    /// - Throws: ``TelegramError``.
    package func answer(
        callback query: CallbackQueryID,
        text: String? = nil,
        isAlert: Bool = false
    ) async throws -> AnswerOutcome {
        let method = AnswerCallbackQuery(query, text: text, isAlert: isAlert)
        return Self.answered(try await self.outcome(of: method))
    }

    /// Lets a payment go on, or stops it with a sentence for the payer.
    ///
    /// Never paced; tried again for up to 8 s of the 10 s that Telegram gives. Taken is not
    /// paid: the payer may still give up.
    ///
    /// - Parameters:
    ///   - query: Which attempt to pay.
    ///   - refusal: Why not; `nil` = go on.
    /// - Returns: Whether Telegram took the answer.
    /// - Throws: ``TelegramError``.
    package func answer(
        preCheckout query: PreCheckoutQueryID,
        refusal: String? = nil
    ) async throws -> AnswerOutcome {
        let method = AnswerPreCheckoutQuery(query, refusal: refusal)
        return Self.answered(try await self.outcome(of: method))
    }

    /// Changes the buttons under one of the bot's messages; `nil` takes them away.
    ///
    /// Buttons that look like that already are done. Waits for the chat's turn.
    ///
    /// - Throws: ``TelegramError``.
    package func editReplyMarkup(
        chat: ChatID,
        message: MessageID,
        keyboard: InlineKeyboard?
    ) async throws -> ChangeOutcome {
        if case .rateLimited(let wait) = try await self.pacer.turn(in: chat) {
            throw TelegramError(
                .rateLimited(retryAfter: wait),
                method: EditMessageReplyMarkup.name
            )
        }
        let method = EditMessageReplyMarkup(
            chatID: chat,
            messageID: message,
            replyMarkup: keyboard
        )
        let outcome = Self.changed(try await self.outcome(of: method))
        if case .refused(let refusal) = outcome, refusal.reason == .notModified { return .done }
        return outcome
    }

    /// Shows for five seconds that an answer is being written.
    ///
    /// Never paced and never repeated.
    ///
    /// - Throws: ``TelegramError``.
    package func sendTyping(chat: ChatID) async throws -> ChangeOutcome {
        Self.changed(try await self.outcome(of: SendChatAction(chatID: chat)))
    }

    /// Forgets what a call that only changes something returned.
    static func changed<Answer>(_ outcome: Result<Answer, Refused>) -> ChangeOutcome {
        switch outcome {
        case .success: .done
        case .failure(let refusal): .refused(refusal.value)
        }
    }

    private static func answered(_ outcome: Result<Bool, Refused>) -> AnswerOutcome {
        switch outcome {
        case .success: .accepted
        case .failure(let refusal) where refusal.value.reason == .queryTooOld: .tooLate
        case .failure(let refusal): .refused(refusal.value)
        }
    }
}

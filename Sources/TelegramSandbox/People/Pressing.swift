internal import Foundation

extension SandboxPerson {
    /// Presses a button below a message.
    ///
    /// - Parameters:
    ///   - data: The callback data. The message need not have such a button: a changed app can
    ///     send anything, and this is how a test forges it.
    ///   - message: The message that the button stands under.
    /// - Returns: Telegram's id of the press; see ``waitForCallbackAnswer(_:timeout:)``.
    @discardableResult
    public func press(_ data: String, on message: SandboxMessage) -> String {
        self.world.transact { state in
            // A press acts on the message as it is now, not as the caller remembers it.
            let current = state.message(message.id, in: message.chat) ?? message
            return state.press(data, on: current, by: self.id)
        }
    }

    /// Presses the first button whose words contain `label`.
    ///
    /// - Precondition: The message has such a button, and it sends data.
    @discardableResult
    public func press(labelled label: String, on message: SandboxMessage) -> String {
        guard let data = message.button(labelled: label)?.data else {
            preconditionFailure("no button says \(label); there are \(message.inlineKeyboard)")
        }
        return self.press(data, on: message)
    }

    /// Waits until the bot answers a press.
    ///
    /// - Parameters:
    ///   - id: What ``press(_:on:)`` returned.
    ///   - timeout: Real time to wait at most.
    /// - Returns: The answer; its text is what the phone shows.
    /// - Throws: ``SandboxTimeout`` if no answer comes.
    public func waitForCallbackAnswer(
        _ id: String,
        timeout: Duration = .seconds(30)
    ) async throws -> CallbackAnswer {
        guard let pressed = self.world.transact({ $0.callbacks[id] }) else {
            preconditionFailure("nobody pressed \(id)")
        }
        guard let answer = await pressed.answer.value(within: timeout) else {
            throw SandboxTimeout("no answerCallbackQuery for \(id) within \(timeout)")
        }
        return answer
    }
}

extension WorldState {
    /// The most presses remembered.
    static let callbacksMax = 50_000

    mutating func press(_ data: String, on message: SandboxMessage, by user: Int64) -> String {
        let id = self.random.queryID()
        if self.callbacks.count >= Self.callbacksMax {
            let now = self.now
            self.callbacks = self.callbacks.filter { $0.value.deadline >= now }
        }
        self.callbacks[id] = PressedButton(
            user: user,
            deadline: self.now.addingTimeInterval(self.settings.callbackAnswerSecondsMax)
        )
        self.enqueue(
            "callback_query",
            [
                "id": .string(id),
                "from": self.userJSON(user),
                "message": self.json(message),
                "chat_instance": .string(String(message.chat)),
                "data": .string(data),
            ],
            lane: "callback \(user)",
            lifetime: Self.queryLifetime
        )
        return id
    }
}

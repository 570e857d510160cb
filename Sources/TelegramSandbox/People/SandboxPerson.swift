/// One person of the simulation: what they do and what they see.
///
/// ```swift
/// let emma = world.person(1002)
/// let sent = emma.say("/status")
/// let reply = try await emma.waitForMessage(after: sent.id) { $0.text.contains("Pass") }
/// ```
public struct SandboxPerson: Sendable {
    /// The person's id, which is also the id of their chat with the bot.
    public let id: Int64
    /// Where they live.
    public let world: TelegramWorld

    /// The messages of the chat with the bot as they stand now, oldest first.
    public var messages: [SandboxMessage] { self.world.messages(in: self.id) }

    /// The id of the newest message in the chat; 0 if there is none.
    public var lastMessageID: Int64 { self.messages.last?.id ?? 0 }

    /// Stars in the purse; settable, to make somebody rich or poor.
    public var balanceStars: Int64 {
        get { self.world.transact { $0.users[self.id]?.balanceStars ?? 0 } }
        nonmutating set {
            self.world.transact { state in
                state.users[self.id]?.balanceStars = newValue
                state.tell(.purses)
            }
        }
    }

    /// Writes to the bot; what begins with `/` is marked as a command.
    ///
    /// - Parameters:
    ///   - text: Any words, also ones that no app would send (empty, 5,000 characters).
    ///   - group: The group to write in; `nil` is the chat with the bot.
    /// - Returns: The message, as it stands in the chat.
    @discardableResult
    public func say(_ text: String, in group: Int64? = nil) -> SandboxMessage {
        self.send(.text(text, entities: Self.commandEntities(text)), in: group ?? self.id)
    }

    /// Opens `t.me/<bot>?start=<payload>`, which writes `/start <payload>`.
    @discardableResult
    public func openDeepLink(_ payload: String) -> SandboxMessage {
        self.say("/start \(payload)")
    }

    /// Presses a key of the reply keyboard, which writes its words.
    @discardableResult
    public func pressKey(_ label: String) -> SandboxMessage {
        self.say(label)
    }

    /// Sends a sticker.
    @discardableResult
    public func sendSticker(_ emoji: String = "🔮") -> SandboxMessage {
        self.send(.sticker(emoji), in: self.id)
    }

    /// Blocks the bot, of which the bot gets a `my_chat_member` update.
    public func blockBot() {
        self.setBlocked(true)
    }

    /// Takes the block back.
    public func unblockBot() {
        self.setBlocked(false)
    }

    private func send(_ content: SandboxMessage.Content, in chat: Int64) -> SandboxMessage {
        self.world.transact { state in
            state.users[self.id]?.hasStarted = true
            let message = state.post(content, in: chat, from: self.id)
            state.enqueue(message)
            return message
        }
    }

    private func setBlocked(_ isBlocked: Bool) {
        self.world.transact { state in
            guard state.users[self.id]?.hasBlockedBot != isBlocked else { return }
            state.users[self.id]?.hasBlockedBot = isBlocked
            state.announceMembership(of: self.id, isBlocked: isBlocked)
            state.tell(.purses)
        }
    }

    private static func commandEntities(_ text: String) -> [SandboxJSON] {
        let command = text.prefix { !$0.isWhitespace }
        guard command.hasPrefix("/"), command.count > 1 else { return [] }
        return [
            ["type": "bot_command", "offset": 0, "length": .int(Int64(command.utf16.count))]
        ]
    }
}

extension WorldState {
    /// Tells the bot that a person blocked or unblocked it.
    mutating func announceMembership(of user: Int64, isBlocked: Bool) {
        let member: SandboxJSON = ["status": "member", "user": self.botJSON]
        let kicked: SandboxJSON = [
            "status": "kicked", "user": self.botJSON, "until_date": 0,
        ]
        self.enqueue(
            "my_chat_member",
            [
                "chat": self.chatJSON(user),
                "from": self.userJSON(user),
                "date": .int(self.nowSeconds),
                "old_chat_member": isBlocked ? member : kicked,
                "new_chat_member": isBlocked ? kicked : member,
            ],
            lane: "chat \(user)",
            lifetime: Self.messageLifetime
        )
    }
}

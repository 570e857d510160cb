package import Ledger

/// The bot's own place in a chat changed: in a private chat, somebody blocked or unblocked it.
package struct ChatMemberChange: Hashable, Sendable, Decodable {
    /// The bot's place in a chat.
    package enum Status: String, Hashable, Sendable {
        /// It owns the chat.
        case creator
        /// It administers the chat.
        case administrator
        /// It may write.
        case member
        /// It may write within limits.
        case restricted
        /// It is not there any more.
        case left
        /// It was removed; in a private chat, blocked.
        case kicked
        /// A place nobody here knows.
        case other
    }

    private struct Member: Decodable {
        var status: String
    }

    /// Where it happened.
    package let chat: Chat
    /// Who did it.
    package let from: User
    /// When.
    package let date: Instant?
    /// The bot's place from now on.
    package let status: Status

    /// Creates a change.
    package init(chat: Chat, from: User, date: Instant? = nil, status: Status) {
        self.chat = chat
        self.from = from
        self.date = date
        self.status = status
    }

    /// Reads a change; its chat and its user must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.chat = try fields.decode(Chat.self, forKey: "chat")
        self.from = try fields.decode(User.self, forKey: "from")
        self.date = fields.lenientInstant("date")
        let member = fields.lenient(Member.self, "new_chat_member")
        self.status = member.flatMap { Status(rawValue: $0.status) } ?? .other
    }
}

/// A conversation.
package struct Chat: Hashable, Sendable, Decodable {
    /// What sort of conversation it is.
    package enum Kind: String, Hashable, Sendable {
        /// One person and the bot.
        case `private`
        /// A small group.
        case group
        /// A large group.
        case supergroup
        /// A channel.
        case channel
        /// A sort nobody here knows.
        case other
    }

    /// Which one it is.
    package let id: ChatID
    /// What sort it is.
    package let kind: Kind

    /// Creates a chat.
    package init(id: ChatID, kind: Kind = .private) {
        self.id = id
        self.kind = kind
    }

    /// Reads a chat; only the identifier must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.id = try fields.decode(ChatID.self, forKey: "id")
        self.kind = fields.lenient(String.self, "type").flatMap(Kind.init(rawValue:)) ?? .other
    }
}

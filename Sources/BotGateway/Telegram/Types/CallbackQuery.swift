/// A tap on an inline button.
///
/// A client can send any data here, so whoever acts on it checks what the user may do.
package struct CallbackQuery: Hashable, Sendable, Decodable {
    /// Names the answer.
    package let id: CallbackQueryID
    /// Who tapped.
    package let from: User
    /// The message with the button; absent when it is too old to be shown to the bot.
    package let message: Message?
    /// What the button carried.
    package let data: String?

    /// Creates a query.
    package init(id: CallbackQueryID, from: User, message: Message? = nil, data: String? = nil) {
        self.id = id
        self.from = from
        self.message = message
        self.data = data
    }

    /// Reads a query; its identifier and its user must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.id = try fields.decode(CallbackQueryID.self, forKey: "id")
        self.from = try fields.decode(User.self, forKey: "from")
        self.message = fields.lenient(Message.self, "message")
        self.data = fields.lenient(String.self, "data")
    }
}

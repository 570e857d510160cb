package import Ledger

/// A person or a bot.
package struct User: Hashable, Sendable, Decodable {
    /// Who it is.
    package let id: UserID
    /// Whether it is a bot.
    package let isBot: Bool
    /// The name shown; a person chooses and changes it.
    package let firstName: String?
    /// The name after the `@`, without it.
    package let username: String?
    /// The language of the person's client, an IETF tag such as `pt-BR`.
    package let languageCode: String?

    /// Creates a user.
    package init(
        id: UserID,
        isBot: Bool = false,
        firstName: String? = nil,
        username: String? = nil,
        languageCode: String? = nil
    ) {
        self.id = id
        self.isBot = isBot
        self.firstName = firstName
        self.username = username
        self.languageCode = languageCode
    }

    /// Reads a user; only the identifier must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.id = UserID(rawValue: try fields.decode(Int64.self, forKey: "id"))
        self.isBot = fields.lenient(Bool.self, "is_bot") ?? false
        self.firstName = fields.lenient(String.self, "first_name")
        self.username = fields.lenient(String.self, "username")
        self.languageCode = fields.lenient(String.self, "language_code")
    }
}

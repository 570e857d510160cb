/// What became of a person's subscription to the bot; it carries no charge.
///
/// - Source: Bot API 10.3, `BotSubscriptionUpdated`.
package struct SubscriptionUpdate: Hashable, Sendable, Decodable {
    /// What became of it.
    package enum State: String, Hashable, Sendable {
        /// The person ended it; what is paid stays valid.
        case canceled
        /// The person took it up again.
        case active
        /// A renewal could not be paid.
        case failed
        /// A state nobody here knows.
        case other
    }

    /// Whose subscription it is.
    package let user: User
    /// What its invoice carried.
    package let invoicePayload: String
    /// What became of it.
    package let state: State

    /// Creates an update.
    package init(user: User, invoicePayload: String, state: State) {
        self.user = user
        self.invoicePayload = invoicePayload
        self.state = state
    }

    /// Reads an update; its user and payload must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.user = try fields.decode(User.self, forKey: "user")
        self.invoicePayload = try fields.decode(String.self, forKey: "invoice_payload")
        self.state = fields.lenient(String.self, "state").flatMap(State.init(rawValue:)) ?? .other
    }
}

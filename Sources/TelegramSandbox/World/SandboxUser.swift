/// A person in the simulated Telegram.
public struct SandboxUser: Sendable, Hashable {
    /// The numeric id, which is also the id of the private chat with the bot.
    public let id: Int64
    /// What other people read above the messages.
    public var firstName: String
    /// The language of the app, an IETF tag; `nil` is left out of updates.
    public var languageCode: String?
    /// Stars in the person's own purse.
    public var balanceStars: Int64
    /// Whether the person ever opened the chat; before, the bot gets `chat not found`.
    public var hasStarted: Bool
    /// Whether the person blocked the bot; then the bot gets 403.
    public internal(set) var hasBlockedBot = false

    /// Creates a person.
    ///
    /// - Parameters:
    ///   - id: A positive number.
    ///   - firstName: Not empty.
    ///   - languageCode: Such as `ja`.
    ///   - balanceStars: Stars to spend.
    ///   - hasStarted: `false` makes the chat unknown to the bot until the person writes.
    public init(
        id: Int64,
        firstName: String,
        languageCode: String? = "ja",
        balanceStars: Int64 = 100_000,
        hasStarted: Bool = true
    ) {
        precondition(id > 0, "a person's id is positive; groups have negative ones")
        self.id = id
        self.firstName = firstName
        self.languageCode = languageCode
        self.balanceStars = balanceStars
        self.hasStarted = hasStarted
    }
}

extension SandboxUser {
    /// さくら, who reads Japanese.
    public static let sakura = SandboxUser(id: 1001, firstName: "さくら", languageCode: "ja")
    /// Emma, who reads English.
    public static let emma = SandboxUser(id: 1002, firstName: "Emma", languageCode: "en")
    /// João, who reads Portuguese.
    public static let joao = SandboxUser(id: 1003, firstName: "João", languageCode: "pt")

    /// An administrator, whose id the bot knows from its settings.
    public static func administrator(id: Int64 = 9001) -> SandboxUser {
        SandboxUser(id: id, firstName: "管理者", languageCode: "ja")
    }

    /// The `User` object of the Bot API.
    var json: SandboxJSON {
        let user: SandboxJSON = [
            "id": .int(self.id), "is_bot": false, "first_name": .string(self.firstName),
        ]
        return user.with("language_code", self.languageCode.map(SandboxJSON.string))
    }
}

/// Telegram understood a call and said no; asking again brings the same.
package struct TelegramRefusal: Hashable, Sendable, CustomStringConvertible {
    /// Why, as far as anything depends on it.
    package enum Reason: Hashable, Sendable {
        /// The person blocked the bot.
        case blocked
        /// The person's account is gone.
        case deactivated
        /// The bot is not in the group.
        case notMember
        /// The person never wrote to the bot.
        case cannotInitiate
        /// There is no such chat.
        case chatNotFound
        /// The group lives on under another number.
        case chatMigrated(ChatID)
        /// The query is answered or too old to be answered.
        case queryTooOld
        /// The message looks like that already.
        case notModified
        /// There is no such message to change.
        case messageNotFound
        /// The payment was given back before.
        case alreadyRefunded
        /// There is no such payment.
        case chargeUnknown
        /// There is no such user, or the charge is not theirs.
        case userInvalid
        /// Anything else; ``TelegramRefusal/text`` says what.
        case other
    }

    /// The longest text kept.
    private static let textCountMax = 200

    /// The HTTP status, 400 to 499.
    package let code: Int
    /// Why.
    package let reason: Reason
    /// Telegram's sentence, shortened, without what it quotes of ours.
    package let text: String

    /// Recognises a refusal by its code and, loosely, by its words, which Telegram may change.
    init(code: Int, text: String, migratedTo: ChatID? = nil) {
        self.code = code
        // What follows a quotation mark is a piece of the message that Telegram could not read.
        let quoteless = text.prefix { $0 != "\"" && $0 != "\n" }
        self.text = String(quoteless.prefix(Self.textCountMax))
        self.reason = migratedTo.map(Reason.chatMigrated) ?? Self.reason(code: code, text: text)
    }

    /// Whether nothing sent to this chat can arrive until the person does something.
    package var isUnreachable: Bool {
        switch self.reason {
        case .blocked, .deactivated, .notMember, .cannotInitiate, .chatNotFound: true
        case .chatMigrated, .queryTooOld, .notModified, .messageNotFound: false
        case .alreadyRefunded, .chargeUnknown, .userInvalid, .other: false
        }
    }

    /// The refusal in one line.
    package var description: String {
        "\(self.code): \(self.text)"
    }

    private static let signs: [(words: String, reason: Reason)] = [
        ("bot was blocked", .blocked),
        ("user is deactivated", .deactivated),
        ("bot was kicked", .notMember),
        ("bot is not a member", .notMember),
        ("initiate conversation", .cannotInitiate),
        ("chat not found", .chatNotFound),
        ("peer_id_invalid", .chatNotFound),
        ("query is too old", .queryTooOld),
        ("query id is invalid", .queryTooOld),
        ("query_id_invalid", .queryTooOld),
        ("message is not modified", .notModified),
        ("message to edit not found", .messageNotFound),
        ("message can't be edited", .messageNotFound),
        ("charge_already_refunded", .alreadyRefunded),
        ("charge_id_empty", .chargeUnknown),
        ("charge_id_invalid", .chargeUnknown),
        ("charge_not_found", .chargeUnknown),
        ("user_id_invalid", .userInvalid),
        ("invalid user_id", .userInvalid),
    ]

    private static func reason(code: Int, text: String) -> Reason {
        let lowercased = text.lowercased()
        let sign = Self.signs.first { lowercased.contains($0.words) }
        // A 403 whose words are new still says that this chat does not want the bot.
        return sign?.reason ?? (code == 403 ? .blocked : .other)
    }
}

private import Foundation

/// Something that happened in Telegram, with the bytes that said so.
///
/// The gateway seals ``rawJSON`` into its inbox and makes the same update of it again after a
/// restart. Only the number must be readable. What does not decode is kept as
/// ``Content/unreadable(byteCount:)``, so that a batch goes on and nothing is silently lost.
package struct Update: Sendable, Hashable, CustomStringConvertible {
    /// What happened.
    package enum Content: Sendable, Hashable {
        /// A new message.
        case message(Message)
        /// A tap on an inline button.
        case callbackQuery(CallbackQuery)
        /// The question before money moves.
        case preCheckoutQuery(PreCheckoutQuery)
        /// A subscription changed.
        case subscription(SubscriptionUpdate)
        /// The bot's own place in a chat changed.
        case myChatMember(ChatMemberChange)
        /// A kind nobody here knows, with Telegram's name for it.
        case unknown(name: String?)
        /// A kind we know whose fields are not as we know them.
        case unreadable(byteCount: Int)
    }

    /// The kinds asked for; all that ``Content`` can hold.
    package static let kinds = [
        "message", "callback_query", "pre_checkout_query", "subscription", "my_chat_member",
    ]

    /// The longest name of an unknown kind that is kept.
    private static let unknownNameLengthMax = 64

    /// The number that Telegram's queue gave it.
    package let id: UpdateID
    /// What happened.
    package let content: Content
    /// The update as Telegram wrote it.
    ///
    /// Personal: never logged.
    package let rawJSON: [UInt8]

    /// Reads an update from the bytes of its object.
    ///
    /// - Returns: `nil` only if not even `update_id` can be found.
    package init?(rawJSON: [UInt8]) {
        guard
            let members = JSONScanner.members(of: rawJSON[...]),
            let number = members.first(where: { $0.key == "update_id" }),
            let id = Int64(String(decoding: number.value, as: UTF8.self))
        else { return nil }
        self.id = UpdateID(rawValue: id)
        self.rawJSON = rawJSON
        self.content = Self.content(of: members, byteCount: rawJSON.count)
    }

    /// The number and the kind, without anything personal.
    package var description: String {
        "update \(self.id.rawValue) (\(self.kind), \(self.rawJSON.count) bytes)"
    }

    /// The kind in a word, for logs.
    package var kind: String {
        switch self.content {
        case .message: "message"
        case .callbackQuery: "callback_query"
        case .preCheckoutQuery: "pre_checkout_query"
        case .subscription: "subscription"
        case .myChatMember: "my_chat_member"
        case .unknown: "unknown"
        case .unreadable: "unreadable"
        }
    }

    private static func content(of members: [JSONScanner.Member], byteCount: Int) -> Content {
        let filled = members.filter { member in
            member.key != "update_id" && !member.value.elementsEqual("null".utf8)
        }
        guard let member = filled.first(where: { Self.kinds.contains($0.key) }) else {
            let name = filled.first.map { String($0.key.prefix(Self.unknownNameLengthMax)) }
            return .unknown(name: name)
        }
        do {
            return try Self.known(member)
        } catch {
            return .unreadable(byteCount: byteCount)
        }
    }

    private static func known(_ member: JSONScanner.Member) throws -> Content {
        let decoder = JSONDecoder()
        let data = Data(member.value)
        return switch member.key {
        case "message": .message(try decoder.decode(Message.self, from: data))
        case "callback_query": .callbackQuery(try decoder.decode(CallbackQuery.self, from: data))
        case "pre_checkout_query":
            .preCheckoutQuery(try decoder.decode(PreCheckoutQuery.self, from: data))
        case "subscription": .subscription(try decoder.decode(SubscriptionUpdate.self, from: data))
        case "my_chat_member": .myChatMember(try decoder.decode(ChatMemberChange.self, from: data))
        default: .unknown(name: member.key)
        }
    }
}

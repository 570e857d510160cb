package import Ledger

/// A conversation: a private chat has its user's number, groups have negative ones.
///
/// - Range: up to 52 significant bits. Source: Bot API, `Chat.id`.
package struct ChatID: RawRepresentable, Hashable, Codable, Sendable {
    /// The identifier as Telegram writes it.
    package let rawValue: Int64

    /// Wraps an identifier that came from outside.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The private chat with a user.
    package init(_ user: UserID) {
        self.rawValue = user.rawValue
    }

    /// Whether more than one person may read here, which Telegram limits more strictly.
    package var isGroup: Bool {
        self.rawValue < 0
    }
}

/// A message, counted by Telegram within its chat.
package struct MessageID: RawRepresentable, Hashable, Codable, Sendable {
    /// The identifier as Telegram writes it.
    package let rawValue: Int64

    /// Wraps an identifier that came from outside.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// An update, numbered by Telegram's queue.
///
/// It grows by one per update but starts again at a random number after a quiet week, so it
/// orders one batch and never says alone whether an update was seen before.
package struct UpdateID: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The identifier as Telegram writes it.
    package let rawValue: Int64

    /// Wraps an identifier that came from outside.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The offset that confirms this update and everything before it.
    package var next: UpdateID {
        UpdateID(rawValue: self.rawValue &+ 1)
    }

    /// Orders updates as Telegram's queue does.
    package static func < (left: UpdateID, right: UpdateID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// One tap on a button; names the answer that stops its spinner.
package struct CallbackQueryID: RawRepresentable, Hashable, Codable, Sendable {
    /// The identifier as Telegram writes it.
    package let rawValue: String

    /// Wraps an identifier that came from outside.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// One attempt to pay; names the answer that lets the money move.
package struct PreCheckoutQueryID: RawRepresentable, Hashable, Codable, Sendable {
    /// The identifier as Telegram writes it.
    package let rawValue: String

    /// Wraps an identifier that came from outside.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

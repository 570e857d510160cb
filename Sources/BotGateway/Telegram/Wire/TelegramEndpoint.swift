/// What lets a process act as the bot.
///
/// It is shown nowhere: not by `print`, not by `dump`, not in an error.
package struct BotToken: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The longest token taken; Telegram's have 46 characters.
    private static let lengthMax = 256

    let secret: String

    /// Takes a token, or `nil` if it can not be one: digits, a colon, then letters, digits, `_`
    /// and `-`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard
            text.utf8.count <= Self.lengthMax, parts.count == 2,
            !parts[0].isEmpty, parts[0].utf8.allSatisfy(Self.isDigit),
            !parts[1].isEmpty, parts[1].utf8.allSatisfy(Self.isWord)
        else { return nil }
        self.secret = text
    }

    /// A mark in place of the token.
    package var description: String {
        "‹token›"
    }

    /// Shows nothing to `dump` and to debuggers.
    package var customMirror: Mirror {
        Mirror(self, children: [])
    }

    /// Returns a text without the token and without the secret half of it.
    func masked(in text: String) -> String {
        let half = self.secret.drop { $0 != ":" }.dropFirst()
        return text.replacing(self.secret, with: self.description)
            .replacing(half, with: self.description)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: Self.isDigit(byte)
        }
    }
}

/// Where the Bot API is, and as which bot.
package struct TelegramEndpoint: Hashable, Sendable {
    /// The address that methods hang under, without a slash at its end.
    package let baseURL: String
    let token: BotToken

    /// Takes an address, or `nil` if it does not begin with `http://` or `https://` and a host.
    package init?(baseURL: String, token: BotToken) {
        let trimmed = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        let host = ["https://", "http://"].first { trimmed.lowercased().hasPrefix($0) }
            .map { trimmed.dropFirst($0.count) }
        let plain = trimmed.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard
            let host, plain, let first = host.first, first != "/",
            !trimmed.contains("?"), !trimmed.contains("#"), !trimmed.contains("@")
        else { return nil }
        self.baseURL = trimmed
        self.token = token
    }

    /// The address of a method.
    ///
    /// Secret: it holds the token.
    func url(of method: String) -> String {
        "\(self.baseURL)/bot\(self.token.secret)/\(method)"
    }

    /// What somebody else's error says, in one short line without the token.
    func describe(_ error: any Error) -> String {
        let line = String(describing: error).replacing("\n", with: " ")
        return String(self.token.masked(in: line).prefix(Self.causeCountMax))
    }

    private static let causeCountMax = 300
}

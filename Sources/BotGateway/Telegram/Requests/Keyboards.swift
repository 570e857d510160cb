/// What an inline button carries back when it is tapped.
///
/// - Range: 1 to 64 bytes. Source: Bot API, `InlineKeyboardButton.callback_data`.
package struct CallbackData: Hashable, Sendable, Encodable {
    /// The most bytes Telegram carries.
    package static let byteCountMax = 64

    /// The data as the button carries it.
    package let text: String

    /// Takes data that the code itself makes up and that therefore fits.
    ///
    /// - Precondition: 1 to 64 bytes.
    package init(_ text: String) {
        precondition(Self.fits(text), "a button carries 1 to 64 bytes")
        self.text = text
    }

    /// Takes data of unknown length, or `nil` if it does not fit.
    package init?(checking text: String) {
        guard Self.fits(text) else { return nil }
        self.text = text
    }

    /// Writes the bare text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.text)
    }

    private static func fits(_ text: String) -> Bool {
        (1...Self.byteCountMax).contains(text.utf8.count)
    }
}

/// A button under a message.
package struct InlineButton: Hashable, Sendable, Encodable {
    /// What a tap does.
    package enum Action: Hashable, Sendable {
        /// Sends a callback query.
        case callback(CallbackData)
        /// Opens an address.
        case url(String)
        /// Pays the invoice above; only as the first button under an invoice.
        case pay
        /// Copies a text, 1 to 256 characters.
        case copy(String)
    }

    private enum CodingKeys: String, CodingKey {
        case text
        case callbackData
        case url
        case pay
        case copyText
    }

    private struct CopyText: Encodable {
        var text: String
    }

    /// The most characters a button can copy.
    package static let copiedCountMax = 256

    /// What is written on it.
    package let text: String
    /// What a tap does.
    package let action: Action

    /// Creates a button.
    ///
    /// - Precondition: `text` is not empty; a copied text has 1 to 256 characters.
    package init(_ text: String, _ action: Action) {
        precondition(!text.isEmpty, "a button has a text")
        if case .copy(let copied) = action {
            let fits = (1...Self.copiedCountMax).contains(copied.unicodeScalars.count)
            precondition(fits, "a button copies 1 to 256 characters")
        }
        self.text = text
        self.action = action
    }

    /// Writes the button as Telegram reads it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(self.text, forKey: .text)
        switch self.action {
        case .callback(let data): try container.encode(data, forKey: .callbackData)
        case .url(let address): try container.encode(address, forKey: .url)
        case .pay: try container.encode(true, forKey: .pay)
        case .copy(let copied): try container.encode(CopyText(text: copied), forKey: .copyText)
        }
    }
}

/// The buttons under a message, row by row.
package struct InlineKeyboard: Hashable, Sendable, Encodable {
    private enum CodingKeys: String, CodingKey {
        case rows = "inlineKeyboard"
    }

    /// The most buttons under one message.
    package static let buttonCountMax = 100

    /// The rows from top to bottom.
    package let rows: [[InlineButton]]

    /// Creates a keyboard.
    ///
    /// - Precondition: No empty row, and at most 100 buttons. No row at all takes the buttons
    ///   away in an edit.
    package init(rows: [[InlineButton]]) {
        precondition(rows.allSatisfy { !$0.isEmpty }, "a row has a button")
        precondition(rows.joined().count <= Self.buttonCountMax, "at most 100 buttons")
        self.rows = rows
    }
}

/// The buttons in place of the letters; a tap sends their text as a message.
package struct ReplyKeyboard: Hashable, Sendable, Encodable {
    /// One button.
    package struct Button: Hashable, Sendable, Encodable {
        /// What is written on it and sent by it.
        package let text: String
    }

    private enum CodingKeys: String, CodingKey {
        case rows = "keyboard"
        case isPersistent
        case resizeKeyboard
    }

    /// The rows from top to bottom.
    package let rows: [[Button]]
    /// Whether it stays when the letters are hidden.
    package let isPersistent: Bool
    private let resizeKeyboard = true

    /// Creates a keyboard.
    ///
    /// - Precondition: At least one row, no empty row and no empty text.
    package init(rows: [[String]], isPersistent: Bool = false) {
        precondition(!rows.isEmpty && rows.allSatisfy { !$0.isEmpty }, "a row has a button")
        precondition(rows.joined().allSatisfy { !$0.isEmpty }, "a button has a text")
        self.rows = rows.map { row in row.map(Button.init(text:)) }
        self.isPersistent = isPersistent
    }
}

/// What a message brings besides its words.
package enum ReplyMarkup: Hashable, Sendable, Encodable {
    /// Buttons under the message.
    case inline(InlineKeyboard)
    /// Buttons in place of the letters, from now on.
    case reply(ReplyKeyboard)
    /// The letters again.
    case remove

    private struct Removal: Encodable {
        var removeKeyboard = true
    }

    /// Writes the one it is, as Telegram reads it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .inline(let keyboard): try container.encode(keyboard)
        case .reply(let keyboard): try container.encode(keyboard)
        case .remove: try container.encode(Removal())
        }
    }
}

/// A message as the people in its chat see it now, edits included.
public struct SandboxMessage: Sendable, Hashable {
    /// What a message shows.
    public enum Content: Sendable, Hashable {
        /// Words. `entities` are the Bot API's `MessageEntity` objects.
        case text(String, entities: [SandboxJSON])
        /// A picture with words below it.
        case photo(caption: String, entities: [SandboxJSON], byteCount: Int)
        /// A sticker, told by its emoji.
        case sticker(String)
        /// Something to pay.
        case invoice(SandboxInvoice)
        /// The service message that a payment leaves in the chat.
        case payment(SandboxPayment)
        /// The service message that a refund leaves in the chat.
        case refund(SandboxPayment)
    }

    /// Counts up by one in the whole simulation, from 1.
    public let id: Int64
    /// The chat; a person's id in a private chat.
    public let chat: Int64
    /// Unix time in seconds, by the sandbox clock.
    public let date: Int64
    /// Who wrote it: a person's id or the bot's.
    public let sender: Int64
    /// Whether the bot wrote it.
    public let isFromBot: Bool
    /// What it shows.
    public internal(set) var content: Content
    /// The buttons below it, row by row.
    public internal(set) var inlineKeyboard: [[SandboxButton]] = []
    /// The keyboard that it brings up instead of the phone's own, row by row.
    public internal(set) var replyKeyboard: [[String]] = []
    /// How often the bot edited it.
    public internal(set) var editCount = 0

    /// The words of a text or a caption, the title of an invoice, otherwise empty.
    public var text: String {
        switch self.content {
        case .text(let text, _), .photo(let text, _, _): text
        case .invoice(let invoice): invoice.title
        case .sticker, .payment, .refund: ""
        }
    }

    /// What it asks to be paid, if it is an invoice.
    public var invoice: SandboxInvoice? {
        guard case .invoice(let invoice) = self.content else { return nil }
        return invoice
    }

    /// The callback data of its buttons, in reading order.
    public var buttonData: [String] {
        self.inlineKeyboard.joined().compactMap(\.data)
    }

    /// The button that sends `data`, if there is one.
    public func button(data: String) -> SandboxButton? {
        self.inlineKeyboard.joined().first { $0.data == data }
    }

    /// The first button whose words contain `label`.
    public func button(labelled label: String) -> SandboxButton? {
        self.inlineKeyboard.joined().first { $0.label.contains(label) }
    }
}

/// One button below a message.
public struct SandboxButton: Sendable, Hashable {
    /// The words on it.
    public let label: String
    /// What pressing it does.
    public let action: Action

    /// What a button does.
    public enum Action: Sendable, Hashable {
        /// Sends these 1 to 64 bytes to the bot.
        case callback(String)
        /// Opens an address.
        case url(String)
        /// Pays the invoice that it stands under.
        case pay
    }

    /// The callback data, if it sends any.
    public var data: String? {
        guard case .callback(let data) = self.action else { return nil }
        return data
    }

    /// The address it opens, if it does.
    public var url: String? {
        guard case .url(let url) = self.action else { return nil }
        return url
    }
}

/// What an invoice message or an invoice link asks for.
public struct SandboxInvoice: Sendable, Hashable {
    /// 1 to 32 characters.
    public let title: String
    /// 1 to 255 characters.
    public let description: String
    /// The bot's own 1 to 128 bytes.
    public let payload: String
    /// Whole Stars.
    public let amountStars: Int64
    /// Always `XTR` here; a hand-made update may carry another.
    public let currency: String
    /// The length of one period of a subscription, 30 days in seconds; `nil` for one payment.
    public let subscriptionPeriodSeconds: Int64?
}

/// One charge, as its service message tells it.
public struct SandboxPayment: Sendable, Hashable {
    /// Who paid.
    public let user: Int64
    /// Telegram's id of the charge, longer than 128 characters.
    public let chargeID: String
    /// Whole Stars.
    public let amountStars: Int64
    /// The payload of the invoice.
    public let payload: String
    /// `XTR`.
    public let currency: String
    /// When the paid period of a subscription ends, Unix seconds; `nil` for one payment.
    public let subscriptionExpiry: Int64?
    /// Whether it renews an earlier charge.
    public let isRenewal: Bool
    /// Unix time in seconds, by the sandbox clock.
    public let date: Int64
    /// Whether the Stars went back.
    public internal(set) var isRefunded = false
}

package import Ledger

/// What is offered for Stars: one price, one product.
package struct TelegramInvoice: Hashable, Sendable {
    /// One line of the bill.
    struct Price: Hashable, Sendable, Encodable {
        let label: String
        let amount: Int64
    }

    /// How many characters a title may have.
    package static let titleCounts = 1...32
    /// How many characters a description may have.
    package static let descriptionCounts = 1...255
    /// How many bytes a payload may have.
    package static let payloadBytes = 1...128
    /// Stars, in Telegram's letters.
    package static let currency = "XTR"

    /// The name of the product.
    package let title: String
    /// What it is.
    package let description: String
    /// What comes back with the payment.
    package let payload: String
    let prices: [Price]

    /// Creates an invoice.
    ///
    /// - Throws: ``TelegramLimit`` if a text is too long or empty, or nothing is asked for.
    package init(
        title: String,
        description: String,
        payload: String,
        amount: Stars,
        label: String? = nil
    ) throws(TelegramLimit) {
        try TelegramLimit.check(title, "title", characters: Self.titleCounts)
        try TelegramLimit.check(description, "description", characters: Self.descriptionCounts)
        try TelegramLimit.check(payload, "payload", bytes: Self.payloadBytes)
        guard amount > .zero else {
            let max = Int(Stars.max.count)
            throw TelegramLimit(field: "amount", allowed: 1...max, found: 0, unit: "Stars")
        }
        self.title = title
        self.description = description
        self.payload = payload
        self.prices = [Price(label: label ?? title, amount: amount.count)]
    }
}

/// An invoice to send into a chat.
package struct SendInvoice: TelegramMethod, Hashable {
    typealias Answer = Message

    private enum CodingKeys: String, CodingKey {
        case chat = "chatID"
        case title
        case description
        case payload
        case currency
        case prices
        case providerToken
        case startParameter
        case keyboard = "replyMarkup"
        case protectContent
    }

    static let name = "sendInvoice"

    /// Where to.
    package let chat: ChatID
    /// What is offered.
    package let invoice: TelegramInvoice
    /// With it, a forwarded copy opens the bot; without it anyone may pay the copy, repeatedly.
    package let startParameter: String?
    /// The buttons; absent = Telegram's own button to pay.
    package let keyboard: InlineKeyboard?
    /// Whether it can not be forwarded.
    package let protectContent: Bool?

    var terms: CallTerms {
        .message
    }

    /// Creates an invoice for a chat.
    ///
    /// - Precondition: The first button pays.
    package init(
        to chat: ChatID,
        _ invoice: TelegramInvoice,
        startParameter: String? = nil,
        keyboard: InlineKeyboard? = nil,
        isProtected: Bool = false
    ) {
        if let keyboard {
            let first = keyboard.rows.first?.first
            precondition(first?.action == .pay, "the first button under an invoice pays")
        }
        self.chat = chat
        self.invoice = invoice
        self.startParameter = startParameter
        self.keyboard = keyboard
        self.protectContent = isProtected ? true : nil
    }

    /// Writes the invoice as Telegram reads it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(self.chat, forKey: .chat)
        try container.encode(self.invoice.title, forKey: .title)
        try container.encode(self.invoice.description, forKey: .description)
        try container.encode(self.invoice.payload, forKey: .payload)
        try container.encode(TelegramInvoice.currency, forKey: .currency)
        try container.encode(self.invoice.prices, forKey: .prices)
        try container.encode("", forKey: .providerToken)
        try container.encodeIfPresent(self.startParameter, forKey: .startParameter)
        try container.encodeIfPresent(self.keyboard, forKey: .keyboard)
        try container.encodeIfPresent(self.protectContent, forKey: .protectContent)
    }
}

/// A link that opens an invoice; anyone who has it may pay, any number of times.
struct CreateInvoiceLink: TelegramMethod {
    typealias Answer = String

    /// The only period Telegram knows: 30 days.
    static let subscriptionPeriodSeconds = 2_592_000
    static let name = "createInvoiceLink"

    let title: String
    let description: String
    let payload: String
    let currency = TelegramInvoice.currency
    let prices: [TelegramInvoice.Price]
    let providerToken = ""
    let subscriptionPeriod: Int?

    var terms: CallTerms {
        .work
    }

    init(_ invoice: TelegramInvoice, isSubscription: Bool) {
        self.title = invoice.title
        self.description = invoice.description
        self.payload = invoice.payload
        self.prices = invoice.prices
        self.subscriptionPeriod = isSubscription ? Self.subscriptionPeriodSeconds : nil
    }
}

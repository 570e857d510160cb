/// How marks in a text are read.
package enum ParseMode: String, Hashable, Sendable, Encodable {
    /// A few HTML tags; `<`, `>` and `&` are escaped.
    case html = "HTML"
}

/// A message to send.
///
/// Longer texts are cut with ``MessageText/split(_:)`` first; Telegram refuses them whole.
package struct SendMessage: TelegramMethod, Hashable {
    typealias Answer = Message

    private enum CodingKeys: String, CodingKey {
        case chat = "chatID"
        case text
        case parseMode
        case markup = "replyMarkup"
        case isSilent = "disableNotification"
        case linkPreviewOptions
    }

    private struct LinkPreview: Hashable, Encodable {
        var isDisabled = true
    }

    static let name = "sendMessage"

    /// Where to.
    package let chat: ChatID
    /// The words.
    package let text: String
    /// How marks in the words are read; `nil` = there are none.
    package let parseMode: ParseMode?
    /// The buttons.
    package let markup: ReplyMarkup?
    /// Whether it arrives without a sound.
    package let isSilent: Bool?
    private let linkPreviewOptions = LinkPreview()

    var terms: CallTerms {
        .message
    }

    /// Creates a message.
    package init(
        to chat: ChatID,
        text: String,
        parseMode: ParseMode? = nil,
        markup: ReplyMarkup? = nil,
        isSilent: Bool = false
    ) {
        self.chat = chat
        self.text = text
        self.parseMode = parseMode
        self.markup = markup
        self.isSilent = isSilent ? true : nil
    }
}

/// A picture to send.
package struct SendPhoto: TelegramMethod, Hashable {
    typealias Answer = Message

    private enum CodingKeys: String, CodingKey {
        case chat = "chatID"
        case photo
        case caption
        case parseMode
        case markup = "replyMarkup"
    }

    static let name = "sendPhoto"

    /// The most characters under a picture.
    package static let captionCountMax = 1_024
    /// The most bytes of a picture.
    package static let photoBytesMax = 10 << 20
    /// The name of the part of the form that is the picture.
    static let part = "photo"

    /// Where to.
    package let chat: ChatID
    /// The words under it.
    package let caption: String?
    /// How marks in the words are read; `nil` = there are none.
    package let parseMode: ParseMode?
    /// The buttons.
    package let markup: ReplyMarkup?
    /// The picture itself, a PNG or JPEG file.
    package let bytes: [UInt8]
    private let photo = "attach://photo"

    var terms: CallTerms {
        .photo
    }

    /// Creates a picture with its words.
    ///
    /// - Throws: ``TelegramLimit`` if the caption has more than 1,024 characters or the picture
    ///   more than 10 MiB or no byte at all.
    package init(
        to chat: ChatID,
        bytes: [UInt8],
        caption: String? = nil,
        parseMode: ParseMode? = nil,
        markup: ReplyMarkup? = nil
    ) throws(TelegramLimit) {
        try TelegramLimit.check(caption ?? "", "caption", characters: 0...Self.captionCountMax)
        guard (1...Self.photoBytesMax).contains(bytes.count) else {
            throw TelegramLimit(
                field: "photo",
                allowed: 1...Self.photoBytesMax,
                found: bytes.count,
                unit: "bytes"
            )
        }
        self.chat = chat
        self.bytes = bytes
        self.caption = caption
        self.parseMode = parseMode
        self.markup = markup
    }
}

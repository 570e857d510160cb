package import Ledger
private import Payments

/// A message, or a service message that says what happened in a chat.
package struct Message: Hashable, Sendable, Decodable {
    /// What a message carries besides words.
    ///
    /// The raw values are Telegram's keys. An animation also comes with `document`, so the order
    /// here is the order of precedence.
    package enum Attachment: String, Hashable, Sendable, CaseIterable {
        /// A sticker.
        case sticker
        /// A picture.
        case photo
        /// A voice note.
        case voice
        /// A piece of music.
        case audio
        /// A film.
        case video
        /// A round film.
        case videoNote = "video_note"
        /// A silent film.
        case animation
        /// A file.
        case document
        /// A place.
        case location
        /// Somebody's address card.
        case contact
        /// A question to vote on.
        case poll
        /// A die.
        case dice
        /// A story of somebody's.
        case story
    }

    /// Which message of its chat it is.
    package let id: MessageID
    /// Where it stands.
    package let chat: Chat
    /// Who sent it; absent in channels.
    package let from: User?
    /// When it was sent; absent when the message is no longer accessible to the bot.
    package let date: Instant?
    /// Its words.
    package let text: String?
    /// The words under a picture or a file.
    package let caption: String?
    /// What it carries besides words.
    package let attachment: Attachment?
    /// A payment that went through.
    ///
    /// Money: if it is there it must be readable.
    package let successfulPayment: SuccessfulPayment?
    /// A payment that was given back.
    ///
    /// Money: if it is there it must be readable.
    package let refundedPayment: RefundedPayment?

    /// Creates a message.
    package init(
        id: MessageID,
        chat: Chat,
        from: User? = nil,
        date: Instant? = nil,
        text: String? = nil,
        caption: String? = nil,
        attachment: Attachment? = nil,
        successfulPayment: SuccessfulPayment? = nil,
        refundedPayment: RefundedPayment? = nil
    ) {
        self.id = id
        self.chat = chat
        self.from = from
        self.date = date
        self.text = text
        self.caption = caption
        self.attachment = attachment
        self.successfulPayment = successfulPayment
        self.refundedPayment = refundedPayment
    }

    /// Reads a message; its number and its chat must be there.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.id = try fields.decode(MessageID.self, forKey: "message_id")
        self.chat = try fields.decode(Chat.self, forKey: "chat")
        self.from = fields.lenient(User.self, "from")
        self.date = fields.lenientInstant("date")
        self.text = fields.lenient(String.self, "text")
        self.caption = fields.lenient(String.self, "caption")
        self.attachment = Attachment.allCases.first { kind in
            JSONKey(stringValue: kind.rawValue).map { fields.contains($0) } ?? false
        }
        self.successfulPayment = try fields.decodeIfPresent(
            SuccessfulPayment.self,
            forKey: "successful_payment"
        )
        self.refundedPayment = try fields.decodeIfPresent(
            RefundedPayment.self,
            forKey: "refunded_payment"
        )
    }
}

extension Message {
    /// Who got Stars back, as far as the message names somebody.
    ///
    /// The bot itself sends it: in a private chat the chat is the person, elsewhere only the
    /// invoice's payload names somebody.
    var refundedUser: UserID? {
        guard let refund = self.refundedPayment else { return nil }
        if self.chat.kind == .private { return UserID(rawValue: self.chat.id.rawValue) }
        if let sender = self.from, !sender.isBot { return sender.id }
        return InvoicePayload(refund.invoicePayload)?.user
    }
}

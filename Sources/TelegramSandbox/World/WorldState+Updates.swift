internal import Foundation

extension WorldState {
    /// How long a message waits for the bot, in seconds.
    static let messageLifetime: Double = 86_400
    /// How long a question that somebody waits for is kept for the bot, in seconds.
    static let queryLifetime: Double = 150

    /// Queues one update and wakes whoever waits for it.
    @discardableResult
    mutating func enqueue(
        _ kind: String,
        _ body: SandboxJSON,
        lane: String,
        lifetime: Double
    ) -> Int64? {
        let expiry = self.now.addingTimeInterval(lifetime)
        let id = self.queue.add(kind, [kind: body], lane: lane, expiry: expiry)
        self.wakeReceiver()
        return id
    }

    /// Queues a message for the bot; messages of one chat stay in order.
    @discardableResult
    mutating func enqueue(_ message: SandboxMessage) -> Int64? {
        self.enqueue(
            "message",
            self.json(message),
            lane: "chat \(message.chat)",
            lifetime: Self.messageLifetime
        )
    }

    mutating func wakeReceiver() {
        self.poll?.wake.resolve(.updates)
        self.pusher?.yield()
    }
}

// MARK: - The Bot API's objects

extension WorldState {
    /// The `Message` object.
    func json(_ message: SandboxMessage) -> SandboxJSON {
        var members: [String: SandboxJSON] = [
            "message_id": .int(message.id),
            "date": .int(message.date),
            "chat": self.chatJSON(message.chat),
            "from": self.senderJSON(message),
        ]
        if message.editCount > 0 { members["edit_date"] = .int(message.date) }
        if !message.inlineKeyboard.isEmpty {
            let rows = message.inlineKeyboard.map { SandboxJSON.array($0.map(\.json)) }
            members["reply_markup"] = ["inline_keyboard": .array(rows)]
        }
        members.merge(self.contentJSON(message)) { _, content in content }
        return .object(members)
    }

    /// The `Chat` object.
    func chatJSON(_ chat: Int64) -> SandboxJSON {
        if let title = self.groups[chat] {
            return ["id": .int(chat), "type": "supergroup", "title": .string(title)]
        }
        let name = self.users[chat]?.firstName ?? "?"
        return ["id": .int(chat), "type": "private", "first_name": .string(name)]
    }

    /// The bot as a `User` object.
    var botJSON: SandboxJSON {
        [
            "id": .int(self.botID), "is_bot": true, "first_name": "StarLedger",
            "username": .string(self.settings.botUsername),
        ]
    }

    func userJSON(_ id: Int64) -> SandboxJSON {
        self.users[id]?.json ?? ["id": .int(id), "is_bot": false, "first_name": "?"]
    }

    private func senderJSON(_ message: SandboxMessage) -> SandboxJSON {
        message.isFromBot ? self.botJSON : self.userJSON(message.sender)
    }

    private func contentJSON(_ message: SandboxMessage) -> [String: SandboxJSON] {
        switch message.content {
        case .text(let text, let entities):
            let words: [String: SandboxJSON] = ["text": .string(text)]
            return entities.isEmpty
                ? words : words.merging(["entities": .array(entities)]) { $1 }
        case .photo(let caption, let entities, let byteCount):
            let size = self.photos.size(of: message.id)
            var members = ["photo": Self.photoJSON(size, byteCount: byteCount)]
            if !caption.isEmpty { members["caption"] = .string(caption) }
            if !entities.isEmpty { members["caption_entities"] = .array(entities) }
            return members
        case .sticker(let emoji):
            return ["sticker": Self.stickerJSON(emoji)]
        case .invoice(let invoice):
            return [
                "invoice": [
                    "title": .string(invoice.title),
                    "description": .string(invoice.description),
                    "start_parameter": "",
                    "currency": .string(invoice.currency),
                    "total_amount": .int(invoice.amountStars),
                ]
            ]
        case .payment(let payment): return ["successful_payment": payment.successJSON]
        case .refund(let payment): return ["refunded_payment": payment.refundJSON]
        }
    }

    private static func photoJSON(_ size: PhotoSize?, byteCount: Int) -> SandboxJSON {
        [
            [
                "file_id": "sandbox-photo", "file_unique_id": "sandbox",
                "width": .int(size?.width ?? 800), "height": .int(size?.height ?? 600),
                "file_size": .int(Int64(byteCount)),
            ]
        ]
    }

    private static func stickerJSON(_ emoji: String) -> SandboxJSON {
        [
            "file_id": "sandbox-sticker", "file_unique_id": "sandbox", "type": "regular",
            "width": 512, "height": 512, "is_animated": false, "is_video": false,
            "emoji": .string(emoji),
        ]
    }
}

extension SandboxButton {
    /// The `InlineKeyboardButton` object.
    var json: SandboxJSON {
        switch self.action {
        case .callback(let data): ["text": .string(self.label), "callback_data": .string(data)]
        case .url(let url): ["text": .string(self.label), "url": .string(url)]
        case .pay: ["text": .string(self.label), "pay": true]
        }
    }
}

extension SandboxPayment {
    /// The `SuccessfulPayment` object; flags are written only when true, as Telegram does.
    var successJSON: SandboxJSON {
        var members = self.commonMembers
        if let expiry = self.subscriptionExpiry {
            members["subscription_expiration_date"] = .int(expiry)
            members["is_recurring"] = true
            if !self.isRenewal { members["is_first_recurring"] = true }
        }
        return .object(members)
    }

    /// The `RefundedPayment` object.
    var refundJSON: SandboxJSON { .object(self.commonMembers) }

    private var commonMembers: [String: SandboxJSON] {
        [
            "currency": .string(self.currency),
            "total_amount": .int(self.amountStars),
            "invoice_payload": .string(self.payload),
            "telegram_payment_charge_id": .string(self.chargeID),
            "provider_payment_charge_id": "",
        ]
    }
}

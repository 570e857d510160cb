extension WorldState {
    mutating func sendMessage(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let chat = try self.chat(of: call)
        let words = try Self.words(of: call)
        let markup = try call.replyMarkup()
        try self.spend(in: chat)
        return self.send(.text(words.text, entities: words.entities), to: chat, markup)
    }

    mutating func sendPhoto(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let chat = try self.chat(of: call)
        let file = try Self.photoFile(of: call)
        let size = try file.flatMap { file throws(BotFailure) in try PhotoSize(of: file) }
        let raw = call.text("caption")
        let caption = try FormattedText(raw, mode: call.text("parse_mode"))
        guard caption.trimmedCount() <= FormattedText.captionCharactersMax else {
            throw .badRequest("message caption is too long")
        }
        let markup = try call.replyMarkup()
        try self.spend(in: chat)
        let photo = SandboxMessage.Content.photo(
            caption: caption.text.trimmed,
            entities: caption.entities,
            byteCount: file?.count ?? 0
        )
        if let file { self.photos.keep(file, size: size, as: self.lastMessageID + 1) }
        return self.send(photo, to: chat, markup)
    }

    mutating func editMessageText(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        var message = try self.ownMessage(of: call, toDo: "edit")
        let words = try Self.words(of: call)
        guard case .text = message.content else {
            throw .badRequest("there is no text in the message to edit")
        }
        let before = message
        message.content = .text(words.text, entities: words.entities)
        message.inlineKeyboard = Self.inlineKeyboard(try call.replyMarkup())
        return try self.edit(message, insteadOf: before)
    }

    mutating func editMessageReplyMarkup(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        var message = try self.ownMessage(of: call, toDo: "edit")
        let before = message
        message.inlineKeyboard = Self.inlineKeyboard(try call.replyMarkup())
        return try self.edit(message, insteadOf: before)
    }

    mutating func deleteMessage(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let chat = try self.chat(of: call)
        let id = call.int("message_id") ?? 0
        guard let message = self.message(id, in: chat) else {
            throw .badRequest("message to delete not found")
        }
        self.remove(message)
        return true
    }

    mutating func sendChatAction(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        _ = try self.chat(of: call)
        guard !call.text("action").isEmpty else {
            throw .badRequest("wrong parameter action in request")
        }
        return true
    }
}

extension WorldState {
    /// Posts the bot's message and returns it as the answer of the call.
    mutating func send(
        _ content: SandboxMessage.Content,
        to chat: Int64,
        _ markup: ReplyMarkup
    ) -> SandboxJSON {
        let message =
            switch markup {
            case .none: self.post(content, in: chat, from: self.botID)
            case .inline(let rows):
                self.post(content, in: chat, from: self.botID, inlineKeyboard: rows)
            case .reply(let rows):
                self.post(content, in: chat, from: self.botID, replyKeyboard: rows)
            }
        return self.json(message)
    }

    private mutating func edit(
        _ message: SandboxMessage,
        insteadOf before: SandboxMessage
    ) throws(BotFailure) -> SandboxJSON {
        guard message != before else {
            throw .badRequest(
                "message is not modified: specified new message content and reply markup are "
                    + "exactly the same as a current content and reply markup of the message"
            )
        }
        try self.spend(in: message.chat)
        var message = message
        message.editCount += 1
        self.replace(message)
        return self.json(message)
    }

    private func ownMessage(
        of call: BotParameters,
        toDo verb: String
    ) throws(BotFailure) -> SandboxMessage {
        let chat = try self.chat(of: call)
        guard let id = call.int("message_id") else {
            throw .badRequest("message identifier is not specified")
        }
        guard let message = self.message(id, in: chat) else {
            throw .badRequest("message to \(verb) not found")
        }
        guard message.isFromBot else { throw .badRequest("message can't be \(verb)ed") }
        return message
    }

    private static func words(of call: BotParameters) throws(BotFailure) -> FormattedText {
        let raw = call.text("text")
        guard !raw.isEmpty else { throw .badRequest("message text is empty") }
        guard raw.utf8.count <= FormattedText.rawBytesMax else {
            throw .badRequest("text is too long")
        }
        var words = try FormattedText(raw, mode: call.text("parse_mode"))
        if words.entities.isEmpty {
            words.entities = try call.structure("entities")?.array ?? []
            words.text = words.text.trimmed
        }
        let count = words.trimmedCount()
        guard count > 0 else { throw .badRequest("message text is empty") }
        guard count <= FormattedText.messageCharactersMax else {
            throw .badRequest("message is too long")
        }
        return words
    }

    private static func inlineKeyboard(_ markup: ReplyMarkup) -> [[SandboxButton]] {
        guard case .inline(let rows) = markup else { return [] }
        return rows
    }

    /// A photo comes as an upload, named directly or by `attach://`, or as a known file id.
    private static func photoFile(of call: BotParameters) throws(BotFailure) -> [UInt8]? {
        if let uploaded = call.uploads["photo"] { return uploaded }
        let name = call.text("photo")
        guard !name.isEmpty else { throw .badRequest("there is no photo in the request") }
        guard name.hasPrefix("attach://") else { return nil }
        guard let uploaded = call.uploads[String(name.dropFirst("attach://".count))] else {
            throw .badRequest("wrong file identifier/HTTP URL specified")
        }
        return uploaded
    }
}

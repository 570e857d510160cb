/// What `reply_markup` asks for.
enum ReplyMarkup {
    case none
    case inline([[SandboxButton]])
    case reply([[String]])
}

extension BotParameters {
    /// The largest markup, in bytes of JSON.
    static let markupBytesMax = 10_000
    /// The most bytes that a button sends back.
    static let callbackDataBytesMax = 64

    /// Reads and checks `reply_markup`.
    func replyMarkup() throws(BotFailure) -> ReplyMarkup {
        guard let markup = try self.structure("reply_markup") else { return .none }
        guard markup.object != nil else { throw .badRequest("object expected as reply markup") }
        guard markup.bytes.count <= Self.markupBytesMax else {
            throw .badRequest("reply markup is too long")
        }
        if let rows = markup["inline_keyboard"] {
            return .inline(try Self.inlineRows(rows))
        }
        if let rows = markup["keyboard"] {
            return .reply(try Self.replyRows(rows))
        }
        return .none
    }

    private static func inlineRows(_ rows: SandboxJSON) throws(BotFailure) -> [[SandboxButton]] {
        guard let rows = rows.array else {
            throw .badRequest("field \"inline_keyboard\" must be of type Array")
        }
        var keyboard: [[SandboxButton]] = []
        for row in rows {
            guard let buttons = row.array else {
                throw .badRequest("can't parse inline keyboard row: Expected an Array")
            }
            var line: [SandboxButton] = []
            for button in buttons { line.append(try Self.inlineButton(button)) }
            if !line.isEmpty { keyboard.append(line) }
        }
        return keyboard
    }

    private static func inlineButton(_ button: SandboxJSON) throws(BotFailure) -> SandboxButton {
        guard let label = button["text"]?.string else {
            throw .badRequest("can't parse inline keyboard button: Can't find field \"text\"")
        }
        guard !label.isEmpty else {
            throw .badRequest("can't parse inline keyboard button: text must be non-empty")
        }
        if let data = button["callback_data"]?.string {
            guard (1...Self.callbackDataBytesMax).contains(data.utf8.count) else {
                throw .badRequest("BUTTON_DATA_INVALID")
            }
            return SandboxButton(label: label, action: .callback(data))
        }
        if let url = button["url"]?.string {
            guard url.contains("://"), !url.contains(" ") else {
                throw .badRequest("inline keyboard button URL '\(url)' is invalid: Wrong HTTP URL")
            }
            return SandboxButton(label: label, action: .url(url))
        }
        if button["pay"]?.bool == true { return SandboxButton(label: label, action: .pay) }
        throw .badRequest(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    }

    private static func replyRows(_ rows: SandboxJSON) throws(BotFailure) -> [[String]] {
        guard let rows = rows.array else {
            throw .badRequest("field \"keyboard\" must be of type Array")
        }
        var keyboard: [[String]] = []
        for row in rows {
            guard let buttons = row.array else {
                throw .badRequest("can't parse keyboard row: Expected an Array")
            }
            var line: [String] = []
            for button in buttons {
                guard let label = button.string ?? button["text"]?.string, !label.isEmpty else {
                    throw .badRequest("can't parse keyboard button: Can't find field \"text\"")
                }
                line.append(label)
            }
            keyboard.append(line)
        }
        return keyboard
    }
}

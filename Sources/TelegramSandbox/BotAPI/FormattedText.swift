/// Words with their formatting taken out and told apart.
struct FormattedText: Hashable {
    /// What the reader sees.
    var text: String
    /// `MessageEntity` objects; offsets and lengths count UTF-16 units.
    var entities: [SandboxJSON] = []

    /// The most characters of a message after formatting is taken out.
    static let messageCharactersMax = 4_096
    /// The most characters of a caption after formatting is taken out.
    static let captionCharactersMax = 1_024
    /// The most bytes of a message before formatting is taken out.
    static let rawBytesMax = 32_768

    /// Reads the words of a message by its `parse_mode`.
    ///
    /// - Parameters:
    ///   - raw: As the bot sent it.
    ///   - mode: `HTML`, `MarkdownV2`, or empty for plain words.
    /// - Throws: The failure that Telegram's parser reports.
    init(_ raw: String, mode: String) throws(BotFailure) {
        switch mode.lowercased() {
        case "html": self = try HTMLReader.read(raw)
        case "markdownv2": self = try MarkdownReader.read(raw)
        case "", "none", "markdown": self.text = raw
        default: throw .badRequest("unsupported parse_mode")
        }
    }

    init(text: String, entities: [SandboxJSON]) {
        self.text = text
        self.entities = entities
    }

    /// Drops the space around the words, as Telegram does before it counts.
    func trimmedCount() -> Int {
        self.text.trimmed.unicodeScalars.count
    }
}

extension String {
    /// The words without white space and invisible space around them.
    var trimmed: String {
        let isSpace = { (character: Character) in
            character.isWhitespace || character == "\u{200B}" || character == "\u{FEFF}"
        }
        guard let first = self.firstIndex(where: { !isSpace($0) }),
            let last = self.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(self[first...last])
    }
}

/// A formatted stretch that is still open.
struct OpenTag {
    let name: String
    let type: String
    let startUTF16: Int
    var extra: [String: SandboxJSON] = [:]

    func closed(atUTF16 end: Int) -> SandboxJSON {
        var entity = self.extra
        entity["type"] = .string(self.type)
        entity["offset"] = .int(Int64(self.startUTF16))
        entity["length"] = .int(Int64(end - self.startUTF16))
        return .object(entity)
    }
}

/// Reads `parse_mode=MarkdownV2`: the marks for bold, italic and so on, code, links, escapes.
struct MarkdownReader {
    private static let reserved = Set("_*[]()~`>#+-=|{}.!")
    private static let marks = [
        ("```", "pre"), ("`", "code"), ("||", "spoiler"), ("__", "underline"), ("*", "bold"),
        ("_", "italic"), ("~", "strikethrough"),
    ]

    private var rest: Substring
    private var text = ""
    private var open: [OpenTag] = []
    private var entities: [SandboxJSON] = []

    static func read(_ raw: String) throws(BotFailure) -> FormattedText {
        var reader = MarkdownReader(rest: raw[...])
        return try reader.read()
    }

    private init(rest: Substring) {
        self.rest = rest
    }

    private mutating func read() throws(BotFailure) -> FormattedText {
        while let character = self.rest.first {
            if character == "\\" {
                self.rest.removeFirst()
                if let escaped = self.rest.popFirst() { self.text.append(escaped) }
            } else if let mark = Self.marks.first(where: { self.rest.hasPrefix($0.0) }) {
                self.toggle(mark.0, mark.1)
            } else if character == "[" {
                self.rest.removeFirst()
                self.open.append(self.tag("[", "text_link"))
            } else if character == "]", self.open.last?.name == "[", self.rest.hasPrefix("](") {
                self.link()
            } else if Self.reserved.contains(character) {
                throw .badRequest(
                    "can't parse entities: Character '\(character)' is reserved and must be "
                        + "escaped with the preceding '\\'"
                )
            } else {
                self.text.append(self.rest.removeFirst())
            }
        }
        if let last = self.open.last {
            throw .badRequest(
                "can't parse entities: Can't find end of \(Self.spoken(last.type)) entity at byte "
                    + "offset \(self.text.utf8.count)"
            )
        }
        return FormattedText(text: self.text, entities: self.entities)
    }

    private mutating func toggle(_ mark: String, _ type: String) {
        self.rest.removeFirst(mark.count)
        if self.open.last?.name == mark, let tag = self.open.popLast() {
            self.entities.append(tag.closed(atUTF16: self.text.utf16.count))
        } else {
            self.open.append(self.tag(mark, type))
        }
    }

    private mutating func link() {
        self.rest.removeFirst(2)
        let url = self.rest.prefix { $0 != ")" }
        self.rest = self.rest.dropFirst(url.count + 1)
        guard var tag = self.open.popLast() else { return }
        tag.extra["url"] = .string(String(url))
        self.entities.append(tag.closed(atUTF16: self.text.utf16.count))
    }

    private func tag(_ name: String, _ type: String) -> OpenTag {
        OpenTag(name: name, type: type, startUTF16: self.text.utf16.count)
    }

    private static func spoken(_ type: String) -> String {
        type.prefix(1).uppercased() + type.dropFirst()
    }
}

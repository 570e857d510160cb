/// Reads `parse_mode=HTML`, with the errors of Telegram's own parser.
struct HTMLReader {
    private static let types = [
        "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
        "ins": "underline", "s": "strikethrough", "strike": "strikethrough",
        "del": "strikethrough", "code": "code", "pre": "pre", "a": "text_link",
        "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
        "tg-emoji": "custom_emoji",
    ]

    private let bytes: [UInt8]
    private var offset = 0
    private var text: [UInt8] = []
    private var utf16Count = 0
    private var open: [OpenTag] = []
    private var entities: [SandboxJSON] = []

    static func read(_ raw: String) throws(BotFailure) -> FormattedText {
        var reader = HTMLReader(bytes: Array(raw.utf8))
        return try reader.read()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func read() throws(BotFailure) -> FormattedText {
        while self.offset < self.bytes.count {
            switch self.bytes[self.offset] {
            case UInt8(ascii: "<"): try self.tag()
            case UInt8(ascii: "&"): self.reference()
            default: self.take(self.bytes[self.offset])
            }
        }
        if let last = self.open.last {
            throw Self.failure("Can't find end tag corresponding to start tag \"\(last.name)\"")
        }
        return FormattedText(
            text: String(decoding: self.text, as: UTF8.self),
            entities: self.entities
        )
    }

    private mutating func take(_ byte: UInt8) {
        self.text.append(byte)
        self.offset += 1
        // A lead byte starts one unit, a four-byte one a surrogate pair.
        if byte & 0xC0 != 0x80 { self.utf16Count += byte >= 0xF0 ? 2 : 1 }
    }

    private mutating func tag() throws(BotFailure) {
        let start = self.offset
        guard let end = self.bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
            throw Self.failure("Unclosed start tag at byte offset \(start)")
        }
        let inside = String(decoding: self.bytes[start + 1..<end], as: UTF8.self)
        self.offset = end + 1
        if inside.hasPrefix("/") {
            try self.close(inside.dropFirst().lowercased(), at: start)
        } else {
            try self.begin(inside, at: start)
        }
    }

    private mutating func begin(_ inside: String, at start: Int) throws(BotFailure) {
        let name = String(inside.prefix { !$0.isWhitespace }).lowercased()
        guard let type = Self.types[name] else {
            throw Self.failure("Unsupported start tag \"\(name)\" at byte offset \(start)")
        }
        var tag = OpenTag(name: name, type: type, startUTF16: self.utf16Count)
        if name == "a" { tag.extra["url"] = .string(Self.attribute("href", in: inside) ?? "") }
        if name == "tg-emoji" {
            tag.extra["custom_emoji_id"] = .string(Self.attribute("emoji-id", in: inside) ?? "")
        }
        if name == "span", Self.attribute("class", in: inside) != "tg-spoiler" {
            throw Self.failure(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset \(start)"
            )
        }
        self.open.append(tag)
    }

    private mutating func close(_ name: String, at start: Int) throws(BotFailure) {
        guard let tag = self.open.popLast() else {
            throw Self.failure("Unexpected end tag at byte offset \(start)")
        }
        guard name.isEmpty || name == tag.name else {
            throw Self.failure(
                "Unmatched end tag at byte offset \(start), "
                    + "expected \"</\(tag.name)>\", found \"</\(name)>\""
            )
        }
        guard self.utf16Count > tag.startUTF16 else { return }
        self.entities.append(tag.closed(atUTF16: self.utf16Count))
    }

    /// Reads `&lt;` and its like; anything else after `&` is just an ampersand.
    private mutating func reference() {
        let rest = self.bytes[self.offset...].prefix(12)
        let known = ["&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": "\""]
        for (name, character) in known where rest.starts(with: name.utf8) {
            self.text += character.utf8
            self.utf16Count += 1
            self.offset += name.utf8.count
            return
        }
        let word = String(decoding: rest, as: UTF8.self).prefix { $0 != ";" }
        let digits = word.dropFirst(2)
        let isHexadecimal = digits.first == "x"
        let code = UInt32(
            isHexadecimal ? digits.dropFirst() : digits,
            radix: isHexadecimal ? 16 : 10
        )
        guard word.hasPrefix("&#"), let code, let scalar = Unicode.Scalar(code) else {
            self.take(UInt8(ascii: "&"))
            return
        }
        self.text += String(Character(scalar)).utf8
        self.utf16Count += code > 0xFFFF ? 2 : 1
        self.offset += word.utf8.count + 1
    }

    private static func attribute(_ name: String, in tag: String) -> String? {
        guard let found = tag.firstRange(of: "\(name)=") else { return nil }
        let value = tag[found.upperBound...]
        guard let quote = value.first, quote == "\"" || quote == "'" else {
            return String(value.prefix { !$0.isWhitespace })
        }
        return String(value.dropFirst().prefix { $0 != quote })
            .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }

    private static func failure(_ text: String) -> BotFailure {
        .badRequest("can't parse entities: \(text)")
    }
}

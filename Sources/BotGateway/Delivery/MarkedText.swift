/// Words in which some stretches are shown in monospace, so that a tap copies them.
struct MarkedText: Equatable {
    /// A shorter stretch is easier typed than tapped, and would be found inside other words.
    private static let codeCharacterCountMin = 6

    /// The words as Telegram takes them.
    let text: String
    /// How marks in the words are read; `nil` = there are none.
    let parseMode: ParseMode?

    /// Marks every occurrence of some stretches.
    init(_ plain: String, codes: [String]) {
        let codes = Set(codes).filter { code in
            code.count >= Self.codeCharacterCountMin && plain.contains(code)
        }
        guard !codes.isEmpty else {
            (self.text, self.parseMode) = (plain, nil)
            return
        }
        var text = ""
        var rest = plain[...]
        while let found = Self.first(of: codes, in: rest) {
            text += Self.escaped(rest[..<found.lowerBound])
            text += "<code>\(Self.escaped(rest[found]))</code>"
            rest = rest[found.upperBound...]
        }
        (self.text, self.parseMode) = (text + Self.escaped(rest), .html)
    }

    /// The first occurrence of any of them, of those at one place the longest.
    private static func first(of codes: Set<String>, in text: Substring) -> Range<String.Index>? {
        codes.compactMap { text.firstRange(of: $0) }
            .min { left, right in
                (left.lowerBound, right.upperBound) < (right.lowerBound, left.upperBound)
            }
    }

    private static func escaped(_ text: Substring) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").description
    }
}

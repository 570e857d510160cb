/// A model's words, made ready to be sent as plain text.
struct SpokenText {
    /// The words without marks.
    let text: String

    /// Takes the marks of Markdown out that plain text would show.
    ///
    /// - Parameters:
    ///   - answer: What the model said; if it was cut, the paragraph it was cut in is left out.
    ///   - unitCountMax: The longest text, in UTF-16 units; paragraphs at the end that would be
    ///     too much are left out.
    init(_ answer: ModelAnswer, unitCountMax: Int) {
        var paragraphs = Self.paragraphs(of: answer.text)
        if answer.isCut, paragraphs.count > 1 { paragraphs.removeLast() }
        while paragraphs.count > 1, Self.length(paragraphs) > unitCountMax {
            paragraphs.removeLast()
        }
        let text = paragraphs.joined(separator: Self.blankLine)
        self.text = text.utf16.count > unitCountMax ? Self.cut(text, unitCountMax) : text
    }

    private static let blankLine = "\n\n"

    private static func paragraphs(of text: String) -> [String] {
        var paragraphs: [[String]] = [[]]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let plain = Self.plain(line)
            if plain.isEmpty {
                paragraphs.append([])
            } else if !plain.hasPrefix("```") {
                paragraphs[paragraphs.count - 1].append(plain)
            }
        }
        return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    }

    private static func plain(_ line: Substring) -> String {
        var rest = line.drop(while: \.isWhitespace)
        let marks = rest.prefix { $0 == "#" }
        if !marks.isEmpty, rest.dropFirst(marks.count).first == " " {
            rest = rest.dropFirst(marks.count + 1)
        }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        if rest.count >= 3, rest.allSatisfy({ "-*_".contains($0) }) { return "" }
        return String(rest).replacing("**", with: "").replacing("__", with: "")
    }

    private static func length(_ paragraphs: [String]) -> Int {
        paragraphs.reduce(0) { $0 + $1.utf16.count + self.blankLine.utf16.count }
            - self.blankLine.utf16.count
    }

    /// The sentences of one long paragraph that fit; whole characters if there is no end to any.
    private static func cut(_ text: String, _ unitCountMax: Int) -> String {
        var units = 0
        let fitting = text.prefix { character in
            units += character.utf16.count
            return units <= unitCountMax
        }
        guard let end = fitting.lastIndex(where: { "。！？.!?".contains($0) }) else {
            return String(fitting)
        }
        return String(fitting[...end])
    }
}

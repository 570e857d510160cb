/// Cuts texts to what one message holds.
package enum MessageText {
    /// The most UTF-16 units of one message.
    ///
    /// Telegram counts code points, of which there are never more, so this holds whichever it
    /// counts.
    package static let unitCountMax = 4_096
    /// The most bytes of one message before Telegram reads its marks.
    package static let byteCountMax = 32_768

    /// Cuts a text into messages, between paragraphs if possible.
    ///
    /// A piece ends after the last paragraph that fits; failing that after the last line, the
    /// last sentence, the last word, the last character that fits. White space at the cuts is
    /// dropped, as Telegram drops it, and nothing else is. Only a single character of more than
    /// 4,096 units, which no message can hold, is cut inside.
    ///
    /// - Returns: The pieces in order, none of them blank; none for a blank text.
    package static func split(_ text: String) -> [String] {
        var pieces: [String] = []
        var rest = Self.trimmed(text[...])
        while !rest.isEmpty {
            let end = Self.end(ofFirstPieceOf: rest)
            let piece = Self.trimmed(rest[..<end])
            if !piece.isEmpty { pieces.append(String(piece)) }
            rest = Self.trimmed(rest[end...])
        }
        return pieces
    }

    /// Shortens a text to so many code points, with an ellipsis in place of what is gone.
    static func clipped(_ text: String, countMax: Int) -> String {
        guard text.unicodeScalars.count > countMax else { return text }
        var count = 1
        let kept = text.prefix { character in
            count += character.unicodeScalars.count
            return count <= countMax
        }
        return kept + "…"
    }

    /// The ends of pieces that would be good, from the best to the worst.
    private struct Ends {
        var paragraph: String.Index?
        var line: String.Index?
        var sentence: String.Index?
        var word: String.Index?

        var best: String.Index? {
            self.paragraph ?? self.line ?? self.sentence ?? self.word
        }
    }

    private static func end(ofFirstPieceOf text: Substring) -> String.Index {
        var ends = Ends()
        var (units, bytes) = (0, 0)
        var index = text.startIndex
        var previous: Character?
        while index < text.endIndex {
            let character = text[index]
            units += character.utf16.count
            bytes += character.utf8.count
            guard units <= Self.unitCountMax, bytes <= Self.byteCountMax else {
                if index == text.startIndex { return Self.end(withinFirstCharacterOf: text) }
                if character.isWhitespace { Self.note(index, character, previous, in: &ends) }
                return ends.best ?? index
            }
            Self.note(index, character, previous, in: &ends)
            previous = character
            index = text.index(after: index)
            if Self.endsSentence(character) { ends.sentence = index }
        }
        return text.endIndex
    }

    /// Notes that a piece could end before a character that is white space.
    private static func note(
        _ index: String.Index,
        _ character: Character,
        _ previous: Character?,
        in ends: inout Ends
    ) {
        guard character.isWhitespace else { return }
        ends.word = index
        if let previous, Self.closesSentence(previous) { ends.sentence = index }
        guard character.isNewline else { return }
        ends.line = index
        if previous?.isNewline == true { ends.paragraph = index }
    }

    /// A mark after which a sentence is over, also without a space.
    private static func endsSentence(_ character: Character) -> Bool {
        "。！？".contains(character)
    }

    /// A mark after which a sentence is over if a space follows.
    private static func closesSentence(_ character: Character) -> Bool {
        ".!?".contains(character)
    }

    private static func end(withinFirstCharacterOf text: Substring) -> String.Index {
        var (units, bytes) = (0, 0)
        let scalars = text.unicodeScalars
        return scalars.firstIndex { scalar in
            units += UTF16.width(scalar)
            bytes += UTF8.width(scalar)
            return units > Self.unitCountMax || bytes > Self.byteCountMax
        } ?? scalars.endIndex
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var kept = text.drop { $0.isWhitespace }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        return kept
    }
}

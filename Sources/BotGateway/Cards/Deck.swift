package import Ledger

/// The 78 cards in one language.
package struct Deck: Sendable {
    /// The fewest and the most keywords a card has each way up.
    static let keywordCounts = 3...5

    /// The cards, at the index that ``DrawnCard/card`` names.
    package let cards: [Card]

    /// Reads a table: three lines a card, its name, then `+` upright and `-` reversed, each
    /// `keywords, with commas | one sentence`.
    ///
    /// The tables are part of the program, so a malformed one is a mistake in the program: it
    /// traps and names the line.
    init(table: String, in language: Language) {
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
        precondition(
            lines.count == 3 * DrawnCard.deckCount,
            "the \(language.code) deck has \(lines.count) lines instead of three a card"
        )
        self.cards = stride(from: 0, to: lines.count, by: 3).map { line in
            let name = String(lines[line])
            precondition(
                !name.isEmpty && !name.contains("|"),
                "line \(line + 1) of the \(language.code) deck is not a card's name"
            )
            return Card(
                name: name,
                upright: Self.meaning(in: lines, at: line + 1, mark: "+ ", of: language),
                reversed: Self.meaning(in: lines, at: line + 2, mark: "- ", of: language)
            )
        }
    }

    /// The deck in a language.
    package static func speaking(_ language: Language) -> Deck {
        switch language {
        case .japanese: self.japanese
        case .english: self.english
        case .portuguese: self.portuguese
        }
    }

    /// The card that was drawn.
    package subscript(drawn: DrawnCard) -> Card {
        self.cards[Int(drawn.card)]
    }

    private static func meaning(
        in lines: [Substring],
        at index: Int,
        mark: String,
        of language: Language
    ) -> Card.Meaning {
        let place = "line \(index + 1) of the \(language.code) deck"
        precondition(lines[index].hasPrefix(mark), "\(place) does not begin with \(mark)")
        let fields = lines[index].dropFirst(mark.count).split(separator: " | ")
        precondition(fields.count == 2, "\(place) is not keywords, a bar and a sentence")
        let keywords = fields[0].split(separator: ", ").map(String.init)
        precondition(
            self.keywordCounts.contains(keywords.count),
            "\(place) has \(keywords.count) keywords"
        )
        return Card.Meaning(keywords: keywords, sentence: String(fields[1]))
    }

    private static let japanese = Deck(table: japaneseTable, in: .japanese)
    private static let english = Deck(table: englishTable, in: .english)
    private static let portuguese = Deck(table: portugueseTable, in: .portuguese)
}

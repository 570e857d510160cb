internal import Ledger

/// One reading in the making: opening, a paragraph a card, summary, one small step.
///
/// Every choice between variants comes from a generator seeded with the cards, so ten cards do not
/// read like ten copies and the same cards always read alike.
struct ReadingComposition {
    /// Readings of at most this many cards name the keywords and speak of the theme at each card;
    /// longer ones would not fit a message.
    private static let shortCardCountMax = 3

    let cards: [DrawnCard]
    let spread: Spread
    let theme: Theme?
    let deck: Deck
    let phrases: Phrasebook
    var generator: SeededGenerator

    private let guide: SpreadGuide
    private var spokenThreads: Set<String> = []

    /// Prepares a reading; nothing is chosen yet.
    init(cards: [DrawnCard], spread: Spread, theme: Theme?, language: Language) {
        self.cards = cards
        self.spread = spread
        self.theme = theme
        self.deck = Deck.speaking(language)
        self.phrases = Phrasebook.speaking(language)
        self.guide = SpreadGuide.to(spread, in: language)
        self.generator = SeededGenerator(
            seed: Self.seed(cards: cards, spread: spread, theme: theme)
        )
    }

    /// The whole text, its parts separated by blank lines.
    mutating func text() -> String {
        var parts = [self.opening()]
        for (index, (card, position)) in zip(self.cards, self.guide.positions).enumerated() {
            parts.append(self.paragraph(on: card, at: position, number: index + 1))
        }
        parts.append(contentsOf: self.closing())
        return parts.joined(separator: "\n\n")
    }

    private mutating func opening() -> String {
        var title = self.phrases.phrase("word.title", ["spread": self.guide.name])
        var sentences = [self.choose("open.\(self.spread.name)")]
        if let theme {
            let name = self.phrases.phrase("theme.\(theme.name)")
            title = self.phrases.phrase(
                "word.titled",
                ["spread": self.guide.name, "theme": name]
            )
            sentences.append(self.choose("about.\(theme.name)"))
        }
        return title + "\n" + self.joined(sentences)
    }

    private mutating func paragraph(
        on drawn: DrawnCard,
        at position: SpreadGuide.Position,
        number: Int
    ) -> String {
        let card = self.deck[drawn]
        let meaning = card.meaning(isReversed: drawn.isReversed)
        let isShort = self.cards.count <= Self.shortCardCountMax
        var lines = [self.heading(of: drawn, named: card.name, at: position, number: number)]
        if isShort {
            let keywords = meaning.keywords.joined(separator: self.phrases.listSeparator)
            lines.append(self.phrases.phrase("word.keywords", ["keywords": keywords]))
        }
        var sentences = [self.lead(to: meaning, of: drawn, at: position), meaning.sentence]
        if isShort || position.role.carriesTheme, let thread = self.thread(for: drawn) {
            sentences.append(thread)
        } else if self.generator.number(below: 2) == 0 {
            // The card speaks first, so that the paragraphs do not march in step.
            sentences.reverse()
        }
        lines.append(self.joined(sentences))
        return lines.joined(separator: "\n")
    }

    private func heading(
        of drawn: DrawnCard,
        named name: String,
        at position: SpreadGuide.Position,
        number: Int
    ) -> String {
        self.phrases.phrase(
            self.cards.count == 1 ? "word.headingAlone" : "word.heading",
            [
                "sign": drawn.arcana.sign,
                "number": String(number),
                "position": position.name,
                "card": name,
                "way": self.phrases.phrase("word.\(drawn.way)"),
            ]
        )
    }

    /// The sentence that sets two of the card's keywords into the position.
    private mutating func lead(
        to meaning: Card.Meaning,
        of drawn: DrawnCard,
        at position: SpreadGuide.Position
    ) -> String {
        let count = UInt64(meaning.keywords.count)
        let first = self.generator.number(below: count)
        let second = (first + 1 + self.generator.number(below: count - 1)) % count
        return self.phrases.phrase(
            "lead.\(position.role.rawValue).\(drawn.way)",
            ["a": meaning.keywords[Int(first)], "b": meaning.keywords[Int(second)]],
            choosingBy: &self.generator
        )
    }

    /// What such a card means for the theme, unless this reading has said all there is to say.
    private mutating func thread(for drawn: DrawnCard) -> String? {
        let theme = self.theme ?? .life
        let key = "thread.\(theme.name).\(drawn.arcana.rawValue).\(drawn.way)"
        let chosen = self.choose(key)
        if self.spokenThreads.insert(chosen).inserted { return chosen }
        let unspoken = self.phrases.variants[key]?.first { !self.spokenThreads.contains($0) }
        if let unspoken { self.spokenThreads.insert(unspoken) }
        return unspoken
    }

    /// One variant of a phrase.
    mutating func choose(_ key: String) -> String {
        self.phrases.phrase(key, choosingBy: &self.generator)
    }

    /// Sentences as a paragraph.
    func joined(_ sentences: [String]) -> String {
        sentences.joined(separator: self.phrases.sentenceSeparator)
    }

    /// A hash that stays the same on every platform (FNV-1a), which `Hasher` does not.
    private static func seed(cards: [DrawnCard], spread: Spread, theme: Theme?) -> UInt64 {
        var bytes: [UInt8] = [spread.rawValue, theme?.rawValue ?? 0]
        for card in cards { bytes += [card.card, card.isReversed ? 1 : 0] }
        return bytes.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }
}

public import Ledger

/// The reader that needs no network: it composes a reading from the cards alone.
///
/// The same cards, spread, theme and language give the same text, byte for byte, so a repeat after
/// a crash delivers what was promised. Plain text: no Markdown, no HTML.
public struct BuiltInReader: Sendable {
    /// The longest reading, in UTF-16 units, Telegram's measure; a message holds 4,096.
    public static let lengthMax = 3_800

    /// Creates the reader.
    public init() {}

    /// Composes a reading.
    ///
    /// - Parameters:
    ///   - draw: The cards, as many as the spread lays.
    ///   - spread: The layout they were drawn for.
    ///   - theme: What the asker has in mind, if they said so.
    ///   - language: The language of the text.
    /// - Returns: A text of at most ``lengthMax`` UTF-16 units.
    public func reading(
        of draw: Draw,
        in spread: Spread,
        about theme: Theme?,
        speaking language: Language
    ) -> String {
        precondition(
            draw.count == spread.cardCount,
            "a reading of \(spread.name) needs \(spread.cardCount) cards, not \(draw.count)"
        )
        var composition = ReadingComposition(
            cards: draw.cards,
            spread: spread,
            theme: theme,
            language: language
        )
        return composition.text()
    }

    /// One line that names the cards, for an answer that has to be given again.
    ///
    /// - Parameters:
    ///   - draw: The cards in the order of the spread's positions.
    ///   - language: The language of the line.
    /// - Returns: For example `Your cards: The Star (upright)`.
    public func cardList(of draw: Draw, speaking language: Language) -> String {
        let phrases = Phrasebook.speaking(language)
        let deck = Deck.speaking(language)
        let names = draw.cards.map { drawn in
            phrases.phrase(
                "word.card",
                ["card": deck[drawn].name, "way": phrases.phrase("word.\(drawn.way)")]
            )
        }
        return phrases.phrase(
            "word.list",
            ["cards": names.joined(separator: phrases.listSeparator)]
        )
    }
}

extension Spread {
    /// The spread's name in a language, for example `ケルト十字`.
    public func title(speaking language: Language) -> String {
        SpreadGuide.to(self, in: language).name
    }
}

extension Theme {
    /// The theme's name in a language, for example `恋愛`.
    public func title(speaking language: Language) -> String {
        Phrasebook.speaking(language).phrase("theme.\(self.name)")
    }
}

extension DrawnCard {
    /// Which way up it lies, as the keys of phrases write it.
    var way: String { self.isReversed ? "reversed" : "upright" }

    /// The family of the card.
    var arcana: Arcana { Arcana(card: self.card) }
}

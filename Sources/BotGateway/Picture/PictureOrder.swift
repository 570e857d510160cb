internal import Ledger

/// What a picture shows, without its bytes: it waits in the outbox beside the reading it belongs to.
struct PictureOrder: Codable, Hashable, Sendable {
    /// The name of the spread.
    private var spread: String
    /// A number a card, in the order of the spread; ``reversedMark`` is added if it is reversed.
    private var cards: [UInt8]
    /// The code of the language of the words.
    private var language: String
    /// How often sending it was begun in vain.
    var failureCount = 0

    private static let reversedMark: UInt8 = 0x80

    init(_ draw: Draw, laidAs spread: Spread, in language: Language) {
        self.spread = spread.name
        self.cards = draw.cards.map { $0.card | ($0.isReversed ? Self.reversedMark : 0) }
        self.language = language.code
    }

    /// The drawing, or `nil` if the order is not one that this program wrote.
    var drawing: SpreadDrawing? {
        guard let spread = Spread.allCases.first(where: { $0.name == self.spread }),
            let language = Language(code: self.language)
        else { return nil }
        let cards = self.cards.compactMap { number in
            DrawnCard(
                card: number & ~Self.reversedMark,
                isReversed: number & Self.reversedMark != 0
            )
        }
        guard cards.count == self.cards.count, cards.count == spread.cardCount else { return nil }
        return SpreadDrawing(Draw(cards), laidAs: spread, in: language)
    }
}

public import Ledger

extension Draw {
    /// Shuffles the deck and takes the cards a spread needs from the top.
    ///
    /// No card comes twice; each lies upside down with probability one half.
    ///
    /// - Parameters:
    ///   - spread: The layout; its ``Spread/cardCount`` says how many cards are taken.
    ///   - generator: Where chance comes from; a ``SeededGenerator`` repeats the draw.
    /// - Returns: The cards in the order of the spread's positions.
    public static func drawing(
        _ spread: Spread,
        using generator: inout some RandomNumberGenerator
    ) -> Draw {
        var deck = (0..<UInt8(DrawnCard.deckCount)).map { $0 }
        var cards: [DrawnCard] = []
        for place in 0..<spread.cardCount {
            // The first steps of a Fisher–Yates shuffle: the cards below stay unshuffled.
            let below = UInt64(deck.count - place)
            let chosen = place + Int(generator.number(below: below))
            deck.swapAt(place, chosen)
            let isReversed = generator.next() >> 63 == 1
            guard let card = DrawnCard(card: deck[place], isReversed: isReversed) else {
                preconditionFailure("the deck holds only cards that exist")
            }
            cards.append(card)
        }
        return Draw(cards)
    }
}

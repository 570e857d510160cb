/// The family a card belongs to.
package enum Arcana: String, CaseIterable, Sendable {
    /// The 22 great cards.
    case major
    /// Fire: drive and beginnings.
    case wands
    /// Water: feelings.
    case cups
    /// Air: words and thoughts.
    case swords
    /// Earth: work of the hands, home, means.
    case pentacles

    /// The family of a card by its number in the deck.
    package init(card: UInt8) {
        switch card {
        case 0..<22: self = .major
        case 22..<36: self = .wands
        case 36..<50: self = .cups
        case 50..<64: self = .swords
        default: self = .pentacles
        }
    }

    /// The sign that stands before such a card's paragraph.
    var sign: String {
        switch self {
        case .major: "🌟"
        case .wands: "🔥"
        case .cups: "💧"
        case .swords: "🍃"
        case .pentacles: "🌾"
        }
    }
}

/// One of the 78 cards in one language.
package struct Card: Equatable, Sendable {
    /// What a card says when it lies one way up.
    package struct Meaning: Equatable, Sendable {
        /// Three to five nouns.
        package let keywords: [String]

        /// One sentence, true in any position of any spread.
        package let sentence: String
    }

    /// The card's name.
    package let name: String

    /// What it says upright.
    package let upright: Meaning

    /// What it says upside down.
    package let reversed: Meaning

    /// What it says as it lies.
    package func meaning(isReversed: Bool) -> Meaning {
        isReversed ? self.reversed : self.upright
    }
}

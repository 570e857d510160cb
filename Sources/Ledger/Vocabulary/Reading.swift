/// A layout of cards.
public enum Spread: UInt8, CaseIterable, Sendable {
    /// One card.
    case one = 1
    /// Three cards.
    case three = 2
    /// Seven cards laid as a hexagram.
    case hexagram = 3
    /// Ten cards laid as a Celtic cross.
    case celtic = 4
}

extension Spread {
    /// How many cards it lays.
    public var cardCount: Int {
        switch self {
        case .one: 1
        case .three: 3
        case .hexagram: 7
        case .celtic: 10
        }
    }

    /// The name in JSON and on the command line.
    public var name: String {
        switch self {
        case .one: "one"
        case .three: "three"
        case .hexagram: "hexagram"
        case .celtic: "celtic"
        }
    }
}

/// What a reading is about.
public enum Theme: UInt8, CaseIterable, Sendable {
    /// Love.
    case love = 1
    /// Marriage.
    case marriage = 2
    /// Work.
    case work = 3
    /// Life in general.
    case life = 4
}

extension Theme {
    /// The name that buttons (`tarot_theme:<name>`) and JSON carry.
    public var name: String {
        switch self {
        case .love: "love"
        case .marriage: "marriage"
        case .work: "work"
        case .life: "life"
        }
    }
}

/// One card as it was drawn: which of the 78, and which way up.
public struct DrawnCard: Hashable, Sendable {
    /// How many cards the deck has: 22 major and 56 minor arcana.
    public static let deckCount = 78

    /// The card: 0 to 21 the major arcana by number, then wands 22 to 35, cups 36 to 49,
    /// swords 50 to 63, pentacles 64 to 77, each ace to ten, page, knight, queen, king.
    public let card: UInt8

    /// Whether it lies upside down.
    public let isReversed: Bool

    /// Creates a drawn card, or `nil` if there is no such card.
    public init?(card: UInt8, isReversed: Bool) {
        guard card < Self.deckCount else { return nil }
        self.card = card
        self.isReversed = isReversed
    }
}

/// The cards of one reading, in the order of the spread's positions.
public struct Draw: Hashable, Sendable {
    /// The most cards one draw holds.
    public static let cardCountMax = 10

    /// One byte a card, the first lowest: bit 7 says reversed, the rest is the card plus one.
    ///
    /// Ten bytes fit, so that an event holds its cards without an allocation.
    private var packed: UInt128 = 0

    /// Creates a draw.
    ///
    /// - Parameter cards: One to ``cardCountMax`` cards.
    public init(_ cards: [DrawnCard]) {
        precondition(cards.count <= Self.cardCountMax, "a draw holds ten cards at most")
        for (index, card) in cards.enumerated() {
            let byte = (card.card + 1) | (card.isReversed ? 0x80 : 0)
            self.packed |= UInt128(byte) << UInt128(8 * index)
        }
    }

    /// How many cards were drawn.
    public var count: Int { (128 - self.packed.leadingZeroBitCount + 7) / 8 }

    /// The cards in the order of the spread's positions.
    public var cards: [DrawnCard] {
        (0..<self.count).compactMap { index in
            let byte = UInt8(truncatingIfNeeded: self.packed >> UInt128(8 * index))
            return DrawnCard(card: (byte & 0x7F) &- 1, isReversed: byte & 0x80 != 0)
        }
    }
}

package import Ledger

/// What a position in a spread is for; spreads share these, so that the reader has words for each.
package enum PositionRole: String, CaseIterable, Sendable {
    /// The one card's message.
    case message
    /// What led here.
    case past
    /// How things are.
    case present
    /// What comes next.
    case future
    /// What may help.
    case advice
    /// The people around.
    case others
    /// What lies beneath words.
    case heart
    /// What stands in the way.
    case challenge
    /// What the mind is set on.
    case conscious
    /// The asker.
    case asker
    /// Wish and worry.
    case hopes
    /// Where it tends.
    case outcome

    /// Whether a long reading returns to its theme at this position; a short one always does.
    var carriesTheme: Bool {
        switch self {
        case .message, .present, .future, .advice, .challenge, .outcome: true
        case .past, .others, .heart, .conscious, .asker, .hopes: false
        }
    }
}

/// A spread in one language: its name, and what each of its positions is called and asks.
package struct SpreadGuide: Sendable {
    /// One place of a spread.
    package struct Position: Equatable, Sendable {
        /// What it is for.
        package let role: PositionRole

        /// What it is called.
        package let name: String

        /// The question the card there answers.
        package let asks: String
    }

    /// The name people know it by.
    package let name: String

    /// Its places, in the order in which the cards are laid.
    package let positions: [Position]

    /// The guide to a spread in a language.
    package static func to(_ spread: Spread, in language: Language) -> SpreadGuide {
        let guides =
            switch language {
            case .japanese: self.japanese
            case .english: self.english
            case .portuguese: self.portuguese
            }
        guard let guide = guides[spread] else {
            preconditionFailure("the \(language.code) spreads lack \(spread.name)")
        }
        return guide
    }

    /// Reads one spread: a line with its name, then `role | name | what it asks` a position.
    private init(block: Substring, of spread: Spread) {
        let lines = block.split(separator: "\n")
        precondition(
            lines.count == spread.cardCount + 1,
            "the spread \(spread.name) names \(lines.count - 1) positions"
        )
        self.name = String(lines[0])
        self.positions = lines.dropFirst().map { line in
            let fields = line.split(separator: " | ").map(String.init)
            guard fields.count == 3, let role = PositionRole(rawValue: fields[0]) else {
                preconditionFailure("not role, name and question in \(spread.name): \(line)")
            }
            return Position(role: role, name: fields[1], asks: fields[2])
        }
    }

    /// Reads a table: the spreads in the order of their cases, a blank line between them.
    private static func guides(table: String) -> [Spread: SpreadGuide] {
        let blocks = table.split(separator: "\n\n")
        precondition(blocks.count == Spread.allCases.count, "a table of spreads is incomplete")
        return zip(Spread.allCases, blocks).reduce(into: [:]) { guides, pair in
            guides[pair.0] = SpreadGuide(block: pair.1, of: pair.0)
        }
    }

    private static let japanese = Self.guides(table: Self.japaneseTable)
    private static let english = Self.guides(table: Self.englishTable)
    private static let portuguese = Self.guides(table: Self.portugueseTable)
}

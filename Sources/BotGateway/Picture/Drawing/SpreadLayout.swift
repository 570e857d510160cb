internal import Ledger

/// Where the cards of a spread lie on the picture, and where it says what they are.
struct SpreadLayout {
    /// How a card lies.
    struct Place: Hashable {
        /// The middle of the card.
        var x: Double
        var y: Double
        /// A card that crosses another lies on its side.
        var isCrossing = false
    }

    /// How the words are set.
    enum Captions: Hashable {
        /// Below each card, in a column of this width.
        case below(width: Double)
        /// As a list in two columns that begins at this height.
        case list(top: Double)
    }

    /// The size of the picture.
    let height: Double
    /// How large the faces are drawn, 1 = 200 wide.
    let scale: Double
    /// The cards, in the order in which they are laid.
    let places: [Place]
    /// How the words are set.
    let captions: Captions
    /// A figure behind the cards.
    var lattice = ""

    /// How wide every picture is.
    static let width = 1_080.0
    /// How much of the top the title takes.
    static let top = 132.0

    /// The layout of a spread.
    static func of(_ spread: Spread) -> SpreadLayout {
        switch spread {
        case .one: self.one
        case .three: self.three
        case .hexagram: self.hexagram
        case .celtic: self.celtic
        }
    }

    private static let one = SpreadLayout(
        height: 1_250,
        scale: 2.5,
        places: [Place(x: 540, y: 570)],
        captions: .below(width: 900)
    )

    private static let three = SpreadLayout(
        height: 890,
        scale: 1.5,
        places: [Place(x: 194, y: 400), Place(x: 540, y: 400), Place(x: 886, y: 400)],
        captions: .below(width: 324)
    )

    /// A triangle upwards (past, present, future), one downwards, and the outcome in the middle.
    private static let hexagram = SpreadLayout(
        height: 1_540,
        scale: 0.86,
        places: [
            Place(x: 540, y: 290), Place(x: 194, y: 988), Place(x: 886, y: 988),
            Place(x: 540, y: 1_222), Place(x: 194, y: 522), Place(x: 886, y: 522),
            Place(x: 540, y: 756),
        ],
        captions: .below(width: 324),
        lattice: "M360 988 H194 L540 290 L886 988 H720 M360 522 H194 L540 1222 L886 522 H720"
    )

    /// A cross of six, one of them lying across, and a staff of four, from below upwards.
    private static let celtic = SpreadLayout(
        height: 1_620,
        scale: 0.72,
        places: [
            Place(x: 394, y: 642), Place(x: 394, y: 642, isCrossing: true),
            Place(x: 394, y: 340), Place(x: 394, y: 944), Place(x: 136, y: 642),
            Place(x: 652, y: 642), Place(x: 930, y: 1_026), Place(x: 930, y: 768),
            Place(x: 930, y: 510), Place(x: 930, y: 252),
        ],
        captions: .list(top: 1_172),
        lattice:
            "M394 340 V944 M136 642 H652 M394 384 A258 258 0 0 1 394 900 A258 258 0 0 1 394 384 "
            + "M930 252 V1026"
    )
}

extension SpreadLayout {
    /// How much of the height the words below a card take.
    private static let captionHeight = 180.0

    /// Whether no words stand at a point.
    func isFree(x: Double, y: Double) -> Bool {
        switch self.captions {
        case .list(let top): return y < top - 20 && y > Self.top
        case .below(let width):
            let half = CardDrawing.height * self.scale / 2
            return y > Self.top
                && self.places.allSatisfy { place in
                    abs(x - place.x) > width / 2
                        || !(place.y + half...place.y + half + Self.captionHeight).contains(y)
                }
        }
    }
}

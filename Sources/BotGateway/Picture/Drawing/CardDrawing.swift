internal import Ledger

/// One card's face: a frame, its numeral, and its picture behind an arched window.
///
/// The face is 200 wide and 340 high, its origin in the middle, so that it can be turned.
struct CardDrawing {
    /// How wide a face is.
    static let width = 200.0
    /// How high a face is.
    static let height = 340.0
    /// The arched opening of the frame.
    static let window = "M18 126 A82 82 0 0 1 182 126 V314 Q182 322 174 322 H26 Q18 322 18 314Z"

    /// Which card.
    let card: UInt8

    /// The name of its definition.
    var name: String {
        "card-\(self.card)"
    }

    /// Its face as a definition, to be used where it lies.
    var definition: String {
        """
        <g id="\(self.name)" transform="translate(-100 -170)">\
        <rect class="frame" x="1" y="1" width="198" height="338" rx="13"/>\
        <g clip-path="url(#window)">\(self.picture)</g>\
        <path class="window" d="\(Self.window)"/>\(self.head)\(self.corners)</g>

        """
    }

    /// The picture itself.
    var picture: String {
        guard let suit = SuitArt.of(Arcana(card: self.card)) else {
            return MajorArt.emblems[Int(self.card)]
        }
        return MinorArt.emblem(rank: self.rank, of: suit)
    }

    /// The rank of a small card: 1 to 14.
    private var rank: Int {
        (Int(self.card) - 22) % 14 + 1
    }

    private var head: String {
        if Arcana(card: self.card) == .major {
            return Self.numeral(MajorArt.numerals[Int(self.card)])
        }
        if let numeral = MinorArt.numeral(rank: self.rank) { return Self.numeral(numeral) }
        guard let court = CourtArt(rank: self.rank) else { return "" }
        let scale = court == .knight ? ".5" : ".66"
        return """
            <g transform="translate(100 27) scale(\(scale)) translate(-\(court == .knight ? 96 : 102) -121)">\(court.crown)</g>
            """
    }

    private var corners: String {
        guard let suit = SuitArt.of(Arcana(card: self.card)) else {
            let star = "l2.500 7 7.500 2.500-7.500 2.500-2.500 7-2.500-7-7.500-2.500 7.500-2.500Z"
            return "<path class=\"gold\" d=\"M28 48 \(star) M172 48 \(star)\"/>"
        }
        return SVG.use(suit.name, x: 29, y: 44, scale: 0.5)
            + SVG.use(suit.name, x: 171, y: 44, scale: 0.5)
    }

    private static func numeral(_ text: String) -> String {
        SVG.text(Lettering.Line(text: text, size: 30), class: "numeral", x: 100, y: 36)
    }
}

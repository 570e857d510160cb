internal import Ledger

/// The picture of a spread as SVG: the cards as they lie, and what they are called.
struct SpreadDrawing {
    /// How many specks of light are strewn over the cloth; those under words are left out.
    private static let speckCount = 70

    let spread: Spread
    let cards: [DrawnCard]
    let language: Language
    let words: PictureWords
    let layout: SpreadLayout
    private let guide: SpreadGuide
    private let deck: Deck

    /// Creates a drawing.
    ///
    /// - Precondition: There are as many cards as the spread lays.
    init(_ draw: Draw, laidAs spread: Spread, in language: Language) {
        precondition(draw.count == spread.cardCount, "\(spread.name) lays \(spread.cardCount)")
        self.spread = spread
        self.cards = draw.cards
        self.language = language
        self.words = PictureWords.speaking(language)
        self.layout = SpreadLayout.of(spread)
        self.guide = SpreadGuide.to(spread, in: language)
        self.deck = Deck.speaking(language)
    }

    /// The whole document.
    var svg: String {
        let size = "\(SVG.number(SpreadLayout.width)) \(SVG.number(self.layout.height))"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" \
            font-family="\(Palette.fonts)">
            <style>\(Palette.sheet)</style>
            <defs>\(self.definitions)</defs>
            \(self.table)\(self.title)\(self.laidCards)\(self.captions)</svg>

            """
    }

    /// What a card at a place is called.
    func caption(at index: Int) -> Caption {
        let drawn = self.cards[index]
        return Caption(
            number: index + 1,
            place: self.guide.positions[index].name,
            name: self.deck[drawn].name,
            isReversed: drawn.isReversed
        )
    }

    private var definitions: String {
        let suits = SuitArt.all.map { "<g id=\"\($0.name)\">\($0.sign)</g>" }.joined()
        let faces = self.cards.map { CardDrawing(card: $0.card).definition }.joined()
        return """
            <linearGradient id="table" x2="0" y2="1"><stop offset="0" stop-color="#2a2e58"/>\
            <stop offset="1" stop-color="#1c1e3b"/></linearGradient>\
            <radialGradient id="glow"><stop offset=".35" stop-color="#fff3c9" stop-opacity=".6"/>\
            <stop offset="1" stop-color="#fff3c9" stop-opacity="0"/></radialGradient>\
            <clipPath id="window"><path d="\(CardDrawing.window)"/></clipPath>
            \(suits)
            \(faces)
            """
    }

    /// The cloth under the cards, with a few specks of light that are always the same.
    private var table: String {
        let width = Int(SpreadLayout.width)
        let height = Int(self.layout.height)
        var sky = SeededGenerator(seed: 78)
        let specks = (0..<Self.speckCount).compactMap { index in
            let x = Int(sky.number(below: UInt64(width)))
            let y = Int(sky.number(below: UInt64(height)))
            guard self.layout.isFree(x: Double(x), y: Double(y)) else { return String?.none }
            return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(index % 3 + 1)\"/>"
        }
        let lattice = self.layout.lattice
        return """
            <rect class="table" width="\(width)" height="\(height)"/>
            <g class="dust">\(specks.joined())</g>
            \(lattice.isEmpty ? "" : "<path class=\"lattice\" d=\"\(lattice)\"/>")
            """
    }

    private var title: String {
        let line = Lettering.line(self.guide.name, size: 54, width: 800)
        let half = Lettering.width(of: line.text) * line.size / 2 + 40
        let middle = SpreadLayout.width / 2
        let left = SVG.number(middle - half)
        let right = SVG.number(middle + half)
        return SVG.text(line, class: "title", x: middle, y: 86) + """
            <path class="rule" d="M\(left) 68 H90 M\(right) 68 H990"/>

            """
    }

    /// Light comes from above, however a card is turned.
    private func shadow(of place: SpreadLayout.Place) -> String {
        let sides = (CardDrawing.width * self.layout.scale, CardDrawing.height * self.layout.scale)
        let (width, height) = place.isCrossing ? (sides.1, sides.0) : sides
        return """
            <rect class="shadow" x="\(SVG.number(place.x - width / 2 + 2))" \
            y="\(SVG.number(place.y - height / 2 + 5))" width="\(SVG.number(width))" \
            height="\(SVG.number(height))" rx="\(SVG.number(13 * self.layout.scale))"/>
            """
    }

    private var laidCards: String {
        zip(self.cards, self.layout.places).map { drawn, place in
            let turn = (place.isCrossing ? 90 : 0) + (drawn.isReversed ? 180 : 0)
            let middle = "\(SVG.number(place.x)) \(SVG.number(place.y))"
            let rotation = turn == 0 ? "" : " rotate(\(turn))"
            let scale = SVG.number(self.layout.scale)
            return self.shadow(of: place) + """
                <use href="#\(CardDrawing(card: drawn.card).name)" \
                transform="translate(\(middle)) scale(\(scale))\(rotation)"/>

                """
        }.joined()
    }
}

/// What is said of one card.
struct Caption: Hashable {
    /// Where in the order it was laid, from 1.
    var number: Int
    /// What its place is called.
    var place: String
    /// The card's name.
    var name: String
    /// Whether it lies upside down.
    var isReversed: Bool
}

extension SpreadDrawing {
    /// The words, below the cards or as a list.
    var captions: String {
        self.layout.places.indices.map { index in
            let caption = self.caption(at: index)
            let place = self.layout.places[index]
            let badge = self.cards.count > 1 ? self.badge(caption.number, at: place) : ""
            switch self.layout.captions {
            case .below(let width): return badge + self.below(place, caption, width: width)
            case .list(let top): return badge + self.row(caption, at: index, top: top)
            }
        }.joined()
    }

    /// Three lines below a card: its place, its name, and how it lies.
    private func below(
        _ place: SpreadLayout.Place,
        _ caption: Caption,
        width: Double
    ) -> String {
        let isLarge = self.layout.scale > 2
        let size = isLarge ? 40.0 : 29.0
        let nameSize = isLarge ? 58.0 : 36.0
        var y = place.y + CardDrawing.height * self.layout.scale / 2 + size + 22
        let first = Lettering.line(caption.place, size: size, width: width)
        var text = SVG.text(first, class: "place", x: place.x, y: y)
        y += nameSize + 10
        let name = Lettering.line(caption.name, size: nameSize, width: width)
        text += SVG.text(name, class: "name", x: place.x, y: y)
        y += isLarge ? 26 : 14
        return text + self.mark(caption.isReversed, x: place.x, top: y, size: isLarge ? 36 : 26)
    }

    /// A number in the corner of a card; a list repeats it.
    private func badge(_ number: Int, at place: SpreadLayout.Place) -> String {
        let half = CardDrawing.width * self.layout.scale / 2
        let tall = CardDrawing.height * self.layout.scale / 2
        let x = place.isCrossing ? place.x + tall : place.x - half
        let y = place.isCrossing ? place.y - half : place.y - tall
        return self.badge(number, x: x + (place.isCrossing ? -4 : 4), y: y + 4)
    }

    private func badge(_ number: Int, x: Double, y: Double) -> String {
        let line = Lettering.Line(text: String(number), size: 27)
        return """
            <circle class="badge" cx="\(SVG.number(x))" cy="\(SVG.number(y))" r="23"/>
            """ + SVG.text(line, class: "badge-number", x: x, y: y + 9.5)
    }

    /// One entry of the list: five in each of two columns.
    private func row(_ caption: Caption, at index: Int, top: Double) -> String {
        let rowCount = 5
        let left = index < rowCount ? 44.0 : 560.0
        let right = left + 476
        let y = top + Double(index % rowCount) * 88
        let pill = self.markWidth(caption.isReversed, size: 22)
        let place = Lettering.line(caption.place, size: 27, width: 476 - 62 - pill - 14)
        let name = Lettering.line(caption.name, size: 35, width: 476 - 62)
        let mark = self.mark(caption.isReversed, x: right - pill / 2, top: y - 3, size: 22)
        return self.badge(caption.number, x: left + 22, y: y + 34)
            + SVG.text(place, class: "place-left", x: left + 62, y: y + 22)
            + SVG.text(name, class: "name-left", x: left + 62, y: y + 63)
            + mark
    }

    private func markWidth(_ isReversed: Bool, size: Double) -> Double {
        Lettering.width(of: isReversed ? self.words.reversed : self.words.upright) * size
            + size * 1.3
    }

    /// How a card lies, in a pill: filled if it is reversed.
    private func mark(_ isReversed: Bool, x: Double, top: Double, size: Double) -> String {
        let word = isReversed ? self.words.reversed : self.words.upright
        let width = self.markWidth(isReversed, size: size)
        let height = size * 1.5
        let kind = isReversed ? "reversed" : "upright"
        return """
            <rect class="\(kind)-mark" x="\(SVG.number(x - width / 2))" y="\(SVG.number(top))" \
            width="\(SVG.number(width))" height="\(SVG.number(height))" \
            rx="\(SVG.number(height / 2))"/>
            """
                + SVG.text(
                    Lettering.Line(text: word, size: size),
                    class: "\(kind)-word",
                    x: x,
                    y: top + size * 1.1
                )
    }
}

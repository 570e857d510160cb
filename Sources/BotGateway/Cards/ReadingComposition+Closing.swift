internal import Ledger

extension ReadingComposition {
    /// The parts that end a reading: what the cards say together, one small step, a last word.
    mutating func closing() -> [String] {
        let together = self.cards.count == 1 ? self.remark() : self.summary()
        let theme = self.theme ?? .life
        let step = self.choose("step.\(theme.name).\(self.prevailing.rawValue)")
        return [
            together,
            self.phrases.phrase("word.step", ["step": step]),
            self.choose("end.any"),
        ]
    }

    /// What a single card says beyond its paragraph.
    private mutating func remark() -> String {
        let arcana = self.cards[0].arcana
        let rank = arcana == .major ? "major" : "minor"
        return self.joined([
            self.choose("family.\(arcana.rawValue)"),
            self.choose("alone.\(rank).\(self.cards[0].way)"),
        ])
    }

    /// The road from the first card to the last, then the balance of majors, suits and reversals.
    private mutating func summary() -> String {
        let heading = self.phrases.phrase("word.summary")
        let ends = [self.cards[0], self.cards[self.cards.count - 1]].map { drawn in
            self.deck[drawn].meaning(isReversed: drawn.isReversed).keywords[0]
        }
        let sentences = [
            self.phrases.phrase(
                "arc.\(self.cards[self.cards.count - 1].way)",
                ["a": ends[0], "b": ends[1]],
                choosingBy: &self.generator
            ),
            self.choose("majors.\(self.majors)"),
            self.choose("suit.\(self.leadingSuit?.rawValue ?? "mixed")"),
            self.choose("reversals.\(self.reversals)"),
        ]
        return heading + "\n" + self.joined(sentences)
    }

    /// Whether the great cards are `none`, `some`, or `many`: half and more.
    private var majors: String {
        let count = self.cards.count { $0.arcana == .major }
        if count == 0 { return "none" }
        return 2 * count >= self.cards.count ? "many" : "some"
    }

    /// How the cards that lie upside down weigh against the others.
    private var reversals: String {
        let count = self.cards.count { $0.isReversed }
        if count == 0 { return "none" }
        if count == self.cards.count { return "all" }
        // Three against four is as even as seven cards can be; two against one is not even.
        let difference = 2 * count - self.cards.count
        if difference.magnitude <= (self.cards.count >= 7 ? 1 : 0) { return "even" }
        return difference < 0 ? "few" : "many"
    }

    /// The suit that stands out: alone in front, and a third of the cards at least.
    private var leadingSuit: Arcana? {
        let counts = Arcana.allCases.filter { $0 != .major }.map { suit in
            (suit: suit, count: self.cards.count { $0.arcana == suit })
        }
        guard let most = counts.max(by: { $0.count < $1.count }),
            most.count >= 2, 3 * most.count >= self.cards.count,
            counts.count(where: { $0.count == most.count }) == 1
        else { return nil }
        return most.suit
    }

    /// The family the small step is taken from.
    private var prevailing: Arcana {
        if self.cards.count > 1, let suit = self.leadingSuit { return suit }
        if self.majors == "many" { return .major }
        return self.cards[self.cards.count - 1].arcana
    }
}

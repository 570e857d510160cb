private import Foundation
internal import Ledger

/// Whether a text names the drawn cards, each the right way up, in the order of the positions.
///
/// A card counts as named where its name stands with the word for its way close to it on the same
/// line: cards such as 力 or Strength are words of every day, and a name alone proves nothing.
/// Articles, accents, widths, capitals, quotes and spaces do not matter.
struct ReadingCheck {
    /// How far the word for the way may stand behind the name, brackets and all.
    private static let behindMax = 16
    /// How far it may stand before the name, as in "the reversed Fool".
    private static let beforeMax = 12

    /// How one card may be written.
    private struct Wanted {
        let name: [Character]
        let ways: [[Character]]
        let otherWays: [[Character]]
    }

    private let wanted: [Wanted]
    /// The names of all cards, to tell 教皇 from 女教皇.
    private let names: [[Character]]
    private let isSpaced: Bool

    init(draw: Draw, language: Language) {
        let isSpaced = language != .japanese
        let deck = Deck.speaking(language)
        let words = CardWords.speaking(language)
        let fold = { (text: String) in Self.folded(words.bare(text), isSpaced: isSpaced) }
        self.isSpaced = isSpaced
        self.names = deck.cards.map { fold($0.name) }
        self.wanted = draw.cards.map { drawn in
            Wanted(
                name: fold(deck[drawn].name),
                ways: (drawn.isReversed ? words.reversed : words.upright).map(fold),
                otherWays: (drawn.isReversed ? words.upright : words.reversed).map(fold)
            )
        }
    }

    /// Finds the positions whose cards are not named as they were drawn, and in their place.
    ///
    /// - Returns: Positions, counted from 1; none for a faithful text.
    func missing(in text: String) -> [Int] {
        let lines = text.split(whereSeparator: \.isNewline).map {
            Self.folded(String($0), isSpaced: self.isSpaced)
        }
        var (line, start) = (0, 0)
        var missing: [Int] = []
        for (index, card) in self.wanted.enumerated() {
            if let place = self.place(of: card, in: lines, from: line, start) {
                (line, start) = place
            } else {
                missing.append(index + 1)
            }
        }
        return missing
    }

    /// Where a card is named, at or behind a place.
    private func place(
        of card: Wanted,
        in lines: [[Character]],
        from line: Int,
        _ start: Int
    ) -> (line: Int, end: Int)? {
        for index in line..<max(line, lines.count) {
            let from = index == line ? start : 0
            for end in self.ends(of: card, in: lines[index], from: from) {
                return (index, end)
            }
        }
        return nil
    }

    /// The ends of a card's names in a line that have the right way beside them.
    private func ends(of card: Wanted, in line: [Character], from start: Int) -> [Int] {
        line.places(of: card.name).filter { place in
            place >= start && self.isWhole(card.name, at: place, in: line)
                && self.hasWay(card, at: place, in: line)
        }.map { $0 + card.name.count }
    }

    private func hasWay(_ card: Wanted, at place: Int, in line: [Character]) -> Bool {
        let end = place + card.name.count
        let behind = Array(line[end..<min(line.count, end + Self.behindMax)])
        let right = card.ways.compactMap { behind.places(of: $0).first }.min()
        let wrong = card.otherWays.compactMap { behind.places(of: $0).first }.min()
        switch (right, wrong) {
        case (let right?, let wrong?): return right < wrong
        case (_?, nil): return true
        case (nil, _?): return false
        case (nil, nil):
            let before = Array(line[max(0, place - Self.beforeMax)..<place])
            return card.ways.contains { !before.places(of: $0).isEmpty }
        }
    }

    /// Whether the name is not a part of a longer word or of another card's name.
    private func isWhole(_ name: [Character], at place: Int, in line: [Character]) -> Bool {
        let end = place + name.count
        if self.isSpaced {
            let isFree = { (index: Int) in
                !line.indices.contains(index) || !(line[index].isLetter || line[index].isNumber)
            }
            guard isFree(place - 1), isFree(end) else { return false }
        }
        return !self.names.contains { other in
            guard other.count > name.count else { return false }
            return other.places(of: name).contains { offset in
                let start = place - offset
                return start >= 0 && start + other.count <= line.count
                    && line[start..<(start + other.count)].elementsEqual(other)
            }
        }
    }

    private static func folded(_ text: String, isSpaced: Bool) -> [Character] {
        var folded = text.folding(options: [.caseInsensitive, .widthInsensitive], locale: nil)
        if isSpaced {
            folded = folded.folding(options: .diacriticInsensitive, locale: nil)
                .replacing("judgement", with: "judgment")
        }
        return folded.filter { character in
            !"*_「」『』“”\"〈〉《》".contains(character) && (isSpaced || !character.isWhitespace)
        }
    }
}

extension [Character] {
    /// Where a piece begins, everywhere it stands.
    fileprivate func places(of piece: [Character]) -> [Int] {
        guard !piece.isEmpty, piece.count <= self.count else { return [] }
        return (0...(self.count - piece.count)).filter {
            self[$0..<($0 + piece.count)].elementsEqual(piece)
        }
    }
}

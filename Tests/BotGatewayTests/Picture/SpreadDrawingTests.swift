import BotGateway
import Foundation
import Ledger
import Testing

/// The picture of a spread as SVG.
///
/// `STARLEDGER_RECORD_GOLDEN=1` writes the golden files anew and fails; look at what they have
/// become before you keep them.
@Suite struct SpreadDrawingTests {
    /// The cards with the longest names, one half of them reversed.
    private static func longest(_ spread: Spread, in language: Language) -> Draw {
        let names = Deck.speaking(language).cards.enumerated()
            .sorted { ($0.element.name.count, $0.offset) > ($1.element.name.count, $1.offset) }
        let cards = names.prefix(spread.cardCount).enumerated().compactMap { index, card in
            DrawnCard(card: UInt8(card.offset), isReversed: index.isMultiple(of: 2))
        }
        return Draw(cards)
    }

    private static func draw(_ spread: Spread, seed: UInt64 = 3) -> Draw {
        var generator = SeededGenerator(seed: seed + UInt64(spread.rawValue))
        return Draw.drawing(spread, using: &generator)
    }

    @Test(
        "A draw is drawn as its golden file says",
        arguments: zip(
            Spread.allCases,
            [Language.japanese, .english, .portuguese, .japanese]
        )
    )
    func golden(spread: Spread, language: Language) throws {
        let svg = SpreadPicture.svg(of: Self.draw(spread), laidAs: spread, in: language)
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(spread.name).\(language.code).svg")
        if ProcessInfo.processInfo.environment["STARLEDGER_RECORD_GOLDEN"] == "1" {
            try Data(svg.utf8).write(to: file)
            Issue.record("recorded \(file.lastPathComponent); look at it, then run again")
        } else {
            #expect(try String(contentsOf: file, encoding: .utf8) == svg)
        }
    }

    @Test("Each of the 78 cards has a picture of its own, whichever way it lies")
    func art() throws {
        var faces: [String: UInt8] = [:]
        for number in 0..<UInt8(DrawnCard.deckCount) {
            let upright = try #require(DrawnCard(card: number, isReversed: false))
            let reversed = try #require(DrawnCard(card: number, isReversed: true))
            let art = SpreadPicture.art(of: upright)
            #expect(art == SpreadPicture.art(of: reversed))
            #expect(art.contains("<path") && art.contains("class="), "card \(number) is empty")
            let twin = faces.updateValue(number, forKey: art)
            #expect(twin == nil, "cards \(number) and \(twin ?? 0) look alike")
            let svgs = [upright, reversed].map {
                SpreadPicture.svg(of: Draw([$0]), laidAs: .one, in: .japanese)
            }
            #expect(svgs[0].contains("正位置") && !svgs[0].contains("rotate(180)"))
            #expect(svgs[1].contains("逆位置") && svgs[1].contains("scale(2.5) rotate(180)"))
        }
        #expect(faces.count == DrawnCard.deckCount)
    }

    @Test("Every class that a card's picture names has a colour or a line")
    func classes() throws {
        let sheet = SpreadPicture.svg(of: Self.draw(.one), laidAs: .one, in: .english)
        for number in 0..<UInt8(DrawnCard.deckCount) {
            let card = try #require(DrawnCard(card: number, isReversed: false))
            for found in SpreadPicture.art(of: card).matches(of: /class="([^"]*)"/) {
                for name in found.1.split(separator: " ") {
                    #expect(sheet.contains(".\(name){"), "card \(number) names \(name)")
                }
            }
        }
    }

    @Test(
        "A picture names every place and card, and says how each lies",
        arguments: Spread.allCases
    )
    func words(spread: Spread) {
        for language in Language.allCases {
            let draw = Self.longest(spread, in: language)
            let svg = SpreadPicture.svg(of: draw, laidAs: spread, in: language)
            let guide = SpreadGuide.to(spread, in: language)
            let words = svg.matches(of: />([^<>]+)<\/text>/).map { String($0.1) }
            #expect(words.contains(guide.name))
            for position in guide.positions { #expect(words.contains(position.name)) }
            for card in draw.cards { #expect(words.contains(Deck.speaking(language)[card].name)) }
            if spread != .one {
                for number in 1...spread.cardCount { #expect(words.contains("\(number)")) }
            }
            let reversed = draw.cards.filter(\.isReversed).count
            #expect(svg.matches(of: /<text class="reversed-word"/).count == reversed)
            #expect(svg.matches(of: /<text class="upright-word"/).count == draw.count - reversed)
            #expect(svg.matches(of: /rotate\((?:180|270)\)/).count == reversed)
        }
    }

    @Test("The longest names stay large enough for a phone", arguments: Spread.allCases)
    func sizes(spread: Spread) {
        for language in Language.allCases {
            let draw = Self.longest(spread, in: language)
            let svg = SpreadPicture.svg(of: draw, laidAs: spread, in: language)
            for found in svg.matches(of: /<text class="([a-z-]+)"[^>]* font-size="([0-9.]+)">/)
            where found.1 != "numeral" {
                // A phone shows 1,080 pixels in about 390 points: 27 of them are 10 points.
                let size = Double(found.2) ?? 0
                let least = found.1.hasPrefix("name") ? 27.0 : 21
                #expect(size >= least, "\(spread) \(language) \(found.0)")
            }
        }
    }
}

import BotGateway
import Ledger
import Testing

/// Cards drawn with known seeds, so that a failure repeats.
@Suite struct DrawingTests {
    struct Golden: Sendable {
        var seed: UInt64
        var spread: Spread
        /// Cards by number; a reversed one as its bitwise complement, so that the Fool shows too.
        var cards: [Int]
    }

    @Test(
        "A seed draws the same cards for ever",
        arguments: [
            Golden(seed: 1, spread: .one, cards: [-45]),
            Golden(seed: 7, spread: .three, cards: [30, -71, 36]),
            Golden(seed: 42, spread: .hexagram, cards: [57, 22, -5, -20, -30, 3, -43]),
            Golden(seed: 2026, spread: .celtic, cards: [66, 52, -63, -75, 28, -30, 4, 1, 24, -52]),
        ]
    )
    func golden(_ example: Golden) {
        var generator = SeededGenerator(seed: example.seed)
        let draw = Draw.drawing(example.spread, using: &generator)
        #expect(draw.cards.map { $0.isReversed ? ~Int($0.card) : Int($0.card) } == example.cards)
    }

    @Test("No draw holds a card twice, over 10,000 seeds")
    func distinct() {
        for seed in UInt64(1)...10_000 {
            var generator = SeededGenerator(seed: seed)
            let draw = Draw.drawing(.celtic, using: &generator)
            #expect(draw.count == 10, "seed \(seed)")
            #expect(Set(draw.cards.map(\.card)).count == 10, "seed \(seed)")
        }
    }

    @Test("Every card is as likely as any other, at the first place and at the last")
    func uniform() {
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 78), count: 2)
        let draws = 78 * 500
        for seed in 0..<UInt64(draws) {
            var generator = SeededGenerator(seed: seed)
            let cards = Draw.drawing(.celtic, using: &generator).cards
            counts[0][Int(cards[0].card)] += 1
            counts[1][Int(cards[9].card)] += 1
        }
        for place in counts {
            // 77 degrees of freedom: above 114 comes about once in 250 fair decks.
            #expect(Self.chiSquare(of: place, expecting: Double(draws) / 78) < 114)
        }
    }

    @Test("A card lies upside down half of the time")
    func reversals() {
        var reversed = 0
        for seed in 0..<UInt64(4_000) {
            var generator = SeededGenerator(seed: seed)
            reversed += Draw.drawing(.celtic, using: &generator).cards.count { $0.isReversed }
        }
        // 40,000 throws: three standard deviations are 300.
        #expect(abs(reversed - 20_000) < 300)
    }

    private static func chiSquare(of counts: [Int], expecting expected: Double) -> Double {
        counts.reduce(0) { sum, count in
            let difference = Double(count) - expected
            return sum + difference * difference / expected
        }
    }
}

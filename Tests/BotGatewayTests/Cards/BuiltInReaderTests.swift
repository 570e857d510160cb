import BotGateway
import Ledger
import Testing

/// Readings over many seeds, all spreads, themes and languages.
@Suite struct BuiltInReaderTests {
    private let reader = BuiltInReader()

    static let everyKind = Spread.allCases.flatMap { spread in
        Language.allCases.map { (spread, $0) }
    }

    @Test("A reading fits one message and leaves no blank unfilled", arguments: everyKind)
    func length(spread: Spread, language: Language) {
        for seed in 0..<UInt64(600) {
            let text = self.reading(seed: seed, spread, language)
            #expect(text.utf16.count < BuiltInReader.lengthMax, "seed \(seed)")
            #expect(!text.contains("{") && !text.contains("}"), "seed \(seed)")
            #expect(!text.contains("  "), "seed \(seed)")
            #expect(!text.contains("*") && !text.contains("<"), "seed \(seed)")
        }
    }

    @Test(
        "A Japanese reading is as long as its price promises",
        arguments: [
            (Spread.one, 220...450), (.three, 500...900), (.hexagram, 750...2_400),
            (.celtic, 1_000...2_400),
        ]
    )
    func japaneseLength(spread: Spread, range: ClosedRange<Int>) {
        for seed in 0..<UInt64(600) {
            let count = self.reading(seed: seed, spread, .japanese).count
            #expect(range.contains(count), "seed \(seed)")
        }
    }

    @Test("A reading names each card, how it lies, and its position", arguments: everyKind)
    func naming(spread: Spread, language: Language) {
        for seed in 0..<UInt64(50) {
            let text = self.reading(seed: seed, spread, language)
            let line = self.reader.cardList(of: Self.draw(seed, spread), speaking: language)
            for drawn in Self.draw(seed, spread).cards {
                let name = Deck.speaking(language)[drawn].name
                let way = Self.word(for: drawn, language)
                let named = language == .japanese ? "\(name)（\(way)）" : "\(name) (\(way))"
                #expect(text.contains(named), "seed \(seed)")
                #expect(line.contains(named), "seed \(seed)")
            }
            for position in SpreadGuide.to(spread, in: language).positions {
                #expect(text.contains(position.name), "seed \(seed)")
            }
        }
    }

    @Test("Within a reading no sentence comes twice", arguments: everyKind)
    func variety(spread: Spread, language: Language) {
        for seed in 0..<UInt64(200) {
            let text = self.reading(seed: seed, spread, language)
            let sentences = text.split(whereSeparator: { "。.\n".contains($0) })
                .filter { $0.count > 12 }
            #expect(Set(sentences).count == sentences.count, "seed \(seed)")
        }
    }

    @Test("The same cards read alike; another theme reads differently", arguments: everyKind)
    func deterministic(spread: Spread, language: Language) {
        let draw = Self.draw(5, spread)
        let texts = [Theme?.none, .love, .marriage, .work, .life].map { theme in
            let text = self.reader.reading(of: draw, in: spread, about: theme, speaking: language)
            let again = self.reader.reading(of: draw, in: spread, about: theme, speaking: language)
            #expect(text == again)
            return text
        }
        #expect(Set(texts).count == texts.count)
    }

    @Test("A reading promises nothing and frightens nobody", arguments: Language.allCases)
    func kindness(language: Language) {
        let unwanted =
            switch language {
            case .japanese: ["必ず", "絶対", "不幸", "病", "死ぬ", "破滅", "投資", "儲", "裁判", "呪"]
            case .english:
                ["doom", "curse", " illness", "invest", "lawsuit", "certainly", "never will"]
            case .portuguese: ["maldição", "doença", "investi", "processo", "certeza", "desgraça"]
            }
        for spread in Spread.allCases {
            for seed in 0..<UInt64(300) {
                let text = self.reading(seed: seed, spread, language)
                for word in unwanted { #expect(!text.contains(word), "\(word), seed \(seed)") }
            }
        }
    }

    @Test("The line of cards keeps the order of the draw")
    func cardList() throws {
        let star = try #require(DrawnCard(card: 17, isReversed: false))
        let page = try #require(DrawnCard(card: 46, isReversed: true))
        let draw = Draw([star, page])
        #expect(
            Language.allCases.map { self.reader.cardList(of: draw, speaking: $0) } == [
                "いただいたカード: 星（正位置）、カップのペイジ（逆位置）",
                "Your cards: The Star (upright), Page of Cups (reversed)",
                "Suas cartas: A Estrela (normal), Valete de Copas (invertida)",
            ]
        )
    }

    private func reading(seed: UInt64, _ spread: Spread, _ language: Language) -> String {
        let themes: [Theme?] = [nil, .love, .marriage, .work, .life]
        return self.reader.reading(
            of: Self.draw(seed, spread),
            in: spread,
            about: themes[Int(seed % 5)],
            speaking: language
        )
    }

    private static func draw(_ seed: UInt64, _ spread: Spread) -> Draw {
        var generator = SeededGenerator(seed: seed)
        return Draw.drawing(spread, using: &generator)
    }

    private static func word(for drawn: DrawnCard, _ language: Language) -> String {
        switch language {
        case .japanese: drawn.isReversed ? "逆位置" : "正位置"
        case .english: drawn.isReversed ? "reversed" : "upright"
        case .portuguese: drawn.isReversed ? "invertida" : "normal"
        }
    }
}

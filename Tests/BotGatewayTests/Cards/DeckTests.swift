import BotGateway
import Ledger
import Testing

/// The tables of the deck and the spreads, row by row.
@Suite struct DeckTests {
    @Test("Each language has 78 cards, each with a name of its own", arguments: Language.allCases)
    func names(language: Language) {
        let names = Deck.speaking(language).cards.map(\.name)
        #expect(names.count == 78)
        #expect(Set(names).count == 78)
    }

    @Test("Each card has three to five keywords each way up", arguments: Language.allCases)
    func keywords(language: Language) {
        for card in Deck.speaking(language).cards {
            for meaning in [card.upright, card.reversed] {
                #expect((3...5).contains(meaning.keywords.count), "\(card.name)")
                #expect(Set(meaning.keywords).count == meaning.keywords.count, "\(card.name)")
                #expect(meaning.keywords.allSatisfy { !$0.isEmpty }, "\(card.name)")
            }
        }
    }

    @Test("Each sentence is said once, ends, and is short", arguments: Language.allCases)
    func sentences(language: Language) {
        let cards = Deck.speaking(language).cards
        let sentences = cards.flatMap { [$0.upright.sentence, $0.reversed.sentence] }
        #expect(Set(sentences).count == sentences.count)
        for sentence in sentences {
            #expect([".", "。"].contains(sentence.last), "\(sentence)")
            #expect(
                (8...(language == .japanese ? 50 : 110)).contains(sentence.count),
                "\(sentence)"
            )
        }
    }

    @Test("Each language is written in its own script", arguments: Language.allCases)
    func scripts(language: Language) {
        for card in Deck.speaking(language).cards {
            let meanings = [card.upright, card.reversed]
            let texts = [card.name] + meanings.flatMap { $0.keywords + [$0.sentence] }
            for text in texts {
                #expect(text.unicodeScalars.allSatisfy { Self.fits($0, language) }, "\(text)")
                #expect(text == text.trimmed, "\(text)")
            }
            let isJapanese = meanings.allSatisfy {
                $0.sentence.unicodeScalars.contains(where: Self.isKana)
            }
            #expect(isJapanese == (language == .japanese), "\(card.name)")
        }
    }

    @Test("The cards stand where a drawn card looks for them")
    func order() {
        let english = Deck.speaking(.english).cards.map(\.name)
        let expected = [
            0: "The Fool", 8: "Strength", 11: "Justice", 13: "Death", 21: "The World",
            22: "Ace of Wands", 35: "King of Wands", 36: "Ace of Cups",
        ]
        for (card, name) in expected { #expect(english[card] == name) }
        let suits = ["Wands", "Cups", "Swords", "Pentacles"]
        for card in 22..<78 { #expect(english[card].hasSuffix(suits[(card - 22) / 14])) }
        for (index, rank) in ["Page", "Knight", "Queen", "King"].enumerated() {
            for suit in 0..<4 { #expect(english[22 + 14 * suit + 10 + index].hasPrefix(rank)) }
        }
        #expect(Deck.speaking(.japanese).cards[77].name == "ペンタクルのキング")
        #expect(Deck.speaking(.portuguese).cards[50].name == "Ás de Espadas")
    }

    private static func isKana(_ scalar: Unicode.Scalar) -> Bool {
        (0x3041...0x30FF).contains(scalar.value)
    }

    private static func fits(_ scalar: Unicode.Scalar, _ language: Language) -> Bool {
        switch language {
        case .japanese:
            self.isKana(scalar) || "、。「」？々0123456789".unicodeScalars.contains(scalar)
                || (0x4E00...0x9FFF).contains(scalar.value)
        case .english:
            scalar.isASCII && scalar != "{"
        case .portuguese:
            (scalar.isASCII && scalar != "{")
                || "ÁÀÂÃÉÊÍÓÔÕÚÇáàâãéêíóôõúç".unicodeScalars.contains(scalar)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var scalars = Substring(self)
        while scalars.first?.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}

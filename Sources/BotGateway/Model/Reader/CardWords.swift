internal import Ledger

/// How people write about cards in a language, beyond the names in the deck.
struct CardWords: Sendable {
    /// Words for upright, the one that we use first.
    let upright: [String]

    /// Words for upside down, the one that we use first.
    let reversed: [String]

    /// What may be left out before a name.
    private let articles: [String]

    /// Words that a consultation never says, as ``CarefulText`` spells them.
    private let ofCards: [String]

    /// Words that only look like one of them.
    private let notOfCards: [String]

    private let isSpaced: Bool

    /// The words of a language.
    static func speaking(_ language: Language) -> CardWords {
        switch language {
        case .japanese: self.japanese
        case .english: self.english
        case .portuguese: self.portuguese
        }
    }

    /// A name without its article.
    func bare(_ name: String) -> String {
        guard let article = self.articles.first(where: { name.hasPrefix($0) }) else { return name }
        return String(name.dropFirst(article.count))
    }

    /// Whether a text speaks of cards or of fortune-telling.
    func speaksOfCards(_ text: String) -> Bool {
        let spoken = CarefulText(text)
        let whole = self.isSpaced ? spoken.spaced : spoken.joined
        let rest = self.notOfCards.reduce(whole) { $0.replacing(self.spelt($1), with: " | ") }
        return self.ofCards.contains { rest.contains(self.spelt($0)) }
    }

    private func spelt(_ word: String) -> String {
        let spoken = CarefulText(word)
        return self.isSpaced ? spoken.spaced : spoken.joined
    }

    private static let japanese = CardWords(
        upright: ["正位置"],
        reversed: ["逆位置"],
        articles: [],
        ofCards: ["タロット", "アルカナ", "正位置", "逆位置", "カード", "占い", "占う", "占っ", "占星"],
        notOfCards: [
            "クレジットカード", "カードローン", "ポイントカード", "キャッシュカード", "デビットカード",
            "メッセージカード", "バースデーカード", "グリーティングカード", "クリスマスカード",
            "マイナンバーカード", "カード会社", "カードキー", "カード払い", "スコアカード", "独占",
        ],
        isSpaced: false
    )

    private static let english = CardWords(
        upright: ["upright"],
        reversed: ["reversed", "inverted", "upside down", "upside-down"],
        articles: ["The "],
        ofCards: [
            "tarot", "arcana", "card", "cards", "fortune telling", "fortune teller", "horoscope",
        ],
        notOfCards: [
            "credit card", "credit cards", "debit card", "debit cards", "business card",
            "business cards", "birthday card", "greeting card", "gift card", "gift cards",
            "report card", "id card", "sim card", "thank you card", "on the cards",
            "get well card", "christmas card", "score card",
            "green card", "card company",
        ],
        isSpaced: true
    )

    /// `carta` is a letter as well; only what nobody says of letters counts.
    private static let portuguese = CardWords(
        upright: ["normal", "direita", "em pé", "vertical"],
        reversed: ["invertida", "invertido", "invertidos", "reversa", "de cabeça para baixo"],
        articles: ["O ", "A ", "Os ", "As "],
        ofCards: [
            "tarô", "tarot", "arcano", "arcanos", "cartomancia", "cartomante", "horóscopo",
            "as cartas", "nas cartas", "das cartas", "suas cartas", "tirar uma carta",
            "tire uma carta", "tiragem", "baralho", "adivinhação", "a carta diz", "a carta mostra",
        ],
        notOfCards: ["cartas de amor", "as cartas que você escreveu"],
        isSpaced: true
    )
}

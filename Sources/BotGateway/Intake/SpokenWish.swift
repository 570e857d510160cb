/// 「占って」 at the beginning of a message: a wish for one card, and the question after it.
struct SpokenWish {
    /// The word that makes it a wish.
    private static let beginning = "占って"

    /// Courtesy between the wish and the question, longest first.
    private static let courtesies = [
        "くださいませんか", "くださいますか", "いただけますか", "いただけませんか", "もらえますか",
        "もらえませんか", "ほしいです", "欲しいです", "くれますか", "くれませんか", "ください", "下さい",
        "ほしい", "欲しい", "くれる", "ね", "よ",
    ]

    /// What stands between the wish and the question, or ends a sentence.
    private static let marks: Set<Character> = [
        "、", "。", "，", ",", ".", "：", ":", "！", "!", "？", "?", "…", "〜", "～", "🙏", "✨", "🌙",
    ]

    /// The question; empty if there is none.
    let question: String

    /// Reads a message, or returns `nil` if it is no such wish.
    init?(_ text: String) {
        guard text.hasPrefix(Self.beginning) else { return nil }
        var rest = text.dropFirst(Self.beginning.count)
        if let courtesy = Self.courtesies.first(where: { rest.hasPrefix($0) }) {
            let after = rest.dropFirst(courtesy.count)
            // 「占ってよりを戻したい」 begins no question with a courtesy of one letter.
            if courtesy.count > 1 || after.first.map(Self.separates) ?? true { rest = after }
        }
        let question = String(rest.drop(while: Self.separates)).trimmingSpaces
        self.question = question.allSatisfy(Self.separates) ? "" : question
    }

    private static func separates(_ character: Character) -> Bool {
        character.isWhitespace || Self.marks.contains(character)
    }
}

/// 「占って」 at the beginning of a message, or 「…を占って」 at its end: a wish for one card, and the
/// question after or before it.
struct SpokenWish {
    /// The word that makes it a wish.
    private static let beginning = "占って"

    /// What makes it a wish at the end.
    private static let end = "を占って"

    /// Courtesy after the wish, longest first.
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
        guard let question = Self.question(after: text) ?? Self.question(before: text) else {
            return nil
        }
        self.question = question.allSatisfy(Self.separates) ? "" : question
    }

    /// The question behind a wish.
    private static func question(after text: String) -> String? {
        guard text.hasPrefix(Self.beginning) else { return nil }
        var rest = text.dropFirst(Self.beginning.count)
        if let courtesy = Self.courtesies.first(where: { rest.hasPrefix($0) }) {
            let after = rest.dropFirst(courtesy.count)
            // 「占ってよりを戻したい」 begins no question with a courtesy of one letter.
            if courtesy.count > 1 || after.first.map(Self.separates) ?? true { rest = after }
        }
        return String(rest.drop(while: Self.separates)).trimmingSpaces
    }

    /// The question before a wish; courtesies may follow each other, as in 「くださいね」.
    private static func question(before text: String) -> String? {
        var rest = Self.withoutMarks(Substring(text))
        while !rest.hasSuffix(Self.end) {
            guard let courtesy = Self.courtesies.first(where: { rest.hasSuffix($0) }) else {
                return nil
            }
            rest = Self.withoutMarks(rest.dropLast(courtesy.count))
        }
        return Self.withoutMarks(rest.dropLast(Self.end.count)).trimmingSpaces
    }

    private static func withoutMarks(_ text: Substring) -> Substring {
        var text = text
        while text.last.map(Self.separates) == true { text.removeLast() }
        return text
    }

    private static func separates(_ character: Character) -> Bool {
        character.isWhitespace || Self.marks.contains(character)
    }
}

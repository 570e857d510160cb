/// What a person said, made ready to stand in a prompt as data.
///
/// It stands between `<question>` and `</question>`, and holds no such brackets itself, so it
/// cannot end early and go on as an instruction of ours.
struct FencedQuestion {
    /// The longest question that reaches a model; longer ones are asked to be shorter before.
    private static let charactersMax = 500

    /// The question with its fence.
    let text: String

    /// Fences a question, or returns `nil` if it says nothing.
    init?(_ question: String) {
        let spoken = question.unicodeScalars.compactMap(Self.harmless)
        let kept = String(String.UnicodeScalarView(spoken)).prefix(Self.charactersMax)
        guard kept.contains(where: { !$0.isWhitespace }) else { return nil }
        self.text = "<question>\n\(kept)\n</question>"
    }

    private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "<": "‹"
        case ">": "›"
        case "\n", "\t": scalar
        default:
            // What cannot be seen could hide words from those who read along.
            [.control, .format, .privateUse].contains(scalar.properties.generalCategory)
                && scalar != "\u{200D}" ? nil : scalar
        }
    }
}

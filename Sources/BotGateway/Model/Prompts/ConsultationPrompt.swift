internal import Ledger

/// The talk that asks a model to listen to somebody.
struct ConsultationPrompt {
    /// The most tokens of an answer.
    private static let completionTokensMax = 800

    private let prompts: Prompts
    private let language: Language
    private let question: FencedQuestion

    /// Prepares a talk, or returns `nil` if the words say nothing.
    init?(_ words: String, in language: Language, _ prompts: Prompts) {
        guard let question = FencedQuestion(words) else { return nil }
        self.prompts = prompts
        self.language = language
        self.question = question
    }

    /// The request.
    var request: ModelRequest {
        let length = self.language == .japanese ? "250" : "110"
        let rules = self.prompts.text(
            .consultationSystem,
            in: self.language,
            ["length": length]
        )
        let wish = self.prompts.text(
            .consultationUser,
            in: self.language,
            ["question": self.question.text]
        )
        return ModelRequest(
            messages: [ModelMessage(.system, rules), ModelMessage(.user, wish)],
            completionTokensMax: Self.completionTokensMax
        )
    }

    /// The same request again, after an answer that spoke of cards.
    func request(after answer: String) -> ModelRequest {
        var request = self.request
        let correction = self.prompts.text(.consultationCorrection, in: self.language)
        request.messages.append(ModelMessage(.assistant, answer))
        request.messages.append(ModelMessage(.user, correction))
        return request
    }
}

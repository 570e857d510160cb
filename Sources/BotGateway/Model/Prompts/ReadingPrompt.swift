internal import Ledger

/// The talk that asks a model for a reading.
struct ReadingPrompt {
    let prompts: Prompts
    let draw: Draw
    let spread: Spread
    let theme: Theme?
    let question: String?
    let language: Language

    /// The request.
    var request: ModelRequest {
        ModelRequest(
            messages: [
                ModelMessage(
                    .system,
                    self.prompts.text(
                        .readingSystem,
                        in: self.language,
                        ["length": String(self.length)]
                    )
                ),
                ModelMessage(.user, self.wish),
            ],
            completionTokensMax: self.completionTokensMax
        )
    }

    /// The same request again, after an answer whose cards were not the drawn ones.
    func request(after answer: String) -> ModelRequest {
        var request = self.request
        let correction = self.prompts.text(
            .readingCorrection,
            in: self.language,
            ["cards": self.cards]
        )
        request.messages.append(ModelMessage(.assistant, answer))
        request.messages.append(ModelMessage(.user, correction))
        return request
    }

    private var wish: String {
        var parts: [String] = []
        if let theme {
            let title = theme.title(speaking: self.language)
            parts.append(self.prompts.text(.readingTheme, in: self.language, ["theme": title]))
        }
        parts.append(
            self.prompts.text(
                .readingCards,
                in: self.language,
                ["spread": self.spread.title(speaking: self.language), "cards": self.cards]
            )
        )
        if let fenced = self.question.flatMap({ FencedQuestion($0) }) {
            parts.append(
                self.prompts.text(.readingQuestion, in: self.language, ["question": fenced.text])
            )
        }
        return parts.joined(separator: "\n\n")
    }

    private var cards: String {
        let deck = Deck.speaking(self.language)
        let phrases = Phrasebook.speaking(self.language)
        let positions = SpreadGuide.to(self.spread, in: self.language).positions
        let lines = zip(self.draw.cards, positions).enumerated().map { index, place in
            let (drawn, position) = place
            return self.prompts.text(
                .readingCard,
                in: self.language,
                [
                    "number": String(index + 1),
                    "position": position.name,
                    "card": deck[drawn].name,
                    "way": phrases.phrase("word.\(drawn.way)"),
                    "asks": position.asks,
                ]
            )
        }
        return lines.joined(separator: "\n")
    }

    /// How long the reading is to be, so that it fits one message with what stands below it.
    ///
    /// Unit: characters in Japanese, words in the other languages.
    private var length: Int {
        switch (self.language, self.spread) {
        case (.japanese, .one): 350
        case (.japanese, .three): 700
        case (.japanese, .hexagram): 1_300
        case (.japanese, .celtic): 1_700
        case (_, .one): 150
        case (_, .three): 280
        case (_, .hexagram): 420
        case (_, .celtic): 500
        }
    }

    /// Twice what the length takes, so that only a model that does not come to an end is cut.
    private var completionTokensMax: Int {
        switch self.spread {
        case .one: 800
        case .three: 1_600
        case .hexagram: 2_800
        case .celtic: 3_600
        }
    }
}

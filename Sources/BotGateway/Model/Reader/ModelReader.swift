package import Ledger

/// The reader whose words come from a language model.
///
/// What it says was checked: a reading names every drawn card the right way up and in order, a
/// consultation speaks of no card. An answer that fails the check is asked for once more, with what
/// was wrong; then it is a failure. Nothing here knows about tickets.
package struct ModelReader: Sendable {
    /// Words that can be sent as they are.
    package struct Words: Hashable, Sendable {
        /// Plain text of one message.
        package var text: String
        /// What all calls for it cost.
        package var usage: ModelUsage
    }

    /// The longest answer of a consultation, in UTF-16 units.
    package static let consultationLengthMax = 2_000

    /// How often one more answer is asked for, after one that failed the check.
    private static let correctionCountMax = 1

    private let client: ModelClient
    private let prompts: Prompts

    /// Creates a reader.
    package init(client: ModelClient, prompts: Prompts = .builtIn) {
        self.client = client
        self.prompts = prompts
    }

    /// Composes a reading.
    ///
    /// - Parameters:
    ///   - draw: The cards, as many as the spread lays.
    ///   - spread: The layout they were drawn for.
    ///   - theme: What the asker has in mind, if they said so.
    ///   - question: What they asked in their own words, if they did.
    ///   - language: The language of the text.
    /// - Returns: A text of at most ``BuiltInReader/lengthMax`` UTF-16 units.
    /// - Throws: ``ModelFailure``, whose usage is that of all calls.
    package func reading(
        of draw: Draw,
        in spread: Spread,
        about theme: Theme?,
        asking question: String? = nil,
        speaking language: Language
    ) async throws(ModelFailure) -> Words {
        precondition(
            draw.count == spread.cardCount,
            "a reading of \(spread.name) needs \(spread.cardCount) cards, not \(draw.count)"
        )
        let prompt = ReadingPrompt(
            prompts: self.prompts,
            draw: draw,
            spread: spread,
            theme: theme,
            question: question,
            language: language
        )
        let check = ReadingCheck(draw: draw, language: language)
        return try await self.words(
            prompt.request,
            lengthMax: BuiltInReader.lengthMax,
            again: prompt.request(after:)
        ) { text in
            let missing = check.missing(in: text).map(String.init)
            guard !missing.isEmpty else { return nil }
            return ModelFailure(
                .cardsWrong,
                cause: "positions \(missing.joined(separator: ", ")) of \(spread.name)"
            )
        }
    }

    /// Answers somebody who wants to talk.
    ///
    /// - Parameters:
    ///   - words: What they said.
    ///   - language: The language of the answer.
    /// - Returns: A text of at most ``consultationLengthMax`` UTF-16 units.
    /// - Throws: ``ModelFailure``, whose usage is that of all calls; `.empty` if they said nothing.
    package func consultation(
        on words: String,
        speaking language: Language
    ) async throws(ModelFailure) -> Words {
        guard let prompt = ConsultationPrompt(words, in: language, self.prompts) else {
            throw ModelFailure(.empty, cause: "nothing was asked")
        }
        let cards = CardWords.speaking(language)
        return try await self.words(
            prompt.request,
            lengthMax: Self.consultationLengthMax,
            again: prompt.request(after:)
        ) { text in
            cards.speaksOfCards(text) ? ModelFailure(.spokeOfCards) : nil
        }
    }

    /// Asks until an answer passes the check, or the corrections are used up.
    private func words(
        _ request: ModelRequest,
        lengthMax: Int,
        again: (String) -> ModelRequest,
        objection: (String) -> ModelFailure?
    ) async throws(ModelFailure) -> Words {
        var request = request
        var usage = ModelUsage.none
        var corrections = 0
        while true {
            let answer: ModelAnswer
            do throws(ModelFailure) {
                answer = try await self.client.complete(request)
            } catch {
                var failure = error
                failure.usage = usage + error.usage
                throw failure
            }
            usage = usage + answer.usage
            let text = SpokenText(answer, unitCountMax: lengthMax).text
            guard var failure = objection(text) else { return Words(text: text, usage: usage) }
            guard corrections < Self.correctionCountMax else {
                failure.usage = usage
                throw failure
            }
            corrections += 1
            request = again(text)
        }
    }
}

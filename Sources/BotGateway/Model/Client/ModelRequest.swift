/// One message of a talk with a model.
package struct ModelMessage: Hashable, Sendable, Encodable {
    /// Who speaks.
    package enum Role: String, Sendable, Encodable {
        /// We do, with rules.
        case system
        /// The person does, or we do for them.
        case user
        /// The model does.
        case assistant
    }

    /// Who speaks.
    package var role: Role
    /// What they say.
    package var content: String

    /// Describes a message.
    package init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}

/// What a model is asked.
package struct ModelRequest: Hashable, Sendable {
    /// The talk so far; the model speaks next.
    package var messages: [ModelMessage]

    /// The most tokens it may answer with.
    package var completionTokensMax: Int

    /// How freely it chooses its words.
    ///
    /// Range: 0 to 2.
    package var temperature: Double

    /// Describes a request.
    package init(
        messages: [ModelMessage],
        completionTokensMax: Int,
        temperature: Double = 0.8
    ) {
        self.messages = messages
        self.completionTokensMax = completionTokensMax
        self.temperature = temperature
    }
}

/// What was spent on a model.
package struct ModelUsage: Hashable, Sendable {
    /// Tokens sent.
    package var promptTokens: Int64
    /// Tokens received.
    package var completionTokens: Int64
    /// Whether we counted, since the server did not say.
    package var isEstimated: Bool

    /// Describes a usage; nothing was spent unless told.
    package init(promptTokens: Int64 = 0, completionTokens: Int64 = 0, isEstimated: Bool = false) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.isEstimated = isEstimated
    }

    /// Nothing.
    package static let none = ModelUsage()

    /// Both together; an estimate makes the sum one.
    package static func + (one: ModelUsage, other: ModelUsage) -> ModelUsage {
        ModelUsage(
            promptTokens: Self.sum(one.promptTokens, other.promptTokens),
            completionTokens: Self.sum(one.completionTokens, other.completionTokens),
            isEstimated: one.isEstimated || other.isEstimated
        )
    }

    private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflows) = one.addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}

/// What a model said.
package struct ModelAnswer: Hashable, Sendable {
    /// Its words; never blank.
    package var text: String
    /// Whether it had to stop at the most tokens allowed, perhaps in a sentence.
    package var isCut: Bool
    /// What the call cost, its failed attempts included.
    package var usage: ModelUsage
}

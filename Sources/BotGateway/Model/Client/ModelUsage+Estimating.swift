extension ModelUsage {
    /// What the frame of each message adds.
    private static let tokensPerMessage: Int64 = 4
    /// How many ASCII characters make a token, about.
    private static let asciiPerToken: Int64 = 4

    /// Counts for a server that does not say.
    ///
    /// Four ASCII characters to a token, any other character one: a little more than today's
    /// tokenizers need for Japanese, English and Portuguese, so that a cap is met too early rather
    /// than too late.
    static func estimated(for messages: [ModelMessage], answer: String) -> ModelUsage {
        ModelUsage(
            promptTokens: messages.reduce(0) {
                $0 + Self.tokensPerMessage + Self.tokens(in: $1.content)
            },
            completionTokens: Self.tokens(in: answer),
            isEstimated: true
        )
    }

    private static func tokens(in text: String) -> Int64 {
        let scalars = text.unicodeScalars
        let ascii = Int64(scalars.count { $0.isASCII })
        let others = Int64(scalars.count) - ascii
        return others + (ascii + Self.asciiPerToken - 1) / Self.asciiPerToken
    }
}

/// What models cost, by name.
package struct ModelPrices: Hashable, Sendable {
    /// What one model costs.
    package struct Price: Hashable, Sendable {
        /// A million tokens sent.
        ///
        /// Unit: millionths of a US dollar.
        package var promptMicroUSDPerMillion: Int64

        /// A million tokens received.
        ///
        /// Unit: millionths of a US dollar.
        package var completionMicroUSDPerMillion: Int64
    }

    private static let tokensPerPrice: Int128 = 1_000_000

    /// The prices by the names of the models.
    package let prices: [String: Price]

    init(prices: [String: Price]) {
        self.prices = prices
    }

    /// The price of a model, or `nil` if the file does not name it.
    ///
    /// A dated release counts as the model it is one of: `gpt-4o-mini-2024-07-18` costs what
    /// `gpt-4o-mini` costs, unless the file names it by itself.
    package func price(of model: String) -> Price? {
        if let price = self.prices[model] { return price }
        guard let date = model.firstMatch(of: /-\d{4}-\d{2}-\d{2}$/) else { return nil }
        return self.prices[String(model[..<date.range.lowerBound])]
    }

    /// What a usage costs, or `nil` if nobody knows: then alert, since the cap is blind.
    ///
    /// - Returns: Millionths of a US dollar, rounded up; the largest number there is if it is more.
    package func cost(of usage: ModelUsage, model: String) -> Int64? {
        guard let price = self.price(of: model) else { return nil }
        let sum =
            Int128(max(0, usage.promptTokens)) * Int128(price.promptMicroUSDPerMillion)
            + Int128(max(0, usage.completionTokens)) * Int128(price.completionMicroUSDPerMillion)
        return Int64(clamping: (sum + Self.tokensPerPrice - 1) / Self.tokensPerPrice)
    }
}

/// Why a file of prices was refused.
package struct ModelPricesError: Error, Hashable, Sendable {
    /// What is wrong: one line each, naming the field and what is accepted.
    package let problems: [String]
}

extension ModelPricesError: CustomStringConvertible {
    /// The problems, one a line.
    package var description: String { self.problems.joined(separator: "\n") }
}

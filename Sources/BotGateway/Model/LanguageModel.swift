/// What becomes of a reading when the language model fails for good.
package enum ReaderFallback: String, CaseIterable, Sendable {
    /// It fails: its cost is given back, with an apology.
    case release
    /// The built-in reader takes over, and the record says so.
    case builtin
}

/// A language model as an operator sets it up.
package struct LanguageModel: Sendable {
    /// How to reach it.
    package var client: ModelClient.Configuration
    /// What it costs.
    package var prices: ModelPrices
    /// What becomes of a reading when it fails for good.
    package var fallback: ReaderFallback

    /// Describes a model.
    package init(
        client: ModelClient.Configuration,
        prices: ModelPrices = .builtIn,
        fallback: ReaderFallback = .release
    ) {
        self.client = client
        self.prices = prices
        self.fallback = fallback
    }
}

/// A language model at work.
struct ModelVoice: Sendable {
    /// Composes words that were checked.
    let reader: ModelReader
    /// Its name, as prices are looked up by it.
    let name: String
    /// What it costs.
    let prices: ModelPrices
    /// What becomes of a reading when it fails for good.
    let fallback: ReaderFallback

    init(_ client: ModelClient, _ model: LanguageModel, _ prompts: Prompts) {
        self.reader = ModelReader(client: client, prompts: prompts)
        self.name = client.model
        self.prices = model.prices
        self.fallback = model.fallback
    }
}

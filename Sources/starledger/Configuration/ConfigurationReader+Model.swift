internal import BotGateway
private import Foundation

/// What the environment says about the language model.
struct ModelConfiguration: Sendable {
    /// How to reach it; `nil` without a key: then the built-in reader answers.
    var endpoint: ModelEndpoint?
    /// What it costs.
    var prices = ModelPrices.builtIn
    /// What it is told.
    var prompts = Prompts.builtIn
    /// What becomes of a reading when it fails for good.
    var fallback = ReaderFallback.release

    /// The model as the gateway takes it, if there is one.
    var model: LanguageModel? {
        self.endpoint.map { endpoint in
            LanguageModel(
                client: ModelClient.Configuration(endpoint: endpoint),
                prices: self.prices,
                fallback: self.fallback
            )
        }
    }
}

extension ConfigurationReader {
    /// The largest file of prices that is read.
    ///
    /// Unit: bytes.
    private static let priceBytesMax = 256 * 1_024

    /// Reads everything about the language model, also where no key switches it on.
    mutating func languageModel() -> ModelConfiguration {
        var found = ModelConfiguration()
        found.endpoint = self.modelEndpoint()
        found.prices = self.modelPrices() ?? found.prices
        found.prompts = self.prompts() ?? found.prompts
        let name = self.text("READER_FALLBACK") {
            ReaderFallback(rawValue: $0.lowercased()) != nil
        }
        found.fallback =
            name.flatMap { ReaderFallback(rawValue: $0.lowercased()) } ?? found.fallback
        return found
    }

    private mutating func modelEndpoint() -> ModelEndpoint? {
        // Each is judged beside others that are known to be right.
        let probe = ModelKey("probe")
        let base = self.text("OPENAI_BASE_URL") { address in
            probe.flatMap { ModelEndpoint(baseURL: address, key: $0) } != nil
        }
        let model = self.text("OPENAI_MODEL") { name in
            probe.flatMap { ModelEndpoint(key: $0, model: name) } != nil
        }
        let key = self.text("OPENAI_API_KEY") { ModelKey($0) != nil }
        return key.flatMap { ModelKey($0) }.flatMap { key in
            ModelEndpoint(
                baseURL: base ?? ModelEndpoint.baseURLDefault,
                key: key,
                model: model ?? ModelEndpoint.modelDefault
            )
        }
    }

    private mutating func modelPrices() -> ModelPrices? {
        guard let path = self.text("MODEL_PRICES_PATH") else { return nil }
        let file = FileHandle(forReadingAtPath: path)
        guard let data = try? file?.read(upToCount: Self.priceBytesMax + 1),
            data.count <= Self.priceBytesMax
        else {
            self.object("MODEL_PRICES_PATH: \(path) cannot be read; name a file of model prices")
            return nil
        }
        do throws(ModelPricesError) {
            return try ModelPrices(json: String(decoding: data, as: UTF8.self))
        } catch {
            for problem in error.problems { self.object("MODEL_PRICES_PATH: \(path): \(problem)") }
            return nil
        }
    }

    private mutating func prompts() -> Prompts? {
        guard let path = self.text("PROMPTS_PATH") else { return nil }
        do throws(TextsError) {
            return try Prompts(directory: path)
        } catch {
            for problem in error.problems { self.object("PROMPTS_PATH: \(problem)") }
            return nil
        }
    }
}

private import Foundation

// The file: {"version": 1, "models": [{"model": "gpt-4o-mini",
// "prompt_micro_usd_per_million": 150000, "completion_micro_usd_per_million": 600000}]}.
// It replaces the built-in prices as a whole, so that no price is older than its owner thinks.

extension ModelPrices {
    /// The prices for those who have no file of their own.
    package static let builtIn: ModelPrices = {
        do {
            return try ModelPrices(json: Self.builtInJSON)
        } catch {
            preconditionFailure("the built-in prices are broken: \(error)")
        }
    }()

    /// The built-in prices' file, to start one of one's own from.
    ///
    /// - Source: https://platform.openai.com/docs/pricing (standard, uncached)
    package static let builtInJSON = """
        {
          "version": 1,
          "models": [
            {"model": "gpt-4o-mini",
             "prompt_micro_usd_per_million": 150000, "completion_micro_usd_per_million": 600000},
            {"model": "gpt-4o",
             "prompt_micro_usd_per_million": 2500000, "completion_micro_usd_per_million": 10000000},
            {"model": "gpt-4.1",
             "prompt_micro_usd_per_million": 2000000, "completion_micro_usd_per_million": 8000000},
            {"model": "gpt-4.1-mini",
             "prompt_micro_usd_per_million": 400000, "completion_micro_usd_per_million": 1600000},
            {"model": "gpt-4.1-nano",
             "prompt_micro_usd_per_million": 100000, "completion_micro_usd_per_million": 400000},
            {"model": "gpt-5",
             "prompt_micro_usd_per_million": 1250000, "completion_micro_usd_per_million": 10000000},
            {"model": "gpt-5-mini",
             "prompt_micro_usd_per_million": 250000, "completion_micro_usd_per_million": 2000000},
            {"model": "gpt-5-nano",
             "prompt_micro_usd_per_million": 50000, "completion_micro_usd_per_million": 400000},
            {"model": "o4-mini",
             "prompt_micro_usd_per_million": 1100000, "completion_micro_usd_per_million": 4400000}
          ]
        }
        """

    /// Reads a file of prices.
    ///
    /// - Throws: ``ModelPricesError`` with every problem found, not only the first.
    package init(json: String) throws(ModelPricesError) {
        guard let file = try? JSONDecoder().decode(PriceFile.self, from: Data(json.utf8)) else {
            throw ModelPricesError(problems: ["model prices: accepted: one JSON object"])
        }
        guard file.problems.isEmpty else { throw ModelPricesError(problems: file.problems) }
        self.init(prices: file.prices)
    }
}

/// A file of prices, read leniently so that every problem can be named.
private struct PriceFile: Decodable {
    private static let fields = ["version", "models"]
    private static let modelCountMax = 1_000

    private(set) var prices: [String: ModelPrices.Price] = [:]
    private(set) var problems: [String] = []

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.problems += fields.unknown(besides: Self.fields).map { "model prices: \($0)" }
        if fields.lenient(Int64.self, "version") != 1 { self.complain("version", "1") }
        guard let rows = fields.lenient([PriceRow].self, "models"),
            (1...Self.modelCountMax).contains(rows.count)
        else {
            self.complain("models", "a list of 1 to \(Self.modelCountMax) models")
            return
        }
        for (index, row) in rows.enumerated() { self.take(row, at: "models[\(index)]") }
    }

    private mutating func take(_ row: PriceRow, at path: String) {
        guard row.isObject else { return self.complain(path, "an object") }
        self.problems += row.unknown.map { "model prices: \(path).\($0)" }
        if row.model == nil { self.complain("\(path).model", PriceRow.modelAccepted) }
        for (name, price) in [(PriceRow.prompt, row.prompt), (PriceRow.completion, row.completion)]
        where price == nil {
            self.complain("\(path).\(name)", PriceRow.priceAccepted)
        }
        guard let model = row.model, let prompt = row.prompt, let completion = row.completion
        else { return }
        let price = ModelPrices.Price(
            promptMicroUSDPerMillion: prompt,
            completionMicroUSDPerMillion: completion
        )
        if self.prices.updateValue(price, forKey: model) != nil {
            self.complain("\(path).model", "each model once")
        }
    }

    private mutating func complain(_ path: String, _ accepted: String) {
        self.problems.append("model prices: \(path): accepted: \(accepted)")
    }
}

/// One model of the file; what is not right is `nil`.
private struct PriceRow: Decodable {
    static let prompt = "prompt_micro_usd_per_million"
    static let completion = "completion_micro_usd_per_million"
    static let modelAccepted = "a name of 1 to 128 characters without spaces"
    static let priceAccepted = "whole millionths of a US dollar from 0 to \(priceMax)"

    /// A million US dollars for a million tokens: beyond it, somebody mistook the unit.
    private static let priceMax: Int64 = 1_000_000_000_000
    private static let modelLengthMax = 128

    let isObject: Bool
    let unknown: [String]
    let model: String?
    let prompt: Int64?
    let completion: Int64?

    init(from decoder: any Decoder) throws {
        guard let fields = try? decoder.container(keyedBy: JSONKey.self) else {
            (self.isObject, self.unknown) = (false, [])
            (self.model, self.prompt, self.completion) = (nil, nil, nil)
            return
        }
        self.isObject = true
        self.unknown = fields.unknown(besides: ["model", Self.prompt, Self.completion])
        let model = fields.lenient(String.self, "model")
        self.model = model.flatMap(Self.isName) == true ? model : nil
        self.prompt = Self.price(fields.lenient(Int64.self, .init(stringLiteral: Self.prompt)))
        self.completion = Self.price(
            fields.lenient(Int64.self, .init(stringLiteral: Self.completion))
        )
    }

    private static func isName(_ text: String) -> Bool {
        (1...self.modelLengthMax).contains(text.count) && !text.contains(where: \.isWhitespace)
    }

    private static func price(_ value: Int64?) -> Int64? {
        value.flatMap { (0...self.priceMax).contains($0) ? $0 : nil }
    }
}

extension KeyedDecodingContainer<JSONKey> {
    /// Names the fields that nobody reads: most likely misspelt ones.
    fileprivate func unknown(besides known: [String]) -> [String] {
        self.allKeys.map(\.stringValue).filter { !known.contains($0) }.sorted().map {
            "\($0): accepted: no such field, only \(known.joined(separator: ", "))"
        }
    }
}

import BotGateway
import Testing

/// What models cost.
@Suite struct ModelPricesTests {
    @Test(
        "Costs are rounded up to a millionth of a dollar",
        arguments: [
            ("gpt-4o-mini", 0, 0, Int64?(0)), ("gpt-4o-mini", 1, 0, 1),
            ("gpt-4o-mini", 1_000_000, 1_000_000, 750_000), ("gpt-4o-mini", 1_000, 500, 450),
            ("gpt-4o-mini-2024-07-18", 1_000, 500, 450), ("gpt-4o", 1_000, 500, 7_500),
            ("gpt-4.1-mini", 3, 1, 3), ("gpt-4o-mini-latest", 1, 1, nil), ("llama", 1, 1, nil),
            ("gpt-4o", .max, .max, .max), ("gpt-4o", -5, 2, 20),
        ]
    )
    func costs(model: String, prompt: Int64, completion: Int64, cost: Int64?) {
        let usage = ModelUsage(promptTokens: prompt, completionTokens: completion)
        #expect(ModelPrices.builtIn.cost(of: usage, model: model) == cost)
    }

    @Test("Everything that is wrong is named, one line each")
    func problems() {
        let json = """
            {"version": 2, "owner": "x", "models": [
              {"model": "a", "prompt_micro_usd_per_million": -1,
               "completion_micro_usd_per_million": 1.5},
              {"model": "b c", "prompt_micro_usd_per_million": 1,
               "completion_micro_usd_per_million": 1, "currency": "USD"},
              7,
              {"model": "d", "prompt_micro_usd_per_million": 1,
               "completion_micro_usd_per_million": 1},
              {"model": "d", "prompt_micro_usd_per_million": 1,
               "completion_micro_usd_per_million": 1}
            ]}
            """
        let error = #expect(throws: ModelPricesError.self) { try ModelPrices(json: json) }
        let price = "accepted: whole millionths of a US dollar from 0 to 1000000000000"
        let fields = "prompt_micro_usd_per_million, completion_micro_usd_per_million"
        #expect(
            error?.problems == [
                "model prices: owner: accepted: no such field, only version, models",
                "model prices: version: accepted: 1",
                "model prices: models[0].prompt_micro_usd_per_million: \(price)",
                "model prices: models[0].completion_micro_usd_per_million: \(price)",
                "model prices: models[1].currency: accepted: no such field, only model, \(fields)",
                "model prices: models[1].model: accepted: a name of 1 to 128 characters"
                    + " without spaces",
                "model prices: models[2]: accepted: an object",
                "model prices: models[4].model: accepted: each model once",
            ]
        )
    }

    @Test("What is no file of prices is refused", arguments: ["", "[]", "{", "7"])
    func noFile(json: String) {
        let error = #expect(throws: ModelPricesError.self) { try ModelPrices(json: json) }
        #expect(error?.problems == ["model prices: accepted: one JSON object"])
    }

    @Test("A file without models is refused")
    func empty() {
        #expect(throws: ModelPricesError.self) {
            try ModelPrices(json: #"{"version":1,"models":[]}"#)
        }
    }
}

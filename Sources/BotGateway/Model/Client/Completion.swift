private import Foundation

/// One JSON object of a server: a whole answer, or a piece of one, or an error.
///
/// Read leniently: a field of an unexpected type is as good as none.
struct Completion: Decodable {
    private struct Choice: Decodable {
        let finish: String?
        let spoken: Spoken?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: JSONKey.self)
            self.finish = fields.lenient(String.self, "finish_reason")
            self.spoken =
                fields.lenient(Spoken.self, "message")
                ?? fields.lenient(Spoken.self, "delta")
        }
    }

    private struct Spoken: Decodable {
        let content: String?
        let refusal: String?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: JSONKey.self)
            self.content = fields.lenient(String.self, "content")
            self.refusal = fields.lenient(String.self, "refusal")
        }
    }

    private struct Usage: Decodable {
        let prompt: Int64?
        let completion: Int64?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: JSONKey.self)
            self.prompt = fields.lenient(Int64.self, "prompt_tokens")
            self.completion = fields.lenient(Int64.self, "completion_tokens")
        }
    }

    /// An error as a server tells it.
    struct Trouble: Decodable, Sendable {
        /// The error's kind and code, words of the provider's and not of the person's.
        let name: String
        /// The HTTP status that it would have had.
        let status: Int?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: JSONKey.self)
            let number = fields.lenient(Int.self, "code")
            let words = [fields.lenient(String.self, "type"), fields.lenient(String.self, "code")]
            self.name = words.compactMap(\.self).map(Self.plain).joined(separator: " ")
            self.status = number.flatMap { (400..<600).contains($0) ? $0 : nil }
        }

        /// Whether the account is used up: to come back later does not help.
        var isQuota: Bool { self.name.contains("insufficient_quota") }

        private static func plain(_ word: String) -> String {
            let letters = word.unicodeScalars.filter {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                    || "_-.".unicodeScalars.contains($0)
            }
            return String(String.UnicodeScalarView(letters.prefix(Self.wordLengthMax)))
        }

        private static let wordLengthMax = 60
    }

    /// Words of the answer, or a piece of them.
    let content: String?
    /// Whether the model says why it does not answer.
    let isRefusal: Bool
    /// Why it ended; `nil` while it goes on.
    let finish: String?
    /// Tokens, if the server says how many.
    let usage: ModelUsage?
    /// What went wrong at the server.
    let trouble: Trouble?
    /// Whether there is a choice at all.
    let hasChoice: Bool

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        let choices = fields.lenient([Choice].self, "choices") ?? []
        self.hasChoice = !choices.isEmpty
        self.content = choices.first?.spoken?.content
        self.isRefusal = choices.first?.spoken?.refusal?.isEmpty == false
        self.finish = choices.first?.finish
        let usage = fields.lenient(Usage.self, "usage")
        self.usage = Self.usage(usage?.prompt, usage?.completion)
        self.trouble = fields.lenient(Trouble.self, "error")
    }

    /// Reads an object, or `nil` if it is none.
    static func read(_ bytes: [UInt8]) -> Completion? {
        try? JSONDecoder().decode(Completion.self, from: Data(bytes))
    }

    private static func usage(_ prompt: Int64?, _ completion: Int64?) -> ModelUsage? {
        guard let prompt, let completion, prompt >= 0, completion >= 0 else { return nil }
        return ModelUsage(promptTokens: prompt, completionTokens: completion)
    }
}

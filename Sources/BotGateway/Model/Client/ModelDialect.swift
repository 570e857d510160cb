private import Foundation

/// What a server understands: the servers that call themselves compatible differ in a few fields.
///
/// A call begins with what OpenAI's own server takes. Where a server refuses a request and names
/// the field, the request is put in other words and made again, and what was learnt is kept.
struct ModelDialect: Hashable, Sendable {
    /// How often one call can be put in other words: once a field.
    static let changeCountMax = 4

    private struct Body: Encodable {
        struct StreamOptions: Encodable {
            let include_usage: Bool
        }

        let model: String
        let messages: [ModelMessage]
        let stream: Bool
        var stream_options: StreamOptions?
        var max_tokens: Int?
        var max_completion_tokens: Int?
        var temperature: Double?
    }

    /// Whether the answer is asked for as a stream.
    var isStreaming: Bool
    /// Whether the stream is to end with its usage.
    private var asksForUsage = true
    /// Whether the bound on the answer has its newer name.
    private var hasNewerBound = false
    /// Whether the model may be told how freely to choose.
    private var hasTemperature = true

    init(isStreaming: Bool) {
        self.isStreaming = isStreaming
    }

    /// The request as JSON.
    func body(of request: ModelRequest, for model: String) -> [UInt8] {
        let body = Body(
            model: model,
            messages: request.messages,
            stream: self.isStreaming,
            stream_options: self.isStreaming && self.asksForUsage
                ? Body.StreamOptions(include_usage: true) : nil,
            max_tokens: self.hasNewerBound ? nil : request.completionTokensMax,
            max_completion_tokens: self.hasNewerBound ? request.completionTokensMax : nil,
            temperature: self.hasTemperature ? request.temperature : nil
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(body))
        } catch {
            // Strings, integers and a finite number always encode.
            preconditionFailure("a request to the model did not encode: \(error)")
        }
    }

    /// Finds other words for what a server refused.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - body: What the server said.
    /// - Returns: The words, or `nil` if the refusal is about something else.
    func otherWords(afterRefusal status: Int, _ body: [UInt8]) -> ModelDialect? {
        guard [400, 404, 415, 422, 501].contains(status) else { return nil }
        let text = String(decoding: body, as: UTF8.self).lowercased()
        var other = self
        if text.contains("stream_options"), self.isStreaming, self.asksForUsage {
            other.asksForUsage = false
        } else if text.contains("stream"), self.isStreaming {
            other.isStreaming = false
        } else if text.contains("max_tokens") || text.contains("max_completion_tokens"),
            !self.hasNewerBound
        {
            other.hasNewerBound = true
        } else if text.contains("temperature"), self.hasTemperature {
            other.hasTemperature = false
        } else {
            return nil
        }
        return other
    }
}

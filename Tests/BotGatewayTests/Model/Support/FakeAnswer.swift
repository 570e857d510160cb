import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What the fake model answers to one request.
struct FakeAnswer: Sendable {
    private struct Prompt: Decodable {
        struct Message: Decodable {
            let role: String
            let content: String
        }

        let messages: [Message]
        let stream: Bool?
    }

    private struct HangUp: Error {}

    private let body: String
    private let isStream: Bool
    private let text: String
    /// Every request counts as 100 tokens and every answer as 50: round figures for tests.
    private static let usage = #"{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150}"#

    init(prompt body: String, seed: UInt64) {
        self.body = body
        let prompt = try? JSONDecoder().decode(Prompt.self, from: Data(body.utf8))
        self.isStream = prompt?.stream ?? false
        let wish = prompt?.messages.first { $0.role == "user" }?.content ?? ""
        self.text = Self.words(for: wish, seed: seed)
    }

    /// The response in a mode.
    func response(
        _ mode: FakeModel.Mode,
        gate: @escaping @Sendable () async -> Void,
        hang: @escaping @Sendable () async -> Void
    ) async throws -> Response {
        switch mode {
        case .instant: return self.spoken(self.text)
        case .slow(let duration):
            try await Task.sleep(for: duration)
            return self.spoken(self.text)
        case .gated:
            await gate()
            return self.spoken(self.text)
        case .hang:
            await hang()
            throw HangUp()
        case .hangMidway: return Self.stream([Self.piece("Half ")], end: .hang(hang))
        case .status(let status, let headers, let body):
            return Self.json(body, status: status, headers: headers)
        case .garbage: return Self.json("<html>it works</html>")
        case .otherJSON: return Self.json(#"{"object":"list","data":[]}"#)
        case .nothing: return self.spoken("")
        case .hangUp: return Self.raw(Self.jsonHeaders, end: .hangUp)
        case .halfStream: return Self.stream([Self.piece("Half ")], end: .hangUp)
        case .cutStream: return Self.stream([Self.piece("Half ")], end: .close)
        case .refusal: return self.refusal()
        case .words(let words, let finish): return self.spoken(words, finish: finish)
        case .errorInStream(let error):
            return Self.stream([Self.piece("Half "), #"{"error":\#(error)}"#], end: .close)
        case .refusesField(let field):
            guard self.body.contains("\"\(field)\":"), !self.body.contains("\"\(field)\":false")
            else { return self.spoken(self.text) }
            let error = #"{"error":{"message":"Unrecognized request argument: \#(field)"}}"#
            return Self.json(error, status: 400)
        case .whole: return Self.whole(self.text, finish: "stop")
        case .withoutUsage: return self.spoken(self.text, usage: nil)
        }
    }

    private enum End: Sendable {
        case close
        case hang(@Sendable () async -> Void)
        case hangUp
    }

    private static let jsonHeaders: HTTPFields = [.contentType: "application/json"]

    private func spoken(
        _ text: String,
        finish: String = "stop",
        usage: String? = Self.usage
    ) -> Response {
        guard self.isStream else { return Self.whole(text, finish: finish, usage: usage) }
        // Two halves, cut anywhere.
        let middle = text.index(text.startIndex, offsetBy: text.count / 2)
        var events = [
            #"{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"#,
            Self.piece(String(text[..<middle])), Self.piece(String(text[middle...])),
            #"{"choices":[{"index":0,"delta":{},"finish_reason":"\#(finish)"}]}"#,
        ]
        if let usage { events.append(#"{"choices":[],"usage":\#(usage)}"#) }
        return Self.stream(events + ["[DONE]"], end: .close)
    }

    private func refusal() -> Response {
        let said = #"{"content":null,"refusal":"I cannot help with that."}"#
        guard self.isStream else {
            return Self.json(#"{"choices":[{"message":\#(said),"finish_reason":"stop"}]}"#)
        }
        let event = #"{"choices":[{"delta":\#(said),"finish_reason":"stop"}]}"#
        return Self.stream([event, "[DONE]"], end: .close)
    }

    private static func whole(
        _ text: String,
        finish: String,
        usage: String? = Self.usage
    ) -> Response {
        let message = #"{"role":"assistant","content":\#(Self.quoted(text))}"#
        let choice = #"{"index":0,"message":\#(message),"finish_reason":"\#(finish)"}"#
        let spent = usage.map { #","usage":\#($0)"# } ?? ""
        return Self.json(#"{"model":"fake","choices":[\#(choice)]\#(spent)}"#)
    }

    private static func piece(_ text: String) -> String {
        #"{"choices":[{"index":0,"delta":{"content":\#(Self.quoted(text))}}]}"#
    }

    private static func quoted(_ text: String) -> String {
        let data = (try? JSONEncoder().encode(text)) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    private static func json(
        _ body: String,
        status: Int = 200,
        headers: [String: String] = [:]
    ) -> Response {
        var fields = Self.jsonHeaders
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields[name] = value
        }
        return Response(
            status: .init(code: status),
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(string: body))
        )
    }

    private static func stream(_ events: [String], end: End) -> Response {
        let bytes = Array((": hello\n\n" + events.map { "data: \($0)\n\n" }.joined()).utf8)
        // Pieces of 17 bytes cut lines and characters anywhere.
        let chunks = stride(from: 0, to: bytes.count, by: 17).map {
            ByteBuffer(bytes: bytes[$0..<min($0 + 17, bytes.count)])
        }
        return Self.raw([.contentType: "text/event-stream; charset=utf-8"], chunks, end: end)
    }

    private static func raw(
        _ headers: HTTPFields,
        _ chunks: [ByteBuffer] = [],
        end: End
    ) -> Response {
        Response(
            status: .ok,
            headers: headers,
            body: .init { writer in
                for chunk in chunks { try await writer.write(chunk) }
                switch end {
                case .close: try await writer.finish(nil)
                case .hang(let hang):
                    await hang()
                    throw HangUp()
                case .hangUp: throw HangUp()
                }
            }
        )
    }

    /// The headings of the prompt, each with a sentence; without any, a few kind words.
    private static func words(for wish: String, seed: UInt64) -> String {
        let sentences = [
            "The road opens a little further than you can see.",
            "いまの気持ちを大切にしてください。", "Há tempo; respire e siga.",
        ]
        var hash = seed ^ 0xCBF2_9CE4_8422_2325
        for byte in wish.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let cards = wish.split(separator: "\n").filter { $0.first?.isNumber == true }
        let paragraphs = cards.enumerated().map { index, line in
            let end = line.firstIndex { $0 == ")" || $0 == "）" } ?? line.indices.last
            let heading = end.map { String(line[...$0]) } ?? String(line)
            let choice = Int((hash &+ UInt64(index)) % UInt64(sentences.count))
            return heading + "\n" + sentences[choice]
        }
        let closing = "Take one small step today. (\(String(hash, radix: 36)))"
        return (paragraphs + [closing]).joined(separator: "\n\n")
    }
}

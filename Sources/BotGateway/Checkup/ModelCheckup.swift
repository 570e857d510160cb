internal import AsyncHTTPClient
private import Foundation
internal import NIOCore
internal import NIOHTTP1

/// A look at the language model's server: one cheap call.
package struct ModelCheckup: Sendable {
    /// What it came to.
    package enum Verdict: Sendable {
        /// The server answers and knows the model.
        case ready
        /// The server answers, and something is odd.
        case odd
        /// There is no use in asking it.
        case failed
    }

    private struct Listing: Decodable {
        struct Model: Decodable {
            let id: String
        }

        let data: [Model]
    }

    /// What it came to.
    package let verdict: Verdict
    /// Which call was made and what came of it, in one line without secrets.
    package let words: String

    private init(_ verdict: Verdict, _ words: String) {
        self.verdict = verdict
        self.words = words
    }

    /// Asks for the list of models; a server that has none is asked for one token.
    package static func run(_ endpoint: ModelEndpoint) async -> ModelCheckup {
        var request = HTTPClientRequest(url: "\(endpoint.baseURL)/models")
        request.headers.add(name: "Authorization", value: "Bearer \(endpoint.key.secret)")
        request.headers.add(name: "Accept", value: "application/json")
        do {
            let answer = try await OneCall.make(request)
            switch answer.status {
            case 200..<300: return Self.read(answer, endpoint)
            case 404, 405, 501: return try await Self.askForOneToken(endpoint)
            default: return Self.refused(answer.status, by: "GET /models")
            }
        } catch {
            let cause = endpoint.describe(error)
            return ModelCheckup(.failed, "\(endpoint.baseURL) cannot be reached: \(cause)")
        }
    }

    private static func read(_ answer: OneCall.Answer, _ endpoint: ModelEndpoint) -> ModelCheckup {
        guard let listing = try? JSONDecoder().decode(Listing.self, from: Data(answer.body)) else {
            return ModelCheckup(.odd, "GET /models answered with something else than a list")
        }
        let isListed = listing.data.contains { $0.id == endpoint.model }
        let words =
            isListed
            ? "GET /models lists \(endpoint.model)"
            : "GET /models answers and does not list \(endpoint.model)"
        return ModelCheckup(isListed ? .ready : .odd, words)
    }

    private static func askForOneToken(_ endpoint: ModelEndpoint) async throws -> ModelCheckup {
        var request = HTTPClientRequest(url: endpoint.url)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(endpoint.key.secret)")
        request.headers.add(name: "Content-Type", value: "application/json")
        let body = Probe(model: endpoint.model)
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        let answer = try await OneCall.make(request)
        guard (200..<300).contains(answer.status) else {
            return Self.refused(answer.status, by: "POST /chat/completions for one token")
        }
        return ModelCheckup(.ready, "POST /chat/completions for one token answered")
    }

    private static func refused(_ status: Int, by call: String) -> ModelCheckup {
        let why =
            switch status {
            case 401, 403: "the key is refused"
            case 429: "too many requests, or no money left"
            default: "the server does not do it"
            }
        return ModelCheckup(.failed, "\(call) answered \(status): \(why)")
    }

    private struct Probe: Encodable {
        struct Message: Encodable {
            let role = "user"
            let content = "ok"
        }

        let model: String
        let messages = [Message()]
        let max_tokens = 1
    }
}

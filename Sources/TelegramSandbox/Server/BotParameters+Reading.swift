internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension BotParameters {
    /// The largest body of one call, uploads included.
    static let bodyBytesMax = 20 * 1_024 * 1_024

    /// Reads the parameters of a request: its query string, then its body over it.
    init(of request: Request) async throws {
        for (name, value) in request.uri.queryParameters {
            self.values[String(name)] = .string(String(value))
        }
        guard request.method == .post else { return }
        let body = try await request.body.collect(upTo: Self.bodyBytesMax)
        let bytes = Array(body.readableBytesView)
        let type = request.headers[.contentType] ?? ""
        if type.hasPrefix("application/json") {
            guard !bytes.isEmpty else { return }
            guard let members = try? SandboxJSON(parsing: bytes).object else {
                throw BotFailure.badRequest("can't parse JSON request body")
            }
            self.values.merge(members) { _, own in own }
        } else if type.hasPrefix("multipart/form-data") {
            self.read(MultipartForm(bytes, contentType: type))
        } else if !bytes.isEmpty {
            self.readForm(String(decoding: bytes, as: UTF8.self))
        }
    }

    private mutating func read(_ form: MultipartForm) {
        for part in form.parts {
            if part.isFile {
                self.uploads[part.name] = Array(part.content)
            } else {
                let text = String(decoding: part.content, as: UTF8.self)
                self.values[part.name] = .string(text)
            }
        }
    }

    private mutating func readForm(_ form: String) {
        for pair in form.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count > 1 ? Self.decoded(halves[1]) : ""
            self.values[Self.decoded(halves[0])] = .string(value)
        }
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}

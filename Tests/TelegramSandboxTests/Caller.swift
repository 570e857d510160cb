import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TelegramSandbox

/// Calls the sandbox over HTTP as a bot does.
struct Caller: Sendable {
    let baseURL: String
    let token: String

    init(_ sandbox: Sandbox, token: String? = nil) {
        self.baseURL = sandbox.baseURL
        self.token = token ?? sandbox.token
    }

    /// What came back.
    struct Answer {
        let status: UInt
        let body: SandboxJSON
        let retryAfter: String?

        var result: SandboxJSON { self.body["result"] ?? .null }
        var error: String { self.body["description"]?.string ?? "" }
    }

    /// Calls one method with a JSON body.
    func callAsFunction(_ method: String, _ parameters: SandboxJSON = [:]) async throws -> Answer {
        try await self.send(
            method,
            type: "application/json",
            body: ByteBuffer(bytes: parameters.bytes)
        )
    }

    /// Calls one method with a body of any kind.
    func send(_ method: String, type: String, body: ByteBuffer) async throws -> Answer {
        var request = HTTPClientRequest(url: "\(self.baseURL)/bot\(self.token)/\(method)")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        request.body = .bytes(body)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 8 * 1_024 * 1_024)
        return Answer(
            status: response.status.code,
            body: try SandboxJSON(parsing: Array(bytes.readableBytesView)),
            retryAfter: response.headers.first(name: "Retry-After")
        )
    }

    /// Calls one method and says whether the connection broke before an answer came.
    func breaks(_ method: String, _ parameters: SandboxJSON) async -> Bool {
        do {
            _ = try await self(method, parameters)
            return false
        } catch {
            return true
        }
    }

    /// Polls once and returns the updates.
    func updates(
        offset: Int64 = 0,
        limit: Int64 = 100,
        timeout: Int64 = 0
    ) async throws
        -> [SandboxJSON]
    {
        let answer = try await self(
            "getUpdates",
            ["offset": .int(offset), "limit": .int(limit), "timeout": .int(timeout)]
        )
        return answer.result.array ?? []
    }
}

extension SandboxJSON {
    /// The id of an update.
    var updateID: Int64 { self["update_id"]?.int ?? -1 }
}

extension TelegramWorld.Settings {
    /// A world for tests that poll by hand: it stands still and never slows a poll down.
    static var byHand: TelegramWorld.Settings {
        TelegramWorld.Settings(
            clock: SandboxClock(standingAt: Date(timeIntervalSince1970: 1_800_000_000)),
            slowsRepeatedOffsets: false
        )
    }
}

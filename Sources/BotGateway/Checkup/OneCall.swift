internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// One HTTP call from outside the bot, for an operator who wants to know whether somebody answers.
enum OneCall {
    /// What came back.
    struct Answer: Sendable {
        /// The HTTP status.
        var status: Int
        /// The header `Date`.
        var date: String?
        /// The body, or as much of it as is looked at.
        var body: [UInt8]
    }

    /// How long one call may take.
    static let deadline = TimeAmount.seconds(8)
    /// The largest body looked at.
    static let bodyByteCountMax = 1 << 20

    /// Makes the call.
    ///
    /// - Throws: What the connection says; it may hold the address.
    static func make(_ request: HTTPClientRequest) async throws -> Answer {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(3)
        let client = HTTPClient(configuration: configuration)
        let result: Result<Answer, any Error>
        do {
            let response = try await client.execute(request, deadline: .now() + Self.deadline)
            let body = try await response.body.collect(upTo: Self.bodyByteCountMax)
            result = .success(
                Answer(
                    status: Int(response.status.code),
                    date: response.headers.first(name: "Date"),
                    body: [UInt8](body.readableBytesView)
                )
            )
        } catch {
            result = .failure(error)
        }
        // Whatever it says: the connections are gone, and the answer is what counts.
        try? await client.shutdown()
        return try result.get()
    }
}

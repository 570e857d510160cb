internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// The gateway's HTTP client with nothing around it: the floor of every call that the bot makes.
struct BareClient {
    /// As large as an answer that sends a message.
    static let request = #"{"chat_id":2000,"text":""# + String(repeating: "あ", count: 120) + #""}"#

    /// As large as Telegram's word that it arrived.
    static let answer =
        #"{"ok":true,"result":{"message_id":1,"date":1,"text":""#
        + String(repeating: "あ", count: 120) + #"","chat":{"id":2000,"type":"private"}}}"#

    private static let answerBytesMax = 65_536

    let port: Int
    let callerCount: Int
    let callCount: Int

    /// What the calls came to.
    struct Outcome {
        var callsPerSecond: Double
        var processorMicroseconds: Double
    }

    func run() async throws -> Outcome {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        let client = HTTPClient(configuration: configuration)
        let (port, each) = (self.port, self.callCount / self.callerCount)
        let (watch, before) = (Stopwatch(), Floors.processorSeconds)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<self.callerCount {
                    group.addTask { for _ in 0..<each { try await Self.call(client, port) } }
                }
                try await group.waitForAll()
            }
        } catch {
            try? await client.shutdown()
            throw error
        }
        let (seconds, processor) = (watch.seconds, Floors.processorSeconds - before)
        try await client.shutdown()
        let count = Double(each * self.callerCount)
        return Outcome(
            callsPerSecond: count / seconds,
            processorMicroseconds: processor * 1_000_000 / count
        )
    }

    private static func call(_ client: HTTPClient, _ port: Int) async throws {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/bot1:x/sendMessage")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: Self.request))
        let response = try await client.execute(request, timeout: .seconds(10))
        _ = try await response.body.collect(upTo: Self.answerBytesMax)
    }
}

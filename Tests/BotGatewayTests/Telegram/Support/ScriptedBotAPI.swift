import AiogramCheck
import BotGateway
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A Bot API that answers, method by method, what the test told it to, over real sockets.
///
/// A call that was not told of, and an answer that nobody fetched, fail the test by name.
final class ScriptedBotAPI: Sendable {
    /// How a call is treated.
    enum Reply: Sendable, CustomTestStringConvertible {
        /// Answered in full.
        case answer(status: Int, headers: [String: String] = [:], body: String)
        /// The connection closes before any answer.
        case hangUp
        /// The connection closes in the middle of the answer.
        case hangUpMidway
        /// Nothing ever comes.
        case silence

        /// Short, because a body may be a megabyte.
        var testDescription: String {
            switch self {
            case .answer(let status, _, let body): "\(status) \(body.prefix(80))"
            case .hangUp: "hang up"
            case .hangUpMidway: "hang up midway"
            case .silence: "silence"
            }
        }

        static func ok(_ result: String) -> Reply {
            .answer(status: 200, body: #"{"ok":true,"result":\#(result)}"#)
        }

        static func refusal(_ code: Int, _ text: String, parameters: String? = nil) -> Reply {
            let more = parameters.map { #","parameters":\#($0)"# } ?? ""
            let body = #"{"ok":false,"error_code":\#(code),"description":"\#(text)"\#(more)}"#
            return .answer(status: code, body: body)
        }
    }

    /// A call as it arrived.
    struct Call: Sendable {
        var method: String
        var head: String
        var body: String
    }

    private struct State {
        var script: [String: [Reply]] = [:]
        var calls: [Call] = []
    }

    static let token = "4242:AAE-secret_half"

    /// The names of the calls as they arrive, for one reader.
    let arrivals: AsyncStream<String>
    private let arrive: AsyncStream<String>.Continuation
    private let state = Mutex(State())

    private init() {
        (self.arrivals, self.arrive) = AsyncStream.makeStream()
    }

    /// Lends a running server.
    static func withServer(
        _ body: @Sendable (ScriptedBotAPI, TelegramEndpoint) async throws -> Void
    ) async throws {
        let server = ScriptedBotAPI()
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Connection(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(listener.localAddress?.port)
        let token = try #require(BotToken(Self.token))
        let base = "http://127.0.0.1:\(port)"
        let endpoint = try #require(TelegramEndpoint(baseURL: base, token: token))
        do {
            try await body(server, endpoint)
        } catch {
            try await listener.close()
            throw error
        }
        try await listener.close()
        server.reportUnused()
        try server.reportStrangeCalls()
    }

    /// Tells how the next call of a method, and those after it, are treated.
    func expect(_ method: String, _ replies: Reply...) {
        self.state.withLock { $0.script[method, default: []] += replies }
    }

    /// Takes back what was told about calls that may not have come.
    func forget(_ method: String) {
        self.state.withLock { $0.script[method] = nil }
    }

    /// The calls that arrived.
    var calls: [Call] {
        self.state.withLock { $0.calls }
    }

    private func reportUnused() {
        for (method, replies) in self.state.withLock({ $0.script }) where !replies.isEmpty {
            Issue.record("\(method) was called \(replies.count) times less than told")
        }
    }

    /// aiogram must know every call; forms are known from where they were recorded.
    private func reportStrangeCalls() throws {
        let calls = try self.calls.filter { !$0.body.hasPrefix("--") }
            .map { try AiogramCheck.Call(recorded: "\($0.method) \($0.body)") }
        let complaints = try AiogramCheck.complaints(about: calls)
        #expect(complaints == [])
    }

    fileprivate func take(_ call: Call) -> Reply {
        let reply: Reply? = self.state.withLock { state in
            state.calls.append(call)
            guard state.script[call.method]?.isEmpty == false else { return nil }
            return state.script[call.method]?.removeFirst()
        }
        self.arrive.yield(call.method)
        if let reply { return reply }
        Issue.record("nobody told the server about \(call.method)")
        return .refusal(400, "Bad Request: not in the script")
    }

    /// A whole request, or `nil` while some of it is still missing.
    fileprivate static func call(in buffer: ByteBuffer) -> Call? {
        let text = String(buffer: buffer)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let head = String(text[..<end.lowerBound])
        let body = String(text[end.upperBound...])
        let length = head.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) }
        guard body.utf8.count >= length ?? 0 else { return nil }
        let path = head.split(separator: " ").dropFirst().first ?? ""
        let prefix = "/bot\(Self.token)/"
        let method = path.hasPrefix(prefix) ? path.dropFirst(prefix.count) : path
        return Call(method: String(method), head: head, body: body)
    }
}

/// One connection: its calls are answered as they come.
///
/// It ends when its client hangs up.
private final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: ScriptedBotAPI
    private var received = ByteBuffer()

    init(_ server: ScriptedBotAPI) {
        self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received.writeImmutableBuffer(self.unwrapInboundIn(data))
        guard let call = ScriptedBotAPI.call(in: self.received) else { return }
        self.received.clear()
        self.write(self.server.take(call), context)
    }

    private func write(_ reply: ScriptedBotAPI.Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .answer(let status, let headers, let body):
            let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
            let head = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(lines)\r\n"
            self.send(head + body, context)
        case .hangUp:
            context.close(promise: nil)
        case .hangUpMidway:
            self.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":true,", context)
            context.close(promise: nil)
        case .silence:
            break
        }
    }

    private func send(_ text: String, _ context: ChannelHandlerContext) {
        let data = self.wrapOutboundOut(ByteBuffer(string: text))
        context.writeAndFlush(data, promise: nil)
    }
}

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A language model that does what it is told, over real HTTP.
///
/// What it says follows from its seed and the prompt alone, and names the cards that stand in the
/// prompt, so that its readings are faithful. It needs nothing but Hummingbird.
///
///     try await FakeModel.withServer { fake in
///         fake.next(.status(500), .instant)
///         … // fake.baseURL
///     }
final class FakeModel: Sendable {
    /// How a call is treated.
    enum Mode: Sendable {
        /// Answered at once.
        case instant
        /// Answered after a while, in real time: not for unit tests.
        case slow(Duration)
        /// Answered once the test opens the gate.
        case gated
        /// Nothing ever comes.
        case hang
        /// The first piece of the answer comes, then nothing.
        case hangMidway
        /// An answer with a status.
        case status(Int, headers: [String: String] = [:], body: String = "{}")
        /// 200 and something that is no JSON.
        case garbage
        /// 200 and JSON of something else.
        case otherJSON
        /// 200, and not one word.
        case nothing
        /// The connection closes before the answer.
        case hangUp
        /// The connection closes in the middle of the answer.
        case halfStream
        /// The stream ends as streams do, without having said that it is done.
        case cutStream
        /// The model declines.
        case refusal
        /// Certain words; `finish` as servers say it.
        case words(String, finish: String = "stop")
        /// An error in the stream.
        case errorInStream(String)
        /// Refuses requests with a field, and names it; others are answered.
        case refusesField(String)
        /// Answers in one piece, whatever was asked for.
        case whole
        /// Says no usage.
        case withoutUsage
    }

    private struct State {
        var port = 0
        var usual = Mode.instant
        var script: [Mode] = []
        var requests: [String] = []
        var authorizations: [String] = []
        var gates: [CheckedContinuation<Void, Never>] = []
        var opened = 0
        var hangs: [CheckedContinuation<Void, Never>] = []
        var isStopping = false
        var running = 0
        var runningMax = 0
    }

    /// One element a call as it arrives, for one reader.
    let arrivals: AsyncStream<Int>

    private let arrive: AsyncStream<Int>.Continuation
    private let seed: UInt64
    private let state = Mutex(State())

    private init(seed: UInt64) {
        self.seed = seed
        (self.arrivals, self.arrive) = AsyncStream.makeStream()
    }

    /// Lends a running model.
    static func withServer<Value: Sendable>(
        seed: UInt64 = 7,
        _ body: @Sendable (FakeModel) async throws -> Value
    ) async throws -> Value {
        let fake = FakeModel(seed: seed)
        let (running, run) = AsyncStream<Int>.makeStream()
        let router = Router()
        router.post("v1/chat/completions") { request, _ in try await fake.answer(request) }
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { run.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "fake-model") { _ in SwiftLogNoOpLogHandler() }
        )
        let services = ServiceGroup(
            services: [application],
            logger: Logger(label: "fake-model") { _ in SwiftLogNoOpLogHandler() }
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            for await port in running {
                fake.state.withLock { $0.port = port }
                break
            }
            let result: Result<Value, any Error>
            do { result = .success(try await body(fake)) } catch { result = .failure(error) }
            // Not cancelled: a connection that just came about must be taken to be closed.
            fake.stop()
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }

    /// Where the server is, without a slash at its end.
    var baseURL: String { "http://127.0.0.1:\(self.state.withLock(\.port))/v1" }

    /// Tells how calls are treated that nothing else was told of.
    func usually(_ mode: Mode) {
        self.state.withLock { $0.usual = mode }
    }

    /// Tells how the next call, and those after it, are treated.
    func next(_ modes: Mode...) {
        self.state.withLock { $0.script += modes }
    }

    /// Lets waiting calls, or the next that come, be answered.
    func openGate(_ count: Int = 1) {
        let gates = self.state.withLock { state in
            let open = Array(state.gates.prefix(count))
            state.gates.removeFirst(open.count)
            state.opened += count - open.count
            return open
        }
        for gate in gates { gate.resume() }
    }

    /// The bodies of the calls, as they arrived.
    var requests: [String] { self.state.withLock(\.requests) }

    /// The headers that let the calls in.
    var authorizations: [String] { self.state.withLock(\.authorizations) }

    /// The most calls that were in work at once.
    var runningMax: Int { self.state.withLock(\.runningMax) }

    private func answer(_ request: Request) async throws -> Response {
        let buffer = try await request.body.collect(upTo: 1_000_000)
        let body = String(buffer: buffer)
        let (mode, number) = self.state.withLock { state in
            state.requests.append(body)
            state.authorizations.append(request.headers[.authorization] ?? "")
            state.running += 1
            state.runningMax = max(state.runningMax, state.running)
            let mode = state.script.isEmpty ? state.usual : state.script.removeFirst()
            return (mode, state.requests.count)
        }
        defer { self.state.withLock { $0.running -= 1 } }
        self.arrive.yield(number)
        return try await FakeAnswer(prompt: body, seed: self.seed).response(
            mode,
            gate: self.gate,
            hang: self.hang
        )
    }

    @Sendable private func gate() async {
        await withCheckedContinuation { gate in
            let isOpen = self.state.withLock { state in
                guard state.opened > 0 else {
                    state.gates.append(gate)
                    return false
                }
                state.opened -= 1
                return true
            }
            if isOpen { gate.resume() }
        }
    }

    /// Waits until the test is over.
    @Sendable private func hang() async {
        await withCheckedContinuation { hang in
            let isOver = self.state.withLock { state in
                if !state.isStopping { state.hangs.append(hang) }
                return state.isStopping
            }
            if isOver { hang.resume() }
        }
    }

    private func stop() {
        let waiting = self.state.withLock { state in
            state.isStopping = true
            state.opened = .max
            defer { (state.hangs, state.gates) = ([], []) }
            return state.hangs + state.gates
        }
        for one in waiting { one.resume() }
    }
}

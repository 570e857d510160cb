internal import AsyncHTTPClient
private import NIOCore
private import Synchronization

/// Any server that speaks OpenAI's `/chat/completions`, typed.
///
/// A call ends within ``ModelLimits/totalTimeout``, its place in the line and its repetitions
/// included. 429, 5xx, lost connections, silence and broken-off answers are asked again; what
/// cannot be read, is empty, or declines is a failure at once. A failure says what it cost.
package struct ModelClient: Sendable {
    /// What a client is made of.
    package struct Configuration: Sendable {
        /// Where the model is, and which one.
        package var endpoint: ModelEndpoint
        /// How long, how often, how many.
        package var limits: ModelLimits
        /// Whether answers are asked for as streams; a server that refuses gets its way.
        package var isStreaming: Bool
        /// Time.
        package var clock: TelegramClock
        /// Numbers in `0..<1`, for back-off.
        package var randomness: @Sendable () -> Double
        /// Told how each call went.
        package var observe: @Sendable (ModelCallReport) -> Void = { _ in }

        /// Describes a client.
        package init(
            endpoint: ModelEndpoint,
            limits: ModelLimits = ModelLimits(),
            isStreaming: Bool = true,
            clock: TelegramClock = .continuous,
            randomness: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
        ) {
            self.endpoint = endpoint
            self.limits = limits
            self.isStreaming = isStreaming
            self.clock = clock
            self.randomness = randomness
        }
    }

    /// What was learnt about the server; shared by the copies of a client.
    private final class Learnt: Sendable {
        let dialect: Mutex<ModelDialect>

        init(_ dialect: ModelDialect) {
            self.dialect = Mutex(dialect)
        }
    }

    private let configuration: Configuration
    private let exchange: ModelExchange
    private let turns: ModelTurns
    private let learnt: Learnt

    private init(_ configuration: Configuration, _ http: HTTPClient) {
        self.configuration = configuration
        self.exchange = ModelExchange(
            endpoint: configuration.endpoint,
            limits: configuration.limits,
            clock: configuration.clock,
            http: http
        )
        self.turns = ModelTurns(
            runningMax: configuration.limits.callCountMax,
            waitingMax: configuration.limits.waitingCountMax
        )
        self.learnt = Learnt(ModelDialect(isStreaming: configuration.isStreaming))
    }

    /// Lends a client whose connections are closed when the body ends, however it ends.
    package static func withClient<Value>(
        _ configuration: Configuration,
        _ body: (ModelClient) async throws -> Value
    ) async throws -> Value {
        let http = Self.http(configuration.limits)
        let value: Value
        do {
            value = try await body(ModelClient(configuration, http))
        } catch {
            // Why the body ended is what counts; the connections are gone either way.
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
        return value
    }

    /// The model's name, as prices are looked up by it.
    package var model: String { self.configuration.endpoint.model }

    /// How many calls are out, and how many wait for their turn.
    package var load: (running: Int, waiting: Int) { self.turns.counts }

    /// Asks the model.
    ///
    /// - Throws: ``ModelFailure``; `.abandoned` if the task is cancelled.
    package func complete(_ request: ModelRequest) async throws(ModelFailure) -> ModelAnswer {
        let clock = self.configuration.clock
        let start = clock.now()
        let result = await Race.run {
            await self.inTurn(request, since: start)
        } until: {
            do {
                try await clock.expire(self.configuration.limits.totalTimeout)
                return .timedOut
            } catch {
                return nil
            }
        }
        let end = clock.now()
        self.configuration.observe(ModelCallReport(result, duration: end - start, at: end))
        return try result.get()
    }

    private func inTurn(
        _ request: ModelRequest,
        since start: Duration
    ) async -> Result<ModelAnswer, ModelFailure> {
        do throws(ModelFailure) { try await self.turns.take() } catch { return .failure(error) }
        defer { self.turns.giveBack() }
        return await self.attempts(request, since: start)
    }

    private func attempts(
        _ request: ModelRequest,
        since start: Duration
    ) async -> Result<ModelAnswer, ModelFailure> {
        let clock = self.configuration.clock
        let backoff = ModelBackoff(
            limits: self.configuration.limits,
            randomness: self.configuration.randomness
        )
        var (usage, attempts) = (ModelUsage.none, 0)
        while true {
            var failure: ModelFailure
            do throws(ModelFailure) {
                var answer = try await self.attempt(request)
                answer.usage = usage + answer.usage
                return .success(answer)
            } catch {
                failure = error
            }
            attempts += 1
            usage = usage + failure.usage
            failure.usage = usage
            let elapsed = clock.now() - start
            guard let wait = backoff.wait(after: failure, attempts: attempts, elapsed: elapsed)
            else { return .failure(failure) }
            do { try await clock.sleep(wait) } catch {
                return .failure(ModelFailure(.abandoned, usage: usage))
            }
        }
    }

    /// One attempt, put in other words as often as the server asks for them.
    private func attempt(_ request: ModelRequest) async throws(ModelFailure) -> ModelAnswer {
        for _ in 0...ModelDialect.changeCountMax {
            let dialect = self.learnt.dialect.withLock(\.self)
            switch try await self.exchange.attempt(request, dialect).get() {
            case .answer(let answer): return answer
            case .otherWords(let other): self.learnt.dialect.withLock { $0 = other }
            }
        }
        throw ModelFailure(.requestRefused(status: 400), cause: "no words that the server knows")
    }

    private static func http(_ limits: ModelLimits) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = TimeAmount(limits.connectTimeout)
        configuration.connectionPool.idleTimeout = Connections.idleTimeout
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            limits.callCountMax
        // Who repeats, and how often, is decided here and not below.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(configuration: configuration)
    }
}

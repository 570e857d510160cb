internal import Ledger

/// The Bot API, typed.
///
/// What Telegram refuses is a value; what keeps a call from its answer is a ``TelegramError``. A
/// call that means the same made twice is made again after 429, 5xx and lost connections; a
/// message is not, because Telegram would show it twice (see ``SendOutcome``). `Retry-After`
/// is honoured up to half a minute within a call and handed to the caller beyond.
///
/// Every call may throw `CancellationError`.
package struct TelegramClient: Sendable {
    /// What a client is made of.
    package struct Configuration: Sendable {
        /// Where the Bot API is, and as which bot.
        package var endpoint: TelegramEndpoint
        /// Time.
        package var clock: TelegramClock
        /// Numbers in `0..<1`, for back-off.
        package var randomness: @Sendable () -> Double
        /// Told the name and the JSON body of every call, once, before it is made.
        ///
        /// The body is personal. For a picture it is all but the picture.
        package var record: (@Sendable (String, [UInt8]) -> Void)?
        /// Told how each attempt at a call went.
        package var observe: (@Sendable (TelegramCallReport) -> Void)?
        /// Whether messages are kept back so that Telegram never has to refuse one; a simulated
        /// Telegram takes them as fast as they come, for measuring.
        package var isPaced = true

        /// Describes a client.
        package init(
            endpoint: TelegramEndpoint,
            clock: TelegramClock = .continuous,
            randomness: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
            record: (@Sendable (String, [UInt8]) -> Void)? = nil
        ) {
            self.endpoint = endpoint
            self.clock = clock
            self.randomness = randomness
            self.record = record
        }
    }

    let pacer: Pacer
    private let configuration: Configuration
    private let exchange: Exchange

    private init(_ configuration: Configuration, _ connections: Connections) {
        self.configuration = configuration
        self.pacer = Pacer(clock: configuration.clock, isHeeded: configuration.isPaced)
        self.exchange = Exchange(
            endpoint: configuration.endpoint,
            connections: connections,
            clock: configuration.clock
        )
    }

    /// Lends a client whose connections are closed when the body ends, however it ends.
    package static func withClient<Value>(
        _ configuration: Configuration,
        _ body: (TelegramClient) async throws -> Value
    ) async throws -> Value {
        let connections = Connections()
        let value: Value
        do {
            value = try await body(TelegramClient(configuration, connections))
        } catch {
            // Why the body ended is what counts; the connections are gone either way.
            try? await connections.shutdown()
            throw error
        }
        try await connections.shutdown()
        return value
    }

    /// Makes a call and reads what it returns.
    ///
    /// - Throws: ``TelegramError``; a refusal too becomes one.
    func result<Method: TelegramMethod>(of method: Method) async throws -> Method.Answer {
        switch try await self.outcome(of: method) {
        case .success(let answer): return answer
        case .failure(let refusal):
            throw TelegramError(.refused(refusal.value), method: Method.name)
        }
    }

    /// A refusal, as what `Result` wants to hold.
    struct Refused: Error {
        let value: TelegramRefusal
    }

    /// Makes a call and reads what it returns, or why Telegram refuses it.
    ///
    /// - Throws: ``TelegramError``.
    func outcome<Method: TelegramMethod>(
        of method: Method
    ) async throws -> Result<Method.Answer, Refused> {
        switch try await self.attempt(method) {
        case .accepted(let json):
            guard let answer = AnswerReading.decode(Method.Answer.self, json[...]) else {
                throw TelegramError(.unreadableAnswer, method: Method.name)
            }
            return .success(answer)
        case .refused(let refusal):
            return .failure(Refused(value: refusal))
        case .failed(let error):
            try Task.checkCancellation()
            throw error
        }
    }

    /// Makes a call whose answer is JSON.
    ///
    /// - Parameters:
    ///   - method: The call.
    ///   - chat: The chat to keep silent when Telegram asks for it.
    /// - Returns: What the last attempt came to.
    /// - Throws: `CancellationError`.
    func attempt<Method: TelegramMethod>(
        _ method: Method,
        in chat: ChatID? = nil
    ) async throws -> Attempt {
        let body = try method.body()
        self.configuration.record?(Method.name, body)
        return try await self.attempt(
            Exchange.Call(
                method: Method.name,
                terms: method.terms,
                contentType: "application/json",
                body: body
            ),
            in: chat
        )
    }

    /// Uploads a picture.
    func upload(_ photo: SendPhoto) async throws -> Attempt {
        let json = try photo.body()
        self.configuration.record?(SendPhoto.name, json)
        let boundary = "starledger-\(UInt64.random(in: .min ... .max))"
        let form = MultipartForm.form(of: photo, json: json, boundary: boundary)
        return try await self.attempt(
            Exchange.Call(
                method: SendPhoto.name,
                terms: photo.terms,
                contentType: form.contentType,
                body: form.body
            ),
            in: photo.chat
        )
    }

    private func attempt(_ call: Exchange.Call, in chat: ChatID?) async throws -> Attempt {
        let clock = self.configuration.clock
        let backoff = Backoff(terms: call.terms, randomness: self.configuration.randomness)
        let start = clock.now()
        var attempts = 0
        while true {
            try Task.checkCancellation()
            Failpoint.pass("telegram.asking")
            let attempt = await self.observed(call)
            Failpoint.pass("telegram.answered")
            attempts += 1
            guard case .failed(let error) = attempt else { return attempt }
            if let chat, case .rateLimited(let silence) = error.code {
                await self.pacer.silence(chat, for: silence)
            }
            let elapsed = clock.now() - start
            guard let wait = backoff.wait(after: error, attempts: attempts, elapsed: elapsed)
            else { return attempt }
            try await clock.sleep(wait)
        }
    }

    private func observed(_ call: Exchange.Call) async -> Attempt {
        let start = self.configuration.clock.now()
        let attempt = await self.exchange.attempt(call)
        let duration = self.configuration.clock.now() - start
        self.configuration.observe?(
            TelegramCallReport(attempt, method: call.method, duration: duration)
        )
        return attempt
    }
}

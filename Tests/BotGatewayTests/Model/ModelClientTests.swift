import BotGateway
import Synchronization
import Testing

/// What the client makes of everything that a server can do.
@Suite(.timeLimit(.minutes(2))) struct ModelClientTests {
    private static let spent = ModelUsage(promptTokens: 100, completionTokens: 50)

    @Test("An answer comes with its usage, streamed or not", arguments: [true, false])
    func answer(isStreaming: Bool) async throws {
        try await withFakeModel(isStreaming: isStreaming) { fake, client in
            fake.next(.words("花が咲きます。\n\nGood luck 🌙"))
            let answer = try await client.complete(.hello)
            #expect(answer.text == "花が咲きます。\n\nGood luck 🌙")
            #expect(answer.usage == Self.spent)
            #expect(!answer.isCut)
            #expect(fake.authorizations == ["Bearer \(FakeModel.key)"])
            let body = try #require(fake.requests.first)
            #expect(body.contains(#""stream":\#(isStreaming)"#))
            #expect(body.contains("include_usage") == isStreaming)
            #expect(body.contains(#""model":"fake-model""#))
        }
    }

    @Test("An answer that the most tokens cut says so", arguments: [true, false])
    func cut(isStreaming: Bool) async throws {
        try await withFakeModel(isStreaming: isStreaming) { fake, client in
            fake.next(.words("Once upon", finish: "length"))
            let answer = try await client.complete(.hello)
            #expect(answer.isCut)
        }
    }

    @Test("Usage that the server does not tell is estimated and marked", arguments: [true, false])
    func estimate(isStreaming: Bool) async throws {
        try await withFakeModel(isStreaming: isStreaming) { fake, client in
            fake.next(.withoutUsage)
            let usage = try await client.complete(.hello).usage
            #expect(usage.isEstimated)
            // "Be kind." is 2, "a private hello" 4, and 4 for the frame of each.
            #expect(usage.promptTokens == 14)
            #expect(usage.completionTokens > 5)
        }
    }

    @Test("A server may answer in one piece where a stream was asked for")
    func wholeForStream() async throws {
        try await withFakeModel { fake, client in
            fake.next(.whole)
            let answer = try await client.complete(.hello)
            #expect(answer.usage == Self.spent)
        }
    }

    @Test(
        "A field that the server refuses is left out, then and later",
        arguments: ["stream_options", "stream", "max_tokens", "temperature"]
    )
    func dialect(field: String) async throws {
        try await withFakeModel { fake, client in
            fake.usually(.refusesField(field))
            let answer = try await client.complete(.hello)
            #expect(answer.usage == Self.spent)
            #expect(fake.requests.count == 2)
            _ = try await client.complete(.hello)
            #expect(fake.requests.count == 3)
            let last = try #require(fake.requests.last)
            #expect(!last.contains("\"\(field)\":") || last.contains("\"\(field)\":false"))
            #expect(last.contains("max_tokens") || last.contains("max_completion_tokens"))
        }
    }

    @Test(
        "What passes is asked again, with growing waits",
        arguments: [
            FakeModel.Mode.status(500), .status(503), .status(429), .status(408), .hangUp,
            .halfStream, .cutStream, .errorInStream(#"{"code":502,"message":"x"}"#),
        ]
    )
    func repeated(failure: FakeModel.Mode) async throws {
        let clock = TestClock()
        try await withFakeModel(clock: clock.clock()) { fake, client in
            fake.next(failure, failure, .words("At last."))
            let answer = try await client.complete(.hello)
            #expect(answer.text == "At last.")
            #expect(clock.waits == [.milliseconds(250), .milliseconds(500)])
        }
    }

    @Test("Half an answer costs what came of it")
    func costOfHalf() async throws {
        try await withFakeModel { fake, client in
            fake.next(.cutStream, .words("Whole."))
            let usage = try await client.complete(.hello).usage
            #expect(usage.isEstimated)
            #expect(usage.promptTokens == 114)
            #expect(usage.completionTokens == 52)
        }
    }

    @Test(
        "After three attempts the last failure is the answer",
        arguments: [
            (FakeModel.Mode.status(500), ModelFailure.Code.serverFailed(status: 500)),
            (.status(429), .rateLimited(retryAfter: nil)), (.hangUp, .connectionDropped),
            (.halfStream, .connectionDropped), (.cutStream, .truncated),
        ]
    )
    func exhausted(mode: FakeModel.Mode, code: ModelFailure.Code) async throws {
        try await withFakeModel { fake, client in
            fake.usually(mode)
            let failure = await #expect(throws: ModelFailure.self) {
                _ = try await client.complete(.hello)
            }
            #expect(failure?.code == code)
            #expect(fake.requests.count == 3)
        }
    }

    @Test(
        "What does not pass is a failure at once",
        arguments: [
            (FakeModel.Mode.status(401), ModelFailure.Code.unauthorized),
            (.status(403), .unauthorized), (.status(400), .requestRefused(status: 400)),
            (.status(404), .requestRefused(status: 404)),
            (.status(302, headers: ["Location": "http://x"]), .requestRefused(status: 302)),
            (
                .status(429, body: #"{"error":{"code":"insufficient_quota"}}"#), .quotaExhausted
            ),
            (.garbage, .malformed), (.otherJSON, .malformed), (.nothing, .empty),
            (.words(" \n "), .empty), (.refusal, .declined),
            (.words("No.", finish: "content_filter"), .declined),
            (.errorInStream(#"{"code":400}"#), .malformed),
        ]
    )
    func final(mode: FakeModel.Mode, code: ModelFailure.Code) async throws {
        for isStreaming in [true, false] {
            try await withFakeModel(isStreaming: isStreaming) { fake, client in
                fake.usually(mode)
                let failure = await #expect(throws: ModelFailure.self) {
                    _ = try await client.complete(.hello)
                }
                #expect(failure?.code == code)
                #expect(fake.requests.count == 1)
            }
        }
    }

    @Test("An empty answer is paid for all the same")
    func costOfNothing() async throws {
        try await withFakeModel { fake, client in
            fake.next(.nothing)
            let failure = await #expect(throws: ModelFailure.self) {
                _ = try await client.complete(.hello)
            }
            #expect(failure?.usage == Self.spent)
        }
    }

    @Test("Nobody at the address is no connection, and asked again")
    func notConnected() async throws {
        let clock = TestClock()
        let key = try #require(ModelKey(FakeModel.key))
        let endpoint = try #require(ModelEndpoint(baseURL: "http://127.0.0.1:1", key: key))
        let configuration = ModelClient.Configuration(
            endpoint: endpoint,
            clock: clock.clock(),
            randomness: { 0 }
        )
        try await ModelClient.withClient(configuration) { client in
            let failure = await #expect(throws: ModelFailure.self) {
                _ = try await client.complete(.hello)
            }
            #expect(failure?.code == .notConnected)
            #expect(clock.waits.count == 2)
        }
    }

    @Test(
        "Retry-After is waited for",
        arguments: [("Retry-After", "7"), ("retry-after-ms", "7000")]
    )
    func retryAfter(header: (name: String, value: String)) async throws {
        let clock = TestClock()
        try await withFakeModel(clock: clock.clock()) { fake, client in
            fake.next(.status(429, headers: [header.name: header.value]), .instant)
            _ = try await client.complete(.hello)
            #expect(clock.waits == [.seconds(7)])
        }
    }

    @Test("A Retry-After beyond the total time ends the call at once")
    func retryAfterTooLong() async throws {
        let clock = TestClock()
        try await withFakeModel(clock: clock.clock()) { fake, client in
            fake.next(.status(429, headers: ["Retry-After": "90"]))
            let failure = await #expect(throws: ModelFailure.self) {
                _ = try await client.complete(.hello)
            }
            #expect(failure?.code == .rateLimited(retryAfter: .seconds(90)))
            #expect(clock.waits == [])
        }
    }

    @Test("Answers and requests have bounds", arguments: [true, false])
    func bounds(isStreaming: Bool) async throws {
        try await withFakeModel(isStreaming: isStreaming) {
            $0.answerBytesMax = 2_000
            $0.textBytesMax = 100
            $0.requestBytesMax = 4_000
        } _: { fake, client in
            var long = ModelRequest.hello
            long.messages.append(ModelMessage(.user, String(repeating: "x", count: 5_000)))
            await Self.expect(.requestTooLarge, from: client, long)
            #expect(fake.requests.isEmpty)
            fake.next(.words(String(repeating: "x", count: 200)))
            await Self.expect(.answerTooLarge, from: client)
            fake.next(.words(String(repeating: "x", count: 4_000)))
            await Self.expect(.answerTooLarge, from: client)
        }
    }

    static func expect(
        _ code: ModelFailure.Code,
        from client: ModelClient,
        _ request: ModelRequest = .hello
    ) async {
        let failure = await #expect(throws: ModelFailure.self) {
            _ = try await client.complete(request)
        }
        #expect(failure?.code == code)
    }
}

import BotGateway
import Synchronization
import Testing

/// Deadlines, and who may be out at once.
@Suite(.timeLimit(.minutes(2))) struct ModelTimeTests {
    /// Lets a deadline pass when a call has arrived; others never.
    private static func clock(
        passing deadline: Duration,
        when fire: AsyncStream<Void>,
        _ clock: TestClock = TestClock()
    ) -> TelegramClock {
        clock.clock { duration in
            guard duration == deadline else { return try await forever() }
            for await _ in fire { return }
            throw CancellationError()
        }
    }

    @Test("A server that never answers, or falls silent midway, is asked again")
    func silence() async throws {
        let (fire, trigger) = AsyncStream<Void>.makeStream()
        let clock = Self.clock(passing: .seconds(20), when: fire)
        try await withFakeModel(clock: clock) { fake, client in
            fake.next(.hang, .hang, .words("There."))
            try await withThrowingTaskGroup(of: ModelAnswer.self) { group in
                group.addTask { try await client.complete(.hello) }
                for await number in fake.arrivals {
                    guard number < 3 else { break }
                    trigger.yield()
                }
                let answer = try await group.next()
                #expect(answer?.text == "There.")
            }
        }
    }

    @Test(
        "Silence for good is the failure",
        arguments: [FakeModel.Mode.hang, .hangMidway],
        [true, false]
    )
    func silentForGood(mode: FakeModel.Mode, isStreaming: Bool) async throws {
        let clock = TestClock().clock { duration in
            if duration == .seconds(90) { try await forever() }
        }
        try await withFakeModel(clock: clock, isStreaming: isStreaming) { fake, client in
            fake.usually(mode)
            let failure = await #expect(throws: ModelFailure.self) {
                _ = try await client.complete(.hello)
            }
            // The deadline may pass before the request could leave.
            let code = try #require(failure?.code)
            #expect([.silent, .notConnected].contains(code))
        }
    }

    @Test("The total time ends a call, whatever it does; what it cost is known")
    func total() async throws {
        let (fire, trigger) = AsyncStream<Void>.makeStream()
        let clock = Self.clock(passing: .seconds(90), when: fire)
        try await withFakeModel(clock: clock) { fake, client in
            fake.next(.cutStream, .hang)
            await withThrowingTaskGroup(of: ModelAnswer.self) { group in
                group.addTask { try await client.complete(.hello) }
                for await number in fake.arrivals where number == 2 {
                    trigger.yield()
                    break
                }
                let failure = await #expect(throws: ModelFailure.self) {
                    _ = try await group.next()
                }
                #expect(failure?.code == .timedOut)
                #expect(failure?.usage.completionTokens == 2)
            }
        }
    }

    @Test("A cancelled call is abandoned")
    func cancelled() async throws {
        try await withFakeModel { fake, client in
            fake.next(.hang)
            await withThrowingTaskGroup(of: ModelAnswer.self) { group in
                group.addTask { try await client.complete(.hello) }
                for await _ in fake.arrivals { break }
                group.cancelAll()
                let failure = await #expect(throws: ModelFailure.self) {
                    _ = try await group.next()
                }
                #expect(failure?.code == .abandoned)
            }
        }
    }

    @Test("So many calls are out, so many wait, and the next is refused")
    func turns() async throws {
        try await withFakeModel {
            $0.callCountMax = 3
            $0.waitingCountMax = 4
        } _: { fake, client in
            fake.usually(.gated)
            try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<7 { group.addTask { try await client.complete(.hello).text } }
                for await number in fake.arrivals where number == 3 { break }
                while client.load.waiting < 4 { await Task.yield() }
                #expect(client.load.running == 3)
                await ModelClientTests.expect(.busy, from: client)
                fake.openGate(7)
                for try await text in group { #expect(text?.isEmpty == false) }
            }
            #expect(fake.requests.count == 7)
            #expect(fake.runningMax == 3)
            #expect(client.load == (0, 0))
        }
    }

    @Test("Who leaves the line gives the place up, and the turns stay whole")
    func leavingTheLine() async throws {
        try await withFakeModel {
            $0.callCountMax = 1
            $0.waitingCountMax = 1
        } _: { fake, client in
            fake.usually(.gated)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await client.complete(.hello) }
                for await _ in fake.arrivals { break }
                try await withThrowingTaskGroup(of: Void.self) { line in
                    line.addTask { await ModelClientTests.expect(.abandoned, from: client) }
                    while client.load.waiting < 1 { await Task.yield() }
                    line.cancelAll()
                    try await line.waitForAll()
                }
                #expect(client.load == (1, 0))
                fake.openGate()
                try await group.waitForAll()
            }
            fake.openGate()
            _ = try await client.complete(.hello)
            #expect(client.load == (0, 0))
        }
    }
}

import BotGateway
import Synchronization

/// The pauses of the schedule, one at a time, as a test lets them pass.
final class ComparisonTicks: Sendable {
    /// An interval that nothing else of the bot waits for.
    static let interval = Duration.milliseconds(777)

    private let idle = AsyncStream.makeStream(of: Void.self)
    private let go = AsyncStream.makeStream(of: Void.self)
    private let isIdle = Mutex(false)

    /// Puts the schedule into a bot's settings.
    func drive(_ settings: inout Gateway.Settings) {
        let pause = settings.pause
        settings.reconcilesEvery = Self.interval
        settings.pause = { duration in
            guard duration == Self.interval else { return try await pause(duration) }
            try await self.wait()
        }
    }

    /// Lets the schedule compare once, and waits until it has.
    func tick() async throws {
        if !self.isIdle.withLock({ $0 }) { try await self.untilIdle() }
        self.go.continuation.yield()
        try await self.untilIdle()
    }

    private func untilIdle() async throws {
        var ends = self.idle.stream.makeAsyncIterator()
        guard await ends.next() != nil else { throw CancellationError() }
        self.isIdle.withLock { $0 = true }
    }

    private func wait() async throws {
        self.idle.continuation.yield()
        var ticks = self.go.stream.makeAsyncIterator()
        guard await ticks.next() != nil else { throw CancellationError() }
    }
}

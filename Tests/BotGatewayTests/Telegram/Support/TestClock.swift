import BotGateway
import Synchronization

/// A clock that jumps to the end of every wait and remembers how long it was.
///
/// Deadlines never pass, unless a test hands in its own.
final class TestClock: Sendable {
    private struct State {
        var now = Duration.zero
        var waits: [Duration] = []
    }

    private let state = Mutex(State())

    /// The waits so far.
    var waits: [Duration] {
        self.state.withLock { $0.waits }
    }

    /// This clock, as the client takes it.
    func clock(
        expire: @escaping @Sendable (Duration) async throws -> Void = { _ in
            for await _ in AsyncStream<Never>.makeStream().stream {}
            throw CancellationError()
        }
    ) -> TelegramClock {
        TelegramClock(
            now: { self.state.withLock { $0.now } },
            sleep: { wait in
                self.state.withLock { state in
                    state.now += wait
                    state.waits.append(wait)
                }
            },
            expire: expire
        )
    }
}

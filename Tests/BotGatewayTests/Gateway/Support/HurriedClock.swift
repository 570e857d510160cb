import BotGateway
import Synchronization

/// A clock for the client that jumps to the end of every wait, and lets deadlines pass as they do.
final class HurriedClock: Sendable {
    private let start = ContinuousClock.now
    private let jumped = Mutex(Duration.zero)

    var clock: TelegramClock {
        TelegramClock(
            now: { ContinuousClock.now - self.start + self.jumped.withLock { $0 } },
            sleep: { wait in
                try Task.checkCancellation()
                self.jumped.withLock { $0 += wait }
            },
            expire: { try await Task.sleep(for: $0) }
        )
    }
}

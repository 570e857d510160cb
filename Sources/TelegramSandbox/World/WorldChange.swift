/// Something that people who look on can see happen.
enum WorldChange: Sendable {
    /// A message is new or was edited.
    case message(SandboxMessage)
    /// A message is gone.
    case deleted(chat: Int64, message: Int64)
    /// The bot answered a pressed button.
    case toast(CallbackAnswer)
    /// A payment came a step further.
    case payment(PaymentProgress)
    /// The bot made a call, or this is how it ended.
    case call(BotCall)
    /// Purses, names, blocks, the clock or the number of pending updates changed.
    case purses
}

/// The bot's one answer to a pressed button.
public struct CallbackAnswer: Sendable, Hashable {
    /// Telegram's id of the press.
    public let id: String
    /// Who pressed.
    public let user: Int64
    /// What the phone shows; empty if the bot only stopped the spinner.
    public let text: String
    /// Whether it must be tapped away.
    public let isAlert: Bool
}

/// A step of a payment, for the page's spinner.
struct PaymentProgress: Sendable {
    enum Step: String, Sendable {
        case waiting, paid, failed
    }

    let user: Int64
    let message: Int64?
    let step: Step
    let detail: String
}

extension WorldState {
    /// The most changes that wait for one slow onlooker; beyond, the oldest are dropped.
    static let changesMax = 20_000

    mutating func tell(_ change: WorldChange) {
        for onlooker in self.onlookers.values { onlooker.yield(change) }
    }

    /// Opens a stream of what happens from now on.
    mutating func look() -> (id: Int, changes: AsyncStream<WorldChange>) {
        let (changes, onlooker) = AsyncStream.makeStream(
            of: WorldChange.self,
            bufferingPolicy: .bufferingNewest(Self.changesMax)
        )
        self.lastOnlooker += 1
        if self.isStopping { onlooker.finish() }
        self.onlookers[self.lastOnlooker] = onlooker
        return (self.lastOnlooker, changes)
    }

    mutating func stopLooking(_ id: Int) {
        self.onlookers.removeValue(forKey: id)?.finish()
    }
}

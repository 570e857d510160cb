internal import Foundation

/// How fast a bot may send before it is answered 429.
///
/// Source: <https://core.telegram.org/bots/faq#broadcasting-to-users>.
public struct SandboxFloodLimits: Sendable, Hashable {
    /// Messages a second into one chat, in the long run.
    public var perChatPerSecond: Double
    /// Messages into one chat at once, before the long run counts.
    public var perChatBurst: Double
    /// Messages a second over all chats.
    public var overallPerSecond: Double

    /// Creates limits; without arguments they are Telegram's own.
    public init(
        perChatPerSecond: Double = 1,
        perChatBurst: Double = 5,
        overallPerSecond: Double = 30
    ) {
        self.perChatPerSecond = perChatPerSecond
        self.perChatBurst = perChatBurst
        self.overallPerSecond = overallPerSecond
    }
}

/// How much a bot sent lately: one leaking bucket a chat, and one for all.
struct FloodGauge: Sendable {
    private struct Bucket {
        var level: Double = 0
        var at = Date.distantPast

        mutating func leak(perSecond: Double, now: Date) {
            self.level = max(0, self.level - now.timeIntervalSince(self.at) * perSecond)
            self.at = now
        }
    }

    private var chats: [Int64: Bucket] = [:]
    private var overall = Bucket()

    /// Counts one message.
    ///
    /// - Returns: Seconds to wait if it is one too many; it is not counted then.
    mutating func pour(into chat: Int64, now: Date, _ limits: SandboxFloodLimits) -> Int? {
        var bucket = self.chats[chat] ?? Bucket()
        bucket.leak(perSecond: limits.perChatPerSecond, now: now)
        self.overall.leak(perSecond: limits.overallPerSecond, now: now)
        let surplus = max(
            (bucket.level + 1 - limits.perChatBurst) / limits.perChatPerSecond,
            (self.overall.level + 1 - limits.overallPerSecond) / limits.overallPerSecond
        )
        guard surplus <= 0 else { return max(1, Int(surplus.rounded(.up))) }
        bucket.level += 1
        self.overall.level += 1
        self.chats[chat] = bucket
        return nil
    }
}

extension WorldState {
    /// Counts one message to a chat against the flood limits, if they are on.
    mutating func spend(in chat: Int64) throws(BotFailure) {
        guard let limits = self.settings.floodLimits,
            let seconds = self.flood.pour(into: chat, now: self.now, limits)
        else { return }
        throw .tooManyRequests(retryAfterSeconds: seconds)
    }
}

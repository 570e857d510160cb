/// When the next message may leave, so that Telegram never has to refuse one.
///
/// Pure: it is told the time and answers with a time. Each chat, and the bot as a whole, has the
/// moment at which a message would be exactly on schedule; a burst may run ahead of the schedule
/// by a few. The intervals are such that no window of a second, or of a minute for a group, holds
/// more than Telegram's limit, burst included.
///
/// A message asks twice, for its chat and, when that moment has come, for the bot. So a chat
/// that must wait takes nothing from the others in the meantime.
///
/// - Source: Telegram's bot FAQ, "My bot is hitting limits".
package struct Pacing: Sendable {
    /// A limit: so many in a window, of which so many at once.
    private struct Limit: Sendable {
        let interval: Duration
        let burst: Int

        init(_ count: Int, in window: Duration, burst: Int) {
            let steps = count - burst + 1
            let interval = window / steps
            // Rounded up, or the last message of a window would slip in before its end.
            self.interval = interval * steps < window ? interval + .nanoseconds(1) : interval
            self.burst = burst
        }

        /// How far ahead of its schedule a message may leave.
        var slack: Duration {
            self.interval * (self.burst - 1)
        }
    }

    /// Whether a message may let others go first.
    package enum Haste: Hashable, Sendable {
        /// Somebody waits for it.
        case prompt
        /// It took its time anyway: a reading, a picture.
        case patient
    }

    /// What a message is told that wants to leave.
    package enum Admission: Hashable, Sendable {
        /// It has its place, and leaves then.
        case leaves(at: Duration)
        /// It has no place, and asks again then.
        case asksAgain(at: Duration)
    }

    private struct Schedule: Sendable {
        /// When a message would be exactly on schedule.
        var due: Duration
        /// Until when Telegram asked for silence.
        var silentUntil: Duration

        func isIdle(at now: Duration) -> Bool {
            self.due <= now && self.silentUntil <= now
        }
    }

    /// How many messages the bot may send within a second.
    package static let overallPerSecond = 30
    /// How many of them at once.
    package static let overallBurst = 6
    /// How many messages a chat takes at once before it takes one a second.
    package static let chatBurst = 3
    /// How many messages a group takes within a minute.
    package static let groupPerMinute = 20
    /// How far ahead a message may be scheduled; beyond, it is turned away.
    package static let waitMax = Duration.seconds(60)
    /// How long a patient message lets others go first.
    package static let patienceMax = Duration.seconds(10)
    /// How many chats are remembered; an idle chat that is forgotten loses nothing.
    package static let chatCountMax = 10_000

    private static let personal = Limit(Self.chatBurst, in: .seconds(1), burst: Self.chatBurst)
    private static let group = Limit(Self.groupPerMinute, in: .seconds(60), burst: Self.chatBurst)
    private static let overall = Limit(
        Self.overallPerSecond,
        in: .seconds(1),
        burst: Self.overallBurst
    )

    /// How far ahead of the schedule a patient message may leave: by one.
    private static let patientSlack = Self.overall.interval

    private var chats: [ChatID: Schedule] = [:]
    private var overallDue = Duration.zero

    /// Starts with nothing sent.
    package init() {}

    /// How many chats are remembered.
    package var chatCount: Int {
        self.chats.count
    }

    /// Takes the next place of a chat.
    ///
    /// - Returns: When the message may leave, `now` at the earliest, or, without taking a place,
    ///   `nil` if that is more than ``waitMax`` ahead.
    package mutating func reserve(_ chat: ChatID, at now: Duration) -> Duration? {
        let limit = chat.isGroup ? Self.group : Self.personal
        let schedule = self.chats[chat] ?? Schedule(due: now, silentUntil: now)
        let due = max(schedule.due, now)
        let moment = max(now, due - limit.slack, schedule.silentUntil)
        guard moment - now <= Self.waitMax else { return nil }
        let next = max(due, moment) + limit.interval
        self.remember(chat, Schedule(due: next, silentUntil: schedule.silentUntil), at: now)
        return moment
    }

    /// Takes the next place of the bot as a whole, for a message whose chat is ready.
    ///
    /// A patient message takes a place only while most of the burst is free: when many readings
    /// end at once, whoever asks for their status does not stand in line behind them.
    package mutating func admit(_ haste: Haste, at now: Duration) -> Admission {
        let due = max(self.overallDue, now)
        if haste == .patient, due - Self.patientSlack > now {
            return .asksAgain(at: due - Self.patientSlack)
        }
        self.overallDue = due + Self.overall.interval
        return .leaves(at: max(now, due - Self.overall.slack))
    }

    /// Keeps a chat silent, because Telegram asked for it.
    package mutating func silence(_ chat: ChatID, until end: Duration, at now: Duration) {
        var schedule = self.chats[chat] ?? Schedule(due: now, silentUntil: now)
        schedule.silentUntil = max(schedule.silentUntil, end)
        self.remember(chat, schedule, at: now)
    }

    private mutating func remember(_ chat: ChatID, _ schedule: Schedule, at now: Duration) {
        if self.chats[chat] == nil, self.chats.count >= Self.chatCountMax { self.forget(at: now) }
        self.chats[chat] = schedule
    }

    /// Forgets all idle chats; if there are none, the one that is idle soonest.
    private mutating func forget(at now: Duration) {
        self.chats = self.chats.filter { !$0.value.isIdle(at: now) }
        guard self.chats.count >= Self.chatCountMax else { return }
        let soonest = self.chats.min { left, right in
            max(left.value.due, left.value.silentUntil)
                < max(right.value.due, right.value.silentUntil)
        }
        if let soonest { self.chats[soonest.key] = nil }
    }
}

public import Ledger

/// An hour in which far more of one kind happened than usual.
public struct Surge: Hashable, Sendable {
    /// One of the users with the most.
    public struct Share: Hashable, Sendable {
        /// Who.
        public let user: UserID
        /// How many of the events are certainly theirs.
        public let count: Int64
    }

    /// What happened.
    public let kind: EventKind

    /// When the hour began.
    public let from: Instant

    /// How often it happened so far.
    public let count: Int64

    /// Twice the median of the seven days before, so that it is a whole number.
    public let medianDoubled: Int64

    /// The users with the most, the first having most.
    public let users: [Share]

    init(_ figure: HourFigure, hour: Int64, medianDoubled: Int64) {
        self.kind = figure.kind
        self.from = Instant(seconds: hour * 3_600)
        self.count = figure.count
        self.medianDoubled = medianDoubled
        self.users = figure.topUsers.map { Share(user: $0.user, count: $0.count) }
    }

    /// The median, for example `2` or `2.5`.
    public var medianText: String {
        "\(self.medianDoubled / 2)\(self.medianDoubled % 2 == 0 ? "" : ".5")"
    }
}

/// What looks like abuse by the limits in force, with the evidence.
public struct Suspicions: Hashable, Sendable {
    /// Somebody who was refunded soon after paying, again and again.
    public struct Refunder: Hashable, Sendable {
        /// Who.
        public let user: UserID
        /// The refunds, oldest first.
        public let refunds: [QuickRefund]
    }

    /// Somebody who only takes what is free.
    public struct FreeTaker: Hashable, Sendable {
        /// Who.
        public let user: UserID
        /// The days in a row.
        public let streak: FreeStreak
    }

    /// The hours in which several users asked the same question, the newest last.
    public let crowds: [[Asker]]

    /// Who was refunded soon after paying, again and again.
    public let refunders: [Refunder]

    /// Who only takes what is free, day after day.
    public let freeTakers: [FreeTaker]

    /// The hours in which far more happened than usual, the newest last.
    public let surges: [Surge]

    /// Whether there is nothing to look at.
    public var isEmpty: Bool {
        self.crowds.isEmpty && self.refunders.isEmpty && self.freeTakers.isEmpty
            && self.surges.isEmpty
    }
}

extension Books {
    /// What looks like abuse at a moment, by the limits in force: the last 30 days, surges of 7.
    public func suspicions(at moment: Instant) -> Suspicions {
        let limits = self.settings.suspects
        let since = moment.adding(seconds: -Int64(Signals.keptDays) * 86_400)
        let refunders = self.signals.refunds.suspects(limits: limits, since: since)
        let freeTakers = self.signals.streaks.suspects(
            ofAtLeast: limits.freeOnlyDays,
            since: self.settings.dayClock.day(of: since)
        )
        return Suspicions(
            crowds: self.signals.questions.crowds(
                ofAtLeast: limits.sameQuestionUsers,
                since: since
            ),
            refunders: refunders.map { .init(user: $0.user, refunds: $0.refunds) },
            freeTakers: freeTakers.map { .init(user: $0.user, streak: $0.streak) },
            surges: self.signals.hours.surges(
                limits: limits,
                since: moment.adding(seconds: -HourlyCounts.medianHourCount * 3_600)
            )
        )
    }

    /// The surge that an event began, for an alert: each surge is begun by one event.
    public func surge(begunBy event: RecordedEvent) -> Surge? {
        self.signals.hours.surge(begunBy: event)
    }
}

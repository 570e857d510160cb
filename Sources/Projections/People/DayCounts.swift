internal import Ledger

/// How much of the free quota a user has used on the last day that counted any.
struct QuotaCount: Hashable, Sendable {
    /// The last day that counted a use, if any did.
    var day: Day?
    var oneCard: Int32 = 0
    var consult: Int32 = 0

    /// The day that a use counts for: it never goes back, unless the last one lies more than a day
    /// ahead, which only a wrong clock explains.
    func countingDay(today: Day) -> Day {
        guard let last = self.day, last <= today.advanced(by: 1) else { return today }
        return max(today, last)
    }

    /// Counts one use, and says for which day.
    mutating func count(_ kind: UseKind, today: Day) -> Day {
        let day = self.countingDay(today: today)
        if self.day != day { self = QuotaCount(day: day) }
        // An opening balance may say anything: it stays at the most there can be.
        if kind.isOneCard { self.oneCard = Swift.max(self.oneCard, self.oneCard &+ 1) }
        if kind == .consultation { self.consult = Swift.max(self.consult, self.consult &+ 1) }
        return day
    }

    /// Gives one use back, if its day is still the one that counts.
    mutating func giveBack(_ kind: UseKind, countedOn day: Day) {
        guard self.day == day else { return }
        if kind.isOneCard { self.oneCard = max(0, self.oneCard - 1) }
        if kind == .consultation { self.consult = max(0, self.consult - 1) }
    }
}

/// On which of the last 32 days a user did something, so that each counts once a day.
struct Activity: Hashable, Sendable {
    private var lastDay: Int32 = 0

    /// Bit 0 is the last day, bit 1 the one before; no bit means no day at all.
    private var days: UInt32 = 0

    /// Notes a day, and says whether it is new.
    mutating func note(_ day: Day) -> Bool {
        let ahead = Int64(day.number) - Int64(self.lastDay)
        if self.days == 0 || ahead <= -32 || ahead >= 32 {
            self.lastDay = day.number
            self.days = 1
            return true
        }
        if ahead > 0 {
            self.lastDay = day.number
            self.days = self.days << UInt32(ahead) | 1
            return true
        }
        let bit = UInt32(1) << UInt32(-ahead)
        defer { self.days |= bit }
        return self.days & bit == 0
    }
}

extension QuotaCount: Canonical {
    static var blank: QuotaCount { QuotaCount() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.optional(&self.day)
        try coder.number(&self.oneCard)
        try coder.number(&self.consult)
    }
}

extension Activity: Canonical {
    static var blank: Activity { Activity() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.number(&self.lastDay)
        try coder.number(&self.days)
    }
}

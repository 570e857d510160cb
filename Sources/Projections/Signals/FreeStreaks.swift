public import Ledger

/// Days in a row on which somebody took what is free, and nothing else.
public struct FreeStreak: Hashable, Sendable {
    /// The first day.
    public let first: Day

    /// The last day.
    public internal(set) var last: Day

    /// The position of the first delivery.
    public let begin: Position

    /// The position of the last delivery.
    public internal(set) var end: Position

    /// How many days.
    public var dayCount: Int { Int(self.last.number) - Int(self.first.number) + 1 }
}

/// Who only ever takes the free draws, day after day.
///
/// A payment, a pass or a ticket that was used ends the row and spoils its day; a day on which
/// nothing free was delivered ends it too.
struct FreeStreaks: Hashable, Sendable {
    /// The most users kept; twice as many at times, so that making room is rare.
    static let userCountMax = 50_000

    /// The most rows that can end within the days that are shown: two days each, and one between.
    static let endedCountMax = 11

    /// What is known of one user.
    struct Habit: Hashable {
        /// The row that goes on.
        var current: FreeStreak?
        /// The rows of two days and more that ended, as long as they can be shown, oldest first.
        var ended: [FreeStreak] = []
        /// The last day on which something was paid for.
        var paidDay: Day?
    }

    private(set) var users: [UserID: Habit] = [:]

    /// Notes that something free was delivered, by the day it was asked for.
    mutating func takeFree(_ user: UserID, on day: Day, at position: Position) {
        var habit = self.users[user] ?? Habit()
        guard habit.paidDay != day else { return }
        if var streak = habit.current, day == streak.last || day == streak.last.advanced(by: 1) {
            streak.last = day
            streak.end = position
            habit.current = streak
        } else if habit.current.map({ day > $0.last }) ?? true {
            habit.finish(before: day)
            habit.current = FreeStreak(first: day, last: day, begin: position, end: position)
        }
        if self.users[user] == nil { self.makeRoom() }
        self.users[user] = habit
    }

    /// Notes that something was paid for: whoever pays is no such user.
    mutating func pay(_ user: UserID, on day: Day) {
        guard self.users[user] != nil else {
            self.makeRoom()
            self.users[user] = Habit(paidDay: day)
            return
        }
        self.users[user] = Habit(paidDay: day)
    }

    /// The users with a long enough row, in order, with the last such row of each.
    func suspects(ofAtLeast dayCount: Int64, since: Day) -> [(user: UserID, streak: FreeStreak)] {
        self.users.keys.sorted().compactMap { user in
            let habit = self.users[user]
            let rows = (habit?.ended ?? []) + [habit?.current].compactMap { $0 }
            let streak = rows.last { $0.dayCount >= dayCount && $0.last >= since }
            return streak.map { (user, $0) }
        }
    }

    /// Lets go of the users who came last the longest ago.
    private mutating func makeRoom() {
        guard self.users.count >= Self.userCountMax * 2 else { return }
        let ranked = self.users.sorted { left, right in
            (left.value.lastDay, left.key) > (right.value.lastDay, right.key)
        }
        self.users = Dictionary(
            uniqueKeysWithValues: ranked.prefix(Self.userCountMax).map { ($0.key, $0.value) }
        )
    }
}

extension FreeStreaks.Habit {
    fileprivate var lastDay: Day {
        max(self.current?.last ?? .blank, self.paidDay ?? .blank)
    }

    /// Puts the row that ended aside, and lets go of those that are shown no more.
    fileprivate mutating func finish(before day: Day) {
        guard let row = self.current, row.dayCount >= 2 else { return }
        let oldest = day.advanced(by: -Signals.keptDays)
        self.ended.removeAll { $0.last < oldest }
        if self.ended.count == FreeStreaks.endedCountMax { self.ended.removeFirst() }
        self.ended.append(row)
    }
}

extension FreeStreak: Canonical {
    static var blank: FreeStreak { FreeStreak(first: .blank, last: .blank, begin: 0, end: 0) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (first, last, begin, end) = (self.first, self.last, self.begin, self.end)
        try coder.value(&first)
        try coder.value(&last)
        try coder.integer(&begin)
        try coder.integer(&end)
        self = FreeStreak(first: first, last: last, begin: begin, end: end)
    }
}

extension FreeStreaks.Habit: Canonical {
    static var blank: Self { Self() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.optional(&self.current)
        try coder.list(&self.ended)
        try coder.optional(&self.paidDay)
    }
}

extension FreeStreaks: Canonical {
    static var blank: FreeStreaks { FreeStreaks() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.table(&self.users) { $0 < $1 }
    }
}

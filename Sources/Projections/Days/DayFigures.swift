internal import Ledger

/// The figures of one day.
public struct DayFigures: Hashable, Sendable {
    /// Stars of the day's purchases that were not given back so far.
    public internal(set) var stars: Int64 = 0

    /// How many purchases those are.
    public internal(set) var transactions: Int64 = 0

    /// All Stars that arrived on the day, unmatched ones included.
    public internal(set) var received: Int64 = 0

    /// Stars that went back on the day.
    public internal(set) var refunded: Int64 = 0

    /// Readings delivered, by the day they were asked for.
    public internal(set) var readings: Int64 = 0

    /// Consultations answered, by the day they were asked for.
    public internal(set) var consultations: Int64 = 0

    /// Distinct people who did something themselves.
    public internal(set) var people: Int64 = 0

    /// Errors about money.
    public internal(set) var paymentErrors: Int64 = 0

    /// Errors of load, or of the language model.
    public internal(set) var loadErrors: Int64 = 0

    /// Errors of the connection to Telegram.
    public internal(set) var connectionErrors: Int64 = 0

    /// Tokens sent to the language model.
    public internal(set) var promptTokens: Int64 = 0

    /// Tokens received from it.
    public internal(set) var completionTokens: Int64 = 0

    /// What it cost, in millionths of a US dollar.
    public internal(set) var costMicroUSD: Int64 = 0

    /// What the day brought: its sum over all days is the Stars account.
    public var net: Int64 { self.received - self.refunded }

    /// Readings and consultations together.
    public var uses: Int64 { self.readings + self.consultations }

    /// Errors of every kind.
    public var errors: Int64 { self.paymentErrors + self.loadErrors + self.connectionErrors }
}

/// The figures of every day that has any.
struct DailyStats: Hashable, Sendable {
    private(set) var days: [Day: DayFigures] = [:]

    /// Folds one event with what it changed.
    mutating func apply(
        _ event: RecordedEvent,
        person: PersonChange,
        money: MoneyChange,
        clock: DayClock
    ) {
        let day = clock.day(of: event.effectiveAt)
        if person.isNewlyActive { self.days[day, default: DayFigures()].people += 1 }
        if let delivered = person.delivered {
            let asked = clock.day(of: delivered.askedAt)
            if delivered.kind == .consultation {
                self.days[asked, default: DayFigures()].consultations += 1
            } else {
                self.days[asked, default: DayFigures()].readings += 1
            }
        }
        self.count(money, on: day, clock: clock)
        switch event.event {
        case .modelUsed(let used): self.count(used, on: day)
        case .errorRecorded(let recorded): self.count(recorded.error, on: day)
        default: break
        }
    }

    private mutating func count(_ money: MoneyChange, on day: Day, clock: DayClock) {
        if money.received != 0 || money.refunded != 0 {
            self.days[day, default: DayFigures()].received &+= money.received
            self.days[day, default: DayFigures()].refunded &+= money.refunded
        }
        if let bought = money.bought {
            self.days[day, default: DayFigures()].stars &+= bought
            self.days[day, default: DayFigures()].transactions += 1
        }
        if let undone = money.undone {
            let boughtOn = clock.day(of: undone.at)
            self.days[boughtOn, default: DayFigures()].stars &-= undone.stars
            self.days[boughtOn, default: DayFigures()].transactions -= 1
        }
    }

    private mutating func count(_ used: ModelUsed, on day: Day) {
        self.days[day, default: DayFigures()].promptTokens &+= used.promptTokens
        self.days[day, default: DayFigures()].completionTokens &+= used.completionTokens
        self.days[day, default: DayFigures()].costMicroUSD &+= used.costMicroUSD
    }

    private mutating func count(_ error: ErrorKind, on day: Day) {
        switch error {
        case .payment: self.days[day, default: DayFigures()].paymentErrors += 1
        case .load: self.days[day, default: DayFigures()].loadErrors += 1
        case .connection: self.days[day, default: DayFigures()].connectionErrors += 1
        }
    }
}

extension DayFigures: Canonical {
    static var blank: DayFigures { DayFigures() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.integer(&self.stars)
        try coder.integer(&self.transactions)
        try coder.integer(&self.received)
        try coder.integer(&self.refunded)
        try coder.integer(&self.readings)
        try coder.integer(&self.consultations)
        try coder.integer(&self.people)
        try coder.integer(&self.paymentErrors)
        try coder.integer(&self.loadErrors)
        try coder.integer(&self.connectionErrors)
        try coder.integer(&self.promptTokens)
        try coder.integer(&self.completionTokens)
        try coder.integer(&self.costMicroUSD)
    }
}

extension DailyStats: Canonical {
    static var blank: DailyStats { DailyStats() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.table(&self.days) { $0 < $1 }
    }
}

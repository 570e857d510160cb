internal import Ledger

/// How much of each kind happened in each of the last hours, and who did most of it.
struct HourlyCounts: Hashable, Sendable {
    /// The hours that make up the median: seven days.
    static let medianHourCount: Int64 = 168

    /// The most hours kept: those that are shown, and those that their medians need.
    static let hourCountMax = 360

    /// How many users are counted in the newest hour, and in the others.
    static let userCountMax = (newest: 64, older: 5)

    /// What people bring about and what goes wrong: the kinds whose hours are compared.
    static let kinds: Set<EventKind> = [
        .invoiceSent, .checkoutRejected, .paymentReceived, .paymentUnmatched, .paymentRefunded,
        .readingStarted, .consultationStarted, .feedbackLeft, .firstSeen, .errorRecorded,
    ]

    /// By the hour since 1970.
    private(set) var hours: [Int64: HourFigures] = [:]

    /// The newest of the hours, if there is one.
    private var newest: Int64?

    /// Counts an event that an update brought about.
    mutating func count(_ event: RecordedEvent, limits: SuspectLimits) {
        let kind = event.event.kind
        guard event.envelope.cause == .update, Self.kinds.contains(kind) else { return }
        let hour = Self.hour(of: event.effectiveAt)
        self.open(hour)
        let isNewest = hour == self.newest
        let userCountMax = isNewest ? Self.userCountMax.newest : Self.userCountMax.older
        self.hours[hour]?.change(kind) { $0.count(event.user, userCountMax: userCountMax) }
        guard let figure = self.hours[hour]?.figure(of: kind), figure.crossedAt == nil,
            figure.count >= limits.surgeLeast
        else { return }
        let median = figure.medianDoubled ?? self.medianDoubled(of: kind, before: hour)
        let isSurge = Self.isSurge(figure.count, medianDoubled: median, limits)
        self.hours[hour]?.change(kind) { figure in
            figure.medianDoubled = median
            if isSurge { figure.crossedAt = event.position }
        }
    }

    /// Every hour that is a surge by the limits, the newest last.
    func surges(limits: SuspectLimits, since: Instant) -> [Surge] {
        self.hours.keys.sorted().filter { $0 >= Self.hour(of: since) }.flatMap { hour in
            (self.hours[hour]?.figures ?? []).compactMap { figure in
                guard figure.count >= limits.surgeLeast else { return nil }
                let median = self.medianDoubled(of: figure.kind, before: hour)
                guard Self.isSurge(figure.count, medianDoubled: median, limits) else { return nil }
                return Surge(figure, hour: hour, medianDoubled: median)
            }
        }
    }

    /// The surge that an event began, if it was the one that crossed the line.
    func surge(begunBy event: RecordedEvent) -> Surge? {
        let hour = Self.hour(of: event.effectiveAt)
        guard let figure = self.hours[hour]?.figure(of: event.event.kind),
            figure.crossedAt == event.position
        else { return nil }
        return Surge(figure, hour: hour, medianDoubled: figure.medianDoubled ?? 0)
    }

    /// Whether an hour has at least so many events, and more than so many times its median.
    static func isSurge(
        _ count: Int64,
        medianDoubled: Int64,
        _ limits: SuspectLimits
    ) -> Bool {
        guard count >= limits.surgeLeast else { return false }
        let (line, overflow) = medianDoubled.multipliedReportingOverflow(by: limits.surgeFactor)
        return !overflow && count * 2 > line
    }

    private static func hour(of moment: Instant) -> Int64 {
        let (hour, rest) = moment.seconds.quotientAndRemainder(dividingBy: 3_600)
        return rest < 0 ? hour - 1 : hour
    }

    /// Twice the median of the seven days before an hour; an hour without events counts 0.
    private func medianDoubled(of kind: EventKind, before hour: Int64) -> Int64 {
        let counts = self.hours
            .filter { ((hour - Self.medianHourCount)..<hour).contains($0.key) }
            .compactMap { $0.value.figure(of: kind)?.count }
            .sorted()
        let emptyCount = Int(Self.medianHourCount) - counts.count
        let middle = Int(Self.medianHourCount) / 2
        return [middle - 1, middle].reduce(0) { sum, index in
            sum + (index < emptyCount ? 0 : counts[index - emptyCount])
        }
    }

    private mutating func open(_ hour: Int64) {
        guard self.hours[hour] == nil else { return }
        if let newest = self.newest, newest < hour {
            self.hours[newest]?.shorten(toUsers: Self.userCountMax.older)
        }
        if self.hours.count == Self.hourCountMax {
            // The farthest goes: after a clock was wrong, its hours do not stay for ever.
            let farthest = self.hours.keys.max { left, right in
                let (first, second) = ((left - hour).magnitude, (right - hour).magnitude)
                return (first, right) < (second, left)
            }
            if let farthest { self.hours[farthest] = nil }
        }
        self.hours[hour] = HourFigures()
        self.newest = self.hours.keys.max()
    }
}

extension HourlyCounts: Canonical {
    static var blank: HourlyCounts { HourlyCounts() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.table(&self.hours) { $0 < $1 }
        if coder.isReading { self.newest = self.hours.keys.max() }
    }
}

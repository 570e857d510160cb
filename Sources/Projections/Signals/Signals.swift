internal import Ledger

/// What looks like abuse: the evidence, kept small, whatever the limits are at the moment.
///
/// A fold like the others. It finds the patterns that operators used to look for by eye: the same
/// question from many users, payments that are refunded at once, users who only ever take what is
/// free, and hours in which far more happens than usual.
struct Signals: Hashable, Sendable {
    /// For how many days evidence is shown.
    static let keptDays = 30

    private(set) var questions = RepeatedQuestions()
    private(set) var refunds = QuickRefunds()
    private(set) var streaks = FreeStreaks()
    private(set) var hours = HourlyCounts()

    /// Folds one event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - person: What it changed for its user.
    ///   - charge: Its charge as it was before the event.
    ///   - clock: Whose midnight ends the day.
    ///   - limits: From when on an hour is a surge.
    mutating func apply(
        _ event: RecordedEvent,
        person: PersonChange,
        charge: Charge?,
        clock: DayClock,
        limits: SuspectLimits
    ) {
        self.hours.count(event, limits: limits)
        guard let user = event.user, event.envelope.cause != .imported else { return }
        switch event.event {
        case .readingStarted(let started):
            self.note(started.questionDigest, user, event)
        case .consultationStarted(let started):
            self.note(started.questionDigest, user, event)
        case .paymentReceived(let payment) where payment.row == nil:
            self.streaks.pay(user, on: clock.day(of: event.effectiveAt))
        case .paymentRefunded(let refund):
            self.refunds.note(refund.charge, of: charge, by: event)
        default: break
        }
        if let delivered = person.delivered {
            let day = clock.day(of: delivered.askedAt)
            switch delivered.access {
            case .free: self.streaks.takeFree(user, on: day, at: event.position)
            case .pass, .ticket: self.streaks.pay(user, on: day)
            case .admin, .open: break
            }
        }
    }

    private mutating func note(_ digest: Int64?, _ user: UserID, _ event: RecordedEvent) {
        guard let digest else { return }
        self.questions.note(
            digest,
            by: Asker(user: user, position: event.position, at: event.effectiveAt)
        )
    }
}

extension Signals: Canonical {
    static var blank: Signals { Signals() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.value(&self.questions)
        try coder.value(&self.refunds)
        try coder.value(&self.streaks)
        try coder.value(&self.hours)
    }
}

extension Instant {
    /// The microseconds from another moment to this one; the end of the range where there are more.
    func microseconds(since other: Instant) -> Int64 {
        let (count, overflow) = self.microseconds.subtractingReportingOverflow(other.microseconds)
        guard overflow else { return count }
        return self > other ? .max : .min
    }
}

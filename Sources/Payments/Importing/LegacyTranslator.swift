public import Ledger
public import Projections

/// Translates the rows of the Python bot's file into events, and says what it cannot translate.
///
/// Pure: the same rows in the same order are the same events. Rows that an earlier run took over
/// become nothing, so that a run which was killed can be run again.
public struct LegacyTranslator {
    /// What holds for the whole import.
    public struct Circumstances: Sendable {
        /// The clock: the moment of the take-over.
        public var now: Instant
        /// Whose midnight ends the day.
        public var dayClock: DayClock
        /// Who imports.
        public var actor: Actor

        /// Describes an import.
        public init(now: Instant, dayClock: DayClock, actor: Actor) {
            self.now = now
            self.dayClock = dayClock
            self.actor = actor
        }
    }

    /// The request id of every imported event.
    static let rid = "import"

    /// What was taken over so far, and what could not be.
    public internal(set) var report = ImportReport()

    let circumstances: Circumstances
    let history: ImportHistory
    var survey: LegacySurvey
    var openedUsers: Set<UserID> = []

    private var refusedUsers: Set<UserID> = []
    private var lastTime: Instant?

    /// Begins a translation.
    ///
    /// - Parameters:
    ///   - survey: What is known of the whole file.
    ///   - history: What the ledger holds already.
    ///   - circumstances: Who imports, and when.
    public init(survey: LegacySurvey, history: ImportHistory, circumstances: Circumstances) {
        self.survey = survey
        self.history = history
        self.circumstances = circumstances
    }
}

// MARK: - What every row needs

extension LegacyTranslator {
    /// Where a problem is, or an event comes from.
    struct Place {
        var table: LegacyTable
        var row: Int64
    }

    mutating func complain(_ place: Place, _ code: ImportProblem.Code, _ message: String) {
        self.report.complain(place.table, place.row, code, message)
    }

    /// The event of a row, unless an earlier run took it over.
    mutating func event(
        _ event: Event,
        of user: UserID,
        at moment: Instant,
        by actor: Actor = .system,
        key: String,
        from place: Place
    ) -> [NewEvent] {
        guard !self.history.holds(key) else {
            if !self.history.agrees(key, event, of: user) {
                self.complain(
                    place,
                    .changedSinceImport,
                    "differs from what was imported before, which stands"
                )
            }
            return []
        }
        self.report.events += 1
        let envelope = Envelope(
            user: user,
            effectiveAt: moment,
            cause: .imported,
            actor: actor,
            rid: Self.rid,
            key: key
        )
        return [NewEvent(event, in: envelope)]
    }

    /// Whose row it is, if it names somebody who may be taken over.
    mutating func owner(_ value: LegacyValue, _ place: Place) -> UserID? {
        guard let user = value.user else {
            self.complain(place, .userMissing, "names no user; left out")
            return nil
        }
        guard self.history.isStranger(user) else { return user }
        if self.refusedUsers.insert(user).inserted {
            self.complain(
                place,
                .userHasEvents,
                "user \(user.rawValue) has events of their own in this ledger; nothing of theirs "
                    + "was taken over"
            )
        }
        return nil
    }

    /// When a row counts; the rows were written in order, so that the one before it says nearly
    /// the same where its own time cannot be read.
    mutating func moment(_ value: LegacyValue, _ place: Place) -> Instant {
        guard let time = value.time else {
            let what = value.isEmpty ? "has no time" : "has a time that cannot be read"
            self.complain(place, .timeUnreadable, "\(what); counts when the row before it does")
            return self.lastTime ?? self.circumstances.now
        }
        let counting = self.checked(time, "the time", place)
        self.lastTime = counting
        return counting
    }

    /// A time of the past, if the row holds one.
    mutating func past(_ value: LegacyValue, _ name: String, _ place: Place) -> Instant? {
        guard let time = self.time(value, name, place) else { return nil }
        return self.checked(time, name, place)
    }

    /// A time, if the row holds one.
    mutating func time(_ value: LegacyValue, _ name: String, _ place: Place) -> Instant? {
        if value.isEmpty { return nil }
        guard let time = value.time else {
            self.complain(place, .timeUnreadable, "\(name) cannot be read; taken as absent")
            return nil
        }
        return time
    }

    /// A number from 0; anything else is 0.
    mutating func count(_ value: LegacyValue, _ name: String, _ place: Place) -> Int64 {
        if value.isEmpty { return 0 }
        guard let number = value.wholeNumber else {
            self.complain(place, .numberUnreadable, "\(name) is no whole number; taken as 0")
            return 0
        }
        if number < 0 {
            self.complain(place, .negativeNumber, "\(name) is \(number); taken as 0")
            return 0
        }
        if number > Self.plausibleCountMax {
            let taken = min(number, Self.countMax)
            self.complain(place, .absurdNumber, "\(name) is \(number); taken as \(taken)")
            return taken
        }
        return number
    }

    /// More than this of anything is reported, and taken over all the same.
    static var plausibleCountMax: Int64 { 1_000 }

    /// More tickets than this cannot be held.
    static var countMax: Int64 { 1_000_000_000 }

    private mutating func checked(_ time: Instant, _ name: String, _ place: Place) -> Instant {
        let latest = self.circumstances.now.adding(seconds: Payments.clockAheadSecondsMax)
        if time > latest {
            self.complain(place, .timeInFuture, "\(name) lies ahead of the clock; taken as now")
            return self.circumstances.now
        }
        if time < Self.earliest {
            self.complain(
                place,
                .timeAbsurd,
                "\(name) lies before the year \(LegacyTime.yearMin); taken as it is"
            )
        }
        return time
    }

    private static var earliest: Instant {
        Instant(seconds: Instant.days(year: LegacyTime.yearMin, month: 1, day: 1) * 86_400)
    }
}

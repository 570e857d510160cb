public import Ledger

extension LedgerView {
    /// Which events a view goes by: what had happened by some time, as far as it was known by
    /// some other time.
    ///
    /// `docs/decisions/0010` says what each means where they could surprise.
    public struct Moment: Hashable, Sendable {
        /// Only what counts at this time or before it (`effective_at`), whenever it was recorded.
        public var effective: Instant?

        /// Only what was recorded at this time or before it: what the ledger knew then.
        public var known: Instant?

        /// Only the events up to this position.
        public var position: Position?

        /// Describes a moment; a part that is `nil` leaves nothing out.
        public init(
            effective: Instant? = nil,
            known: Instant? = nil,
            position: Position? = nil
        ) {
            self.effective = effective
            self.known = known
            self.position = position
        }

        /// All that is recorded.
        public static let now = Moment()

        /// The events up to a position.
        public static func position(_ position: Position) -> Moment {
            Moment(position: position)
        }

        /// What was true at a time, by all that is known now.
        public static func time(_ time: Instant) -> Moment {
            Moment(effective: time)
        }

        /// What the ledger knew at a time.
        public static func known(_ time: Instant) -> Moment {
            Moment(known: time)
        }
    }
}

extension LedgerView.Moment {
    /// The time that rules go by: the one asked about, else the one of what was known, else now.
    ///
    /// - Parameter now: The time on the clock.
    /// - Returns: The time to judge passes, quotas and days by.
    public func time(now: Instant) -> Instant {
        self.effective ?? self.known ?? now
    }

    /// Whether an event belongs to this moment.
    ///
    /// - Parameter event: An event of the log.
    /// - Returns: Whether it had happened, and was known.
    public func lets(_ event: RecordedEvent) -> Bool {
        self.reaches(event) && self.effective.map { event.effectiveAt <= $0 } ?? true
    }

    /// Whether an event was known, so that later ones may be too: records only ever get later.
    func reaches(_ event: RecordedEvent) -> Bool {
        if let position, event.position > position { return false }
        if let known, event.recordedAt > known { return false }
        return true
    }
}

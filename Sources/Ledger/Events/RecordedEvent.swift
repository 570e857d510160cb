/// What is true of every event, whatever its kind.
public struct Envelope: Hashable, Sendable {
    /// Whom the event is about; `nil` for events of the ledger itself.
    public var user: UserID?

    /// When it counts: the clock at intake, or the provider's time.
    public var effectiveAt: Instant

    /// What brought it about.
    public var cause: Cause

    /// Who did it.
    public var actor: Actor

    /// The request id, shared with the log lines of the same request.
    public var rid: String

    /// The idempotency key, where the command had one.
    public var key: String?

    /// Describes an event's circumstances.
    public init(
        user: UserID?,
        effectiveAt: Instant,
        cause: Cause,
        actor: Actor,
        rid: String,
        key: String? = nil
    ) {
        self.user = user
        self.effectiveAt = effectiveAt
        self.cause = cause
        self.actor = actor
        self.rid = rid
        self.key = key
    }
}

/// An event that was decided and is not on disk yet.
public struct NewEvent: Hashable, Sendable {
    /// Its circumstances.
    public var envelope: Envelope

    /// What happened.
    public var event: Event

    /// Puts an event into its envelope.
    public init(_ event: Event, in envelope: Envelope) {
        self.envelope = envelope
        self.event = event
    }
}

/// An event as the log holds it.
public struct RecordedEvent: Hashable, Sendable {
    /// Where it stands, from 1, without a gap.
    public var position: Position

    /// When the writer recorded it: later than every event before it.
    public var recordedAt: Instant

    /// Its circumstances.
    public var envelope: Envelope

    /// What happened.
    public var event: Event

    /// Describes an event at its place.
    public init(
        position: Position,
        recordedAt: Instant,
        envelope: Envelope,
        event: Event
    ) {
        self.position = position
        self.recordedAt = recordedAt
        self.envelope = envelope
        self.event = event
    }

    /// Whom the event is about.
    public var user: UserID? { self.envelope.user }

    /// When it counts.
    public var effectiveAt: Instant { self.envelope.effectiveAt }
}

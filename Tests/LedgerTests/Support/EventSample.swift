import Ledger

/// One stored event of the golden files.
struct EventSample {
    static let recordedAt = Instant(microseconds: 1_767_236_400_123_456)

    var name: String
    var event: NewEvent

    /// The samples of a kind; the envelopes take turns, so that each kind of actor is pinned.
    static func all(of kind: EventKind) -> [EventSample] {
        Event.samples(of: kind).enumerated().map { index, sample in
            EventSample(
                name: sample.name,
                event: NewEvent(sample.event, in: self.envelopes[index % self.envelopes.count])
            )
        }
    }

    static let everyone: [EventSample] = EventKind.allCases.flatMap { Self.all(of: $0) }

    private static let envelopes = [
        Envelope(
            user: UserID(rawValue: 77),
            effectiveAt: Instant(microseconds: 1_767_236_400_000_000),
            cause: .update,
            actor: .user,
            rid: "u123",
            key: "m:77:5"
        ),
        Envelope(
            user: nil,
            effectiveAt: Self.recordedAt,
            cause: .start,
            actor: .system,
            rid: ""
        ),
        Envelope(
            user: UserID(rawValue: 4_503_599_627_370_495),
            effectiveAt: Instant(microseconds: 1_767_236_700_000_000),
            cause: .reconciliation,
            actor: .administrator(UserID(rawValue: 9_001)),
            rid: "r-1"
        ),
        Envelope(
            user: UserID(rawValue: -5),
            effectiveAt: Instant(microseconds: 0),
            cause: .commandLine,
            actor: .operator("水瀬"),
            rid: "cli",
            key: ""
        ),
        Envelope(
            user: UserID(rawValue: 1),
            effectiveAt: Instant(microseconds: -1),
            cause: .imported,
            actor: .system,
            rid: "import"
        ),
    ]
}

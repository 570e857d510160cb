public import Ledger

/// One message to the administrators, sealed with its writer's key.
public struct FeedbackEntry: Hashable, Sendable {
    /// The position of the event.
    public let position: Position

    /// Who wrote it.
    public let user: UserID

    /// When.
    public let at: Instant

    /// The sealed text.
    public let sealedText: [UInt8]
}

/// The newest feedback.
public struct Feedback: Hashable, Sendable {
    /// The most entries kept: as many as a listing can show.
    public static let entryCountMax = 50

    /// The newest entries, oldest first.
    private var entries: [FeedbackEntry] = []

    mutating func apply(_ event: RecordedEvent) {
        guard case .feedbackLeft(let left) = event.event, let user = event.user else { return }
        if self.entries.count == Self.entryCountMax { self.entries.removeFirst() }
        self.entries.append(
            FeedbackEntry(
                position: event.position,
                user: user,
                at: event.effectiveAt,
                sealedText: left.sealedText
            )
        )
    }

    /// The newest entries, newest first.
    public func newest(_ count: Int) -> [FeedbackEntry] {
        self.entries.suffix(max(0, count)).reversed()
    }
}

extension FeedbackEntry: Canonical {
    static var blank: FeedbackEntry {
        FeedbackEntry(position: 0, user: .blank, at: .blank, sealedText: [])
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (position, user, at) = (self.position, self.user, self.at)
        var sealedText = self.sealedText
        try coder.integer(&position)
        try coder.value(&user)
        try coder.value(&at)
        try coder.run(&sealedText)
        self = FeedbackEntry(position: position, user: user, at: at, sealedText: sealedText)
    }
}

extension Feedback: Canonical {
    static var blank: Feedback { Feedback() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.list(&self.entries)
    }
}

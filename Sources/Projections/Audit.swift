public import Ledger

/// Why an administrator should look at an event.
public enum AuditFlag: UInt8, CaseIterable, Sendable {
    /// A withdrawal found nothing left: the ticket had been used.
    case nothingLeft = 1
    /// A refund of money that the earlier database took in.
    case imported = 2
}

extension AuditFlag {
    /// The name in JSON and listings.
    public var name: String {
        switch self {
        case .nothingLeft: "nothing_left"
        case .imported: "imported"
        }
    }
}

/// Who did what to whom: where it stands in the log.
public struct AuditEntry: Hashable, Sendable {
    /// The position of the event, which holds the rest.
    public let position: Position

    /// What happened.
    public let kind: EventKind

    /// To whom, if to someone.
    public let user: UserID?

    /// Who did it.
    public let actor: Actor

    /// When it counts.
    public let at: Instant

    /// Why an administrator should look.
    public let flag: AuditFlag?
}

/// The audit trail: what administrators and operators did, and what they should look at.
public struct Audit: Hashable, Sendable {
    /// The most entries kept; older ones are in the log.
    public static let entryCountMax = 1_000

    /// The newest entries, oldest first.
    private var entries: [AuditEntry] = []

    mutating func apply(_ event: RecordedEvent, person: PersonChange) {
        guard person.flag != nil || event.isDeed else { return }
        // Twice the limit is kept at times, so that not every entry moves all others.
        if self.entries.count == Self.entryCountMax * 2 {
            self.entries.removeFirst(Self.entryCountMax)
        }
        self.entries.append(
            AuditEntry(
                position: event.position,
                kind: event.event.kind,
                user: event.user,
                actor: event.envelope.actor,
                at: event.effectiveAt,
                flag: person.flag
            )
        )
    }

    /// The newest entries, newest first.
    public func newest(_ count: Int) -> [AuditEntry] {
        self.entries.suffix(max(0, min(count, Self.entryCountMax))).reversed()
    }
}

extension RecordedEvent {
    /// Whether an administrator or an operator did it, or it concerns the whole system.
    fileprivate var isDeed: Bool {
        switch self.event {
        case .granted, .revoked, .held, .released, .settingChanged, .incidentNoted,
            .refundRequested, .refundFailed, .userErased, .restored:
            true
        case .paymentReceived(let payment): payment.resolves
        default: false
        }
    }
}

extension AuditEntry: Canonical {
    static var blank: AuditEntry {
        AuditEntry(
            position: 0,
            kind: .granted,
            user: nil,
            actor: .system,
            at: .blank,
            flag: nil
        )
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (position, kind, user) = (self.position, self.kind, self.user)
        var (actor, at, flag) = (self.actor, self.at, self.flag)
        try coder.integer(&position)
        try coder.raw(&kind)
        try coder.optional(&user)
        try coder.value(&actor)
        try coder.value(&at)
        try coder.raw(&flag)
        self = AuditEntry(
            position: position,
            kind: kind,
            user: user,
            actor: actor,
            at: at,
            flag: flag
        )
    }
}

extension Audit: Canonical {
    static var blank: Audit { Audit() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.list(&self.entries)
    }
}

public import Ledger

/// What a use is.
public enum UseKind: Hashable, Sendable {
    /// Cards, drawn when it began.
    case reading(Spread, Draw, Theme?)
    /// An answer in free words.
    case consultation
}

/// A reading or a consultation that began and is neither delivered nor failed.
public struct OpenUse: Hashable, Sendable {
    /// The position of the event that began it, which names it.
    public let position: Position

    /// What it is.
    public let kind: UseKind

    /// At whose cost.
    public let access: Access

    /// When it was asked for.
    public let askedAt: Instant

    /// The day against whose free quota it counts, if it does.
    public let countedDay: Day?

    /// The ticket set aside for it.
    public internal(set) var reserved: TicketKind?
}

/// A reading or a consultation that is over.
public struct SettledUse: Hashable, Sendable {
    /// The position of the event that began it.
    public let position: Position

    /// What it was.
    public let kind: UseKind

    /// At whose cost.
    public let access: Access

    /// Whether it arrived; otherwise it failed and cost nothing.
    public let isDelivered: Bool
}

extension UseKind {
    /// Whether it is one card, which has a quota of its own.
    var isOneCard: Bool {
        guard case .reading(.one, _, _) = self else { return false }
        return true
    }
}

extension UseKind: Canonical {
    static var blank: UseKind { .consultation }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (spread, draw, theme) = (Spread?.none, Draw([]), Theme?.none)
        if case .reading(let layout, let cards, let about) = self {
            (spread, draw, theme) = (layout, cards, about)
        }
        try coder.raw(&spread)
        guard spread != nil else {
            self = .consultation
            return
        }
        try coder.value(&draw)
        try coder.raw(&theme)
        self = spread.map { .reading($0, draw, theme) } ?? .consultation
    }
}

extension OpenUse: Canonical {
    static var blank: OpenUse {
        OpenUse(
            position: 0,
            kind: .consultation,
            access: .free,
            askedAt: .blank,
            countedDay: nil,
            reserved: nil
        )
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (position, kind, access) = (self.position, self.kind, self.access)
        var (askedAt, countedDay, reserved) = (self.askedAt, self.countedDay, self.reserved)
        try coder.integer(&position)
        try coder.value(&kind)
        try coder.raw(&access)
        try coder.value(&askedAt)
        try coder.optional(&countedDay)
        try coder.raw(&reserved)
        self = OpenUse(
            position: position,
            kind: kind,
            access: access,
            askedAt: askedAt,
            countedDay: countedDay,
            reserved: reserved
        )
    }
}

extension SettledUse: Canonical {
    static var blank: SettledUse {
        SettledUse(position: 0, kind: .consultation, access: .free, isDelivered: false)
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (position, kind) = (self.position, self.kind)
        var (access, isDelivered) = (self.access, self.isDelivered)
        try coder.integer(&position)
        try coder.value(&kind)
        try coder.raw(&access)
        try coder.flag(&isDelivered)
        self = SettledUse(
            position: position,
            kind: kind,
            access: access,
            isDelivered: isDelivered
        )
    }
}

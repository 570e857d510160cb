public import Ledger

/// Something that a payment, a grant or an opening balance issued: it is withdrawn at most once.
public struct Unit: Hashable, Sendable {
    /// What issued it.
    public enum Origin: UInt8, Sendable {
        /// A payment, at the time it arrived.
        case payment = 1
        /// An administrator.
        case grant = 2
        /// The balance taken over from an earlier database.
        case opening = 3
        /// A payment in an earlier database: history, whose worth lies in the opening balance.
        case importedPayment = 4
    }

    /// The position of the event that issued it.
    public let position: Position

    /// What was bought or given; empty in an opening balance.
    public let sku: SKU

    /// What it is worth; `nil` for a purchase that gives nothing.
    public let gift: Gift?

    /// Since when a pass counts.
    public let from: Instant

    /// When it was bought or given.
    public let at: Instant

    /// What issued it.
    public let origin: Origin

    /// How many tickets it holds: one, except in an opening balance.
    public let count: Int32

    /// Whether its payment was given back, so that it is not shown as a purchase any more.
    public internal(set) var isRefunded: Bool
}

extension Unit {
    /// Whether it stands for money that arrived.
    var isPurchase: Bool { self.origin == .payment || self.origin == .importedPayment }

    /// Whether it is a pass, live or not.
    var isPass: Bool {
        guard case .pass = self.gift else { return false }
        return true
    }
}

/// The taking back of one unit, by a refund or by an administrator.
public struct Withdrawal: Hashable, Sendable {
    /// What became of it.
    public enum Effect: UInt8, Sendable {
        /// The ticket, pass or option was taken.
        case took = 1
        /// The only ticket is reserved. Becomes `took` if it is released, else `nothingLeft`.
        case waits = 2
        /// There was nothing to take: an administrator should look.
        case nothingLeft = 3
    }

    /// The position of the event that took it.
    public let by: Position

    /// The position of the unit, 0 if an imported charge has none of its own.
    public let unit: Position

    /// What was taken.
    public let gift: Gift

    /// Whether an administrator revoked it; otherwise a refund took it.
    public let isRevoke: Bool

    /// By how many microseconds it moved the end of an opening pass back, instead of taking it.
    public let shortens: Int64

    /// What became of it.
    public internal(set) var effect: Effect

    /// The position of the grant that gave a revoked unit back, 0 if none did.
    public internal(set) var givenBackBy: Position
}

/// What taking back a unit comes to.
public enum WithdrawalEffect: Hashable, Sendable {
    /// The ticket, pass or option is taken.
    case took
    /// The only ticket is reserved: if its reading fails, the ticket does not come back.
    case waits
    /// Nothing is left to take; no debt remains.
    case nothingLeft
    /// It was taken before, by a revoke.
    case alreadyWithdrawn
    /// The charge never gave anything.
    case nothingGiven
}

extension WithdrawalEffect {
    /// The name in documents and listings.
    public var name: String {
        switch self {
        case .took: "took"
        case .waits: "waits"
        case .nothingLeft: "nothing_left"
        case .alreadyWithdrawn: "already_withdrawn"
        case .nothingGiven: "nothing_given"
        }
    }
}

extension Unit: Canonical {
    static var blank: Unit {
        Unit(
            position: 0,
            sku: .blank,
            gift: nil,
            from: .blank,
            at: .blank,
            origin: .payment,
            count: 0,
            isRefunded: false
        )
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (position, sku, gift, from) = (self.position, self.sku, self.gift, self.from)
        var (at, origin, count, isRefunded) = (self.at, self.origin, self.count, self.isRefunded)
        try coder.integer(&position)
        try coder.value(&sku)
        try coder.optional(&gift)
        try coder.value(&from)
        try coder.value(&at)
        try coder.raw(&origin)
        try coder.number(&count)
        try coder.flag(&isRefunded)
        self = Unit(
            position: position,
            sku: sku,
            gift: gift,
            from: from,
            at: at,
            origin: origin,
            count: count,
            isRefunded: isRefunded
        )
    }
}

extension Withdrawal: Canonical {
    static var blank: Withdrawal {
        Withdrawal(
            by: 0,
            unit: 0,
            gift: .option,
            isRevoke: false,
            shortens: 0,
            effect: .took,
            givenBackBy: 0
        )
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (by, unit, gift, isRevoke) = (self.by, self.unit, self.gift, self.isRevoke)
        var (shortens, effect, givenBackBy) = (self.shortens, self.effect, self.givenBackBy)
        try coder.integer(&by)
        try coder.integer(&unit)
        try coder.value(&gift)
        try coder.flag(&isRevoke)
        try coder.integer(&shortens)
        try coder.raw(&effect)
        try coder.integer(&givenBackBy)
        self = Withdrawal(
            by: by,
            unit: unit,
            gift: gift,
            isRevoke: isRevoke,
            shortens: shortens,
            effect: effect,
            givenBackBy: givenBackBy
        )
    }
}

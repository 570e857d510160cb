internal import Ledger

/// The tickets of one kind that one user has and had.
///
/// What was issued equals `held + reserved + used + withdrawn`, always.
public struct Tickets: Hashable, Sendable {
    /// Free to be used.
    public internal(set) var held: Int32 = 0

    /// Set aside for readings that are being made.
    public internal(set) var reserved: Int32 = 0

    /// Used up by readings that arrived.
    public internal(set) var used: Int32 = 0

    /// Taken back by refunds and revokes.
    public internal(set) var withdrawn: Int32 = 0

    /// How many withdrawals found nothing left.
    ///
    /// They changed nothing and left no debt.
    public internal(set) var flagged: Int32 = 0
}

/// The tickets of every kind.
struct TicketShelf: Hashable, Sendable {
    private var three = Tickets()
    private var seven = Tickets()
    private var ten = Tickets()

    subscript(_ kind: TicketKind) -> Tickets {
        get {
            switch kind {
            case .three: self.three
            case .seven: self.seven
            case .ten: self.ten
            }
        }
        set {
            switch kind {
            case .three: self.three = newValue
            case .seven: self.seven = newValue
            case .ten: self.ten = newValue
            }
        }
    }
}

extension Tickets: Canonical {
    static var blank: Tickets { Tickets() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.number(&self.held)
        try coder.number(&self.reserved)
        try coder.number(&self.used)
        try coder.number(&self.withdrawn)
        try coder.number(&self.flagged)
    }
}

extension TicketShelf: Canonical {
    static var blank: TicketShelf { TicketShelf() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        for kind in TicketKind.allCases { try coder.value(&self[kind]) }
    }
}

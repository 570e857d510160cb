internal import Ledger

extension Int64: Canonical {
    static var blank: Int64 { 0 }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.integer(&self)
    }
}

extension String: Canonical {
    static var blank: String { "" }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.text(&self)
    }
}

extension Instant: Canonical {
    static var blank: Instant { Instant(microseconds: 0) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var microseconds = self.microseconds
        try coder.integer(&microseconds)
        self = Instant(microseconds: microseconds)
    }
}

extension Day: Canonical {
    static var blank: Day { Day(number: 0) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var number = self.number
        try coder.number(&number)
        self = Day(number: number)
    }
}

extension UserID: Canonical {
    static var blank: UserID { UserID(rawValue: 0) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var number = self.rawValue
        try coder.integer(&number)
        self = UserID(rawValue: number)
    }
}

extension UserID: PackedKey {
    var hash64: UInt64 { KeyFingerprint.mixed(UInt64(bitPattern: self.rawValue)) }
}

extension ChargeID: PackedKey {
    var hash64: UInt64 { KeyFingerprint(self.rawValue).rawValue }
}

extension ChargeID: Canonical {
    static var blank: ChargeID { ChargeID(rawValue: "") }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var text = self.rawValue
        try coder.text(&text)
        self = ChargeID(rawValue: text)
    }
}

extension SKU: Canonical {
    static var blank: SKU { SKU(rawValue: "") }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var text = self.rawValue
        try coder.text(&text)
        self = SKU(rawValue: text)
    }
}

extension Gift: Canonical {
    static var blank: Gift { .option }

    /// Tickets are 1 to 3 with no length, the option is 4, a pass is 5 with its seconds.
    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var kind: UInt8 = 4
        var seconds: Int64 = 0
        switch self {
        case .ticket(let ticket): kind = ticket.rawValue
        case .option: break
        case .pass(let length):
            kind = 5
            seconds = length
        }
        try coder.number(&kind)
        try coder.integer(&seconds)
        switch kind {
        case 4: self = .option
        case 5: self = .pass(seconds: seconds)
        default:
            guard let ticket = TicketKind(rawValue: kind) else { throw .damaged }
            self = .ticket(ticket)
        }
    }
}

extension Draw: Canonical {
    static var blank: Draw { Draw([]) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var run = self.cards.map { $0.card | ($0.isReversed ? 0x80 : 0) }
        try coder.run(&run)
        guard coder.isReading else { return }
        let cards = run.compactMap { DrawnCard(card: $0 & 0x7F, isReversed: $0 & 0x80 != 0) }
        guard cards.count == run.count, run.count <= Draw.cardCountMax else { throw .damaged }
        self = Draw(cards)
    }
}

extension Actor: Canonical {
    static var blank: Actor { .system }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var kind: UInt8 = 0
        var user = UserID.blank
        var name = ""
        switch self {
        case .system: break
        case .user: kind = 1
        case .administrator(let id):
            kind = 2
            user = id
        case .operator(let text):
            kind = 3
            name = text
        }
        try coder.number(&kind)
        try coder.value(&user)
        try coder.text(&name)
        switch kind {
        case 0: self = .system
        case 1: self = .user
        case 2: self = .administrator(user)
        case 3: self = .operator(name)
        default: throw .damaged
        }
    }
}

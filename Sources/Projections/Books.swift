public import Ledger

/// Every projection at the head of the log.
///
/// A fold: the same events give the same books, byte for byte. Large, so never copied while it
/// is being written; a batch that is not on disk yet lives in an ``Overlay``.
public struct Books: Sendable {
    /// The position of the last event folded, 0 before the first.
    public internal(set) var position: Position = 0

    /// The settings of the whole system.
    public internal(set) var settings = Settings()

    /// What administrators and operators did.
    public internal(set) var audit = Audit()

    /// What people wrote to the administrators.
    public internal(set) var feedback = Feedback()

    /// The Stars account.
    public internal(set) var account = Account()

    /// What looks like abuse.
    var signals = Signals()

    var people = PackedTable<UserID, Person>()
    var charges = PackedTable<ChargeID, Charge>()
    var names = ListedNames()
    var stats = DailyStats()
    var keys = KeyTable()

    /// Creates the books of an empty log.
    public init() {}

    /// Folds the next event.
    ///
    /// - Precondition: The event stands one position after the last.
    public mutating func apply(_ event: RecordedEvent) {
        precondition(event.position == self.position + 1, "books fold events without a gap")
        self.position = event.position
        let clock = self.settings.dayClock
        let id = event.event.charge.map { self.names.rows[$0] ?? $0 }
        let charge = id.flatMap { self.charges[$0] }
        var person = PersonChange()
        if let user = event.user {
            person = self.people.update(user) { $0.apply(event, charge: charge, clock: clock) }
        }
        var money = MoneyChange()
        if let id {
            let after = Charge.folding(event, over: charge)
            money = MoneyChange(from: charge, to: after)
            if let after { self.charges.put(after, for: id) }
        }
        if let pair = event.pair, self.canPair(pair.row, with: pair.listed) {
            money.leaveOut(self.charges.remove(pair.listed))
            self.names.pair(pair.row, with: pair.listed)
        }
        self.settings.apply(event)
        self.stats.apply(event, person: person, money: money, clock: clock)
        self.signals.apply(
            event,
            person: person,
            charge: charge,
            clock: clock,
            limits: self.settings.suspects
        )
        self.account.apply(money)
        self.audit.apply(event, person: person)
        self.feedback.apply(event)
        if let key = event.envelope.key {
            self.keys.put(event.position, for: KeyFingerprint(key))
        }
    }
}

extension Books {
    /// One user's state, or `nil` for someone the log does not know.
    public func person(_ user: UserID) -> Person? { self.people[user] }

    /// One charge by either of its names, or `nil` if nobody reported it.
    public func charge(_ charge: ChargeID) -> Charge? {
        self.charges[self.row(listedAs: charge) ?? charge]
    }

    /// The row of an earlier database that Telegram lists under a name, if the two were paired.
    public func row(listedAs name: ChargeID) -> ChargeID? { self.names.rows[name] }

    /// Telegram's name for a row of an earlier database, if the two were paired.
    public func listedName(of row: ChargeID) -> ChargeID? { self.names.names[row] }

    /// Whether a row of an earlier database and a name in Telegram's list can be one payment: both
    /// are free, and nothing was told under the name but that it went back.
    public func canPair(_ row: ChargeID, with listed: ChargeID) -> Bool {
        guard row != listed, self.row(listedAs: row) == nil, self.listedName(of: row) == nil,
            self.row(listedAs: listed) == nil, self.listedName(of: listed) == nil
        else { return false }
        return self.charge(row)?.canBeListed(as: self.charge(listed)) ?? false
    }

    /// The figures of one day; all 0 for a day without events.
    public func figures(of day: Day) -> DayFigures { self.stats.days[day] ?? DayFigures() }

    /// The days that have figures, in order.
    public var days: [Day] { self.stats.days.keys.sorted() }

    /// What the language model cost on a day, in micro-USD.
    public func cost(of day: Day) -> Int64 { self.stats.days[day]?.costMicroUSD ?? 0 }

    /// The position of the event that bears a key, to be confirmed in the log.
    public func position(of key: KeyFingerprint) -> Position? { self.keys[key] }

    /// How many users the log knows.
    public var userCount: Int { self.people.count }

    /// Every user the log knows, in order.
    public var users: [UserID] { self.people.keys.sorted() }

    /// The charges that wait for an administrator, oldest first.
    public var unmatched: [(id: ChargeID, charge: Charge)] {
        self.charges(in: .unmatched)
    }

    /// The refunds that Telegram has not answered yet, oldest first.
    public var openRefunds: [(id: ChargeID, charge: Charge)] {
        self.charges(in: .refunding)
    }

    /// The refunded charges whose subscription still renews, oldest first.
    public func renewalsToEnd(at moment: Instant) -> [(id: ChargeID, charge: Charge)] {
        self.charges(in: .refunded).filter { refunded in
            guard
                let subscription = self.people[refunded.charge.user]?
                    .subscription(paidBy: refunded.charge)
            else { return false }
            return subscription.state != .canceled && subscription.paidUntil ?? moment >= moment
        }
    }

    /// Every charge, oldest first.
    public var allCharges: [(id: ChargeID, charge: Charge)] {
        self.charges { _ in true }
    }

    /// Every use that is being made, oldest first.
    public var openUses: [(user: UserID, use: OpenUse)] {
        var uses: [(user: UserID, use: OpenUse)] = []
        self.people.forEach { user, person in uses += person.openUses.map { (user, $0) } }
        return uses.sorted { $0.use.position < $1.use.position }
    }

    private func charges(in state: Charge.State) -> [(id: ChargeID, charge: Charge)] {
        self.charges { $0.state == state }
    }

    private func charges(
        where matches: (Charge) -> Bool
    ) -> [(id: ChargeID, charge: Charge)] {
        var found: [(id: ChargeID, charge: Charge)] = []
        self.charges.forEach { id, charge in
            if matches(charge) { found.append((id, charge)) }
        }
        return found.sorted { left, right in
            guard left.charge.order == right.charge.order else {
                return left.charge.order < right.charge.order
            }
            return left.id.rawValue.utf8.lexicographicallyPrecedes(right.id.rawValue.utf8)
        }
    }
}

extension Charge {
    /// Where it first appears in the log, as far as it is remembered.
    fileprivate var order: Position {
        self.first ?? self.handGrant ?? self.withdrawnBy ?? 0
    }
}

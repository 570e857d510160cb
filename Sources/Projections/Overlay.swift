public import Ledger

/// What a batch touched and is not on disk yet, seen on top of the books.
///
/// Folds with the same code as ``Books``, but only the parts that decisions read. After the
/// commit the same events go into the books, and the overlay is dropped.
public struct Overlay: Sendable {
    private var people: [UserID: Person] = [:]
    private var charges: [ChargeID: Charge] = [:]
    private var names = ListedNames()
    private var changedSettings: Settings?
    private var costs: [Day: Int64] = [:]
    private var keys: [KeyFingerprint: Position] = [:]

    /// Creates an overlay that touched nothing.
    public init() {}

    /// Folds one event over the parts of the books that it touches.
    public mutating func apply(_ event: RecordedEvent, over books: borrowing Books) {
        var settings = self.settings(over: books)
        let clock = settings.dayClock
        let id = event.event.charge.map { self.row(listedAs: $0, over: books) ?? $0 }
        let charge = id.flatMap { self.charge($0, over: books) }
        if let user = event.user {
            if self.people[user] == nil { self.people[user] = books.person(user) ?? Person() }
            _ = self.people[user]?.apply(event, charge: charge, clock: clock)
        }
        if let id { self.charges[id] = Charge.folding(event, over: charge) }
        if let pair = event.pair, self.canPair(pair.row, with: pair.listed, over: books) {
            self.charges[pair.row] = self.charge(pair.row, over: books)
            self.names.pair(pair.row, with: pair.listed)
        }
        let wasFixed = settings.isDayZoneFixed
        settings.apply(event)
        if case .settingChanged = event.event {
            self.changedSettings = settings
        } else if settings.isDayZoneFixed != wasFixed {
            self.changedSettings = settings
        }
        if case .modelUsed(let used) = event.event {
            self.costs[clock.day(of: event.effectiveAt), default: 0] &+= used.costMicroUSD
        }
        if let key = event.envelope.key { self.keys[KeyFingerprint(key)] = event.position }
    }

    /// One user's state; someone who never came has the state of a new ``Person``.
    public func person(_ user: UserID, over books: borrowing Books) -> Person {
        self.people[user] ?? books.person(user) ?? Person()
    }

    /// One charge by either of its names, or `nil` if nobody reported it.
    public func charge(_ charge: ChargeID, over books: borrowing Books) -> Charge? {
        let id = self.row(listedAs: charge, over: books) ?? charge
        return self.charges[id] ?? books.charge(id)
    }

    /// The row of an earlier database that Telegram lists under a name, if the two were paired.
    public func row(listedAs name: ChargeID, over books: borrowing Books) -> ChargeID? {
        self.names.rows[name] ?? books.row(listedAs: name)
    }

    /// Whether a row of an earlier database and a name in Telegram's list can be one payment.
    ///
    /// See ``Books/canPair(_:with:)``.
    public func canPair(
        _ row: ChargeID,
        with listed: ChargeID,
        over books: borrowing Books
    ) -> Bool {
        guard row != listed, self.row(listedAs: row, over: books) == nil,
            self.listedName(of: row, over: books) == nil,
            self.row(listedAs: listed, over: books) == nil,
            self.listedName(of: listed, over: books) == nil
        else { return false }
        let told = self.charge(listed, over: books)
        return self.charge(row, over: books)?.canBeListed(as: told) ?? false
    }

    private func listedName(of row: ChargeID, over books: borrowing Books) -> ChargeID? {
        self.names.names[row] ?? books.listedName(of: row)
    }

    /// The settings of the whole system.
    public func settings(over books: borrowing Books) -> Settings {
        self.changedSettings ?? books.settings
    }

    /// What the language model cost on a day, in micro-USD.
    public func cost(of day: Day, over books: borrowing Books) -> Int64 {
        books.cost(of: day) &+ (self.costs[day] ?? 0)
    }

    /// The position of the event that bears a key, to be confirmed in the log or in the batch.
    public func position(of key: KeyFingerprint, over books: borrowing Books) -> Position? {
        self.keys[key] ?? books.position(of: key)
    }
}

public import Ledger

/// What the ledger holds already when an import begins: of earlier runs, and of everything else.
public struct ImportHistory: Sendable {
    /// What each key stands for, as a digest: good for this process only.
    private var digests: [String: Int] = [:]

    /// Who has events that no import brought.
    private var strangers: Set<UserID> = []

    /// The charges that events name which no import brought.
    private var charges: Set<ChargeID> = []

    /// Creates the history of an empty ledger.
    public init() {}

    /// Notes an event of the ledger.
    public mutating func note(_ event: RecordedEvent) {
        guard event.envelope.cause == .imported else {
            if let user = event.user { self.strangers.insert(user) }
            if let charge = event.event.charge { self.charges.insert(charge) }
            return
        }
        guard let key = event.envelope.key else { return }
        self.digests[key] = Self.digest(event.event, of: event.user)
    }

    /// Whether anything was taken over before.
    public var isEmpty: Bool { self.digests.isEmpty }

    /// Whether an earlier run took over what bears a key.
    func holds(_ key: String) -> Bool { self.digests[key] != nil }

    /// Whether what an earlier run took over under a key says the same.
    func agrees(_ key: String, _ event: Event, of user: UserID) -> Bool {
        self.digests[key] == Self.digest(event, of: user)
    }

    /// Whether a user may not be taken over: they have events of their own and no opening balance.
    func isStranger(_ user: UserID) -> Bool {
        self.strangers.contains(user) && !self.holds(ImportKey.user(user))
    }

    /// Whether something other than an import named a charge.
    func knows(_ charge: ChargeID) -> Bool { self.charges.contains(charge) }

    /// Sealing the same text twice gives other bytes, and the counts are those of one day only.
    private static func digest(_ event: Event, of user: UserID?) -> Int {
        var hasher = Hasher()
        hasher.combine(user)
        hasher.combine(event.kind)
        switch event {
        case .feedbackLeft: break
        case .openingBalance(var balance):
            balance.oneCardToday = 0
            balance.consultToday = 0
            hasher.combine(balance)
        default: hasher.combine(event)
        }
        return hasher.finalize()
    }
}

/// The idempotency keys of an import: one for each event that a row becomes.
enum ImportKey {
    static func user(_ user: UserID) -> String { "import:users:\(user.rawValue)" }
    static func payment(_ row: Int64) -> String { "import:payments:\(row)" }
    static func refund(_ row: Int64) -> String { "import:refunds:\(row)" }
    static func audit(_ row: Int64) -> String { "import:audits:\(row)" }
    static func deed(_ row: Int64) -> String { "import:payment_events:\(row)" }
    static func feedback(_ row: Int64) -> String { "import:feedback:\(row)" }
}

package import Ledger

/// What only the old ledger knew, as far as it can still be read.
///
/// A fold of the events that could not be taken over. Money is left out of the lists: it comes back
/// from Telegram.
public struct KnownLosses: Codable, Hashable, Sendable {
    /// A deed of an administrator, to be typed again by whoever agrees with it.
    public struct Deed: Codable, Hashable, Sendable {
        /// The kind of event, for example `granted`.
        public var kind: String
        /// About whom.
        public var user: Int64?
        /// The product, for a grant or a revoke.
        public var sku: String?
        /// The reason, or what was set.
        public var text: String
        /// The payment that a grant fulfilled by hand.
        public var charge: String?
        /// Who did it.
        public var actor: String
        /// When, in microseconds since 1970.
        public var at: Int64
    }

    /// How many deeds are kept at most; the rest are only counted.
    public static let deedCountMax = 1_000

    /// How many users' uses are kept at most; the rest are only counted.
    public static let userCountMax = 10_000

    /// Whether anything beyond what was taken could be read.
    public var isReadable = false

    /// How many events of each kind were seen.
    public var kinds: [String: Int64] = [:]

    /// What administrators did, in order.
    public var deeds: [Deed] = []

    /// How many tickets of a kind each user used, by user and product.
    public var ticketsUsed: [Int64: [String: Int64]] = [:]

    /// Nothing is known.
    public init() {}

    /// Notes an event that could not be taken over.
    package mutating func note(_ event: RecordedEvent) {
        self.isReadable = true
        self.kinds[event.event.kind.name, default: 0] += 1
        if let deed = Deed(event), self.deeds.count < Self.deedCountMax { self.deeds.append(deed) }
        guard case .ticketConsumed(let consumed) = event.event, let user = event.user?.rawValue,
            self.ticketsUsed[user] != nil || self.ticketsUsed.count < Self.userCountMax
        else { return }
        self.ticketsUsed[user, default: [:]][consumed.ticket.sku.rawValue, default: 0] += 1
    }

    /// How many events of some kinds were seen.
    func count(_ kinds: EventKind...) -> Int64 {
        kinds.reduce(0) { $0 + (self.kinds[$1.name] ?? 0) }
    }
}

extension KnownLosses.Deed {
    /// Reads an administrator's deed, or returns `nil` for everything else.
    fileprivate init?(_ event: RecordedEvent) {
        switch event.envelope.actor {
        case .administrator, .operator: break
        case .system, .user: return nil
        }
        self.init(
            kind: event.event.kind.name,
            user: event.user?.rawValue,
            sku: nil,
            text: "",
            charge: event.event.charge?.rawValue,
            actor: event.envelope.actor.name,
            at: event.effectiveAt.microseconds
        )
        switch event.event {
        case .granted(let granted):
            (self.sku, self.text) = (granted.sku.rawValue, granted.reason)
        case .revoked(let revoked):
            (self.sku, self.text) = (revoked.sku.rawValue, revoked.reason)
        case .held(let held): self.text = held.reason
        case .released(let released): self.text = released.reason
        case .userErased(let erased): self.text = erased.reason
        case .settingChanged(let changed): self.text = "\(changed.name) = \(changed.value)"
        default: return nil
        }
    }
}

public import Ledger
internal import Projections

/// What must be known of the whole old file before its first row can be translated.
///
/// Holds what each person bought and holds, and which payments were reported twice: the old bot
/// recorded a payment first and gave afterwards, and where it died in between nothing was given.
public struct LegacySurvey: Sendable {
    /// The most passes of one person of whom the end is computed; beyond it nothing is proven.
    static let passCountMax = 200

    /// One pass that was paid for.
    struct PaidPass: Sendable {
        var row: Int64
        var at: Instant?
        var seconds: Int64
    }

    private struct Anonymous: Hashable, Sendable {
        var user: UserID?
        var at: Instant?
    }

    /// What one person bought, holds, and was given or lost by administrators.
    struct Buyer: Sendable {
        var hasRow = false
        var passes: [PaidPass] = []
        var ticketCounts: [TicketKind: Int64] = [:]
        var heldTickets: [TicketKind: Int64] = [:]
        var passUntil: Instant?
        var hasImages = false
        var wasPassTouched = false
        var wasOptionTouched = false
        var touchedTickets: [TicketKind: Int64] = [:]
        /// The passes that were never given, once computed.
        var lostPasses: Set<Int64>?
    }

    private let catalogue: Catalogue
    private(set) var buyers: [UserID: Buyer] = [:]
    /// The first row of each charge.
    private var rows: [ChargeID: Int64] = [:]
    private var refunded: Set<ChargeID> = []
    private var reportedTwice: Set<ChargeID> = []
    private var reported: Set<ChargeID> = []
    /// Who paid when without a charge id: all that a report without one can be known by.
    private var chargeless: Set<Anonymous> = []
    private var firstReportAt: Instant?
    /// What the audit trail names, so that the same deed among the payment events is not taken twice.
    private var audited: Set<LegacyDeed.Identity> = []

    /// Begins a survey.
    ///
    /// - Parameter catalogue: What each product gives.
    public init(catalogue: Catalogue) {
        self.catalogue = catalogue
    }

    func gift(of sku: SKU) -> Gift? {
        self.catalogue.products.first { $0.sku == sku }?.gives
    }

    var catalogueVersion: Int64 { self.catalogue.version }

    /// Notes what a person holds.
    public mutating func note(_ row: LegacyUser) {
        guard let user = row.userID.user, self.buyers[user]?.hasRow != true else { return }
        var buyer = self.buyers[user] ?? Buyer()
        buyer.hasRow = true
        buyer.passUntil = [row.passUntil.time, row.premiumUntil.time].compactMap(\.self).max()
        buyer.hasImages = row.imagesEnabled.wholeNumber.map { $0 != 0 } ?? false
        buyer.heldTickets = [
            .three: row.ticketsThree.wholeNumber ?? 0, .seven: row.ticketsSeven.wholeNumber ?? 0,
            .ten: row.ticketsTen.wholeNumber ?? 0,
        ]
        self.buyers[user] = buyer
    }

    /// Notes what a person paid for.
    public mutating func note(_ row: LegacyPayment) {
        let charge = row.chargeID
        guard let user = row.userID.user, self.rows[charge] == nil else { return }
        self.rows[charge] = row.row
        if row.isRefunded { self.refunded.insert(charge) }
        if row.charge.charge == nil {
            self.chargeless.insert(Anonymous(user: user, at: row.createdAt.time))
        }
        switch self.gift(of: row.product) {
        case .pass(let seconds):
            self.buyers[user, default: Buyer()].passes
                .append(PaidPass(row: row.row, at: row.createdAt.time, seconds: seconds))
        case .ticket(let kind):
            self.buyers[user, default: Buyer()].ticketCounts[kind, default: 0] += 1
        case .option, nil: self.buyers[user, default: Buyer()].hasRow = self.hasRow(user)
        }
    }

    /// Notes a report of a payment.
    public mutating func note(_ row: LegacyPaymentEvent) {
        guard let type = row.eventType.words else { return }
        switch type {
        case "successful_payment", "successful_payment_duplicate":
            if let at = row.createdAt.time {
                self.firstReportAt = self.firstReportAt.map { min($0, at) } ?? at
            }
            guard let charge = row.payload.charge else { return }
            self.reported.insert(charge)
            if type == "successful_payment_duplicate" { self.reportedTwice.insert(charge) }
        default:
            // Where the trail holds the same deed, it was noted from there.
            guard let deed = LegacyDeed(row), !self.isAudited(row) else { return }
            self.note(deed)
        }
    }

    /// Notes what an administrator did; to be called before the payment events are.
    public mutating func note(_ row: LegacyAudit) {
        guard let deed = LegacyDeed(row) else { return }
        self.audited.insert(deed.identity)
        self.note(deed)
    }

    /// Whether the audit trail holds what this row says.
    func isAudited(_ row: LegacyPaymentEvent) -> Bool {
        LegacyDeed(row).map { self.audited.contains($0.identity) } ?? false
    }

    /// The row that a charge stands in first, if it is in the file.
    func firstRow(of charge: ChargeID) -> Int64? { self.rows[charge] }

    /// Whether a payment without a charge id stands where a report without one says.
    func hasChargeless(_ row: LegacyPaymentEvent) -> Bool {
        self.chargeless.contains(Anonymous(user: row.userID.user, at: row.createdAt.time))
    }

    /// Whether the payments say that the charge was refunded.
    func isRefunded(_ charge: ChargeID) -> Bool { self.refunded.contains(charge) }

    func hasRow(_ user: UserID) -> Bool { self.buyers[user]?.hasRow ?? false }

    private mutating func note(_ deed: LegacyDeed) {
        guard let user = deed.target, let sku = deed.sku, deed.isDone else { return }
        switch self.gift(of: sku) {
        case .pass: self.buyers[user, default: Buyer()].wasPassTouched = true
        case .option: self.buyers[user, default: Buyer()].wasOptionTouched = true
        case .ticket(let kind):
            self.buyers[user, default: Buyer()].touchedTickets[kind, default: 0] +=
                deed.isGrant ? 1 : -1
        case nil: break
        }
    }
}

// MARK: - What was never given

extension LegacySurvey {
    /// Whether the old bot gave what a payment paid for.
    enum Giving: Hashable, Sendable {
        /// It did, as far as the file shows.
        case given
        /// The file leaves it open.
        case doubtful
        /// It did not: what the person holds proves it.
        case never
    }

    /// Whether the old bot gave what a payment paid for.
    mutating func giving(of row: LegacyPayment, worth gift: Gift) -> Giving {
        guard let user = row.userID.user, let buyer = self.buyers[user], buyer.hasRow else {
            return .doubtful
        }
        switch gift {
        case .pass: return self.givingOfPass(row, of: user)
        case .option:
            if buyer.hasImages { return .given }
            return buyer.wasOptionTouched ? self.openness(of: row) : .never
        case .ticket(let kind):
            let issued =
                (buyer.ticketCounts[kind] ?? 0) + (buyer.touchedTickets[kind] ?? 0)
            // Whoever still holds all of them was given all of them.
            if (buyer.heldTickets[kind] ?? 0) >= issued { return .given }
            return self.openness(of: row)
        }
    }

    /// The old bot heard of a payment twice because it had died over it, or never noted it at all.
    ///
    /// Money that went back is no longer owed anything.
    private func openness(of row: LegacyPayment) -> Giving {
        guard let charge = row.charge.charge, !row.isRefunded else { return .given }
        if self.reportedTwice.contains(charge) { return .doubtful }
        guard let first = self.firstReportAt, let at = row.createdAt.time, at >= first,
            !self.reported.contains(charge)
        else { return .given }
        return .doubtful
    }

    private mutating func givingOfPass(_ row: LegacyPayment, of user: UserID) -> Giving {
        guard var buyer = self.buyers[user] else { return .doubtful }
        if buyer.wasPassTouched || buyer.passes.count > Self.passCountMax {
            return self.openness(of: row)
        }
        let lost = buyer.lostPasses ?? Self.lostPasses(of: buyer)
        buyer.lostPasses = lost
        self.buyers[user] = buyer
        guard let lost else { return self.openness(of: row) }
        return lost.contains(row.row) ? .never : .given
    }

    /// The one pass without which the end is exactly what the row says; none if all were given,
    /// `nil` if the end is explained by no such thing.
    private static func lostPasses(of buyer: Buyer) -> Set<Int64>? {
        guard buyer.passes.allSatisfy({ $0.at != nil }) else { return nil }
        if Self.isEnd(Self.end(of: buyer.passes), buyer.passUntil) { return [] }
        let missing = buyer.passes.filter { pass in
            Self.isEnd(Self.end(of: buyer.passes.filter { $0.row != pass.row }), buyer.passUntil)
        }
        // Of several of one length it is all the same which was lost.
        guard let newest = missing.last, Set(missing.map(\.seconds)).count == 1 else { return nil }
        return [newest.row]
    }

    /// The old bot added to the end, or to now if that was later, and never took anything off.
    private static func end(of passes: [PaidPass]) -> Instant? {
        passes.reduce(into: Instant?.none) { end, pass in
            guard let at = pass.at else { return }
            end = max(end ?? at, at).adding(seconds: pass.seconds)
        }
    }

    private static func isEnd(_ computed: Instant?, _ held: Instant?) -> Bool {
        guard let computed, let held else { return computed == nil && held == nil }
        let (difference, overflow) = computed.microseconds
            .subtractingReportingOverflow(held.microseconds)
        return !overflow && abs(difference) <= Self.toleranceMicroseconds
    }

    /// The old bot took the time twice: for the row, and for the pass.
    private static let toleranceMicroseconds: Int64 = 60_000_000
}

public import Ledger

/// A payment that went back soon after it arrived.
public struct QuickRefund: Hashable, Sendable {
    /// The payment.
    public let charge: ChargeID

    /// The position of the event that recorded its arrival.
    public let payment: Position

    /// The position of the event that recorded the refund.
    public let refund: Position

    /// When it arrived.
    public let paidAt: Instant

    /// When it went back.
    public let refundedAt: Instant
}

/// Payments that were refunded soon, by user.
struct QuickRefunds: Hashable, Sendable {
    /// The longest time from payment to refund that is kept, in seconds.
    static let gapSecondsMax: Int64 = 86_400

    /// The most refunds kept of one user.
    static let refundCountMax = 16

    /// The most users kept; twice as many at times, so that making room is rare.
    static let userCountMax = 2_048

    private(set) var users: [UserID: [QuickRefund]] = [:]

    /// Notes a refund, if its payment had arrived shortly before.
    mutating func note(_ id: ChargeID, of charge: Charge?, by event: RecordedEvent) {
        guard let charge, charge.refund != .refunded, !charge.isImported,
            let payment = charge.first, let paidAt = charge.paidAt,
            event.effectiveAt.microseconds(since: paidAt) <= Self.gapSecondsMax * 1_000_000
        else { return }
        if self.users[charge.user] == nil { self.makeRoom() }
        var refunds = self.users[charge.user] ?? []
        if refunds.count == Self.refundCountMax { refunds.removeFirst() }
        refunds.append(
            QuickRefund(
                charge: id,
                payment: payment,
                refund: event.position,
                paidAt: paidAt,
                refundedAt: event.effectiveAt
            )
        )
        self.users[charge.user] = refunds
    }

    /// The users with enough quick refunds within a few days, in order, with those refunds.
    func suspects(
        limits: SuspectLimits,
        since: Instant
    ) -> [(user: UserID, refunds: [QuickRefund])] {
        self.users.keys.sorted().compactMap { user in
            let quick = (self.users[user] ?? []).filter { refund in
                let gap = refund.refundedAt.microseconds(since: refund.paidAt)
                return gap <= limits.quickRefundMinutes * 60_000_000 && refund.refundedAt >= since
            }
            let found = Self.cluster(quick, limits)
            return found.isEmpty ? nil : (user, found)
        }
    }

    /// The refunds that lie, with enough others, within the days that count.
    private static func cluster(
        _ refunds: [QuickRefund],
        _ limits: SuspectLimits
    ) -> [QuickRefund] {
        let span = limits.quickRefundDays * 86_400_000_000
        return refunds.filter { refund in
            // One of the windows that hold this refund begins at a refund not later than it.
            refunds.contains { first in
                let ahead = refund.refundedAt.microseconds(since: first.refundedAt)
                let window = refunds.count {
                    (0...span).contains($0.refundedAt.microseconds(since: first.refundedAt))
                }
                return (0...span).contains(ahead) && window >= limits.quickRefunds
            }
        }
    }

    /// Lets go of the users whose last quick refund is oldest.
    private mutating func makeRoom() {
        guard self.users.count >= Self.userCountMax * 2 else { return }
        let ranked = self.users.sorted { left, right in
            (left.value.last?.refund ?? 0) > (right.value.last?.refund ?? 0)
        }
        self.users = Dictionary(
            uniqueKeysWithValues: ranked.prefix(Self.userCountMax).map { ($0.key, $0.value) }
        )
    }
}

extension QuickRefund: Canonical {
    static var blank: QuickRefund {
        QuickRefund(charge: .blank, payment: 0, refund: 0, paidAt: .blank, refundedAt: .blank)
    }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (charge, payment, refund) = (self.charge, self.payment, self.refund)
        var (paidAt, refundedAt) = (self.paidAt, self.refundedAt)
        try coder.value(&charge)
        try coder.integer(&payment)
        try coder.integer(&refund)
        try coder.value(&paidAt)
        try coder.value(&refundedAt)
        self = QuickRefund(
            charge: charge,
            payment: payment,
            refund: refund,
            paidAt: paidAt,
            refundedAt: refundedAt
        )
    }
}

extension QuickRefunds: Canonical {
    static var blank: QuickRefunds { QuickRefunds() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var lists = self.users.mapValues(RefundList.init)
        try coder.table(&lists) { $0 < $1 }
        self.users = lists.mapValues(\.refunds)
    }
}

private struct RefundList: Canonical {
    var refunds: [QuickRefund]

    static var blank: RefundList { RefundList(refunds: []) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.list(&self.refunds)
    }
}

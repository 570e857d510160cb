internal import Ledger

extension Charge {
    /// Whether a payment gives what it names, given what was known of its charge before.
    ///
    /// A charge gives once: not after it was fulfilled by hand, and not after it was given back.
    static func gives(
        _ payment: PaymentReceived,
        from event: RecordedEvent,
        after charge: Charge?
    ) -> Bool {
        guard payment.gives != nil, event.envelope.cause != .imported else { return false }
        guard let charge else { return true }
        return charge.arrival != .received && charge.handGrant == nil && charge.refund == .none
    }

    /// Folds one event over what was known of its charge.
    ///
    /// - Returns: What is known now, or `nil` for an event that is about no charge's life.
    static func folding(_ event: RecordedEvent, over before: Charge?) -> Charge? {
        guard let user = before?.user ?? event.user else { return before }
        var charge = before ?? Charge(user: user)
        switch event.event {
        case .paymentReceived(let payment):
            // The second name of what is known already.
            guard payment.row == nil else { return before }
            charge.receive(payment, from: event)
        case .paymentUnmatched(let payment): charge.note(payment, from: event)
        case .refundRequested:
            guard charge.refund == .none else { return before }
            charge.refund = .requested
            charge.withdrawnBy = event.position
        case .paymentRefunded(let refund): charge.giveBack(refund, from: event)
        case .refundFailed:
            guard charge.refund == .requested else { return before }
            charge.refund = .none
            charge.withdrawnBy = nil
        case .granted(let grant): charge.fulfil(grant, from: event)
        case .revoked:
            guard charge.owesWithdrawal else { return before }
            charge.withdrawnBy = event.position
        default: return before
        }
        return charge
    }

    private mutating func receive(_ payment: PaymentReceived, from event: RecordedEvent) {
        guard self.arrival != .received else { return }
        if Self.gives(payment, from: event, after: self) { self.unit = event.position }
        if self.arrival == .unseen {
            self.arrive(payment.stars.count, sku: payment.sku, from: event)
            self.share = payment.share
            if self.isImported { self.gift = payment.gives }
        }
        self.arrival = .received
        self.sku = payment.sku
        self.purchase = event.position
        self.purchasedAt = event.effectiveAt
    }

    private mutating func note(_ payment: PaymentUnmatched, from event: RecordedEvent) {
        guard self.arrival == .unseen else { return }
        self.arrive(payment.stars.count, sku: payment.sku, from: event)
        self.arrival = .unmatched(payment.reason)
        self.share = payment.share
        self.currency = payment.currency
    }

    private mutating func arrive(_ stars: Int64, sku: SKU?, from event: RecordedEvent) {
        self.stars = stars
        self.reportedSKU = sku
        self.first = event.position
        self.paidAt = event.effectiveAt
        self.isImported = event.envelope.cause == .imported
        self.isReconciled = event.envelope.cause == .reconciliation
        // A refund whose amount nobody knew gave back what has now turned out to have arrived.
        if self.refund == .refunded, self.starsRefunded == 0 { self.starsRefunded = stars }
    }

    private mutating func giveBack(_ refund: PaymentRefunded, from event: RecordedEvent) {
        guard self.refund != .refunded else { return }
        if self.refund == .none, !refund.imported { self.withdrawnBy = event.position }
        self.refund = .refunded
        self.starsRefunded = refund.stars.count
    }

    private mutating func fulfil(_ grant: Granted, from event: RecordedEvent) {
        guard self.handGrant == nil, self.unit == nil else { return }
        self.handGrant = event.position
        self.unit = event.position
        self.sku = self.sku ?? grant.sku
    }
}

/// What an event moved, in Stars.
struct MoneyChange {
    /// Stars that arrived now.
    var received: Int64 = 0

    /// Stars that went back now.
    var refunded: Int64 = 0

    /// Stars of a purchase that was made now and stands.
    var bought: Int64?

    /// A purchase that was undone, and when it had been made.
    var undone: (stars: Int64, at: Instant)?
}

extension MoneyChange {
    /// Compares a charge before and after an event.
    init(from before: Charge?, to after: Charge?) {
        guard let after, after.isStars else { return }
        if before?.first == nil, after.first != nil { self.received = after.stars }
        self.refunded = after.starsRefunded - (before?.starsRefunded ?? 0)
        guard after.purchase != nil else { return }
        if before?.purchase == nil, after.refund != .refunded { self.bought = after.stars }
        if let before, before.purchase != nil, before.refund != .refunded,
            after.refund == .refunded, let at = before.purchasedAt
        {
            self.undone = (before.stars, at)
        }
    }
}

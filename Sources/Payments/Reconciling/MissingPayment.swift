public import Ledger
public import Projections

/// A payment that Telegram lists and the books do not know.
public struct MissingPayment: Hashable, Sendable {
    /// Telegram's name for it.
    public var charge: ChargeID
    /// Who paid.
    public var user: UserID
    /// The invoice's payload; empty if the list has none.
    public var payload: String
    /// What may have been paid, in Stars: the first that fits the product is taken, else the last.
    ///
    /// More than one only where an affiliate programme took a share: nobody says whether the list
    /// shows the amount before or after it. The last is the sum of both.
    public var amounts: [Int64]
    /// When it was paid.
    public var paidAt: Instant?
    /// How long a subscription's payment lasts, in seconds.
    public var subscriptionSeconds: Int64?

    /// Describes a payment.
    public init(
        charge: ChargeID,
        user: UserID,
        payload: String,
        amounts: [Int64],
        paidAt: Instant?,
        subscriptionSeconds: Int64? = nil
    ) {
        self.charge = charge
        self.user = user
        self.payload = payload
        self.amounts = amounts
        self.paidAt = paidAt
        self.subscriptionSeconds = subscriptionSeconds
    }
}

extension MissingPayment {
    /// The product that the payload names, if it can be read.
    public var sku: SKU? { InvoicePayload(self.payload)?.sku }

    /// The report to be recorded.
    ///
    /// The list says neither which charge of a subscription it is nor when the period ends: the
    /// oldest is the first, and so is one after the end of a subscription that does not renew; the
    /// end is reckoned.
    ///
    /// - Parameters:
    ///   - amount: One of ``amounts``.
    ///   - person: What is known of the payer.
    ///   - isRecovery: Whether a lost disk held it.
    /// - Returns: The report.
    public func payment(of amount: Int64, by person: Person?, isRecovery: Bool) -> Payment {
        var payment = Payment(
            charge: self.charge,
            payload: self.payload,
            amount: amount,
            paidAt: self.paidAt,
            isRecovery: isRecovery,
            share: self.amounts[self.amounts.count - 1] - self.amounts[0]
        )
        if let seconds = self.subscriptionSeconds {
            let earlier = self.sku.flatMap { person?.subscription(to: $0) }
            payment.subscription = earlier.map { self.renews($0) } ?? false ? .renewal : .first
            payment.paidUntil = self.paidAt?.adding(seconds: seconds)
        }
        return payment
    }

    /// Whether it belongs to a subscription that is known, and not to one that was begun anew.
    private func renews(_ subscription: Subscription) -> Bool {
        switch subscription.state {
        case .active: return true
        case .canceled, .failed:
            guard let end = subscription.paidUntil, let paidAt = self.paidAt else { return true }
            return paidAt <= end
        }
    }
}

/// A refund that Telegram lists and the books do not know.
public struct MissingRefund: Hashable, Sendable {
    /// The payment that was given back.
    public var charge: ChargeID
    /// Who got it back.
    public var user: UserID
    /// How much went back, in Stars.
    public var stars: Int64
    /// When it went back.
    public var at: Instant?
    /// Whether neither side had seen the payment before.
    public var isOfUnseen: Bool

    /// Describes a refund.
    public init(
        charge: ChargeID,
        user: UserID,
        stars: Int64,
        at: Instant?,
        isOfUnseen: Bool = false
    ) {
        self.charge = charge
        self.user = user
        self.stars = stars
        self.at = at
        self.isOfUnseen = isOfUnseen
    }
}

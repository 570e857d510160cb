internal import Ledger
internal import Projections

// Money that arrived. It is never silently dropped and never silently granted.

extension Decider {
    func receive(_ payment: Payment) -> Decision {
        guard let user = self.request.user else { return self.refuse(.userMissing) }
        let payload = InvoicePayload(payment.payload)
        if let charge = self.standing.charge {
            if let first = charge.first {
                return self.isSameContent(payment, payload, as: charge)
                    ? self.answer(.paidAgain(owesThanks: self.owesThanks(for: charge)))
                    : self.conflict(payment, payload, first: first)
            }
            if charge.user != user {
                let first = charge.handGrant ?? charge.withdrawnBy ?? 0
                return self.conflict(payment, payload, first: first)
            }
        }
        let reason = self.mismatch(payload, amount: payment.amount, currency: payment.currency)
        if let reason { return self.misfit(payment, payload, reason) }
        guard let sku = payload?.sku, let product = self.product(sku) else {
            preconditionFailure("a payment without a mismatch names a product")
        }
        return self.buy(product, with: payment)
    }

    /// Same content: user, currency, amount and product; what one side lacks is no difference.
    private func isSameContent(
        _ payment: Payment,
        _ payload: InvoicePayload?,
        as charge: Charge
    ) -> Bool {
        if charge.isImported { return true }
        let difference = charge.stars - max(0, payment.amount)
        guard charge.user == self.request.user,
            difference == 0 || abs(difference) == charge.share,
            (charge.currency ?? Self.starsCurrency) == payment.currency
        else { return false }
        guard let sku = payload?.sku, let reported = charge.reportedSKU else { return true }
        return sku == reported
    }

    /// Whether the buyer heard nothing of what was found in Telegram's own list and stands.
    ///
    /// Nothing in the log says that the buyer was thanked since: that is for the caller to know.
    private func owesThanks(for charge: Charge) -> Bool {
        charge.isReconciled && charge.state == .received && charge.unit != nil
    }

    private func conflict(
        _ payment: Payment,
        _ payload: InvoicePayload?,
        first: Position
    ) -> Decision {
        let event = PaymentConflict(
            charge: payment.charge,
            stars: Self.stars(payment.amount),
            sku: payload?.sku,
            first: first
        )
        return self.record(
            .paymentConflict(event),
            .conflict(first: first),
            alerts: [.conflict(payment.charge)]
        )
    }

    /// Money that fits no product: it waits, unless an administrator settled it by hand before.
    private func misfit(
        _ payment: Payment,
        _ payload: InvoicePayload?,
        _ reason: MismatchReason
    ) -> Decision {
        let isStars = payment.currency == Self.starsCurrency
        if isStars, let charge = self.standing.charge, charge.handGrant != nil,
            let sku = charge.sku
        {
            return self.arrive(payment, sku: sku, gives: nil)
        }
        let (moment, alerts) = self.counting(payment.paidAt)
        let isRefunded = self.standing.charge?.refund == .refunded
        let event = PaymentUnmatched(
            charge: payment.charge,
            reason: reason,
            stars: Self.stars(payment.amount),
            sku: payload?.sku,
            currency: isStars ? nil : payment.currency,
            share: payment.share
        )
        return self.record(
            .paymentUnmatched(event),
            isRefunded ? .paidAfterRefund : .unmatched(reason),
            alerts: alerts + (isRefunded ? [] : [.unmatched(payment.charge, reason)]),
            at: moment
        )
    }

    private func buy(_ product: Product, with payment: Payment) -> Decision {
        let charge = self.standing.charge
        let isSettled = charge.map { $0.handGrant != nil || $0.refund != .none } ?? false
        return self.arrive(payment, sku: product.sku, gives: isSettled ? nil : product.gives)
    }

    private func arrive(_ payment: Payment, sku: SKU, gives: Gift?) -> Decision {
        let (moment, alerts) = self.counting(payment.paidAt)
        let event = PaymentReceived(
            charge: payment.charge,
            sku: sku,
            stars: Self.stars(payment.amount),
            gives: gives,
            from: self.from(gives, paidAt: moment, isRecovery: payment.isRecovery),
            catalogueVersion: self.standing.catalogue.version,
            subscription: payment.subscription,
            paidUntil: payment.paidUntil,
            share: payment.share
        )
        let purchase = Purchase(sku: sku, stars: event.stars, gives: gives)
        let outcome: Outcome =
            switch self.standing.charge?.refund {
            case .refunded, .requested: .paidAfterRefund
            case nil, .some(.none):
                self.standing.charge?.handGrant != nil
                    ? .paidAfterHandGrant(purchase) : .paid(purchase)
            }
        return self.record(.paymentReceived(event), outcome, alerts: alerts, at: moment)
    }

    /// Since when a pass counts: since now if it was found late, unless a lost disk held it.
    private func from(_ gives: Gift?, paidAt: Instant, isRecovery: Bool) -> Instant? {
        guard case .pass = gives, !isRecovery,
            self.request.at > paidAt.adding(seconds: Payments.lateFindSeconds)
        else { return nil }
        return self.request.at
    }

    func subscription(_ state: SubscriptionState, _ payload: String) -> Decision {
        let sku = InvoicePayload(payload)?.sku
        let known = sku.flatMap { self.person.subscription(to: $0) }
        if known?.state == state { return self.answer(.unchanged) }
        let event = SubscriptionChanged(state: state, sku: sku, charge: known?.firstCharge)
        return self.record(.subscriptionChanged(event), .recorded)
    }

    private static func stars(_ amount: Int64) -> Stars {
        (try? Stars(amount)) ?? (amount < 0 ? .zero : .max)
    }
}

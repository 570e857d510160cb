internal import Ledger
internal import Projections

// Money that goes back: all ways end in one `payment_refunded` per charge.

extension Decider {
    func requestRefund(_ id: ChargeID, _ reason: String) -> Decision {
        guard let charge = self.ownedCharge else { return self.refuse(.unknownCharge) }
        guard charge.isStars else { return self.refuse(.notStars) }
        switch charge.refund {
        case .requested: return self.answer(.refundUnderway)
        case .refunded: return self.answer(.refundedBefore)
        case .none: break
        }
        let effect = self.person.effect(ofRefunding: charge, at: self.request.at)
        let event = RefundRequested(charge: id, reason: self.reason(reason))
        return self.record(
            .refundRequested(event),
            .refundRequested(effect, cancels: self.subscriptionToCancel(charge)),
            alerts: self.alerts(id, charge, effect)
        )
    }

    func settleRefund(_ id: ChargeID, _ answer: RefundAnswer) -> Decision {
        guard let charge = self.ownedCharge else { return self.refuse(.unknownCharge) }
        switch (charge.refund, answer) {
        case (.refunded, _): return self.answer(.refundedBefore)
        case (.none, .failed): return self.answer(.unchanged)
        case (.requested, .failed(let words)):
            let event = RefundFailed(charge: id, reason: words)
            return self.record(
                .refundFailed(event),
                .refundKept,
                alerts: [.refundFailed(id, words)]
            )
        case (.requested, .done): return self.giveBack(id, charge, stars: charge.stars)
        case (.none, .done): return self.giveBack(id, charge, stars: charge.stars)
        }
    }

    func noteRefund(_ id: ChargeID, _ stars: Int64, _ at: Instant?) -> Decision {
        guard let charge = self.ownedCharge else { return self.noteUnseenRefund(id, stars, at) }
        if charge.refund == .refunded { return self.answer(.refundedBefore) }
        // Telegram gives back all or nothing; its list may show less, an affiliate's share.
        let isAmountKnown = charge.first != nil && charge.isStars
        return self.giveBack(id, charge, stars: isAmountKnown ? charge.stars : stars, at: at)
    }

    /// Gives a row of the earlier database the name that Telegram lists it under.
    ///
    /// What was told under that name before was told of the row: if it went back, what the row had
    /// given is taken now, and only now.
    func pair(_ row: ChargeID, with listed: ChargeID) -> Decision {
        guard let charge = self.ownedCharge else { return self.refuse(.unknownCharge) }
        guard self.standing.canPair, charge.isImported, let sku = charge.sku,
            let stars = try? Stars(charge.stars)
        else { return self.answer(.unchanged) }
        let event = PaymentReceived(charge: listed, sku: sku, stars: stars, row: row)
        var decision = self.record(.paymentReceived(event), .recorded)
        guard let told = self.standing.listed, told.refund == .refunded,
            charge.refund != .refunded
        else { return decision }
        let refund = self.giveBack(row, charge, stars: told.starsRefunded)
        decision.events += refund.events
        decision.outcome = refund.outcome
        decision.alerts = refund.alerts
        return decision
    }

    /// A refund of a charge that nobody reported: its payment, if it comes, gives nothing.
    private func noteUnseenRefund(_ id: ChargeID, _ stars: Int64, _ at: Instant?) -> Decision {
        guard self.request.user != nil else { return self.noteNobodysRefund(id) }
        let (moment, alerts) = self.counting(at)
        let event = PaymentRefunded(charge: id, stars: (try? Stars(stars)) ?? .zero)
        return self.record(
            .paymentRefunded(event),
            .refunded(.nothingGiven),
            alerts: alerts + [.refundOutside(id)],
            at: moment
        )
    }

    /// Neither the update nor the books name anybody, and nobody is invented.
    ///
    /// The administrators hear of it, and the comparison, whose list names the person, records and
    /// withdraws it.
    private func noteNobodysRefund(_ id: ChargeID) -> Decision {
        let noted = IncidentNoted(text: Payments.nobodysRefund, about: id.rawValue)
        return self.record(.incidentNoted(noted), .recorded, alerts: [.refundOutside(id)])
    }

    private func giveBack(
        _ id: ChargeID,
        _ charge: Charge,
        stars: Int64,
        at: Instant? = nil
    ) -> Decision {
        var (moment, alerts) = self.counting(at)
        var effect: WithdrawalEffect?
        if charge.refund == .none {
            let found = self.person.effect(ofRefunding: charge, at: moment)
            alerts += [.refundOutside(id)] + self.alerts(id, charge, found)
            effect = found
        }
        let event = PaymentRefunded(charge: id, stars: (try? Stars(stars)) ?? .zero)
        return self.record(
            .paymentRefunded(event),
            .refunded(effect),
            alerts: alerts,
            at: moment
        )
    }

    /// The charge, of whose user the request must be: the caller looked the owner up.
    var ownedCharge: Charge? {
        guard let charge = self.standing.charge else { return nil }
        precondition(charge.user == self.request.user, "the request is about the charge's owner")
        return charge
    }

    private func alerts(
        _ id: ChargeID,
        _ charge: Charge,
        _ effect: WithdrawalEffect
    ) -> [Alert] {
        var alerts: [Alert] = []
        if effect == .nothingLeft { alerts.append(.nothingLeft(charge.user)) }
        if charge.isImported { alerts.append(.importedRefund(id)) }
        return alerts
    }

    private func subscriptionToCancel(_ charge: Charge) -> ChargeID? {
        guard let subscription = self.person.subscription(paidBy: charge),
            self.product(subscription.sku)?.isSubscription ?? true,
            subscription.state != .canceled
        else { return nil }
        return subscription.firstCharge
    }
}

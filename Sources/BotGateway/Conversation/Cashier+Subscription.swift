internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

// What is said about a subscription, and what follows from the refund of one of its charges.

extension Cashier {
    /// The words for a payment that brought a pass: bought once, subscribed to, or renewed.
    static func passThanks(for term: SubscriptionTerm?) -> TextKey {
        switch term {
        case nil: .thanksPass
        case .first?: .subscriptionThanks
        case .renewal?: .subscriptionRenewed
        }
    }

    /// What a user is told when Telegram says that their subscription changed.
    ///
    /// Nothing about one that the ledger does not know yet: its first payment is on its way, and
    /// says all there is to say. Nothing about one that a refund ended: the refund said it.
    func news(of ruling: Ruling, _ change: SubscriptionUpdate, _ visit: Visit) -> [Reply] {
        guard case .recorded = ruling.outcome, let person = ruling.person,
            let sku = InvoicePayload(change.invoicePayload)?.sku,
            let subscription = person.subscription(to: sku)
        else { return [] }
        if change.state == .canceled, person.isRefunded(subscription) { return [] }
        let end = person.hasPass(at: visit.at) ? person.passUntil : nil
        let key: TextKey
        switch (change.state, end != nil) {
        case (.canceled, true): key = .subscriptionCanceled
        case (.canceled, false): key = .subscriptionCanceledEnded
        case (.failed, true): key = .subscriptionFailed
        case (.failed, false): key = .subscriptionFailedEnded
        case (.active, _): key = .subscriptionResumed
        case (.other, _): return []
        }
        let clock = ClockText(self.desk.settings.dayClock)
        let text = self.desk.texts.say(
            key,
            in: person.language,
            [
                "product": self.desk.name(of: sku, in: person.language),
                "until": end.map(clock.full) ?? "",
            ]
        )
        return [Reply(to: visit.user, text, weight: .money)]
    }

    /// The end of the renewal, after a refund that Telegram told us of.
    func renewalToEnd(
        after answer: Answer<Ruling>,
        _ charge: ChargeID,
        _ visit: Visit
    ) -> [Errand] {
        guard case .refunded = answer.outcome.outcome, let user = answer.outcome.user,
            let subscription = self.desk.subscription(paidBy: charge),
            subscription.state != .canceled
        else { return [] }
        var job = RefundJob(charge: charge, user: user, rid: visit.rid)
        job.isRefunded = true
        return [.askRefund(job)]
    }
}

extension Desk {
    /// The subscription that a charge belongs to, if it belongs to one.
    func subscription(paidBy charge: ChargeID) -> Subscription? {
        self.ledger.read { books in
            guard let known = books.charge(charge) else { return nil }
            return books.person(known.user)?.subscription(paidBy: known)
        }
    }
}

internal import Ledger

/// What a user's event changed that other projections count.
struct PersonChange {
    /// Whether the user did nothing earlier on this day.
    var isNewlyActive = false

    /// A use that was delivered, at whose cost, and when it had been asked for.
    var delivered: (kind: UseKind, access: Access, askedAt: Instant)?

    /// Why an administrator should look.
    var flag: AuditFlag?
}

extension Person {
    /// Folds one event of this user.
    ///
    /// Total: what cannot follow from the state so far changes nothing.
    ///
    /// - Parameters:
    ///   - event: An event whose user this is.
    ///   - charge: The event's charge as it was before the event.
    ///   - clock: Whose midnight ends the day.
    /// - Returns: What other projections count.
    mutating func apply(
        _ event: RecordedEvent,
        charge: Charge?,
        clock: DayClock
    ) -> PersonChange {
        var change = PersonChange()
        if event.envelope.actor == .user {
            change.isNewlyActive = self.activity.note(clock.day(of: event.effectiveAt))
        }
        switch event.event {
        case .invoiceSent(let sent):
            self.quote(sent.stars, for: sent.sku, invoicedAt: event.effectiveAt)
        case .checkoutApproved(let approved):
            self.quote(approved.stars, for: approved.sku, invoicedAt: nil)
        case .paymentReceived(let payment): self.receive(payment, charge: charge, from: event)
        case .refundRequested: change.flag = self.requestRefund(charge, from: event)
        case .paymentRefunded(let refund):
            change.flag = self.refund(refund, charge: charge, from: event)
        case .refundFailed: self.keepPayment(charge)
        case .subscriptionChanged(let subscription): self.change(subscription)
        case .granted(let grant): self.grant(grant, from: event)
        case .revoked(let revoked): change.flag = self.revoke(revoked, charge: charge, by: event)
        case .held: self.isHeld = true
        case .released: self.isHeld = false
        case .firstSeen(let contact):
            self.firstSeen = self.firstSeen ?? event.effectiveAt
            self.firstLanguage = self.firstLanguage ?? contact.language
        case .termsAccepted(let terms):
            self.termsAcceptedAt = event.effectiveAt
            self.termsVersion = terms.termsVersion
        case .languageChosen(let choice): self.chosenLanguage = choice.language
        case .openingBalance(let balance): self.open(balance, from: event, clock: clock)
        case .readingStarted, .consultationStarted, .ticketReserved, .ticketConsumed,
            .ticketReleased, .readingDelivered, .readingFailed, .consultationAnswered,
            .consultationFailed:
            self.applyUse(event, clock: clock, to: &change)
        case .checkoutRejected, .paymentUnmatched, .paymentConflict, .settingChanged,
            .incidentNoted, .feedbackLeft, .userErased, .modelUsed, .errorRecorded, .restored,
            .reconciled:
            break
        }
        return change
    }
}

// MARK: - Money

extension Person {
    private mutating func quote(_ stars: Stars, for sku: SKU, invoicedAt: Instant?) {
        if let index = self.quotes.firstIndex(where: { $0.sku == sku && $0.stars == stars }) {
            if let invoicedAt { self.quotes[index].invoicedAt = invoicedAt }
        } else {
            self.quotes.append(Quote(sku: sku, stars: stars, invoicedAt: invoicedAt))
        }
    }

    private mutating func receive(
        _ payment: PaymentReceived,
        charge: Charge?,
        from event: RecordedEvent
    ) {
        guard charge?.arrival != .received, payment.row == nil else { return }
        let isImported = event.envelope.cause == .imported
        self.issue(
            Unit(
                position: event.position,
                sku: payment.sku,
                gift: Charge.gives(payment, from: event, after: charge) ? payment.gives : nil,
                from: payment.from ?? event.effectiveAt,
                at: event.effectiveAt,
                origin: isImported ? .importedPayment : .payment,
                count: 1,
                isRefunded: charge?.refund == .refunded
            )
        )
        for index in self.quotes.indices where self.quotes[index].sku == payment.sku {
            self.quotes[index].invoicedAt = nil
        }
        self.subscribe(payment, at: event.position)
    }

    private mutating func subscribe(_ payment: PaymentReceived, at position: Position) {
        guard let term = payment.subscription else { return }
        let index = self.subscriptions.firstIndex { $0.sku == payment.sku }
        guard let index else {
            self.subscriptions.append(
                Subscription(
                    sku: payment.sku,
                    firstCharge: payment.charge,
                    since: position,
                    state: .active,
                    paidUntil: payment.paidUntil
                )
            )
            return
        }
        if term == .first {
            self.subscriptions[index].firstCharge = payment.charge
            self.subscriptions[index].since = position
        }
        self.subscriptions[index].state = .active
        self.subscriptions[index].paidUntil =
            payment.paidUntil ?? self.subscriptions[index].paidUntil
    }

    private mutating func change(_ change: SubscriptionChanged) {
        for index in self.subscriptions.indices {
            let subscription = self.subscriptions[index]
            guard change.sku == subscription.sku || change.charge == subscription.firstCharge
            else { continue }
            self.subscriptions[index].state = change.state
        }
    }

    private mutating func requestRefund(
        _ charge: Charge?,
        from event: RecordedEvent
    ) -> AuditFlag? {
        guard let charge, charge.refund == .none else { return nil }
        return self.withdraw(refunding: charge, by: event)
    }

    private mutating func refund(
        _ refund: PaymentRefunded,
        charge: Charge?,
        from event: RecordedEvent
    ) -> AuditFlag? {
        guard let charge, charge.refund != .refunded else { return nil }
        if let index = self.units.firstIndex(where: { $0.position == charge.purchase }) {
            self.units[index].isRefunded = true
        }
        guard charge.refund == .none, !refund.imported else { return nil }
        return self.withdraw(refunding: charge, by: event)
    }

    private mutating func keepPayment(_ charge: Charge?) {
        guard let charge, charge.refund == .requested, let request = charge.withdrawnBy else {
            return
        }
        self.undoWithdrawal(by: request)
    }

    /// What an administrator of the earlier bot gave lies in the opening balance.
    private mutating func grant(_ grant: Granted, from event: RecordedEvent) {
        guard event.envelope.cause != .imported else { return }
        self.issue(
            Unit(
                position: event.position,
                sku: grant.sku,
                gift: grant.gives,
                from: grant.from ?? event.effectiveAt,
                at: event.effectiveAt,
                origin: .grant,
                count: 1,
                isRefunded: false
            )
        )
        if let revoke = grant.givesBack {
            self.giveBack(revoke: revoke, with: event.position)
        }
    }
}

// MARK: - The opening balance

extension Person {
    /// The most tickets of a kind that an opening balance can hold.
    private static let openingTicketCountMax: Int64 = 1_000_000_000

    private mutating func open(
        _ balance: OpeningBalance,
        from event: RecordedEvent,
        clock: DayClock
    ) {
        guard !self.units.contains(where: { $0.origin == .opening }) else { return }
        for (kind, count) in [
            (TicketKind.three, balance.ticketsThree), (.seven, balance.ticketsSeven),
            (.ten, balance.ticketsTen),
        ] {
            let count = min(max(count, 0), Self.openingTicketCountMax)
            if count > 0 { self.issueOpening(.ticket(kind), count: Int32(count), event) }
        }
        if let until = balance.passUntil { self.openPass(until: until, event) }
        if balance.hasImages { self.issueOpening(.option, count: 1, event) }
        self.firstSeen = balance.firstSeen ?? self.firstSeen
        self.termsAcceptedAt = balance.termsAcceptedAt ?? self.termsAcceptedAt
        self.chosenLanguage = balance.language ?? self.chosenLanguage
        if balance.oneCardToday > 0 || balance.consultToday > 0 {
            self.quota = QuotaCount(
                day: clock.day(of: event.effectiveAt),
                oneCard: Int32(clamping: max(0, balance.oneCardToday)),
                consult: Int32(clamping: max(0, balance.consultToday))
            )
        }
    }

    /// Whole seconds that end exactly when the earlier pass does, begun a little before now.
    private mutating func openPass(until: Instant, _ event: RecordedEvent) {
        let left = until.microseconds.subtractingReportingOverflow(event.effectiveAt.microseconds)
        guard !left.overflow, left.partialValue > 0 else { return }
        let seconds = (left.partialValue - 1) / 1_000_000 + 1
        let from = until.advanced(byMicroseconds: -seconds * 1_000_000)
        self.issueOpening(.pass(seconds: seconds), count: 1, event, from: from)
    }

    private mutating func issueOpening(
        _ gift: Gift,
        count: Int32,
        _ event: RecordedEvent,
        from: Instant? = nil
    ) {
        self.issue(
            Unit(
                position: event.position,
                sku: SKU(rawValue: ""),
                gift: gift,
                from: from ?? event.effectiveAt,
                at: event.effectiveAt,
                origin: .opening,
                count: count,
                isRefunded: false
            )
        )
    }
}

public import Ledger

// What administrators did and people wrote: history too, which gives and takes nothing.

/// Feedback of the old file, ready to be sealed with its writer's key.
public struct LegacyOpinion: Sendable {
    /// Who wrote it.
    public let user: UserID
    /// What they wrote.
    public let text: String

    let envelope: Envelope

    /// The event, once the text is sealed.
    public func event(sealed: [UInt8]) -> NewEvent {
        NewEvent(.feedbackLeft(FeedbackLeft(sealedText: sealed)), in: self.envelope)
    }
}

extension LegacyTranslator {
    private static let paymentEventTypes: Set<String> = [
        "buy_click", "buy_dedup_hit", "pre_checkout", "pre_checkout_rejected",
        "pre_checkout_invalid_product", "successful_payment", "successful_payment_duplicate",
        "stale_callback", "stale_pre_checkout", "admin_grant", "admin_revoke", "refund",
    ]
    private static let appEventTypes: Set<String> = ["tarot", "consult", "error", "feedback"]

    /// Translates what an administrator did.
    public mutating func events(of row: LegacyAudit) -> [NewEvent] {
        let place = Place(table: .audits, row: row.row)
        guard let deed = LegacyDeed(row) else {
            self.complain(place, .auditUnreadable, "is neither a grant nor a revoke; left out")
            return []
        }
        let key = ImportKey.audit(row.row)
        return self.events(of: deed, at: row.createdAt, key: key, place)
    }

    /// Translates what an administrator did where the audit trail does not hold it, and compares
    /// reports of money with the payments.
    public mutating func events(of row: LegacyPaymentEvent) -> [NewEvent] {
        let place = Place(table: .paymentEvents, row: row.row)
        guard let type = row.eventType.words, Self.paymentEventTypes.contains(type) else {
            self.complain(place, .eventTypeUnknown, "is of a kind that the old bot never wrote")
            return []
        }
        switch type {
        case "successful_payment", "successful_payment_duplicate": self.comparePayment(row, place)
        case "refund": self.compareRefund(row, place)
        default:
            guard let deed = LegacyDeed(row), !self.survey.isAudited(row) else { return [] }
            let key = ImportKey.deed(row.row)
            return self.events(of: deed, at: row.createdAt, key: key, place)
        }
        return []
    }

    /// Looks at a reading, a consultation or an error; nothing of them is taken over.
    public mutating func check(_ row: LegacyAppEvent) {
        guard let type = row.eventType.words, Self.appEventTypes.contains(type) else {
            let place = Place(table: .appEvents, row: row.row)
            self.complain(place, .eventTypeUnknown, "is of a kind that the old bot never wrote")
            return
        }
    }

    /// Translates feedback, as far as that goes without its writer's key.
    ///
    /// - Returns: What to seal, or `nil` if it was taken over or cannot be.
    public mutating func opinion(of row: LegacyFeedback) -> LegacyOpinion? {
        let place = Place(table: .feedback, row: row.row)
        guard let user = self.owner(row.userID, place) else { return nil }
        guard case .text(let text) = row.text, !row.text.isEmpty else {
            self.complain(place, .feedbackUnreadable, "holds no readable text; left out")
            return nil
        }
        let moment = self.moment(row.createdAt, place)
        self.report.feedback += 1
        let events = self.event(
            .feedbackLeft(FeedbackLeft(sealedText: [])),
            of: user,
            at: moment,
            key: ImportKey.feedback(row.row),
            from: place
        )
        return events.first.map { LegacyOpinion(user: user, text: text, envelope: $0.envelope) }
    }

    private mutating func events(
        of deed: LegacyDeed,
        at time: LegacyValue,
        key: String,
        _ place: Place
    ) -> [NewEvent] {
        // What was refused or failed changed nothing, and is nobody's history.
        guard deed.isDone else { return [] }
        guard deed.target != nil, let sku = deed.sku, let gift = self.survey.gift(of: sku) else {
            self.complain(place, .auditUnreadable, "names no user or no product; left out")
            return []
        }
        guard let user = self.owner(deed.target.map { .integer($0.rawValue) } ?? .null, place)
        else { return [] }
        self.report.deeds += 1
        let reason = "taken over from \(place.table.rawValue) row \(place.row)"
        let event: Event =
            deed.isGrant
            ? .granted(Granted(sku: sku, gives: gift, reason: reason, isQuiet: true))
            : .revoked(Revoked(sku: sku, unit: 0, reason: reason, isQuiet: true, takes: gift))
        return self.event(
            event,
            of: user,
            at: self.moment(time, place),
            by: deed.actor.map { .administrator($0) } ?? .operator("unknown"),
            key: key,
            from: place
        )
    }

    private mutating func comparePayment(_ row: LegacyPaymentEvent, _ place: Place) {
        let isKnown: Bool
        if let charge = row.payload.charge {
            // An early version noted the whole message there, which says nothing comparable.
            if charge.rawValue.hasPrefix("{") { return }
            isKnown = self.survey.firstRow(of: charge) != nil
        } else {
            isKnown = self.survey.hasChargeless(row)
        }
        if isKnown { return }
        self.complain(
            place,
            .paymentMissing,
            "says that money arrived, and there is no such payment; `starledger reconcile` asks "
                + "Telegram"
        )
    }

    private mutating func compareRefund(_ row: LegacyPaymentEvent, _ place: Place) {
        guard let charge = row.payload.charge, !charge.rawValue.hasPrefix("{"),
            !self.survey.isRefunded(charge)
        else { return }
        self.complain(
            place,
            .refundMissing,
            "says that money went back, and no payment says so; `starledger reconcile` asks Telegram"
        )
    }
}

public import Ledger

// Money of the past: history, which gives and takes nothing.

extension LegacyTranslator {
    /// More Stars than this for one product are reported.
    private static let plausibleStarsMax: Int64 = 100_000

    /// Translates a payment, and its refund if there was one.
    ///
    /// - Parameter row: The payment.
    /// - Returns: The events, without those that were taken over before.
    public mutating func events(of row: LegacyPayment) -> [NewEvent] {
        let place = Place(table: .payments, row: row.row)
        guard let user = self.owner(row.userID, place),
            let charge = self.ownCharge(of: row, place)
        else { return [] }
        let moment = self.moment(row.createdAt, place)
        let payment = self.payment(row, charge, place)
        self.report.payments += 1
        var events = self.event(
            .paymentReceived(payment),
            of: user,
            at: moment,
            key: ImportKey.payment(row.row),
            from: place
        )
        guard row.isRefunded else {
            self.checkStatus(row, place)
            return events
        }
        self.report.refunds += 1
        let refund = PaymentRefunded(charge: charge, stars: payment.stars, imported: true)
        events += self.event(
            .paymentRefunded(refund),
            of: user,
            at: self.refundTime(row, paidAt: moment, place),
            key: ImportKey.refund(row.row),
            from: place
        )
        return events
    }

    /// The charge, unless another row or the ledger has it.
    private mutating func ownCharge(of row: LegacyPayment, _ place: Place) -> ChargeID? {
        let charge = row.chargeID
        if let first = self.survey.firstRow(of: charge), first != row.row {
            self.complain(place, .chargeTwice, "has the charge id of row \(first); left out")
            return nil
        }
        if !self.history.holds(ImportKey.payment(row.row)), self.history.knows(charge) {
            self.complain(
                place,
                .chargeKnown,
                "its charge id is in the ledger already; left out, see `starledger history`"
            )
            return nil
        }
        if row.charge.charge == nil {
            self.complain(
                place,
                .chargeMissing,
                "has no charge id; recorded as \(charge.rawValue), which Telegram cannot refund"
            )
        }
        return charge
    }

    private mutating func payment(
        _ row: LegacyPayment,
        _ charge: ChargeID,
        _ place: Place
    ) -> PaymentReceived {
        var payment = PaymentReceived(
            charge: charge,
            sku: row.product,
            stars: self.stars(row.stars, place)
        )
        guard let gift = self.survey.gift(of: payment.sku) else {
            self.complain(
                place,
                .skuUnknown,
                "its product is not in the catalogue; recorded as money, a refund takes nothing"
            )
            return payment
        }
        payment.catalogueVersion = self.survey.catalogueVersion
        switch self.survey.giving(of: row, worth: gift) {
        case .given: payment.gives = gift
        case .doubtful:
            payment.gives = gift
            payment.isDoubtful = true
        case .never: break
        }
        return payment
    }

    private mutating func stars(_ value: LegacyValue, _ place: Place) -> Stars {
        guard let number = value.wholeNumber, let stars = try? Stars(number) else {
            self.complain(place, .starsUnreadable, "its amount cannot be read; counts 0 Stars")
            return .zero
        }
        if number > Self.plausibleStarsMax {
            self.complain(place, .starsUnreadable, "\(number) Stars cannot be true; counts 0 Stars")
            return .zero
        }
        return stars
    }

    private mutating func checkStatus(_ row: LegacyPayment, _ place: Place) {
        guard !row.status.isEmpty, row.status.words?.lowercased() != "paid" else { return }
        self.complain(
            place,
            .statusUnknown,
            "its status is neither paid nor refunded; taken as paid"
        )
    }

    private mutating func refundTime(
        _ row: LegacyPayment,
        paidAt: Instant,
        _ place: Place
    ) -> Instant {
        if row.refundedAt.isEmpty {
            self.complain(
                place,
                .refundTimeMissing,
                "was refunded, nobody noted when; counts when it was paid"
            )
            return paidAt
        }
        return self.past(row.refundedAt, "refunded_at", place) ?? paidAt
    }
}

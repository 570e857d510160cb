internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// Money: the pre-checkout, the payment, and refunds that Telegram tells us of.
struct Cashier: Sendable {
    /// How many payments a case shows beside the question.
    private static let caseChargeCountMax = 20

    /// What the log says of a case: that there was one.
    private static let caseNote = "paysupport"

    let desk: Desk
    let alarm: Alarm
    /// Whose late thanks are on their way already.
    var thanked = ThankedCharges()
    /// What was done without anybody knowing, and is done again.
    var found = FoundDeeds()

    /// Decides a pre-checkout.
    ///
    /// - Returns: The sentence to refuse it with, or `nil` to let it go on.
    func decide(
        _ query: PreCheckoutQuery,
        _ visit: Visit
    ) async throws(LedgerError) -> String? {
        let checkout = Checkout(
            payload: query.invoicePayload,
            amount: query.totalAmount,
            currency: query.currency
        )
        let answer = try await self.desk.ledger.submit(.approveCheckout(checkout), visit.request())
        switch answer.outcome.outcome {
        case .checkoutApproved: return nil
        case .checkoutRejected(let reason): return self.desk.say(Self.sentence(for: reason), visit)
        default: return self.desk.say(.checkoutTrouble, visit)
        }
    }

    /// Takes a payment in: the purchase, its grant and the thank-you are on disk together.
    func receive(
        _ payment: SuccessfulPayment,
        paidAt: Instant?,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let term: SubscriptionTerm? =
            payment.isFirstRecurring ? .first : payment.isRecurring ? .renewal : nil
        let command = Command.receivePayment(
            Payment(
                charge: payment.chargeID,
                payload: payment.invoicePayload,
                amount: payment.totalAmount,
                currency: payment.currency,
                paidAt: paidAt,
                subscription: term,
                paidUntil: payment.subscriptionExpiration
            )
        )
        let answer = try await self.desk.ledger.submit(command, visit.request()) { ruling, _ in
            let late = self.lateThanks(for: payment.chargeID, after: ruling, term: term, visit)
            let news = self.news(of: ruling, stars: payment.totalAmount, term: term, visit)
            let alerts = self.alarm.replies(to: ruling, at: visit.at, rid: visit.rid)
            let told = self.isRepeatOfFound(payment.chargeID, ruling) ? [] : news
            let replies = (late.map { [$0.thanks] } ?? told) + alerts
            return replies.map { self.desk.owe($0, at: visit.at) } + (late.map { [$0.note] } ?? [])
        }
        if case .paidAgain(owesThanks: true) = answer.outcome.outcome {
            self.thanked.remember(payment.chargeID)
        }
        if self.isRepeatOfFound(payment.chargeID, answer.outcome) {
            _ = self.found.claim(.payment(payment.chargeID))
        }
        return self.desk.deliveries(answer)
    }

    /// Takes in that Stars went back outside the bot.
    func note(
        _ refund: RefundedPayment,
        at time: Instant?,
        about user: UserID?,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let command = Command.noteRefund(refund.chargeID, stars: refund.totalAmount, at: time)
        let request = Visit.ofSystem(about: user, at: visit.at, rid: visit.rid)
        let answer = try await self.desk.ledger.submit(command, request) { ruling, _ in
            var replies = self.alarm.replies(to: ruling, at: visit.at, rid: visit.rid)
            if case .refunded = ruling.outcome, let user = ruling.user {
                let news = self.refundNews(refund.chargeID, user: user, stars: refund.totalAmount)
                replies.insert(news, at: 0)
            }
            return replies.map { self.desk.owe($0, at: visit.at) }
        }
        return self.desk.deliveries(answer)
            + self.renewalToEnd(after: answer, refund.chargeID, visit)
    }

    /// Takes in that a subscription changed.
    func note(
        _ change: SubscriptionUpdate,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let state: SubscriptionState
        switch change.state {
        case .active: state = .active
        case .canceled: state = .canceled
        case .failed: state = .failed
        case .other: return []
        }
        let command = Command.changeSubscription(state, payload: change.invoicePayload)
        let answer = try await self.desk.ledger.submit(command, visit.request()) { ruling, _ in
            self.news(of: ruling, change, visit).map { self.desk.owe($0, at: visit.at) }
        }
        return self.desk.deliveries(answer)
    }

    /// Opens a case: the administrators get the question with the user's payments beside it.
    ///
    /// Noted in the log without the person's words, under the message's key: a message that Telegram
    /// sends again opens no second case.
    func openCase(
        _ text: String,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        let payments = desk.ledger.read { books in
            books.allCharges.filter { $0.charge.user == visit.user }
        }
        let lines = payments.suffix(Self.caseChargeCountMax).map { id, charge in
            "\(charge.sku?.rawValue ?? "?") ⭐\(charge.stars) \(charge.state.rawValue) \(id.rawValue)"
        }
        let question = "お支払いの問い合わせ: \(text)"
        let what = ([question] + (lines.isEmpty ? ["決済の記録なし"] : lines)).joined(separator: "\n")
        let told = self.alarm.replies(
            (what, "受付の返事を送りました"),
            about: visit.user,
            at: visit.at,
            rid: visit.rid
        )
        let received = self.word(.paySupportReceived, visit)
        let note = Command.noteIncident(text: Self.caseNote, about: nil)
        let answer = try await desk.ledger.submit(note, visit.request(key: key)) { _, events in
            events.isEmpty ? [] : ([received] + told).map { desk.owe($0, at: visit.at) }
        }
        return desk.deliveries(answer)
    }

    /// What a user is told about a refund.
    func refundNews(_ charge: ChargeID, user: UserID, stars: Int64) -> Reply {
        let desk = self.desk
        let language = desk.person(user)?.language ?? .japanese
        let sku = desk.ledger.read { $0.charge(charge)?.sku }
        let text = desk.texts.say(
            sku == nil ? .refundedUnmatched : .refunded,
            in: language,
            [
                "product": sku.map { desk.name(of: $0, in: language) } ?? "",
                "stars": String(stars),
            ]
        )
        return Reply(to: user, text, weight: .money)
    }

    /// What a payer is told about a payment.
    func news(
        of ruling: Ruling,
        stars: Int64,
        term: SubscriptionTerm?,
        _ visit: Visit
    ) -> [Reply] {
        let desk = self.desk
        switch ruling.outcome {
        case .paid(let purchase):
            return [self.thanks(for: purchase, term: term, having: ruling.person, visit)]
        case .paidAgain, .paidAfterHandGrant: return [self.word(.paidAlready, visit)]
        case .paidAfterRefund:
            return [self.word(.paidAfterRefund, visit, ["stars": String(stars)])]
        case .unmatched: return [self.word(.paidUnmatched, visit, ["stars": String(stars)])]
        case .conflict: return [self.word(.paidConflict, visit)]
        default:
            desk.logger.error(
                "a payment had an outcome that no payment has",
                metadata: ["outcome": "\(ruling.outcome.name)", "rid": "\(visit.rid)"]
            )
            return []
        }
    }

    /// Whether the first report of a payment was taken in although the disk did not say so: what it
    /// owes is on its way already.
    private func isRepeatOfFound(_ charge: ChargeID, _ ruling: Ruling) -> Bool {
        guard case .paidAgain = ruling.outcome else { return false }
        return self.found.contains(.payment(charge))
    }

    /// The thanks for a payment that was found before its update came, once, and the row that
    /// notes them.
    private func lateThanks(
        for id: ChargeID,
        after ruling: Ruling,
        term: SubscriptionTerm?,
        _ visit: Visit
    ) -> (thanks: Reply, note: WorkChange)? {
        guard case .paidAgain(owesThanks: true) = ruling.outcome,
            let charge = self.desk.ledger.read({ $0.charge(id) }), let sku = charge.sku,
            let stars = try? Stars(charge.stars),
            let unit = ruling.person?.units.first(where: { $0.position == charge.unit }),
            let note = self.thanked.note(
                id,
                of: visit.user,
                at: visit.at,
                sealedBy: self.desk.ledger.keyring
            )
        else { return nil }
        let purchase = Purchase(sku: sku, stars: stars, gives: unit.gift)
        let thanks = self.thanks(for: purchase, term: term, having: ruling.person, visit)
        return (thanks, note)
    }

    private func word(
        _ key: TextKey,
        _ visit: Visit,
        _ values: KeyValuePairs<String, String> = [:]
    ) -> Reply {
        Reply(to: visit.user, self.desk.say(key, visit, values), weight: .money)
    }

    /// What was granted, what is held now, and the way back to the reading.
    private func thanks(
        for purchase: Purchase,
        term: SubscriptionTerm?,
        having person: Person?,
        _ visit: Visit
    ) -> Reply {
        let desk = self.desk
        let language = person?.language ?? desk.language(of: visit)
        let text = desk.receipt(
            (.thanksTicket, Self.passThanks(for: term), .thanksImages),
            for: purchase.sku,
            gives: purchase.gives ?? .option,
            stars: purchase.stars,
            having: person,
            in: language
        )
        let status = desk.button(.buttonStatus, .status, in: language)
        let way: Reply.Button? =
            switch purchase.gives {
            case .ticket(let kind)?: desk.readButton(kind.spread, in: language)
            case .pass?: desk.button(.buttonMenu, .menu, in: language)
            case .option?, nil: nil
            }
        let rows = (way.map { [[$0]] } ?? []) + [[status]]
        return Reply(to: visit.user, text, weight: .money).with(buttons: rows)
    }

    private static func sentence(for reason: CheckoutRefusal) -> TextKey {
        switch reason {
        case .unknownSKU: .checkoutUnknown
        case .otherUser: .checkoutOtherUser
        case .wrongAmount: .checkoutAmount
        case .wrongCurrency: .checkoutCurrency
        case .notForSale: .checkoutNotForSale
        case .alreadyOwned: .checkoutOwned
        case .unreadablePayload: .checkoutUnreadable
        case .salesClosed: .checkoutClosed
        case .termsNotAccepted: .checkoutTerms
        }
    }
}

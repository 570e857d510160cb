public import Ledger
public import Projections

/// What comparing one transaction of Telegram's list with the books comes to.
public enum Finding: Hashable, Sendable {
    /// Both sides know it, and say the same.
    case agrees
    /// It is so young that its update may still be on its way: a later run compares it.
    case tooYoung
    /// The books miss a payment: it is recorded.
    case missingPayment(MissingPayment)
    /// The books miss a refund: it is recorded.
    case missingRefund(MissingRefund)
    /// It is nobody's purchase: it moved the bot's Stars and nothing else.
    case treasury
    /// The two sides differ in a way that a person must look at.
    case mismatch(Mismatch)
}

extension Finding {
    /// The name in documents.
    public var name: String {
        switch self {
        case .agrees: "agrees"
        case .tooYoung: "too_young"
        case .missingPayment: "missing_payment"
        case .missingRefund: "missing_refund"
        case .treasury: "treasury"
        case .mismatch(let mismatch): "mismatch:\(mismatch.kind.rawValue)"
        }
    }
}

/// Compares Telegram's list with the books, one transaction at a time.
///
/// Pure: what happens with a ``Finding`` is for others.
public struct Comparison: Hashable, Sendable {
    /// Until when the earlier database was kept, if one was taken over.
    ///
    /// What lies before is never granted: it is in the opening balances already.
    public var cutOver: Instant?

    /// What is younger than this is left for a later run; `nil` compares everything.
    public var isSettledBefore: Instant?

    /// Describes a comparison.
    public init(cutOver: Instant? = nil, isSettledBefore: Instant? = nil) {
        self.cutOver = cutOver
        self.isSettledBefore = isSettledBefore
    }

    /// Compares one transaction.
    ///
    /// - Parameters:
    ///   - transaction: The transaction.
    ///   - charge: What the books know under its identifier, if anything.
    ///   - isListed: Whether an incoming transaction of this identifier came before it in the list.
    ///   - pair: The row of the earlier database that it is, where that row had no identifier.
    /// - Returns: What to do.
    public func finding(
        _ transaction: StarTransaction,
        _ charge: Charge?,
        isListed: Bool = false,
        pair: (id: ChargeID, charge: Charge)? = nil
    ) -> Finding {
        if let limit = self.isSettledBefore, transaction.date.map({ $0 > limit }) ?? true {
            return .tooYoung
        }
        guard let person = transaction.person else { return .treasury }
        switch transaction.direction {
        case .incoming:
            return self.payment(transaction, person, charge, isPaired: pair != nil)
        case .outgoing:
            return self.refund(transaction, person, charge, isListed: isListed, pair)
        }
    }

    private func isBeforeImport(_ transaction: StarTransaction) -> Bool {
        guard let cutOver else { return false }
        // What bears no date may be older, and money that was counted once is not given twice.
        return transaction.date.map { $0 < cutOver } ?? true
    }
}

// MARK: - Payments

extension Comparison {
    private func payment(
        _ transaction: StarTransaction,
        _ person: StarTransaction.Person,
        _ charge: Charge?,
        isPaired: Bool
    ) -> Finding {
        if let charge, charge.first != nil || charge.user != person.id {
            return self.difference(transaction, person, charge).map { .mismatch($0) } ?? .agrees
        }
        if isPaired { return .agrees }
        if charge == nil, let kind = person.kind,
            StarTransaction.kindsOfNoPurchase.contains(kind)
        {
            return .treasury
        }
        guard !self.isBeforeImport(transaction) else {
            // Somebody has settled it by hand since.
            if let charge, charge.handGrant != nil || charge.refund != .none { return .agrees }
            return .mismatch(
                Mismatch(
                    .beforeImport,
                    charge: transaction.id,
                    user: person.id,
                    telegram: transaction.amount,
                    sku: person.payload.flatMap { InvoicePayload($0)?.sku },
                    at: transaction.date
                )
            )
        }
        return .missingPayment(self.missing(transaction, person))
    }

    private func missing(
        _ transaction: StarTransaction,
        _ person: StarTransaction.Person
    ) -> MissingPayment {
        var amounts = [transaction.amount.stars]
        if let share = person.affiliateShare {
            let gross = transaction.amount + share
            if gross.nanostars == 0, gross.stars != amounts[0] { amounts.append(gross.stars) }
        }
        return MissingPayment(
            charge: transaction.id,
            user: person.id,
            payload: person.payload ?? "",
            amounts: amounts,
            paidAt: transaction.date,
            subscriptionSeconds: person.subscriptionSeconds
        )
    }

    /// Where the two sides tell of one charge differently; the first that holds, in this order.
    private func difference(
        _ transaction: StarTransaction,
        _ person: StarTransaction.Person,
        _ charge: Charge
    ) -> Mismatch? {
        // Of what came from an import the identifier alone decides.
        if charge.isImported { return nil }
        var mismatch = Mismatch(
            .user,
            charge: transaction.id,
            user: charge.user,
            ours: StarAmount(stars: charge.stars),
            telegram: transaction.amount,
            sku: charge.sku ?? charge.reportedSKU,
            at: transaction.date
        )
        if charge.user != person.id {
            mismatch.detail = "user \(person.id.rawValue)"
            return mismatch
        }
        let isShared = person.affiliateShare != nil
        if !isShared, transaction.amount != StarAmount(stars: charge.stars) || !charge.isStars {
            mismatch.kind = .amount
            mismatch.detail = charge.currency
            return mismatch
        }
        let listed = person.payload.flatMap { InvoicePayload($0)?.sku }
        if let listed, let reported = charge.reportedSKU, listed != reported {
            mismatch.kind = .product
            mismatch.detail = listed.rawValue
            return mismatch
        }
        guard charge.state == .unmatched, case .unmatched(let reason) = charge.arrival else {
            return nil
        }
        mismatch.kind = .unmatched
        mismatch.detail = reason.name
        return mismatch
    }
}

// MARK: - Refunds

extension Comparison {
    private func refund(
        _ transaction: StarTransaction,
        _ person: StarTransaction.Person,
        _ charge: Charge?,
        isListed: Bool,
        _ pair: (id: ChargeID, charge: Charge)?
    ) -> Finding {
        // The list says by the identifier alone that it is a refund.
        let (id, known) = pair.map { ($0.id, $0.charge) } ?? (transaction.id, charge)
        guard isListed || known != nil else { return self.unseenRefund(transaction, person) }
        if let known, known.user != person.id {
            return .mismatch(
                Mismatch(
                    .user,
                    charge: transaction.id,
                    user: known.user,
                    ours: StarAmount(stars: known.stars),
                    telegram: -transaction.amount,
                    sku: known.sku,
                    at: transaction.date,
                    detail: "refunded to user \(person.id.rawValue)"
                )
            )
        }
        if let known, known.refund == .refunded {
            return self.amountDifference(transaction, person, known)
        }
        // Told of under its own identifier, although the row that it belongs to had none.
        if pair != nil, charge?.refund == .refunded { return .agrees }
        guard !self.isBeforeImport(transaction) else {
            return .mismatch(
                Mismatch(
                    .refundBeforeImport,
                    charge: id,
                    user: person.id,
                    telegram: -transaction.amount,
                    sku: known?.sku,
                    at: transaction.date
                )
            )
        }
        return .missingRefund(
            MissingRefund(
                charge: id,
                user: person.id,
                stars: transaction.amount.stars,
                at: transaction.date
            )
        )
    }

    private func amountDifference(
        _ transaction: StarTransaction,
        _ person: StarTransaction.Person,
        _ charge: Charge
    ) -> Finding {
        // Of a refund whose amount nobody knew there is nothing to compare.
        guard person.affiliateShare == nil, charge.starsRefunded != 0, !charge.isImported,
            transaction.amount != StarAmount(stars: charge.starsRefunded)
        else { return .agrees }
        return .mismatch(
            Mismatch(
                .amount,
                charge: transaction.id,
                user: charge.user,
                ours: -StarAmount(stars: charge.starsRefunded),
                telegram: -transaction.amount,
                sku: charge.sku,
                at: transaction.date,
                detail: "refund"
            )
        )
    }

    /// Stars went to a person under an identifier that nobody knows.
    private func unseenRefund(
        _ transaction: StarTransaction,
        _ person: StarTransaction.Person
    ) -> Finding {
        if let kind = person.kind, StarTransaction.kindsOfOwnPurchase.contains(kind) {
            return .treasury
        }
        var mismatch = Mismatch(
            .notARefund,
            charge: transaction.id,
            user: person.id,
            telegram: -transaction.amount,
            at: transaction.date,
            detail: person.kind
        )
        // Only what was bought from the bot carries an invoice's payload.
        guard let payload = person.payload else { return .mismatch(mismatch) }
        guard !self.isBeforeImport(transaction) else {
            mismatch.kind = .refundBeforeImport
            mismatch.sku = InvoicePayload(payload)?.sku
            return .mismatch(mismatch)
        }
        return .missingRefund(
            MissingRefund(
                charge: transaction.id,
                user: person.id,
                stars: transaction.amount.stars,
                at: transaction.date,
                isOfUnseen: true
            )
        )
    }
}

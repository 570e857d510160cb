internal import Ledger
internal import Payments
internal import Projections

/// Records payments that the books miss: different people's side by side, so that a page is one
/// batch of the writer; one person's in order, since subscriptions count them.
struct PaymentRecorder {
    /// What became of one payment.
    struct Receipt: Sendable {
        var missing: MissingPayment
        /// The amount that was taken.
        var stars: Int64
        var outcome: Outcome
    }

    let reconciliation: Reconciliation
    let mode: Reconciliation.Mode
    /// When a copy was put back that this run makes good, if it does.
    let restoredAt: Instant?

    /// Records them, or in a dry run decides what would become of them.
    func record(_ missing: [MissingPayment]) async throws -> [ChargeID: Receipt] {
        let byUser = Dictionary(grouping: missing, by: \.user)
        return try await withThrowingTaskGroup(of: [Receipt].self) { group in
            for payments in byUser.values {
                group.addTask {
                    var receipts: [Receipt] = []
                    for payment in payments { receipts.append(try await self.record(payment)) }
                    return receipts
                }
            }
            var receipts: [ChargeID: Receipt] = [:]
            for try await some in group {
                for receipt in some { receipts[receipt.missing.charge] = receipt }
            }
            return receipts
        }
    }

    private func record(_ missing: MissingPayment) async throws(LedgerError) -> Receipt {
        let request = self.reconciliation.request(about: missing.user)
        guard let ledger = self.reconciliation.books.ledger, !self.reconciliation.isDryRun else {
            let (payment, outcome) = self.fitting(missing, request)
            return Receipt(missing: missing, stars: payment.amount, outcome: outcome)
        }
        let payment =
            missing.amounts.count == 1
            ? self.payment(of: missing.amounts[0], missing) : self.fitting(missing, request).payment
        let accompaniment = self.reconciliation.accompaniment
        let answer = try await ledger.submit(
            .receivePayment(payment),
            request
        ) { ruling, events in
            accompaniment.work(.payment(missing), ruling, events)
        }
        accompaniment.recorded(.payment(missing), answer)
        return Receipt(
            missing: missing,
            stars: payment.amount,
            outcome: answer.outcome.outcome
        )
    }

    private func payment(of amount: Int64, _ missing: MissingPayment) -> Payment {
        let person =
            missing.subscriptionSeconds == nil
            ? nil : self.reconciliation.books.read { $0.person(missing.user) }
        return missing.payment(of: amount, by: person, isRecovery: self.isRecovery(of: missing))
    }

    /// Whether a lost disk held it.
    private func isRecovery(of missing: MissingPayment) -> Bool {
        if self.mode == .recover { return true }
        guard let restoredAt, let paidAt = missing.paidAt else { return false }
        return paidAt < restoredAt
    }

    /// The report with the first amount that fits the product, else with the last amount.
    private func fitting(
        _ missing: MissingPayment,
        _ request: Request
    ) -> (payment: Payment, outcome: Outcome) {
        let rehearsed = missing.amounts.map { amount in
            let payment = self.payment(of: amount, missing)
            let decision = self.reconciliation.books.rehearse(.receivePayment(payment), request)
            return (payment, decision.outcome)
        }
        let fitting = rehearsed.first { _, outcome in
            if case .unmatched = outcome { return false }
            return true
        }
        return fitting ?? rehearsed[rehearsed.count - 1]
    }
}

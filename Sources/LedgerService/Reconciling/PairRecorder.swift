internal import Ledger
internal import Payments
internal import Projections

/// Records under which names Telegram lists the rows of an earlier database that had none.
struct PairRecorder {
    /// A row, and the transaction that it turned out to be.
    struct Pair: Hashable, Sendable {
        var row: ChargeID
        var listed: ChargeID
        var user: UserID
        var stars: Int64
    }

    let reconciliation: Reconciliation

    /// Records pairs, of one page at most: together they are one batch of the writer.
    ///
    /// - Returns: How many were news, and how many of those had been given back before.
    func record(_ pairs: [Pair]) async throws -> (new: Int64, refunded: Int64) {
        guard let ledger = self.reconciliation.books.ledger, !self.reconciliation.isDryRun else {
            return (0, 0)
        }
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            for pair in pairs {
                group.addTask { try await self.record(pair, in: ledger) }
            }
            var (new, refunded) = (Int64(0), Int64(0))
            for try await outcome in group {
                guard outcome != .unchanged else { continue }
                new += 1
                if case .refunded = outcome { refunded += 1 }
            }
            return (new, refunded)
        }
    }

    private func record(
        _ pair: Pair,
        in ledger: LedgerService
    ) async throws(LedgerError) -> Outcome {
        let accompaniment = self.reconciliation.accompaniment
        let refund = Reconciliation.Missing.refund(
            MissingRefund(charge: pair.row, user: pair.user, stars: pair.stars, at: nil)
        )
        let answer = try await ledger.submit(
            .pairRow(pair.row, listedAs: pair.listed),
            self.reconciliation.request(about: pair.user)
        ) { ruling, events in
            guard case .refunded = ruling.outcome else { return [] }
            return accompaniment.work(refund, ruling, events)
        }
        if case .refunded = answer.outcome.outcome { accompaniment.recorded(refund, answer) }
        return answer.outcome.outcome
    }
}

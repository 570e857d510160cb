internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

extension Administration {
    /// Carries out `/refund <charge> [reason …]`.
    ///
    /// What the charge gave is taken back at once; Telegram is asked afterwards.
    func refund(
        _ words: [String],
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        guard self.admits(visit.user) else { return [self.desk.words(.adminOnly, visit)] }
        guard let typed = words.first.map({ ChargeID(rawValue: $0) }) else {
            return self.tell(AdminWords.refundUsage, visit)
        }
        let charge = self.desk.ledger.read { $0.row(listedAs: typed) } ?? typed
        let reason = words.dropFirst().joined(separator: " ")
        let (desk, alarm) = (self.desk, self.alarm)
        let answer = try await desk.ledger.submit(
            .requestRefund(charge, reason: reason.isEmpty ? AdminWords.noReason : reason),
            visit.request(about: nil, key: key)
        ) { ruling, events in
            guard !events.isEmpty else { return [] }
            let told = Reply(
                to: visit.user,
                AdminWords.refund(ruling.outcome),
                weight: .money
            )
            let alarms = alarm.replies(to: ruling, at: visit.at, rid: visit.rid)
            return ([told] + alarms).map { desk.owe($0, at: visit.at) }
        }
        let ruling = answer.outcome
        if ruling.outcome.isUnderwayOrDone, self.cashier.found.claim(.refund(charge)) {
            // The same message again: what it owes, and the refund itself, were taken up.
            return []
        }
        guard ruling.outcome.asksTelegram, let owner = ruling.user else {
            return self.tell(AdminWords.refund(ruling.outcome), visit)
        }
        let job = RefundJob(
            charge: charge,
            user: owner,
            cancels: ruling.outcome.cancelledSubscription,
            administrator: visit.user,
            rid: visit.rid
        )
        return desk.deliveries(answer) + [.askRefund(job)]
    }
}

extension Outcome {
    /// Whether Telegram must now be asked to give the Stars back.
    fileprivate var asksTelegram: Bool {
        if case .refundRequested = self { return true }
        return false
    }

    /// Whether an earlier request has led to a refund, or is about to.
    fileprivate var isUnderwayOrDone: Bool {
        switch self {
        case .refundUnderway, .refundedBefore: true
        default: false
        }
    }

    /// The first charge of the subscription that a refund cancels.
    fileprivate var cancelledSubscription: ChargeID? {
        if case .refundRequested(_, let charge) = self { return charge }
        return nil
    }
}

internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

// What a commit left that nobody could confirm: no lane holds it, and nobody waits for the start.

extension House {
    /// Takes up the answers, the readings and the refunds that a commit of unknown outcome left.
    ///
    /// Called before anything else is committed: whoever repeats the command finds it in the lanes.
    func takeUp(_ found: FoundWork) {
        self.desk.logger.warning(
            "a commit that was not confirmed is on disk; what it owes is taken up",
            metadata: [
                "events": "\(found.events.count)", "inbox": "\(found.inbox.count)",
                "outbox": "\(found.outbox.count)",
            ]
        )
        self.deeds.note(found.events)
        for row in found.outbox { self.lanes.add(.deliver(row), to: .chat(row.user)) }
        let now = self.desk.ledger.clock()
        self.deeds.note(
            found.inbox.compactMap { ThankedCharges.charge(of: $0) }.map { .payment($0) }
        )
        // What is outdated goes at the next start; nothing can be submitted from here.
        let (unthanked, _) = self.thanked.takeUp(found.inbox, at: now)
        let (rows, _) = self.modes.takeUp(unthanked, at: now)
        for row in rows {
            guard let job = ReadingJob(row, openedBy: self.desk.ledger.keyring) else { continue }
            self.lanes.add(.compose(job), to: .reading(row.user))
        }
        for event in found.events {
            guard case .refundRequested(let request) = event.event, let user = event.user else {
                continue
            }
            var job = RefundJob(charge: request.charge, user: user, rid: event.envelope.rid)
            if case .administrator(let administrator) = event.envelope.actor {
                job.administrator = administrator
            }
            self.lanes.add(.askRefund(job), to: .refund(request.charge))
        }
    }
}

package import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// What somebody wants compared, and how.
package struct ReconcileOrder: Hashable, Sendable {
    /// Whether nothing is to be recorded.
    package var isDryRun: Bool
    /// Whether users are told about what was missing and is theirs.
    package var tells: Bool
    /// Who wants it.
    package var actor: Actor
    /// The request id of all that is recorded.
    package var rid: String

    /// Describes an order.
    package init(isDryRun: Bool = false, tells: Bool = false, actor: Actor, rid: String) {
        self.isDryRun = isDryRun
        self.tells = tells
        self.actor = actor
        self.rid = rid
    }
}

/// Compares the books with Telegram's list of Stars, and tells whoever must hear of it.
struct ReconcileDesk: Sendable {
    /// How many alarms one run sounds about single events; the rest stand in its summary.
    static let alarmCountMax = 10

    let desk: Desk
    let alarm: Alarm
    let cashier: Cashier
    let client: TelegramClient
    let lanes: Lanes<LaneKey, Errand>
    /// The differences that administrators were told of.
    let told = ToldMismatches()

    /// Compares once, and records what is missing.
    ///
    /// - Parameters:
    ///   - order: What is wanted.
    ///   - mode: What it is for.
    ///   - bookmark: Where an earlier run ended, to read only what came after it.
    /// - Returns: What was found and done.
    /// - Throws: ``ReconciliationError``, ``TelegramError`` or ``LedgerError``.
    func reconcile(
        _ order: ReconcileOrder,
        mode: Reconciliation.Mode = .verb,
        from bookmark: ReconciliationBookmark? = nil
    ) async throws -> ReconciliationReport {
        let reconciliation = Reconciliation(
            ledger: self.desk.ledger,
            source: TelegramTransactions(self.client),
            actor: order.actor,
            rid: order.rid,
            isDryRun: order.isDryRun,
            accompaniment: self.accompaniment(of: order)
        )
        return try await reconciliation.run(mode, from: bookmark)
    }

    /// Tells the administrators what a run recorded, and of each difference the first time.
    ///
    /// What was told is noted in the transaction that owes the message.
    func tell(_ report: ReconciliationReport, rid: String) async throws(LedgerError) {
        let now = self.desk.ledger.clock()
        let news = self.told.news(in: report)
        let texts = [
            report.appended > 0 ? AlarmText.backfilled(report) : nil,
            news.isEmpty ? nil : AlarmText.mismatches(news),
        ].compactMap(\.self)
        let replies = texts.flatMap { text in
            self.alarm.replies((text.what, text.done), about: nil, at: now, rid: rid)
        }
        let notes = self.told.notes(
            of: news,
            in: report,
            at: now,
            sealedBy: self.desk.ledger.keyring
        )
        guard !replies.isEmpty || !notes.isEmpty else { return }
        let owed = try await self.desk.ledger.change(
            replies.map { self.desk.owe($0, at: now) } + notes
        )
        self.told.remember(news, in: report)
        for row in owed { self.lanes.add(.deliver(row), to: .chat(row.user)) }
    }
}

// MARK: - Beside what is recorded

extension ReconcileDesk {
    private func accompaniment(of order: ReconcileOrder) -> Reconciliation.Accompaniment {
        let alarms = Lock(Self.alarmCountMax)
        return Reconciliation.Accompaniment { missing, ruling, _ in
            let now = self.desk.ledger.clock()
            var replies: [Reply] = []
            let sounds =
                !ruling.alerts.isEmpty
                && alarms.withLock { left in
                    left -= 1
                    return left >= 0
                }
            if sounds { replies += self.alarm.replies(to: ruling, at: now, rid: order.rid) }
            guard order.tells else { return replies.map { self.desk.owe($0, at: now) } }
            let (news, note) = self.news(of: missing, ruling, at: now, rid: order.rid)
            return (news + replies).map { self.desk.owe($0, at: now) } + note
        } recorded: { missing, answer in
            self.deliver(answer, missing, order)
        }
    }

    /// What a user is told, and the note that thanks are not owed any more.
    private func news(
        of missing: Reconciliation.Missing,
        _ ruling: Ruling,
        at time: Instant,
        rid: String
    ) -> (replies: [Reply], note: [WorkChange]) {
        switch missing {
        case .payment(let payment):
            let visit = Visit(user: payment.user, at: time, rid: rid)
            let stars = payment.amounts[0]
            let term: SubscriptionTerm? = payment.subscriptionSeconds.map { _ in .renewal }
            let news = self.cashier.news(of: ruling, stars: stars, term: term, visit)
            guard case .paid = ruling.outcome else { return (news, []) }
            let note = self.cashier.thanked.note(
                payment.charge,
                of: payment.user,
                at: time,
                sealedBy: self.desk.ledger.keyring
            )
            return (news, note.map { [$0] } ?? [])
        case .refund(let refund):
            guard case .refunded = ruling.outcome, let user = ruling.user else { return ([], []) }
            let news = self.cashier.refundNews(refund.charge, user: user, stars: refund.stars)
            return ([news], [])
        }
    }

    private func deliver(
        _ answer: Answer<Ruling>,
        _ missing: Reconciliation.Missing,
        _ order: ReconcileOrder
    ) {
        for row in answer.owed { self.lanes.add(.deliver(row), to: .chat(row.user)) }
        switch missing {
        case .payment(let payment):
            if order.tells, case .paid = answer.outcome.outcome {
                self.cashier.thanked.remember(payment.charge)
            }
        case .refund(let refund):
            // What was paid month by month and has gone back must not be charged again.
            let visit = Visit(user: refund.user, at: self.desk.ledger.clock(), rid: order.rid)
            for errand in self.cashier.renewalToEnd(after: answer, refund.charge, visit) {
                self.lanes.add(errand, to: .refund(refund.charge))
            }
        }
    }
}

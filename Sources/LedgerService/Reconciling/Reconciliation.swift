public import Ledger
internal import Logging
public import Payments
public import Projections

/// Compares the books with Telegram's own list of Stars, and records what they miss.
///
/// The whole list is read until two readings agree; then Telegram's balance must be the sum of the
/// list. A run can be repeated at any time and after any end: what is recorded is known by its
/// charge, so nothing is recorded twice.
///
/// ```swift
/// let reconciliation = Reconciliation(ledger: ledger, source: source, rid: rid)
/// let report = try await reconciliation.run(.verb)
/// ```
public struct Reconciliation: Sendable {
    /// What a run is for.
    public enum Mode: String, Sendable {
        /// The net for updates that were lost: what is young is left, and may be on its way.
        case schedule
        /// An operator asks.
        case verb
        /// A lost disk is made good: a pass that was paid ran when it ran.
        case recover
    }

    /// What is done beside recording what was missing, in the same transaction.
    public struct Accompaniment: Sendable {
        /// The work that a ruling brings: answers that become owed.
        public var work: @Sendable (Missing, Ruling, [RecordedEvent]) -> [WorkChange]
        /// Told what was recorded, once it is on disk.
        public var recorded: @Sendable (Missing, Answer<Ruling>) -> Void

        /// Describes what is done beside.
        public init(
            work: @escaping @Sendable (Missing, Ruling, [RecordedEvent]) -> [WorkChange] = {
                _,
                _,
                _ in []
            },
            recorded: @escaping @Sendable (Missing, Answer<Ruling>) -> Void = { _, _ in }
        ) {
            self.work = work
            self.recorded = recorded
        }
    }

    /// Something that the books miss.
    public enum Missing: Hashable, Sendable {
        /// A payment.
        case payment(MissingPayment)
        /// A refund.
        case refund(MissingRefund)
    }

    /// How many transactions a page has: as many as Telegram gives.
    public static let pageTransactionCount = 100
    /// How many pages are read in one pass at most; beyond that the list is not believed.
    public static let pageCountMax = 100_000
    /// How often the list is read until two readings agree.
    public static let passCountMax = 8
    /// How many transactions a run that reads only the end reads again, at least.
    public static let overlapCount = 100
    /// What is younger than this is left to a later run by the schedule, in seconds.
    public static let youngSeconds: Int64 = 600
    /// How many differences a report holds.
    public static let mismatchCountMax = 1_000
    /// How many charges of the books are looked for in the list once more.
    public static let suspectCountMax = 10_000
    /// How much of what was missing a report holds.
    public static let backfilledCountMax = 1_000

    let books: ComparedBooks
    let source: any StarTransactionSource
    let actor: Actor
    let rid: String
    let isDryRun: Bool
    let accompaniment: Accompaniment

    /// Prepares a run on a ledger that is open for writing.
    ///
    /// - Parameters:
    ///   - ledger: The ledger.
    ///   - source: Telegram's list.
    ///   - actor: Who wants it.
    ///   - rid: The request id of all that is recorded.
    ///   - isDryRun: Whether nothing is to be recorded.
    ///   - accompaniment: What is done beside.
    public init(
        ledger: LedgerService,
        source: any StarTransactionSource,
        actor: Actor = .system,
        rid: String,
        isDryRun: Bool = false,
        accompaniment: Accompaniment = Accompaniment()
    ) {
        self.books = ComparedBooks(ledger)
        self.source = source
        self.actor = actor
        self.rid = rid
        self.isDryRun = isDryRun
        self.accompaniment = accompaniment
    }

    /// Prepares a dry run on books that are only read, also while another process writes them.
    ///
    /// - Parameters:
    ///   - books: The books.
    ///   - place: Where the ledger lies whose books they are.
    ///   - source: Telegram's list.
    ///   - catalogue: What is on sale.
    ///   - clock: The clock to go by.
    public init(
        dryRunOn books: Books,
        of place: LedgerPlace,
        source: any StarTransactionSource,
        catalogue: Catalogue,
        clock: @escaping @Sendable () -> Instant = { .now }
    ) {
        self.books = ComparedBooks(copy: books, place: place, catalogue: catalogue, clock: clock)
        self.source = source
        self.actor = .system
        self.rid = "dry-run"
        self.isDryRun = true
        self.accompaniment = Accompaniment()
    }

    /// Reads the list, compares, and records what is missing.
    ///
    /// The first comparison after a copy was put back treats what was paid before that as
    /// ``Mode/recover`` does, whatever its mode: a pass that the lost disk held ran when it ran.
    ///
    /// - Parameters:
    ///   - mode: What it is for.
    ///   - bookmark: Where an earlier run ended: only the end of the list is read then, unless
    ///     something is met there that only the whole list explains.
    /// - Returns: What was found and done.
    /// - Throws: ``ReconciliationError`` if the list does not hold still; what the source throws;
    ///   ``LedgerError`` if nothing can be recorded. What was recorded until then stays.
    public func run(
        _ mode: Mode,
        from bookmark: ReconciliationBookmark? = nil
    ) async throws -> ReconciliationReport {
        let restoredAt = try await self.books.unreconciledRestore()
        var run = ReconciliationRun(
            self,
            mode,
            cutOver: try await self.books.cutOver(),
            restoredAt: restoredAt
        )
        // What a lost disk held may be anywhere in the list.
        if restoredAt == nil, let bookmark, let report = try await run.end(from: bookmark) {
            return try await self.noted(report)
        }
        return try await self.noted(try await run.whole(), endsRestore: restoredAt != nil)
    }

    /// Records that a comparison was made, unless it says what the last one said.
    ///
    /// After a copy was put back it is recorded in any case: it says that the copy was made good.
    private func noted(
        _ report: ReconciliationReport,
        endsRestore: Bool = false
    ) async throws -> ReconciliationReport {
        guard let ledger = self.books.ledger, !self.isDryRun else { return report }
        let event = Reconciled(
            checked: report.checked,
            appended: report.appended,
            mismatches: report.mismatchCount,
            ours: report.ours,
            telegram: report.telegram.stars
        )
        if !endsRestore {
            guard try await self.isNews(event, isWhole: report.isWhole) else { return report }
        }
        _ = try await ledger.submit(.noteReconciled(event), self.request(about: nil))
        return report
    }

    private func isNews(_ event: Reconciled, isWhole: Bool) async throws(LedgerError) -> Bool {
        if event.appended > 0 { return true }
        guard isWhole else { return false }
        guard let last = try await self.books.lastReconciled() else { return true }
        return last.mismatches != event.mismatches
            || last.ours &- last.telegram != event.ours &- event.telegram
    }

    /// The request of everything that a run records.
    func request(about user: UserID?) -> Request {
        Request(
            user: user,
            at: self.books.clock(),
            cause: .reconciliation,
            actor: self.actor,
            rid: self.rid
        )
    }
}

/// A run that came to no end.
public struct ReconciliationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, to switch on.
    public enum Code: String, Sendable {
        /// Telegram's list was another each time it was read.
        case listMoves
        /// Telegram's list has no end.
        case listTooLong
    }

    /// What happened.
    public let code: Code
    /// How many payments and refunds were recorded before it.
    public let appended: Int64

    /// Everything in one line.
    public var description: String {
        let recorded = self.appended > 0 ? "; \(self.appended) missing events were recorded" : ""
        return switch self.code {
        case .listMoves:
            "Telegram's list changed each of \(Reconciliation.passCountMax) times that it was read"
                + "\(recorded); run reconcile again"
        case .listTooLong:
            "Telegram's list has more than \(Reconciliation.pageCountMax) pages\(recorded); "
                + "check TELEGRAM_API_BASE_URL"
        }
    }
}

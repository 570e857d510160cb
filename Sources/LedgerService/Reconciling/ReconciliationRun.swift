internal import Ledger
internal import Payments
internal import Projections

/// One run: its passes over the list, and what all of them recorded.
struct ReconciliationRun {
    private typealias Page = [StarTransaction]

    private let reconciliation: Reconciliation
    private let mode: Reconciliation.Mode
    private let comparison: Comparison
    private let restoredAt: Instant?
    private let startedAt: Instant

    private var appended: Int64 = 0
    private var pairedCount: Int64 = 0
    private var pairedRefundCount: Int64 = 0
    private var backfilled: [ReconciliationReport.Backfilled] = []
    /// What to look at about what was missing, found when it was recorded: a later pass does not
    /// miss it.
    private var reviews: [ChargeID: Mismatch] = [:]

    init(
        _ reconciliation: Reconciliation,
        _ mode: Reconciliation.Mode,
        cutOver: Instant?,
        restoredAt: Instant?
    ) {
        self.reconciliation = reconciliation
        self.mode = mode
        self.restoredAt = restoredAt
        self.startedAt = reconciliation.books.clock()
        let limit = self.startedAt.adding(seconds: -Reconciliation.youngSeconds)
        self.comparison = Comparison(
            cutOver: cutOver,
            isSettledBefore: mode == .schedule ? limit : nil
        )
    }

    /// Reads the whole list until two readings agree.
    mutating func whole() async throws -> ReconciliationReport {
        var earlier: ReconciliationPass?
        for number in 1...Reconciliation.passCountMax {
            var pass = ReconciliationPass(pairs: self.pairs(), from: nil)
            let agrees = try await self.read(&pass, after: earlier)
            guard agrees, earlier != nil else {
                earlier = pass
                continue
            }
            let suspects = pass.suspects(
                in: self.reconciliation.books,
                isSettledBefore: self.comparison.isSettledBefore
            )
            pass.report.passCount = number
            try await self.weigh(&pass)
            pass.report(suspects)
            return self.finished(pass, wholeAt: self.startedAt)
        }
        throw ReconciliationError(code: .listMoves, appended: self.appended)
    }

    /// Reads the end of the list only.
    ///
    /// - Returns: `nil` if the list is not what it was, or if only the whole list explains it.
    mutating func end(
        from bookmark: ReconciliationBookmark
    ) async throws -> ReconciliationReport? {
        var pass = ReconciliationPass(pairs: self.pairs(), from: bookmark)
        let first = try await self.page(at: bookmark.offset)
        guard ReconciliationPass.begins(first, at: bookmark) else { return nil }
        guard try await self.read(&pass, after: nil) else { return nil }
        pass.report.passCount = 1
        guard try await self.weigh(&pass) else { return nil }
        return self.finished(pass, wholeAt: bookmark.wholeAt)
    }

    /// The rows of an earlier database that had no identifier.
    private func pairs() -> ImportPairs {
        guard self.comparison.cutOver != nil else { return ImportPairs() }
        let (rows, _) = self.reconciliation.books.read { books in
            books.charges(upTo: .max) { id, _ in
                ImportPairs.isOfRow(id) && books.listedName(of: id) == nil
            }
        }
        return ImportPairs(rows.map { ImportPairs.Row(id: $0.id, charge: $0.charge) })
    }

    private func page(at offset: Int) async throws -> Page {
        try Task.checkCancellation()
        let limit = Reconciliation.pageTransactionCount
        return try await self.reconciliation.source.page(offset: offset, limit: limit)
    }
}

// MARK: - Reading

extension ReconciliationRun {
    /// Reads the list to its end.
    ///
    /// - Returns: Whether it is the list that an earlier pass read; of a part, whether the part
    ///   explains itself.
    private mutating func read(
        _ pass: inout ReconciliationPass,
        after earlier: ReconciliationPass?
    ) async throws -> Bool {
        var agrees = true
        for _ in 0..<Reconciliation.pageCountMax {
            let page = try await self.page(at: pass.offset)
            agrees = pass.note(page, after: earlier) && agrees
            guard try await self.take(page, into: &pass) else { return false }
            Failpoint.pass("reconcile.page")
            guard page.count == Reconciliation.pageTransactionCount else {
                return agrees && pass.pages.count >= earlier?.pages.count ?? 0
            }
        }
        throw ReconciliationError(code: .listTooLong, appended: self.appended)
    }

    /// Compares the balance with the sum of the list, once nothing came between the two.
    ///
    /// - Returns: Whether all that came meanwhile explains itself.
    @discardableResult
    private mutating func weigh(_ pass: inout ReconciliationPass) async throws -> Bool {
        for _ in 0..<Reconciliation.passCountMax {
            pass.report.telegram = try await self.reconciliation.source.balance()
            let page = try await self.page(at: pass.offset)
            guard !page.isEmpty else {
                guard pass.report.telegram != pass.report.listed else { return true }
                pass.add(
                    Mismatch(.balance, ours: pass.report.listed, telegram: pass.report.telegram)
                )
                return true
            }
            guard try await self.take(page, into: &pass) else { return false }
        }
        throw ReconciliationError(code: .listMoves, appended: self.appended)
    }

    private func finished(
        _ pass: ReconciliationPass,
        wholeAt: Instant
    ) -> ReconciliationReport {
        var pass = pass
        for review in self.reviews.values.sorted(by: { Self.isBefore($0, $1) }) {
            pass.add(review)
        }
        pass.weighAdvice()
        var report = pass.report
        report.appended = self.appended
        report.pairedCount = self.pairedCount
        report.pairedRefundCount = self.pairedRefundCount
        report.unknownHere += self.appended
        report.backfilled += self.backfilled
        report.ours = self.reconciliation.books.read { $0.account.net }
        report.isDryRun = self.reconciliation.isDryRun
        report.bookmark = pass.bookmark(wholeAt: wholeAt)
        return report
    }

    private static func isBefore(_ left: Mismatch, _ right: Mismatch) -> Bool {
        let (leftName, rightName) = (left.charge?.rawValue ?? "", right.charge?.rawValue ?? "")
        return (left.at?.microseconds ?? 0, leftName) < (right.at?.microseconds ?? 0, rightName)
    }
}

// MARK: - Comparing a page

extension ReconciliationRun {
    /// Compares a page: payments first, because a page may hold a payment and its refund.
    ///
    /// - Returns: `false` if only the whole list explains it, and this is a part.
    private mutating func take(
        _ page: Page,
        into pass: inout ReconciliationPass
    ) async throws -> Bool {
        var findings = [Finding](repeating: .agrees, count: page.count)
        var missing: [MissingPayment] = []
        for (index, charge) in self.charges(of: page, .incoming) {
            findings[index] = self.finding(page[index], charge, in: &pass)
            if case .missingPayment(let payment) = findings[index] { missing.append(payment) }
        }
        try await self.record(pass.takePairs())
        try await self.record(missing, in: &pass)
        var refunds: [MissingRefund] = []
        for (index, charge) in self.charges(of: page, .outgoing) {
            findings[index] = self.finding(page[index], charge, in: &pass)
            if !pass.report.isWhole, Self.needsWhole(findings[index]) { return false }
            if case .missingRefund(let refund) = findings[index] { refunds.append(refund) }
        }
        try await self.record(refunds, in: &pass)
        for (transaction, finding) in zip(page, findings) { pass.count(transaction, finding) }
        return true
    }

    private func charges(
        of page: Page,
        _ direction: StarTransaction.Direction
    ) -> [(index: Int, charge: Charge?)] {
        let indices = page.indices.filter { page[$0].direction == direction }
        return self.reconciliation.books.read { books in
            indices.map { ($0, books.charge(page[$0].id)) }
        }
    }

    private func finding(
        _ transaction: StarTransaction,
        _ charge: Charge?,
        in pass: inout ReconciliationPass
    ) -> Finding {
        // What has a row under its own identifier needs no other.
        let row =
            charge?.first == nil
            ? pass.pairs.row(for: transaction, before: self.comparison.cutOver) : nil
        let name = KeyFingerprint(transaction.id.rawValue)
        let finding = self.comparison.finding(
            transaction,
            charge,
            isListed: pass.listedOnly.contains(name),
            pair: row.map { ($0.id, $0.charge) }
        )
        if let row {
            pass.mark(row.charge, as: transaction.direction)
            if transaction.direction == .incoming, finding == .agrees {
                pass.note(row, as: transaction.id)
            }
        }
        if let charge { pass.mark(charge, as: transaction.direction) }
        if transaction.direction == .incoming, charge?.first == nil { pass.listedOnly.insert(name) }
        return finding
    }

    /// Whether a part of the list cannot tell what the rest of it may.
    private static func needsWhole(_ finding: Finding) -> Bool {
        switch finding {
        case .missingRefund(let refund): refund.isOfUnseen
        case .mismatch(let mismatch):
            mismatch.kind == .notARefund || mismatch.kind == .refundBeforeImport
        case .agrees, .tooYoung, .missingPayment, .treasury: false
        }
    }
}

// MARK: - Recording what is missing

extension ReconciliationRun {
    private typealias Backfilled = ReconciliationReport.Backfilled

    /// Records which rows of the earlier database the list has under which names.
    private mutating func record(_ pairs: [PairRecorder.Pair]) async throws {
        guard !pairs.isEmpty else { return }
        let (new, refunded) = try await PairRecorder(reconciliation: self.reconciliation)
            .record(pairs)
        self.pairedCount += new
        self.pairedRefundCount += refunded
    }

    /// Records payments; one person's in order, since subscriptions count them.
    private mutating func record(
        _ missing: [MissingPayment],
        in pass: inout ReconciliationPass
    ) async throws {
        guard !missing.isEmpty else { return }
        for payment in missing { try await self.review(payment) }
        let recorder = PaymentRecorder(
            reconciliation: self.reconciliation,
            mode: self.mode,
            restoredAt: self.restoredAt
        )
        let receipts = try await recorder.record(missing)
        for payment in missing {
            guard let receipt = receipts[payment.charge] else { continue }
            self.note(receipt, in: &pass)
        }
    }

    private mutating func note(
        _ receipt: PaymentRecorder.Receipt,
        in pass: inout ReconciliationPass
    ) {
        let missing = receipt.missing
        let kind: Backfilled.Kind
        switch receipt.outcome {
        case .paid: kind = .payment
        case .paidAfterRefund, .paidAfterHandGrant: kind = .settledPayment
        case .unmatched(let reason):
            kind = .unmatched
            pass.add(
                Mismatch(
                    .unmatched,
                    charge: missing.charge,
                    user: missing.user,
                    ours: StarAmount(stars: receipt.stars),
                    telegram: StarAmount(stars: missing.amounts[0]),
                    sku: missing.sku,
                    at: missing.paidAt,
                    detail: reason.name
                )
            )
        // The update came meanwhile, and was the first.
        default: return
        }
        if let charge = self.reconciliation.books.read({ $0.charge(missing.charge) }) {
            pass.mark(charge, as: .incoming)
        }
        self.add(
            Backfilled(
                kind: kind,
                charge: missing.charge,
                user: missing.user,
                stars: receipt.stars,
                sku: missing.sku,
                at: missing.paidAt
            ),
            in: &pass
        )
    }

    private mutating func add(_ found: Backfilled, in pass: inout ReconciliationPass) {
        guard !self.reconciliation.isDryRun else {
            // Each pass of a dry run finds the same again.
            pass.report.unknownHere += 1
            if pass.report.backfilled.count < Reconciliation.backfilledCountMax {
                pass.report.backfilled.append(found)
            }
            return
        }
        self.appended += 1
        if self.backfilled.count < Reconciliation.backfilledCountMax {
            self.backfilled.append(found)
        }
    }

    private mutating func record(
        _ missing: [MissingRefund],
        in pass: inout ReconciliationPass
    ) async throws {
        for refund in missing {
            let known = self.reconciliation.books.read { $0.charge(refund.charge) }
            let stars = known?.first == nil ? refund.stars : known?.stars
            guard try await self.record(refund) else { continue }
            if refund.isOfUnseen {
                self.reviews[refund.charge] = Mismatch(
                    .refundOfUnseen,
                    charge: refund.charge,
                    user: refund.user,
                    telegram: StarAmount(stars: -refund.stars),
                    at: refund.at
                )
            }
            if let charge = self.reconciliation.books.read({ $0.charge(refund.charge) }) {
                pass.mark(charge, as: .outgoing)
            }
            self.add(
                Backfilled(
                    kind: .refund,
                    charge: refund.charge,
                    user: refund.user,
                    stars: stars ?? refund.stars,
                    sku: known?.sku,
                    at: refund.at
                ),
                in: &pass
            )
        }
    }

    /// Records a refund.
    ///
    /// - Returns: Whether the books did not know it.
    private func record(_ refund: MissingRefund) async throws(LedgerError) -> Bool {
        guard let ledger = self.reconciliation.books.ledger, !self.reconciliation.isDryRun else {
            return true
        }
        let accompaniment = self.reconciliation.accompaniment
        let answer = try await ledger.submit(
            .noteRefund(refund.charge, stars: refund.stars, at: refund.at),
            self.reconciliation.request(about: refund.user)
        ) { ruling, events in
            accompaniment.work(.refund(refund), ruling, events)
        }
        accompaniment.recorded(.refund(refund), answer)
        guard case .refunded = answer.outcome.outcome else { return false }
        return true
    }

    /// Looks for a grant that somebody may have made because the payment was missing.
    private mutating func review(_ missing: MissingPayment) async throws(LedgerError) {
        guard let sku = missing.sku, let paidAt = missing.paidAt,
            self.reviews[missing.charge] == nil,
            self.reviews.count < Reconciliation.mismatchCountMax
        else { return }
        let near = self.reconciliation.books.read { books in
            books.person(missing.user).map { NearGrants.units(of: sku, paidAt: paidAt, in: $0) }
        }
        guard let grant = try await self.reconciliation.books.unlinked(near ?? []).last else {
            return
        }
        self.reviews[missing.charge] = Mismatch(
            .nearGrant,
            charge: missing.charge,
            user: missing.user,
            telegram: StarAmount(stars: missing.amounts[0]),
            sku: sku,
            at: paidAt,
            detail: "#\(grant.position)"
        )
    }
}

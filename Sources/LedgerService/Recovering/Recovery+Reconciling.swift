internal import Ledger
private import Logging
internal import Projections

extension Recovery {
    /// Asks Telegram; a ledger under construction that does not open is built again, once.
    func reconcileOrRebuild(
        _ journal: inout RecoveryJournal,
        _ source: any StarTransactionSource
    ) async throws -> RecoveryReport {
        let failure: LedgerError
        do {
            return try await self.reconcile(&journal, source)
        } catch let error as LedgerError {
            guard error.code == .damaged || error.code == .notOurs else { throw error }
            failure = error
        }
        self.logger.warning(
            "what was built so far cannot be used; it is built again",
            metadata: ["error": "\(failure)"]
        )
        journal.step = .build
        try journal.write(self.place.journal)
        try self.build(&journal)
        return try await self.reconcile(&journal, source)
    }

    /// Appends what Telegram lists and no file held, and proves the ledger that comes of it.
    func reconcile(
        _ journal: inout RecoveryJournal,
        _ source: any StarTransactionSource
    ) async throws -> RecoveryReport {
        guard let findings = journal.findings else {
            throw LedgerError(.damaged, "\(self.place.journal) is not whole; remove it, try again")
        }
        var report = RecoveryReport(
            startedAt: journal.start,
            isDryRun: self.settings.isDryRun,
            database: self.settings.place.database,
            backup: self.settings.backup,
            findings: findings
        )
        report.reconciliation = try await self.compare(with: source)
        Failpoint.pass("recover.reconciled")
        try self.prove(&report)
        return report
    }

    private func compare(
        with source: any StarTransactionSource
    ) async throws -> ReconciliationReport {
        let ledger = try LedgerService(
            place: self.place.candidate,
            verb: "recover",
            catalogue: self.settings.catalogue,
            clock: self.settings.clock,
            logger: self.logger
        )
        let (actor, rid) = (Actor.operator(self.settings.actor), self.settings.rid)
        return try await withThrowingTaskGroup(of: ReconciliationReport?.self) { group in
            group.addTask {
                try await ledger.run()
                return nil
            }
            group.addTask {
                defer { ledger.close() }
                _ = try await ledger.opened()
                Failpoint.pass("recover.opened")
                let reconciliation = Reconciliation(
                    ledger: ledger,
                    source: source,
                    actor: actor,
                    rid: rid
                )
                return try await reconciliation.run(.recover)
            }
            var comparison: ReconciliationReport?
            while let next = try await group.next() {
                if let next { comparison = next }
            }
            return comparison ?? ReconciliationReport()
        }
    }

    /// Reads the finished ledger from its first event, and notes what came back.
    private func prove(_ report: inout RecoveryReport) throws(LedgerError) {
        let place = self.place.candidate
        let verification = try Inspection.run(place: place) { self.progress("prove", $0, $1) }
        if let finding = verification.findings.first {
            throw LedgerError(
                .damaged,
                "the ledger that was built is damaged: \(finding.message); check the disk, try again"
            )
        }
        let reader = try EventReader(path: place.database)
        try reader.forEach(after: report.findings.builtHead) { event, _ in
            report.money.note(event)
            return true
        }
        report.head = reader.head.position
        report.epoch = reader.head.epoch
        let survey = try LogSurvey(of: reader, comparing: place.snapshots) { position in
            self.progress("replay", position, reader.head.position)
            return true
        }
        report.holders = RecoveryReport.Holder.all(in: survey.books)
        report.hasKeys = self.place.hasKeys
        if !self.settings.isDryRun { try self.tidy(by: survey, reader, &report) }
        Failpoint.pass("recover.proven")
    }

    /// Erases again who was erased, and lets fresh snapshots take the place of the lost log's.
    private func tidy(
        by survey: LogSurvey,
        _ reader: EventReader,
        _ report: inout RecoveryReport
    ) throws(LedgerError) {
        let place = self.settings.place
        let isOurs = [.damaged, .older, .sound].contains(report.findings.oldLedger)
        let marker = try RestoreMarker.read(of: place.database)
        let old = isOurs ? LedgerSwitch(path: place.database).oldLedger(marker) : nil
        let losses = try LossReport(of: old, against: reader, markedAt: nil)
        let manifest = try BackupManifest.read(of: self.settings.backup)
        let erasures = try Restore(place: place).applyErasures(survey, losses, manifest)
        report.erasedAgain = erasures.destroyed
        report.unrecordedErasures = erasures.unrecorded
        SnapshotFile.removeAll(in: place.snapshots)
        try SnapshotFile.write(
            survey.books,
            head: reader.head,
            hash: reader.head.hash,
            into: place.snapshots
        )
    }
}

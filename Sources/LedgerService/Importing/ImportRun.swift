public import Ledger
public import Payments
internal import Projections

/// Takes over the Python bot's database: reads it, translates it, appends what is new.
///
/// Whoever is killed in the middle runs it again: every event has a key of its own, and what is in
/// the ledger already is left alone.
public struct ImportRun: Sendable {
    /// What the lease is taken for.
    public static let verb = "import"

    /// How many events go into one transaction.
    public static let batchCountMax = 256

    /// Told how many rows are done, and of how many.
    public typealias Progress = @Sendable (Int64, Int64) -> Void

    private let path: String
    private let catalogue: Catalogue
    private let actor: Actor
    private let progress: Progress

    /// Describes an import.
    ///
    /// - Parameters:
    ///   - path: The old bot's file.
    ///   - catalogue: What each product gives.
    ///   - actor: Who imports.
    ///   - progress: Told how far the writing has come.
    public init(
        path: String,
        catalogue: Catalogue,
        actor: Actor,
        progress: @escaping Progress = { _, _ in }
    ) {
        self.path = path
        self.catalogue = catalogue
        self.actor = actor
        self.progress = progress
    }

    /// Makes sure that the old bot's file can be read and nobody writes it.
    ///
    /// - Throws: ``LedgerError`` with what to do.
    public func check() throws(LedgerError) {
        _ = try LegacyFile(path: self.path)
    }

    /// Says what an import would do; writes nothing, not even a file.
    ///
    /// - Parameters:
    ///   - place: The ledger, which need not exist yet.
    ///   - now: The clock.
    /// - Returns: What would be taken over, and what could not be.
    /// - Throws: ``LedgerError`` if either file cannot be read, or the old one is being written.
    public func plan(for place: LedgerPlace, at now: Instant) async throws -> ImportReport {
        let file = try LegacyFile(path: self.path)
        var history = ImportHistory()
        var dayClock = Books().settings.dayClock
        if !LedgerPlace.isAbsent(place.database) {
            let view = try LedgerView(place: place, leavingNoTrace: true)
            try view.forEach(matching: HistoryFilter()) { event, _ in history.note(event) }
            dayClock = try view.books().settings.dayClock
        }
        let circumstances = self.circumstances(at: now, dayClock)
        return try await self.planned(file, history, circumstances)
    }

    /// Takes the old file over.
    ///
    /// - Parameter ledger: The open ledger, which nobody else writes.
    /// - Returns: What was taken over, and what could not be.
    /// - Throws: ``LedgerError`` if either file fails; run it again then. `contradiction` if this is
    ///   not the file that was imported before: nothing is written then.
    public func run(into ledger: LedgerService) async throws -> ImportReport {
        let file = try LegacyFile(path: self.path)
        let history = try Self.history(of: ledger.place)
        let dayClock = ledger.read { $0.settings.dayClock }
        let circumstances = self.circumstances(at: ledger.clock(), dayClock)
        let plan = try await self.planned(file, history, circumstances)
        try self.refuseOtherFile(plan)
        if plan.events > 0 { try await self.append(file, history, circumstances, to: ledger) }
        try UnfinishedImport.end(in: ledger.place)
        return plan
    }

    private func append(
        _ file: LegacyFile,
        _ history: ImportHistory,
        _ circumstances: LegacyTranslator.Circumstances,
        to ledger: LedgerService
    ) async throws {
        try UnfinishedImport.begin(in: ledger.place)
        Failpoint.pass("import.begun")
        let request = Request(
            user: nil,
            at: circumstances.now,
            cause: .imported,
            actor: self.actor,
            rid: "import"
        )
        var walk = ImportWalk(
            file: file,
            translator: try self.translator(file, history, circumstances),
            seal: { (text, user) throws(LedgerError) in try ledger.keyring.seal(text, of: user) },
            progress: self.progress
        )
        _ = try await walk.run { events in
            try file.checkUnmoved()
            _ = try await ledger.submit(.takeOver(events), request)
            Failpoint.pass("import.batch")
        }
    }

    private func planned(
        _ file: LegacyFile,
        _ history: ImportHistory,
        _ circumstances: LegacyTranslator.Circumstances
    ) async throws -> ImportReport {
        var walk = ImportWalk(
            file: file,
            translator: try self.translator(file, history, circumstances),
            seal: { (_, _) throws(LedgerError) in [] },
            progress: { _, _ in }
        )
        let report = try await walk.run { _ in }
        try file.checkUnmoved()
        return report
    }

    private func translator(
        _ file: LegacyFile,
        _ history: ImportHistory,
        _ circumstances: LegacyTranslator.Circumstances
    ) throws(LedgerError) -> LegacyTranslator {
        var survey = LegacySurvey(catalogue: self.catalogue)
        let users = try file.rows(of: LegacyUser.self)
        while let row = try users.next() { survey.note(row) }
        let payments = try file.rows(of: LegacyPayment.self)
        while let row = try payments.next() { survey.note(row) }
        let audits = try file.rows(of: LegacyAudit.self)
        while let row = try audits.next() { survey.note(row) }
        let events = try file.rows(of: LegacyPaymentEvent.self)
        while let row = try events.next() { survey.note(row) }
        return LegacyTranslator(survey: survey, history: history, circumstances: circumstances)
    }

    private func circumstances(
        at now: Instant,
        _ dayClock: DayClock
    ) -> LegacyTranslator.Circumstances {
        LegacyTranslator.Circumstances(now: now, dayClock: dayClock, actor: self.actor)
    }

    /// Rows that differ mean another file, or that the old bot went on: adding the two up would
    /// give somebody too much or too little.
    private func refuseOtherFile(_ plan: ImportReport) throws(LedgerError) {
        let changed = plan.problems.filter { $0.code == .changedSinceImport }
        guard let first = changed.first else { return }
        throw LedgerError(
            .contradiction,
            "\(changed.count) rows of \(self.path) differ from what was imported before, the first "
                + "is \(first.table.rawValue) row \(first.row); nothing was written: import the same "
                + "file, or begin with an empty ledger"
        )
    }

    private static func history(of place: LedgerPlace) throws(LedgerError) -> ImportHistory {
        var history = ImportHistory()
        try LedgerView(place: place).forEach(matching: HistoryFilter()) { event, _ in
            history.note(event)
        }
        return history
    }
}

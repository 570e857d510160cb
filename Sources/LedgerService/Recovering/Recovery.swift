public import Ledger
public import Logging
public import Payments

/// Brings a ledger back from an old backup, whatever files are left, and Telegram's own list.
///
/// The ledger is built beside the old one, in `recovery/`, and put in its place at the very end:
/// until then nothing is changed. Each step is noted in a journal, so that a recovery that was
/// killed goes on where it was, and one that is done is not done again.
public struct Recovery {
    /// What a recovery goes by.
    public struct Settings: Sendable {
        /// The ledger to bring back.
        public var place: LedgerPlace
        /// The backup.
        public var backup: String
        /// Where segments lie that may follow the backup.
        public var segments: String
        /// Whether everything is tried and nothing changed.
        public var isDryRun = false
        /// Whether the backup wins over a sound ledger.
        public var isForced = false
        /// Who recovers.
        public var actor = "operator"
        /// The request id of all that is recorded.
        public var rid = "recover"
        /// What is on sale.
        public var catalogue = Catalogue.builtIn
        /// The clock to go by.
        public var clock: @Sendable () -> Instant = { .now }

        /// Describes a recovery; segments are looked for beside the ledger.
        public init(place: LedgerPlace, backup: String) {
            self.place = place
            self.backup = backup
            self.segments = place.segments
        }
    }

    /// How a recovery ended.
    public enum Outcome: Sendable {
        /// The ledger is recovered, or would be.
        case recovered(Result)
        /// This backup was recovered already and the ledger is sound: nothing was done.
        case nothingToDo(since: Instant, report: String)
    }

    /// What a recovery came to.
    public struct Result: Sendable {
        /// The report, in Japanese and English.
        public var text: String
        /// The report as one JSON object.
        public var json: String
        /// How many things somebody should look at.
        public var differenceCount: Int
        /// Where the report was saved; `nil` after a dry run.
        public var reportPath: String?
    }

    /// Why a recovery was not begun: one line.
    public struct Refused: Error, CustomStringConvertible {
        /// What is there instead, and what to do.
        public let description: String
    }

    /// Told what is being done: the step, how far it is, and how far it goes.
    public typealias Progress = (_ step: String, _ done: Int64, _ of: Int64) -> Void

    let settings: Settings
    let logger: Logger
    let progress: Progress
    let place: RecoveryPlace

    /// Prepares a recovery; ``run(asking:)`` carries it out.
    public init(
        _ settings: Settings,
        logger: Logger,
        progress: @escaping Progress = { _, _, _ in }
    ) {
        self.settings = settings
        self.logger = logger
        self.progress = progress
        self.place = RecoveryPlace(ledger: settings.place, isDryRun: settings.isDryRun)
    }

    /// Recovers, or goes on with a recovery that was interrupted.
    ///
    /// - Parameter source: Telegram's own list.
    /// - Returns: What came of it.
    /// - Throws: ``Refused`` if the ledger there is sound; ``LedgerError`` `leaseHeld` while a bot
    ///   runs, `damaged` if the backup is; whatever the source throws if Telegram does not answer.
    public func run(asking source: any StarTransactionSource) async throws -> Outcome {
        try self.place.makeLedgerFolder()
        let lease = try Lease(
            of: self.settings.place.database,
            verb: "recover",
            since: self.settings.clock()
        )
        defer { withExtendedLifetime(lease) {} }
        guard self.settings.isDryRun else { return try await self.runInEarnest(source) }
        try self.place.removeAll()
        defer { try? self.place.removeAll() }
        var journal = try self.begin(by: try self.lookAtBackup())
        try self.build(&journal)
        let report = try await self.reconcile(&journal, source)
        return .recovered(
            Result(text: report.text, json: report.json, differenceCount: report.differenceCount)
        )
    }

    private func runInEarnest(_ source: any StarTransactionSource) async throws -> Outcome {
        let backup = try self.lookAtBackup()
        var journal: RecoveryJournal
        if let old = RecoveryJournal.read(self.place.journal), old.sha256 == backup.sha256 {
            journal = old
        } else {
            journal = try self.begin(by: backup)
        }
        if journal.step == .done {
            if self.isInPlace(journal) {
                let report = self.place.report(of: journal.start) + ".txt"
                return .nothingToDo(since: journal.start, report: report)
            }
            journal = try self.begin(by: backup)
        }
        if try self.hasMovedOn(since: journal) { journal = try self.begin(by: backup) }
        // Somebody may have restored meanwhile, or moved things away.
        if journal.step == .switchOver, try !self.canSwitch(journal) {
            journal = try self.begin(by: backup)
        }
        if journal.step == .build {
            do {
                try self.build(&journal)
            } catch let refused as Refused {
                try self.place.removeJournal()
                throw refused
            }
        }
        if journal.step == .reconcile {
            try self.save(try await self.reconcileOrRebuild(&journal, source), &journal)
        }
        let result = try self.savedResult(of: journal)
        if journal.step == .switchOver { try self.switchOver(&journal) }
        return .recovered(result)
    }
}

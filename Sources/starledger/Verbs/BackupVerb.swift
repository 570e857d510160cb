internal import ArgumentParser
internal import Ledger
internal import LedgerService
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// `starledger backup`: a verified copy of the ledger, while the bot runs or not.
struct BackupVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Makes a verified, signed copy of the ledger, also while the bot runs.",
        discussion: """
            The copy lies in backups/ beside the ledger unless you name a file or a folder, and \
            counts only when it was verified; its manifest lies beside it. The keys are not in it: \
            back keys.db and signing.key up apart, and keep copies of keys.db for 30 days at most.
            With --every it goes on until SIGTERM and lets the oldest go once the new one counts; \
            `serve --backup-every 15m` does the same inside the bot.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Where it lies: a file that does not exist yet, or a folder.")
    var file: String?

    @Option(help: "Make one this often until SIGTERM, for example 15m, 6h or 1d.")
    var every: IntervalArgument?

    @Option(help: "With --every: how many are kept.")
    var keep = BackupKeeping.countStandard

    func validate() throws {
        try BackupKeeping.validate(self.keep, option: "--keep")
        if self.every != nil, self.file != nil {
            throw ValidationError("--every makes its own names in backups/; leave FILE out")
        }
    }

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let report = BackupReport(place: place, printsJSON: self.common.json)
            let maker = BackupMaker(place: place)
            if let every {
                let plan = BackupSchedule.Plan(seconds: every.seconds, keptCount: self.keep)
                try await BackupLoop(BackupSchedule(maker: maker, plan: plan), report).run()
                return
            }
            let start = ContinuousClock.now
            let show = Terminal.progressOfSteps()
            let backup = try maker.make(at: self.file) { work, done, total in
                show(work, done, total)
                return true
            }
            report.show(backup, seconds: (ContinuousClock.now - start) / .seconds(1))
            if backup.differences > 0 { throw Failure("", status: .difference) }
        }
    }
}

/// Backups until SIGTERM.
private struct BackupLoop: Service {
    private let schedule: BackupSchedule
    private let report: BackupReport

    init(_ schedule: BackupSchedule, _ report: BackupReport) {
        self.schedule = schedule
        self.report = report
    }

    func run() async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: BackupRounds(self.schedule, self.report))],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        try await group.run()
    }
}

/// The rounds of the loop; a round that fails is told and the next one is tried.
private struct BackupRounds: Service {
    private let schedule: BackupSchedule
    private let report: BackupReport

    init(_ schedule: BackupSchedule, _ report: BackupReport) {
        self.schedule = schedule
        self.report = report
    }

    func run() async throws {
        let triggers = self.schedule.triggers { try await Task.sleep(for: $0) }
        // What was not verified at the end does not count.
        await cancelWhenGracefulShutdown {
            await self.schedule.run(triggers: triggers) { round in
                switch round {
                case .made(let backup, let removed):
                    self.report.show(backup, removed: removed)
                case .failed(let error):
                    Terminal.complain("no backup was made: \(error)")
                }
            }
        }
    }
}

/// What is printed about a backup.
struct BackupReport: Sendable {
    let place: LedgerPlace
    let printsJSON: Bool

    /// Prints one backup.
    func show(_ backup: MadeBackup, seconds: Double? = nil, removed: [String] = []) {
        if let lost = backup.lostKey {
            let (old, new) = (lost.prefix(8), backup.manifest.publicKey.prefix(8))
            Terminal.complain(
                "\(self.place.signingKey) was gone: this backup is signed by a new key "
                    + "\(Hexadecimal.encode(new))…, those before by \(Hexadecimal.encode(old))…; put the old "
                    + "file back from its copy and run this again, or tell whoever checks your proofs"
            )
        }
        if self.printsJSON {
            Terminal.say(self.json(of: backup, seconds: seconds, removed: removed))
            return
        }
        let manifest = backup.manifest
        Terminal.say(
            "backup    \(backup.path) events=\(manifest.eventCount) head=\(manifest.head) "
                + "epoch=\(manifest.epoch) bytes=\(manifest.byteCount)"
        )
        let fold =
            backup.differences == 0
            ? "a fresh fold"
            : "but \(backup.differences) projections of the newest snapshot differ from the log: "
                + "stop the bot and run `starledger replay`"
        Terminal.say("verified  chain, head, \(fold)")
        Terminal.say(
            "manifest  \(BackupManifest.path(of: backup.path)) signed by "
                + "\(Hexadecimal.encode(manifest.publicKey.prefix(8)))…"
        )
        Terminal.say(
            "keys      not in it: back up \(self.place.keys) (30 days at most) and "
                + "\(self.place.signingKey) apart"
        )
        if !removed.isEmpty { Terminal.say("removed   \(removed.count) older than those kept") }
    }

    private func json(of backup: MadeBackup, seconds: Double?, removed: [String]) -> String {
        let manifest = backup.manifest
        var line = JSONLine()
        line.add("file", backup.path)
        line.add("manifest", BackupManifest.path(of: backup.path))
        line.add("ledger_id", Hexadecimal.encode(manifest.ledgerID))
        line.add("epoch", manifest.epoch)
        line.add("head", manifest.head)
        line.add("events", manifest.eventCount)
        line.add("chain_head", manifest.chainHead.hex)
        line.add("merkle_root", Hexadecimal.encode(manifest.merkleRoot))
        line.add("bytes", manifest.byteCount)
        line.add("sha256", Hexadecimal.encode(manifest.sha256))
        line.add("made_at", manifest.madeAt)
        line.add("differences", Int64(backup.differences))
        line.addRaw("seconds", seconds.map { String($0) } ?? "null")
        line.addRaw("removed", "[" + removed.map(JSONLine.quoted).joined(separator: ",") + "]")
        return line.finished
    }
}

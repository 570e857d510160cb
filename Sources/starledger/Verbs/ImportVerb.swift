internal import ArgumentParser
private import Foundation
internal import Ledger
internal import LedgerService
internal import Payments

/// `starledger import`: takes over the Python bot's database.
struct ImportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes over the Python bot's database, once; running it again adds nothing.",
        discussion: """
            Stop the old bot first. What each person holds becomes one opening balance; payments,
            refunds, what administrators did and feedback come along as history. Killed in the
            middle, it is run again with the same file. --dry-run says the same and writes nothing.
            Exit status: 0 everything was taken over as it stands, remarks may be listed · 1 failed,
            nothing or not everything was written · 2 done, but rows are listed that were left out
            or became something else. See docs/import.md.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The old bot's file, or a copy of it.")
    var legacy: String

    @Flag(help: "Say what would be done, and write nothing.")
    var dryRun = false

    @Option(help: "Your name, for the audit trail (default: the login name).")
    var actor: String?

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let catalogue = try BotConfiguration(try await Environment(), needsToken: false)
                .catalogue
            guard !Self.isSameFile(self.legacy, place.database) else {
                throw Failure.usage(
                    "\(self.legacy) is both the old bot's file and the ledger; name another ledger "
                        + "with --database or SQLITE_DB_PATH"
                )
            }
            let run = ImportRun(
                path: self.legacy,
                catalogue: catalogue,
                actor: .operator(self.actor ?? NSUserName()),
                progress: ProgressLine("import").show
            )
            let report = try await self.report(of: run, place, catalogue)
            self.show(report, place)
            if !report.isWhole { throw Failure("", status: .difference) }
        }
    }

    private func report(
        of run: ImportRun,
        _ place: LedgerPlace,
        _ catalogue: Catalogue
    ) async throws -> ImportReport {
        let clock = MachineClock.clock()
        if self.dryRun { return try await run.plan(for: place, at: clock()) }
        // A file that cannot be read must not leave an empty ledger behind.
        try run.check()
        return try await OwnLedger.open(place, verb: ImportRun.verb, catalogue, clock) { ledger in
            try await run.run(into: ledger)
        }
    }

    private func show(_ report: ImportReport, _ place: LedgerPlace) {
        if self.common.json {
            Terminal.say(report.json)
            return
        }
        let would = self.dryRun ? "would take over" : "took over"
        Terminal.say(
            "\(would) \(report.users) users, \(report.payments) payments, \(report.refunds) refunds, "
                + "\(report.deeds) deeds of administrators, \(report.feedback) feedback"
        )
        Terminal.say(
            self.dryRun
                ? "would append \(report.events) events to \(place.database); nothing was written"
                : "appended \(report.events) events to \(place.database)"
        )
        for problem in report.problems {
            let kind = problem.code.isRemark ? "remark " : "PROBLEM"
            Terminal.say(
                "\(kind) \(problem.table.rawValue) row \(problem.row) \(problem.code.rawValue): "
                    + problem.message
            )
        }
        Terminal.say(self.advice(report))
    }

    private func advice(_ report: ImportReport) -> String {
        let problems = report.problems.count { !$0.code.isRemark }
        let look =
            problems == 0
            ? "every row was taken over as it stands"
            : "\(problems) problems: look at these rows in the old file; docs/import.md says what each means"
        let next =
            self.dryRun
            ? "next: the same without --dry-run"
            : "next: `starledger verify`, then `starledger repair-import`"
        return "\(look); \(next)"
    }

    private static func isSameFile(_ left: String, _ right: String) -> Bool {
        let paths = [left, right].map { URL(filePath: $0).resolvingSymlinksInPath().path }
        return paths[0] == paths[1]
    }
}

internal import ArgumentParser
internal import BotGateway
internal import Ledger
internal import LedgerService

/// `starledger restore`: a backup in the place of the ledger.
struct RestoreVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Verifies a backup and puts it in the place of the ledger, which is kept.",
        discussion: """
            The bot must be stopped. Nothing is replaced before the backup was verified; what is \
            replaced is kept in replaced/ beside the ledger. After a kill at any moment run it again. \
            With --segments it goes on from the backup by exported segments; with --position or \
            --time it ends at that moment. With --reconcile, which needs TELEGRAM_BOT_TOKEN, payments and \
            refunds that are missing come back from Telegram's list at once.
            """
    )

    @OptionGroup var common: CommonOptions

    @OptionGroup var writing: WritingOptions

    @Argument(help: "The backup.")
    var file: String

    @Option(help: "A folder of segments that lead on from the backup.")
    var segments: String?

    @Option(help: "The last position wanted.")
    var position: Position?

    @Option(help: "Events recorded later are not wanted: RFC 3339, like 2026-11-24T00:00:00Z.")
    var time: TimeArgument?

    @Flag(help: "Compare with Telegram's list afterwards, and record what is missing.")
    var reconcile = false

    func validate() throws {
        if self.position != nil, self.time != nil {
            throw ValidationError("--position and --time both name a moment; give one of them")
        }
        if let position, position < 1 {
            throw ValidationError("--position takes a position, 1 or higher")
        }
    }

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            // What could not be compared afterwards is not begun.
            if self.reconcile {
                _ = try BotConfiguration(try await Environment(), needsToken: true)
            }
            let request = Restore.Request(
                file: self.file,
                segments: self.segments,
                position: self.position,
                time: self.time?.instant
            )
            let report = try Restore(place: place)
                .run(request, step: Terminal.progressOfSteps())
            let words = RestoreWords(
                report: report,
                place: place,
                isReconciled: self.reconcile
            )
            if self.common.json {
                Terminal.say(words.json)
            } else {
                for line in words.lines { Terminal.say(line) }
            }
            guard self.reconcile else { return }
            let arguments = ReconcileArguments(tell: false, afterRestore: true)
            try await WritingSession.run(.reconcile(arguments), self.common, self.writing)
        }
    }
}

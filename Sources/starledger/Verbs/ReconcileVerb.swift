internal import ArgumentParser
internal import BotGateway
internal import Ledger
internal import LedgerService
internal import Payments

/// `starledger reconcile`: our payments against Telegram's own list.
struct ReconcileVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compares our payments with Telegram's own list, and records what is missing.",
        discussion: """
            Goes through the bot while it runs; without it, and for --dry-run, it needs
            TELEGRAM_BOT_TOKEN. Missing payments are granted by the rules, missing refunds
            withdraw; what differs is listed with what to type, and nothing is ever deleted. Users
            are told nothing unless --tell is given. --dry-run also works while the bot runs. Ends
            with status 2 if there is something to look at. Safe to run again at any time.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: WritingOptions

    @Flag(help: "Record nothing; say what would be recorded.")
    var dryRun = false

    @Flag(help: "Tell the users about what was missing and is theirs.")
    var tell = false

    func validate() throws {
        guard !self.dryRun || !self.tell else {
            throw ValidationError(
                "--tell and --dry-run exclude each other: nobody is told of a try"
            )
        }
    }

    func run() async throws {
        try await reporting {
            guard self.dryRun else {
                let arguments = ReconcileArguments(tell: self.tell)
                return try await WritingSession.run(
                    .reconcile(arguments),
                    self.common,
                    self.writing
                )
            }
            let report = try await self.rehearse()
            if self.common.json {
                Terminal.say(report.json)
            } else {
                for line in report.lines { Terminal.say(line) }
            }
            if !report.isClean { throw Failure("", status: .difference) }
        }
    }

    private func rehearse() async throws -> ReconciliationReport {
        let bot = try BotConfiguration(try await Environment(), needsToken: true)
        guard let endpoint = bot.telegram else {
            throw Failure.usage("TELEGRAM_BOT_TOKEN: not set")
        }
        let place = try await self.common.place()
        do {
            return try await DryReconciliation.run(
                on: try LedgerView(place: place).books(),
                of: place,
                catalogue: bot.catalogue,
                through: TelegramClient.Configuration(endpoint: endpoint)
            )
        } catch let error as TelegramError where error.isFatal {
            throw Failure.usage("TELEGRAM_BOT_TOKEN: \(error.description)")
        } catch let error as TelegramError {
            throw Failure("\(error.description); nothing is lost, run reconcile again")
        } catch let error as ReconciliationError {
            throw Failure(error.description)
        }
    }
}

internal import ArgumentParser
internal import BotGateway
private import Foundation
internal import Ledger
internal import LedgerService
internal import Logging

/// `starledger recover`: brings a ledger back from a backup, what files are left, and Telegram.
struct RecoverVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Brings every payment back from a backup and Telegram's own list.",
        discussion: """
            Stop the bot first. Needs a backup and TELEGRAM_BOT_TOKEN, and nothing else. The ledger \
            is built beside the old one from the backup, segments that follow it, and what the old \
            ledger still proves; then Telegram's list fills in what is missing, and the new ledger \
            takes the old one's place. The old files are kept in replaced/. Safe at any moment: \
            after a kill type the same again and it goes on; when it is done it says so. Ends with \
            status 2 if there is something to look at.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: RecoveringOptions

    @Argument(help: "The backup.")
    var file: String

    @Option(help: "A folder with segments that may follow the backup (default: segments/).")
    var segments: String?

    @Flag(help: "Try everything and change nothing.")
    var dryRun = false

    @Flag(help: "Go by the backup even if the ledger there is sound; it is put aside.")
    var force = false

    func run() async throws {
        try await reporting {
            let bot = try BotConfiguration(try await Environment(), needsToken: true)
            guard let endpoint = bot.telegram else { return }
            var settings = Recovery.Settings(
                place: try await self.common.place(),
                backup: self.file
            )
            if let segments { settings.segments = segments }
            settings.isDryRun = self.dryRun
            settings.isForced = self.force
            settings.actor = self.writing.actor ?? NSUserName()
            settings.rid = self.writing.rid ?? RequestID.new()
            settings.catalogue = bot.catalogue
            let telegram = TelegramClient.Configuration(endpoint: endpoint)
            switch try await self.recover(settings, through: telegram) {
            case .recovered(let result):
                self.show(result)
                if result.differenceCount > 0 { throw Failure("", status: .difference) }
            case .nothingToDo(let since, let report):
                self.sayNothingToDo(since, report)
            }
        }
    }

    private func recover(
        _ settings: Recovery.Settings,
        through telegram: TelegramClient.Configuration
    ) async throws -> Recovery.Outcome {
        let recovery = Recovery(
            settings,
            logger: Logger(label: "starledger") { _ in SwiftLogNoOpLogHandler() },
            progress: Terminal.progressOfSteps()
        )
        let again = "nothing was changed; type the same again, and it goes on where it was"
        do {
            return try await TelegramClient.withClient(telegram) { client in
                try await recovery.run(asking: TelegramTransactions(client))
            }
        } catch let refused as Recovery.Refused {
            throw Failure(refused.description)
        } catch let error as TelegramError where error.isFatal {
            throw Failure.usage("TELEGRAM_BOT_TOKEN: \(error.description); nothing was changed")
        } catch let error as TelegramError {
            throw Failure("\(error.description); \(again)")
        } catch let error as ReconciliationError {
            throw Failure("\(error.description); \(again)")
        }
    }

    private func show(_ result: Recovery.Result) {
        guard !self.common.json else { return Terminal.say(result.json.trimmed) }
        Terminal.say(result.text.trimmed)
        if let path = result.reportPath { Terminal.say("\n報告 / report: \(path)") }
    }

    private func sayNothingToDo(_ since: Instant, _ report: String) {
        let time = Instant(seconds: since.seconds)
        if self.common.json {
            var line = JSONLine()
            line.add("outcome", "nothing_to_do")
            line.add("started_at", time)
            line.add("report", report)
            return Terminal.say(line.finished)
        }
        Terminal.say("することはありません：このバックアップからの回収は済んでいて、台帳は正しい状態です。")
        Terminal.say(
            "Nothing to do: this backup was recovered at \(time.rfc3339) and the ledger is sound."
        )
        Terminal.say("報告 / report: \(report)")
    }
}

/// Who recovers, for the audit trail.
struct RecoveringOptions: ParsableArguments {
    @Option(help: "Your name, for the audit trail (default: the login name).")
    var actor: String?

    @Option(help: "The request id to record (default: a new one).")
    var rid: String?
}

extension String {
    /// Without the line's end, which the terminal adds.
    fileprivate var trimmed: String { self.hasSuffix("\n") ? String(self.dropLast()) : self }
}

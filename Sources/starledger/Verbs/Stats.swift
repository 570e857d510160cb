internal import ArgumentParser
internal import Ledger
internal import LedgerService

/// `starledger stats`: the daily figures.
struct Stats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows the figures of the last days.")

    @OptionGroup var common: CommonOptions

    @Option(help: "How many days, 1 to 14.")
    var days = 1

    @OptionGroup var past: MomentOptions

    func run() async throws {
        try await reporting {
            let view = try LedgerView(place: try await self.common.place())
            let reports = DailyReport.last(
                days: self.days,
                in: try view.books(at: self.past.moment),
                at: self.past.time
            )
            if !self.common.json, let today = reports.last { Terminal.say(today.headline) }
            for report in reports { Terminal.say(self.common.json ? report.json : report.line) }
        }
    }
}

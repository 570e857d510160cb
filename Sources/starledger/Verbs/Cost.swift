internal import ArgumentParser
private import Foundation
internal import Ledger
internal import LedgerService
internal import Projections

/// `starledger cost`: what the language model used and cost, day by day.
struct Cost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Shows tokens and US dollars a day, and compares them with the provider's export.",
        discussion: """
            Days are those of TZ_DAY. With --against they are UTC's, as in the provider's export:
            a UTC day runs from 09:00 to 09:00 in Tokyo. Two figures are the same within 1 % of the
            larger, or within 100 tokens or one cent. Status 2: a day differs by more. The day that
            still runs is shown and not judged.
            """
    )

    /// The most days that one listing shows.
    private static let dayCounts = 1...UsageComparison.dayCountMax
    private static let dayCountDefault = 7

    @OptionGroup var common: CommonOptions

    @Option(help: "How many days, 1 to 400 (default: 7; with --against all of the export's).")
    var days: Int?

    @Flag(help: "Print CSV, for spreadsheets.")
    var csv = false

    @Option(help: "The provider's usage export, a CSV file.")
    var against: String?

    func validate() throws {
        if self.csv, self.common.json {
            throw ValidationError("--csv and --json exclude each other")
        }
        if let days, !Self.dayCounts.contains(days) {
            throw ValidationError("--days takes a number from 1 to \(Self.dayCounts.upperBound)")
        }
    }

    func run() async throws {
        try await reporting {
            let view = try LedgerView(place: try await self.common.place())
            guard let against else { return try self.list(view) }
            let export = try Self.export(in: against)
            var ours: [Day: UsageFigures] = [:]
            let utc = Self.utc
            var filter = HistoryFilter()
            filter.kind = .modelUsed
            try view.forEach(matching: filter) { event, _ in
                guard case .modelUsed(let used) = event.event else { return }
                ours[utc.day(of: event.effectiveAt), default: UsageFigures()] += UsageFigures(used)
            }
            let comparison = UsageComparison(
                export,
                with: ours,
                today: utc.day(of: .now),
                last: self.days
            )
            for line in comparison.text(self.format) { Terminal.say(line) }
            if comparison.differs { throw Failure("", status: .difference) }
        }
    }

    private var format: UsageFormat { self.csv ? .csv : self.common.json ? .json : .text }

    private static var utc: DayClock { DayClock(zone: "UTC") ?? .tokyo }

    private func list(_ view: LedgerView) throws {
        let books = try view.books()
        let today = books.settings.dayClock.day(of: .now)
        let count = self.days ?? Self.dayCountDefault
        let days = (0..<count).reversed().map { back in
            let day = today.advanced(by: -back)
            return (day, UsageFigures(books.figures(of: day)))
        }
        let listing = UsageListing(days: days, settings: books.settings)
        for line in listing.text(self.format) { Terminal.say(line) }
    }

    private static func export(in path: String) throws -> UsageExport {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: CSVTable.byteCountMax + 1) ?? Data()
        else { throw Failure("\(path) cannot be read; name the provider's usage export") }
        do throws(CSVError) {
            return try UsageExport(try CSVTable(Array(data)))
        } catch {
            throw Failure("\(path): \(error)")
        }
    }
}

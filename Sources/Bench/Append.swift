internal import Ledger
internal import LedgerService

/// Command → decision → chain → commit → answer, while one or many callers wait.
///
/// The floor writes the rows that the callers' commands left, in as many transactions as full
/// batches of theirs would be.
struct AppendBenchmark {
    static let callerCounts = [1, 8, 64, 512]

    /// How many commands a run takes, by the number of callers.
    private static let commandCounts = [1: 2_000, 8: 10_000, 64: 60_000, 512: 120_000]

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        for callers in Self.callerCounts {
            report(try await self.measure(callers))
        }
    }

    private func measure(_ callers: Int) async throws -> Measurement {
        let usual = Self.commandCounts[callers] ?? 10_000
        let commands = max(callers, min(usual, Int(self.bench.scale ?? Int64(usual))))
        let rush = Rush(callerCount: callers, commandCount: commands, seed: self.bench.seed)
        var series = Series()
        var eventsPerCommand = 0.0
        for run in 1...self.bench.runCount {
            self.bench.note("append: \(callers) callers, run \(run)")
            try await self.bench.withScratch { place in
                let outcome = try await withLedger(at: place) { ledger in
                    try await Rush.openShop(ledger)
                    return try await rush.run(on: ledger)
                }
                let rows = try FloorRows(of: place.database, after: 1, count: outcome.eventCount)
                let floor = try rows.append(
                    to: place.folder + "/floor.db",
                    transactions: Int64(outcome.commandCount / callers)
                )
                series.add(outcome.eventsPerSecond, floor: floor.rowsPerSecond)
                eventsPerCommand = Double(outcome.eventCount) / Double(outcome.commandCount)
            }
        }
        return series.measurement(
            "append",
            unit: "events/s",
            [
                .count("callers", Int64(callers)), .count("commands", Int64(commands)),
                .number("events_per_command", eventsPerCommand),
            ]
        )
    }
}

internal import Ledger
internal import LedgerService

/// Events written as an import and a recovery write them: many in one transaction, one after the
/// other.
///
/// The floor writes the same rows in as many transactions.
struct BulkBenchmark {
    private static let usualEventCount: Int64 = 300_000

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        let eventCount = self.bench.scale ?? Self.usualEventCount
        let batches = self.batches(eventCount)
        var series = Series()
        for run in 1...self.bench.runCount {
            self.bench.note("bulk: \(eventCount) events, run \(run)")
            try await self.bench.withScratch { place in
                let clock = LedgerMill.opening
                let seconds = try await withLedger(at: place, clock: { clock }) { ledger in
                    let watch = Stopwatch()
                    for batch in batches { try await LedgerShelf.append(batch, to: ledger) }
                    return watch.seconds
                }
                let rows = try FloorRows(of: place.database, after: 0, count: .max >> 1)
                let floor = try rows.append(
                    to: place.folder + "/floor.db",
                    transactions: Int64(batches.count)
                )
                series.add(Double(rows.count) / seconds, floor: floor.rowsPerSecond)
            }
        }
        report(
            series.measurement(
                "bulk",
                unit: "events/s",
                [
                    .count("events", eventCount),
                    .count("transaction_events", Int64(LedgerMill.batchCount)),
                ]
            )
        )
    }

    private func batches(_ eventCount: Int64) -> [[NewEvent]] {
        var mill = LedgerMill(seed: self.bench.seed)
        var batches = [mill.openHouse()]
        while mill.position < eventCount {
            let wanted = min(Int64(LedgerMill.batchCount), eventCount - mill.position)
            batches.append(mill.batch(of: Int(wanted)))
        }
        return batches
    }
}

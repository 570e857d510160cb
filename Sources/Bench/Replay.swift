private import Foundation
internal import Ledger
internal import LedgerService

/// Every projection rebuilt from the log alone.
///
/// The floor reads every column of the same rows and does nothing with them. `replay` is the fold;
/// `replay.verb` is all that the verb does, the digests of the projections included.
struct ReplayBenchmark {
    private static let usualEventCount: Int64 = 1_000_000

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        let eventCount = self.bench.scale ?? Self.usualEventCount
        let place = try await LedgerShelf(bench: self.bench).ledger(of: eventCount)
        // The snapshot would be read as well, to be compared: that is verify's work.
        let hidden = place.snapshots + ".hidden"
        // A small ledger has none.
        try? FileManager.default.moveItem(atPath: place.snapshots, toPath: hidden)
        defer { try? FileManager.default.moveItem(atPath: hidden, toPath: place.snapshots) }
        var (fold, verb) = (Series(), Series())
        for run in 1...self.bench.runCount {
            self.bench.note("replay: \(eventCount) events, run \(run)")
            let (folding, whole, count) = try Self.replay(place)
            let floor = try Floors.scan(place.database).rowsPerSecond
            fold.add(Double(count) / folding, floor: floor)
            verb.add(Double(count) / whole, floor: floor)
        }
        let parameters = [Measurement.Parameter.count("events", eventCount)]
        report(fold.measurement("replay", unit: "events/s", parameters))
        report(verb.measurement("replay.verb", unit: "events/s", parameters))
    }

    private static func replay(
        _ place: LedgerPlace
    ) throws(LedgerError) -> (folding: Double, whole: Double, count: Int64) {
        let watch = Stopwatch()
        var folding = 0.0
        let replay = try Replay.run(place: place) { _, _ in folding = watch.seconds }
        return (folding, watch.seconds, replay.eventCount)
    }
}

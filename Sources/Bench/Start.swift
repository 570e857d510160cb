private import Foundation
internal import Ledger
internal import LedgerService

/// From nothing to an open ledger that takes commands.
///
/// `start.snapshot` finds a fresh snapshot, and its floor reads that file once; `start.log` finds
/// none, and its floor reads the log's rows once.
struct StartBenchmark {
    private static let usualEventCount: Int64 = 1_000_000

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        for size in self.bench.sizes(from: 100_000, usually: Self.usualEventCount) {
            let place = try await LedgerShelf(bench: self.bench).ledger(of: size)
            report(try await self.measureWithSnapshot(place, size))
            report(try await self.measureWithoutSnapshot(place, size))
        }
    }

    private func measureWithSnapshot(
        _ place: LedgerPlace,
        _ size: Int64
    ) async throws -> Measurement {
        // A small ledger ends without a snapshot; one start and stop makes what there is to make.
        _ = try await Self.start(place)
        var series = Series()
        var byteCount: Int64 = 0
        for run in 1...self.bench.runCount {
            self.bench.note("start: \(size) events, snapshot present, run \(run)")
            let seconds = try await Self.start(place)
            guard let snapshot = Self.newestSnapshot(of: place) else {
                series.add(seconds)
                continue
            }
            let floor = try Floors.read(snapshot)
            byteCount = floor.byteCount
            series.add(seconds, floor: floor.seconds)
        }
        return series.measurement(
            "start.snapshot",
            unit: "s",
            [.count("events", size), .count("snapshot_bytes", byteCount)]
        )
    }

    private func measureWithoutSnapshot(
        _ place: LedgerPlace,
        _ size: Int64
    ) async throws -> Measurement {
        var series = Series()
        for run in 1...self.bench.runCount {
            self.bench.note("start: \(size) events, no snapshot, run \(run)")
            try? FileManager.default.removeItem(atPath: place.snapshots)
            let seconds = try await Self.start(place)
            series.add(seconds, floor: try Floors.scan(place.database).seconds)
        }
        return series.measurement("start.log", unit: "s", [.count("events", size)])
    }

    private static func start(_ place: LedgerPlace) async throws -> Double {
        let watch = Stopwatch()
        return try await withLedger(at: place) { _ in watch.seconds }
    }

    private static func newestSnapshot(of place: LedgerPlace) -> String? {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: place.snapshots)) ?? []
        let newest = names.filter { $0.hasSuffix(".snapshot") }.max {
            $0.count < $1.count || ($0.count == $1.count && $0 < $1)
        }
        return newest.map { "\(place.snapshots)/\($0)" }
    }
}

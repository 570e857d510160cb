internal import Ledger
internal import LedgerService

/// The same work in ledgers of different sizes.
///
/// `growth.append` is what 64 callers get, and its floor is what they get at the smallest size, in
/// turns. `growth.find` is one event by its position, and its floor is plain C's.
struct GrowthBenchmark {
    private static let usualEventCount: Int64 = 1_000_000
    private static let smallestEventCount: Int64 = 100_000
    private static let callerCount = 64
    private static let commandCount = 30_000
    private static let findCount = 2_000

    /// Where visitors begin whom no mill ever made.
    private static let firstVisitor: UInt64 = 1 << 31

    let bench: Workbench

    func run(_ report: @escaping @Sendable (Measurement) -> Void) async throws {
        let most = self.bench.scale ?? Self.usualEventCount
        let least = max(1, min(Self.smallestEventCount, most / 10))
        let sizes = self.bench.sizes(from: least, usually: Self.usualEventCount)
        try await self.bench.withScratch { small in
            try await self.fill(small, sizes[0])
            report(try await self.find(in: small, sizes[0]))
            for size in sizes.dropFirst() {
                try await self.bench.withScratch { large in
                    try await self.fill(large, size)
                    report(try await self.find(in: large, size))
                    report(try await self.compare(small, sizes[0], large, size))
                }
            }
        }
    }

    private func fill(_ place: LedgerPlace, _ size: Int64) async throws {
        let clock = Lock(LedgerMill.opening)
        let seed = self.bench.seed
        self.bench.note("growth: filling a ledger with \(size) events")
        try await withLedger(at: place, clock: { clock.withLock { $0 } }) { ledger in
            var mill = LedgerMill(seed: seed)
            try await LedgerShelf.fill(ledger, from: &mill, upTo: size, clock)
        }
    }

    private func compare(
        _ small: LedgerPlace,
        _ smallSize: Int64,
        _ large: LedgerPlace,
        _ size: Int64
    ) async throws -> Measurement {
        let usual = Int64(Self.commandCount)
        let commands = Int(max(Int64(Self.callerCount), min(self.bench.scale ?? usual, usual)))
        let (runs, seed, note) = (self.bench.runCount, self.bench.seed, self.bench.note)
        return try await withLedger(at: small) { small in
            try await withLedger(at: large) { large in
                var series = Series()
                var rush = Rush(
                    callerCount: Self.callerCount,
                    commandCount: commands,
                    seed: seed,
                    firstVisitor: Self.firstVisitor
                )
                for run in 1...runs {
                    note("growth: \(size) events, run \(run)")
                    let floor = try await rush.run(on: small).eventsPerSecond
                    series.add(try await rush.run(on: large).eventsPerSecond, floor: floor)
                    rush.firstVisitor += rush.visitorCount
                }
                return series.measurement(
                    "growth.append",
                    unit: "events/s",
                    [
                        .count("events", size), .count("floor_events", smallSize),
                        .count("callers", Int64(Self.callerCount)),
                    ]
                )
            }
        }
    }

    private func find(in place: LedgerPlace, _ size: Int64) async throws -> Measurement {
        var (chance, series) = (Chance(seed: self.bench.seed), Series())
        let reader = try EventReader(path: place.database)
        for _ in 1...self.bench.runCount {
            let positions = (0..<Self.findCount).map { _ in
                Position(1 + chance.below(UInt64(reader.head.position)))
            }
            let watch = Stopwatch()
            for position in positions where try reader.event(at: position) == nil {
                throw BenchFailure("event \(position) is not there")
            }
            let microseconds = watch.seconds * 1_000_000 / Double(Self.findCount)
            let floor = try Floors.find(positions, in: place.database)
            series.add(microseconds, floor: floor.seconds * 1_000_000 / Double(Self.findCount))
        }
        return series.measurement("growth.find", unit: "µs", [.count("events", size)])
    }
}

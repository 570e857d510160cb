internal import Crypto
internal import Ledger
internal import LedgerService

/// Every byte of the log checked: `verify.log` is the chain, the codec and the file; `verify` is all
/// that the verb does, the fold of every projection and its comparison with the snapshot included.
///
/// The floor is one SHA-256 over as many bytes as the chain covers, lying in memory.
struct VerifyBenchmark {
    private static let usualEventCount: Int64 = 1_000_000

    /// What a link covers beside the columns: the link before it, and the lengths of charge and body.
    private static let linkByteCount = 32 + 16

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        let eventCount = self.bench.scale ?? Self.usualEventCount
        let place = try await LedgerShelf(bench: self.bench).ledger(of: eventCount)
        let scan = try Floors.scan(place.database)
        let count = Double(scan.rowCount)
        // The scan counts the row's own link, which is what the next one covers.
        let byteCount = Int(scan.byteCount) + Int(scan.rowCount) * (Self.linkByteCount - 32)
        let bytes = [UInt8](repeating: 0x5A, count: byteCount)
        var (log, verb) = (Series(), Series())
        for run in 1...self.bench.runCount {
            self.bench.note("verify: \(eventCount) events, run \(run)")
            var watch = Stopwatch()
            var verifier = try Verifier(path: place.database)
            try Self.require(verifier.run())
            let logSeconds = watch.seconds
            watch = Stopwatch()
            try Self.require(try Inspection.run(place: place, progress: { _, _ in }))
            let verbSeconds = watch.seconds
            watch = Stopwatch()
            try Self.require(SHA256.hash(data: bytes))
            let floor = count / watch.seconds
            log.add(count / logSeconds, floor: floor)
            verb.add(count / verbSeconds, floor: floor)
        }
        let parameters: [Measurement.Parameter] = [
            .count("events", eventCount), .count("hashed_bytes", Int64(byteCount)),
        ]
        report(log.measurement("verify.log", unit: "events/s", parameters))
        report(verb.measurement("verify", unit: "events/s", parameters))
    }

    private static func require(_ result: Verification) throws(BenchFailure) {
        guard result.isSound else { throw BenchFailure("the ledger made here is not sound") }
    }

    /// Uses a digest, so that no compiler may leave the hashing out.
    private static func require(_ digest: SHA256Digest) throws(BenchFailure) {
        guard digest.first(where: { $0 != 0 }) != nil else {
            throw BenchFailure("a digest of nothing but zeros")
        }
    }
}

import FaultDisk
import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// The Nth operation of the disk fails while an operator makes, restores or imports something.
///
/// `scripts/faults` tries every N; the suite each eighth, but every sync and every power cut.
@Suite(.timeLimit(.minutes(20))) struct FaultyVerbTests {
    /// Faults that stand for all: one operation, all from there on, no space, no power, no sync.
    static let plans: [(kind: FaultKind, isForEver: Bool)] = [
        (.error, false), (.error, true), (.full, true), (.busy, true), (.powerCut, false),
        (.syncLost, false), (.syncDoomed, false),
    ]

    /// Power cuts and failed syncs are few, and tried at every one.
    private static func step(of kind: FaultKind) -> Int {
        kind == .error || kind == .full || kind == .busy ? Self.step : 1
    }

    private static let step =
        Int(ProcessInfo.processInfo.environment["FAULT_STRIDE"] ?? "") ?? 8
    private static let operationCountMax = 5_000

    @Test(
        "Whichever operation fails, nothing is lost, nothing half made counts, and again is well",
        arguments: FaultyVerb.allCases
    )
    func sweep(_ verb: FaultyVerb) async throws {
        try await withTemporaryPlace { template in
            try await FaultyVerb.prepare(template)
            for (kind, isForEver) in Self.plans {
                var counts: [FaultyVerbTrial.Outcome: Int] = [:]
                var wrong: [String] = []
                for first in stride(
                    from: 1,
                    through: Self.operationCountMax,
                    by: Self.step(of: kind)
                ) {
                    let plan = FaultPlan(kind, at: Int64(first), forEver: isForEver)
                    let outcome = await FaultyVerbTrial(verb: verb, plan: plan).run(template)
                    if outcome == .unmet || wrong.count > 20 { break }
                    counts[outcome, default: 0] += 1
                    if case .wrong(let words) = outcome { wrong.append("\(plan): \(words)") }
                }
                print(
                    "faults: \(verb.rawValue): \(kind)\(isForEver ? " for ever" : ""): "
                        + "\(counts.values.reduce(0, +)) injected, "
                        + "\(counts[.survived] ?? 0) survived, "
                        + "\(counts[.refused] ?? 0) refused, \(wrong.count) wrong"
                )
                #expect(wrong == [])
            }
        }
    }
}

/// One run of a verb over a disk that fails by a plan, and again over one that works.
struct FaultyVerbTrial {
    /// What came of a trial.
    enum Outcome: Hashable {
        case unmet, survived, refused
        case wrong(String)
    }

    var verb: FaultyVerb
    var plan: FaultPlan

    func run(_ template: LedgerPlace) async -> Outcome {
        do {
            return try await withTemporaryPlace { empty in
                let files = FileManager.default
                try files.removeItem(atPath: empty.folder)
                try files.copyItem(atPath: template.folder, toPath: empty.folder)
                return try await self.trial(empty)
            }
        } catch {
            return .wrong("\(error)")
        }
    }

    private func trial(_ place: LedgerPlace) async throws -> Outcome {
        let before = try LogicalContent.digest(of: place.database)
        let expected = try self.verb.outcome(at: place).map {
            try LogicalContent.digest(of: $0.source)
        }
        Backup.tidyAfterReading(place.database)
        let disk = try FaultDisk(under: place.folder)
        try disk.arm(self.plan)
        let failure = await self.failure(of: place)
        let isMet = disk.firedCount > 0
        disk.disarm()
        guard disk.openFileCount == 0 else { return .wrong("\(disk.openFileCount) files are open") }
        if self.plan.kind == .syncDoomed { disk.cutPower() }
        if disk.isDark { try disk.restorePower(seed: UInt64(self.plan.first)) }
        if let failure, failure.contains("\n") { return .wrong("not one line: \(failure)") }
        if let wrong = try self.wrong(place, before, expected, didSucceed: failure == nil) {
            return .wrong(wrong + (failure.map { " after \($0)" } ?? ""))
        }
        if let wrong = try await self.again(place, before, expected, failure) {
            return .wrong(wrong + (failure.map { " after \($0)" } ?? ""))
        }
        return !isMet ? .unmet : failure == nil ? .survived : .refused
    }

    private func failure(of place: LedgerPlace) async -> String? {
        do {
            try await self.verb.run(at: place)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What lies there after the fault: the old or the new, and nothing else.
    private func wrong(
        _ place: LedgerPlace,
        _ before: String,
        _ expected: String?,
        didSucceed: Bool
    ) throws -> String? {
        if let (written, _) = self.verb.outcome(at: place), let expected {
            if didSucceed, try LogicalContent.digest(of: written) != expected {
                return "\(written) is not what was asked for"
            }
            if self.verb == .backup, FileManager.default.fileExists(atPath: written),
                try LogicalContent.digest(of: written) != expected
            {
                return "half a backup counts as one"
            }
        }
        switch self.verb {
        case .serve: return nil
        case .restore where didSucceed: return nil
        case .restore:
            // In between only the restore itself may go on.
            guard (try? place.requireLedger()) != nil,
                let found = try? LogicalContent.digest(of: place.database)
            else { return nil }
            return found == before || found == expected ? nil : "neither the old nor the new ledger"
        case .snapshot, .backup, .importSegments, .continueWithSegments:
            let found = try LogicalContent.digest(of: place.database)
            return found == before ? nil : "the ledger was changed"
        }
    }

    /// The same once more, over a disk that works: it comes to the same end.
    private func again(
        _ place: LedgerPlace,
        _ before: String,
        _ expected: String?,
        _ failure: String?
    ) async throws -> String? {
        let isDone = failure == nil || self.verb == .backup
        let exists = FileManager.default.fileExists(atPath: FaultyVerb.made(at: place))
        if !(isDone && (self.verb != .backup || exists)),
            let failure = await self.failure(of: place)
        {
            return "again: \(failure)"
        }
        if let (written, _) = self.verb.outcome(at: place),
            try LogicalContent.digest(of: written) != expected
        {
            return "again: \(written) is not what was asked for"
        }
        return try await self.books(of: place)
    }

    /// The ledger opens, every charge is there once, and the live fold is the fresh fold.
    private func books(of place: LedgerPlace) async throws -> String? {
        let sold = try await withLedger(at: place) { ledger in
            for user in 20...22 as ClosedRange<Int64> where self.verb == .serve {
                _ = try await ledger.submit(.pay("charge-\(user)"), .of(user))
            }
            let live = ledger.read { $0.snapshotBytes }
            let fresh = try Replay.run(place: place, progress: { _, _ in })
            return (live == fresh.books.snapshotBytes, fresh.differences)
        }
        guard sold == (true, 0) else { return "the live fold is not the fresh fold" }
        var charges: [String] = []
        try EventReader(path: place.database).forEach(after: 0) { event, _ in
            if case .paymentReceived(let payment) = event.event {
                charges.append(payment.charge.rawValue)
            }
            return true
        }
        let last = self.verb == .restore ? FaultyVerb.soldCount.backup : FaultyVerb.soldCount.all
        let more = self.verb == .serve ? [20, 21, 22] as [Int64] : []
        let wanted = (Array(1...last) + more).map { "charge-\($0)" }
        guard charges.sorted() == wanted.sorted() else { return "payments \(charges)" }
        let inspection = try Inspection.run(place: place, progress: { _, _ in })
        return inspection.findings.first.map { "verify: \($0.message)" }
    }
}

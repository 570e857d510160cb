import FaultDisk
import Foundation
import Ledger

/// One run of a ledger over a disk that fails by a plan, and what came of it.
struct FaultTrial: Sendable {
    /// What came of a trial.
    enum Outcome: Equatable {
        /// The plan met nothing: there are not so many operations.
        case unmet
        /// All was answered, and is there.
        case survived
        /// Somebody was told that it failed; what was answered is there.
        case refused
        /// A disk that lied was found out.
        case located
        /// A disk that lied has taken work beside the log; the log is whole.
        case workLost(String)
        /// Neither.
        case wrong(String)
    }

    let moment: FaultMoment
    let plans: [FaultPlan]

    /// Chooses what a power cut leaves.
    var seed: UInt64 = 1

    /// Runs the trial in a folder of its own.
    func run(from image: LedgerImage) async throws -> Outcome {
        try await withTemporaryLedger { ledger in
            let disk = try FaultDisk(under: ledger.folder.path)
            try image.lay(at: ledger)
            let caller = FaultCaller(image.promises)
            let failure = try await self.fail(ledger, disk, caller)
            let isMet = disk.firedCount > 0
            disk.disarm()
            if disk.openFileCount > 0 { return .wrong("\(disk.openFileCount) files are left open") }
            // Whether what an `fsync` failed to write is there is seen when the power fails.
            if self.hasFailedSync { disk.cutPower() }
            if disk.isDark {
                try disk.restorePower(seed: self.seed)
                try self.loseHeadFile(of: ledger, image)
            }
            if let failure, let lie = Promises.lie(in: failure) { return .wrong(lie) }
            let told = caller.promises
            let check = PromiseCheck(ledger: ledger, promises: told, isSuspicious: self.isSilent)
            let verdict = await check.verdict()
            switch verdict {
            case .broken(let words): return .wrong(words)
            case .workLost(let words): return .workLost(words)
            case .located(let words): return self.isSilent ? .located : .wrong(words)
            case .kept where !isMet: return .unmet
            case .kept:
                return failure == nil && told.refusals.isEmpty ? .survived : .refused
            }
        }
    }

    private var hasFailedSync: Bool {
        self.plans.contains { [.syncWritten, .syncLost, .syncDoomed].contains($0.kind) }
    }

    private var isSilent: Bool { self.plans.contains { $0.kind.isSilent } }

    /// Opens the ledger, works on it and closes it, while the disk fails.
    ///
    /// - Returns: What the writer ended with.
    private func fail(
        _ ledger: TemporaryLedger,
        _ disk: FaultDisk,
        _ caller: FaultCaller
    ) async throws -> LedgerError? {
        @Sendable func arm() throws {
            for plan in self.plans { try disk.arm(plan) }
        }
        if self.moment.failsAtOpening { try arm() }
        do {
            try await ledger.writing { settings in
                settings.idleSeconds = self.moment.idleSeconds
                settings.reopenSeconds = 0...0
            } _: { writer, _ in
                try await self.moment.work(writer, caller, arm: arm)
            }
            return nil
        } catch let error as LedgerError {
            return error
        }
    }

    /// The head file is never synced: after a power cut it is there, old, torn or gone.
    private func loseHeadFile(of ledger: TemporaryLedger, _ image: LedgerImage) throws {
        switch self.seed % 5 {
        case 0: try? ledger.remove(".head")
        case 1: try image.files[".head"].map { try ledger.write(Array($0), to: ".head") }
        case 2 where ledger.size(".head") != nil:
            let bytes = try Data(contentsOf: URL(filePath: ledger.path + ".head"))
            try ledger.write(Array(bytes.prefix(20)), to: ".head")
        default: break
        }
    }
}

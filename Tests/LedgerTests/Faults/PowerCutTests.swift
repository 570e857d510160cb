import FaultDisk
import Foundation
import Ledger
import Testing

/// Disks that fail at random, and power that is cut at random: by a seed, the same way again.
///
/// `scripts/power-cuts` tries 10,000 seeds; the suite 200. `FAULT_SEED` is the first of
/// `FAULT_COUNT` seeds.
@Suite(.timeLimit(.minutes(60))) struct PowerCutTests {
    private static let firstSeed = UInt64(Self.environment("FAULT_SEED") ?? "") ?? 1
    private static let seedCount = UInt64(Self.environment("FAULT_COUNT") ?? "") ?? 200

    @Test("Wherever the power fails, what was answered is there once")
    func cuts() async throws {
        let images = try await Self.images()
        var counts: [FaultMoment: FaultCounts] = [:]
        for seed in Self.firstSeed..<(Self.firstSeed + Self.seedCount) {
            let trial = Self.trial(seed)
            let image = try #require(images[trial.moment])
            let outcome = try await trial.run(from: image)
            counts[trial.moment, default: FaultCounts()].note(outcome, of: trial.words)
        }
        let range = "\(Self.seedCount) seeds from \(Self.firstSeed)"
        for moment in FaultMoment.allCases {
            print("power cuts: \(moment.rawValue): \(counts[moment, default: FaultCounts()])")
        }
        let wrong = counts.values.flatMap(\.wrong)
        let met = counts.values.reduce(0) { $0 + $1.injectedCount }
        print("power cuts: \(range): \(met) met a fault, \(wrong.count) wrong")
        #expect(wrong == [])
    }

    /// Always a cut, or the end of the trial cuts; before it, by chance, other faults.
    private static func trial(_ seed: UInt64) -> FaultTrial {
        var dice = Dice(seed: seed)
        let moments = FaultMoment.allCases
        let moment = moments[dice.count(0...(moments.count - 1))]
        var plans = [FaultPlan(.powerCut, at: Int64(dice.count(1...60)), seed: seed)]
        let kinds = FaultKind.allCases.filter { !$0.isSilent && $0 != .powerCut && $0 != .delay }
        for _ in 0..<dice.count(0...2) {
            let kind = kinds[dice.count(0...(kinds.count - 1))]
            let range = kind.operations == [.sync] ? 1...5 : 1...80
            var plan = FaultPlan(kind, at: Int64(dice.count(range)), seed: seed)
            plan.count = Int64(dice.count(1...3))
            plans.append(plan)
        }
        return FaultTrial(moment: moment, plans: plans, seed: seed)
    }

    private static func images() async throws -> [FaultMoment: LedgerImage] {
        var images: [FaultMoment: LedgerImage] = [:]
        for moment in FaultMoment.allCases { images[moment] = try await moment.image() }
        return images
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name]
    }
}

extension FaultTrial {
    /// Says how to run it again.
    var words: String {
        "seed \(self.seed): \(self.moment.rawValue): "
            + self.plans.map(\.description).joined(separator: ", ")
    }
}

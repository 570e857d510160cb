import FaultDisk
import Foundation
import Ledger
import Testing

/// The Nth operation of the disk fails, for every N, at every moment of a ledger's life.
///
/// `scripts/faults` tries every N of every kind; the suite every N of the kinds that have found
/// something, and of the others each eighth. `FAULT_ONLY` chooses sweeps by their words.
@Suite(.timeLimit(.minutes(20))) struct DiskFaultTests {
    /// After so many broken promises the next ones are no news.
    private static let wrongCountMax = 20

    /// More operations than any of these moments has.
    private static let operationCountMax = 3_000

    @Test(
        "Whichever operation fails, what was answered is there once, and the rest was refused",
        arguments: FaultSweep.chosen
    )
    func sweep(_ sweep: FaultSweep) async throws {
        let image = try await sweep.moment.image()
        var counts = FaultCounts()
        for first in stride(from: 1, through: Self.operationCountMax, by: sweep.stride) {
            let plan = sweep.plan(at: Int64(first))
            let trial = FaultTrial(moment: sweep.moment, plans: [plan], seed: UInt64(first))
            let outcome = try await trial.run(from: image)
            counts.note(outcome, of: "\(sweep.moment.rawValue): \(plan)")
            if outcome == .unmet || sweep.kind == .delay { break }
            if counts.wrong.count > Self.wrongCountMax { break }
        }
        print("faults: \(sweep.testDescription): \(counts)")
        #expect(counts.wrong == [])
        #expect(counts.injectedCount < Self.operationCountMax)
    }
}

/// A kind of fault, once or for ever, at every operation in turn.
struct FaultSweep: CustomTestStringConvertible, Sendable {
    var moment: FaultMoment
    var kind: FaultKind
    var isForEver: Bool

    var testDescription: String {
        "\(self.moment.rawValue): \(self.kind)\(self.isForEver ? " for ever" : "")"
    }

    /// How far one trial is from the next.
    var stride: Int {
        switch self.kind {
        case .powerCut, .syncWritten, .syncLost, .syncDoomed, .flip, .delay: 1
        case .error, .busy: self.isForEver ? Self.chosenStride : 1
        case .full, .shortWrite, .misdirected, .lostWrite: Self.chosenStride
        }
    }

    func plan(at first: Int64) -> FaultPlan {
        FaultPlan(self.kind, at: first, forEver: self.isForEver, seed: UInt64(first))
    }

    private static let chosenStride: Int =
        Int(ProcessInfo.processInfo.environment["FAULT_STRIDE"] ?? "") ?? 8

    /// All of them, or with `FAULT_ONLY` those whose words contain it.
    static let chosen: [FaultSweep] = {
        let words = ProcessInfo.processInfo.environment["FAULT_ONLY"] ?? ""
        return Self.all.filter { words.isEmpty || $0.testDescription.contains(words) }
    }()

    private static let all = FaultMoment.allCases.flatMap { moment in
        FaultKind.allCases.flatMap { kind in
            Self.spans(of: kind).map { FaultSweep(moment: moment, kind: kind, isForEver: $0) }
        }
    }

    /// A disk that tells lies for ever holds nothing, and a power cut lasts anyway; that one
    /// operation takes longer is nothing.
    private static func spans(of kind: FaultKind) -> [Bool] {
        if kind == .delay { return [true] }
        return kind.isSilent || kind == .powerCut ? [false] : [false, true]
    }
}

/// How the trials of a campaign ended.
struct FaultCounts: CustomStringConvertible {
    private var survived = 0
    private var refused = 0
    private var located = 0
    private var workLost = 0

    /// The trials that broke a promise, to be run again by their words.
    private(set) var wrong: [String] = []

    var injectedCount: Int {
        self.survived + self.refused + self.located + self.workLost + self.wrong.count
    }

    mutating func note(_ outcome: FaultTrial.Outcome, of trial: String) {
        switch outcome {
        case .unmet: break
        case .survived: self.survived += 1
        case .refused: self.refused += 1
        case .located: self.located += 1
        case .workLost: self.workLost += 1
        case .wrong(let words): self.wrong.append("\(trial): \(words)")
        }
    }

    var description: String {
        "\(self.injectedCount) injected, \(self.survived) survived, \(self.refused) refused, "
            + "\(self.located) located, \(self.workLost) lost work, \(self.wrong.count) wrong"
    }
}

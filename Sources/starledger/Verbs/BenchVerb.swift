internal import ArgumentParser
internal import Bench
private import Foundation
internal import Ledger

/// `starledger bench`: how fast this machine carries the ledger, beside the floor under each figure.
struct BenchVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures how fast the ledger is here, against floors in the same run.",
        discussion: """
            A floor is plain C doing only what SQLite, the disk and the processor must do for the \
            same rows. Ours and the floor run in turns; every figure is the median of the runs. \
            Ledgers are made in a folder of their own and removed at the end: nothing of yours is \
            touched. `scripts/bench` runs everything and writes docs/performance.md.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "What to measure: \(Benchmark.allCases.map(\.rawValue).joined(separator: ", ")), or all.",
            valueName: "name"
        )
    )
    var names: [BenchName] = []

    @Flag(help: "Print JSON, one object a measurement.")
    var json = false

    @Option(help: "How often everything is measured.")
    var runs = Workbench.usualRunCount

    @Option(help: "How many events or users the largest ledger has (default: by the benchmark).")
    var scale: Int64?

    @Option(help: "The same seed makes the same ledgers.")
    var seed: UInt64 = 2_026

    @Option(
        help: "Where ledgers are made (default: a folder of its own among the temporary files)."
    )
    var folder: String?

    @Flag(help: "Keep the ledgers that were made, for the next time with the same folder.")
    var keep = false

    @Flag(help: "Measure although this is a debug build, whose figures say nothing.")
    var debugBuild = false

    /// The other process of the gateway's benchmark.
    @Flag(help: .hidden)
    var simulatedTelegram = false

    func validate() throws {
        if self.names.isEmpty, !self.simulatedTelegram {
            throw ValidationError("name what to measure, or all")
        }
        if self.runs < 1 { throw ValidationError("--runs counts from 1") }
        if let scale, scale < 1 { throw ValidationError("--scale counts from 1") }
        if self.keep, self.folder == nil { throw ValidationError("--keep needs a --folder") }
    }

    func run() async throws {
        if self.simulatedTelegram { return try await SimulatedTelegram.run() }
        try await reporting {
            let machine = Machine.current
            guard machine.isRelease || self.debugBuild else {
                throw Failure.usage(
                    "this is a debug build, and its figures say nothing: build with `swift build -c "
                        + "release --product starledger`, or add --debug-build to try the verb"
                )
            }
            if self.json { Terminal.note(machine.text) } else { Terminal.say(machine.text) }
            let bench = try self.workbench()
            defer { self.tidy(bench) }
            do {
                for benchmark in self.benchmarks { try await self.measure(benchmark, on: bench) }
            } catch let failure as BenchFailure {
                throw Failure(failure.description)
            }
        }
    }

    /// Each of them once, in the order of the story.
    private var benchmarks: [Benchmark] {
        let wanted = self.names.flatMap(\.benchmarks)
        return Benchmark.allCases.filter { wanted.contains($0) }
    }

    private func measure(_ benchmark: Benchmark, on bench: Workbench) async throws {
        let isJSON = self.json
        try await benchmark.run(on: bench) { measurement in
            Terminal.say(isJSON ? measurement.json : measurement.text)
        }
    }

    private func workbench() throws -> Workbench {
        let folder =
            self.folder
            ?? FileManager.default.temporaryDirectory
            .appending(path: "starledger-bench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        var bench = Workbench(folder: folder)
        bench.runCount = self.runs
        bench.scale = self.scale
        bench.seed = self.seed
        bench.note = { Terminal.note($0) }
        return bench
    }

    /// A folder that somebody named is theirs: only what was made in it goes.
    private func tidy(_ bench: Workbench) {
        if self.keep { return }
        bench.clear()
        if self.folder == nil { try? FileManager.default.removeItem(atPath: bench.folder) }
    }
}

/// A benchmark as the command line names it.
enum BenchName: ExpressibleByArgument {
    case one(Benchmark)
    case all

    init?(argument: String) {
        if argument == "all" {
            self = .all
        } else if let benchmark = Benchmark(rawValue: argument) {
            self = .one(benchmark)
        } else {
            return nil
        }
    }

    var benchmarks: [Benchmark] {
        switch self {
        case .one(let benchmark): [benchmark]
        case .all: Benchmark.allCases
        }
    }
}

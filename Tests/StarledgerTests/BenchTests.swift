import Bench
import TelegramSandbox
import Testing

@Suite("The benchmarks run, small, and print what scripts rely on")
struct BenchTests {
    @Test("every benchmark prints JSON lines with its floor", arguments: Benchmark.allCases)
    func shape(benchmark: Benchmark) async throws {
        try await withWorkplace { place in
            let run = try await place.run(
                ["bench", benchmark.rawValue, "--json", "--debug-build"]
                    + ["--scale", "300", "--runs", "1", "--folder", "bench"]
            )
            #expect(run.status == 0, "\(run.complaints)")
            #expect(run.errors.first?.hasPrefix("machine: ") == true)
            let lines = try run.json()
            try #require(!lines.isEmpty)
            for line in lines { try Self.check(line, of: benchmark) }
            // What was made for it is gone again.
            #expect(!place.has("bench/ledger-300-2026"))
        }
    }

    private static func check(_ line: SandboxJSON, of benchmark: Benchmark) throws {
        let keys = ["floor", "max", "min", "name", "parameters", "ratio", "runs", "unit", "value"]
        #expect(line.keys == keys)
        guard case .object(let members) = line else { return }
        let name = try #require(members["name"]?.string)
        #expect(name.split(separator: ".").first == Substring(benchmark.rawValue))
        #expect(members["runs"] == .int(1))
        let value = try #require(Self.number(members["value"]))
        #expect(value > 0)
        guard let floor = Self.number(members["floor"]) else {
            #expect(members["ratio"] == .null)
            return
        }
        let ratio = try #require(Self.number(members["ratio"]))
        #expect(abs(ratio - value / floor) <= 1e-9 * abs(ratio), "\(name)")
    }

    private static func number(_ value: SandboxJSON?) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    @Test("a debug build measures nothing unless told to")
    func debugBuild() async throws {
        try await withWorkplace { place in
            let run = try await place.run("bench", "append")
            #expect(run.status == 64)
            #expect(run.complaints.contains("--debug-build"))
        }
    }

    @Test(
        "wrong usage is 64",
        arguments: [
            ["bench"], ["bench", "dance"], ["bench", "append", "--runs", "0"],
            ["bench", "append", "--scale", "0"], ["bench", "append", "--keep"],
        ]
    )
    func usage(arguments: [String]) async throws {
        try await withWorkplace { place in
            let run = try await place.run(arguments)
            #expect(run.status == 64)
        }
    }
}

@Suite("What a measurement says")
struct MeasurementTests {
    @Test("the JSON line has the keys of the contract, and null where there is no floor")
    func json() {
        var measurement = Measurement(
            name: "append",
            parameters: [.count("callers", 64), .word("model", "2 s")],
            value: 50,
            unit: "events/s",
            floor: 200,
            runs: 5,
            min: 40,
            max: 60
        )
        #expect(
            measurement.json
                == #"{"name":"append","parameters":{"callers":64,"model":"2 s"},"value":50.0,"#
                + #""unit":"events/s","floor":200.0,"ratio":0.25,"runs":5,"min":40.0,"max":60.0}"#
        )
        measurement.floor = nil
        #expect(measurement.json.contains(#""floor":null,"ratio":null"#))
    }
}

import Foundation
import TelegramSandbox
import Testing

/// Kills `recover` with SIGKILL at its named places, types it again, and compares with a recovery
/// that nobody killed.
struct RecoverSweep: Sendable {
    let ruin: Ruin
    /// Whether every place that the program passes is tried, or some of each name.
    let isWhole: Bool

    /// How many machines are recovered side by side.
    private static let parallelCount = 3

    func run() async throws {
        let calm = try await self.calm()
        let moments = self.moments(calm.places)
        try #require(moments.count > 20, "\(calm.places)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, moment) in moments.enumerated() {
                if index >= Self.parallelCount { try await group.next() }
                group.addTask { try await self.die(at: moment, calm: calm) }
            }
            while try await group.next() != nil {}
        }
        let names = Set(calm.places).sorted().joined(separator: " ")
        print("recover sweep: \(moments.count) kills at \(calm.places.count) places: \(names)")
    }

    /// A recovery that nobody killed.
    private struct Calm: Sendable {
        var places: [String]
        var status: [String]
        var outcome: SandboxJSON?
    }

    private func calm() async throws -> Calm {
        try await self.ruin.found(.ledgerGone) { place in
            let list = place.folder.appending(path: "places").path
            let run = try await self.ruin.recover(
                in: place,
                "--json",
                with: ["STARLEDGER_PLACES": list]
            )
            try #require([0, 2].contains(run.status), "\(run.complaints)")
            let text = try String(contentsOfFile: list, encoding: .utf8)
            return Calm(
                places: text.split(separator: "\n").map(String.init),
                status: try await Self.status(in: place),
                outcome: try run.object()["came_back"]
            )
        }
    }

    /// The places to die at, each as its name and which of that name it is.
    ///
    /// Recording side by side makes now more and now fewer batches: the last few places of a name
    /// are not always reached.
    private func moments(_ places: [String]) -> [String] {
        let counts = places.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.flatMap { name, count in
            let last = name.hasPrefix("recover.") ? count : max(1, count * 2 / 3)
            let numbers = self.isWhole ? Array(1...last) : Set([1, last]).sorted()
            return numbers.map { "\(name):\($0)" }
        }
    }

    /// Dies once, is typed again, and ends as if nothing had been.
    private func die(at moment: String, calm: Calm) async throws {
        try await self.ruin.found(.ledgerGone) { place in
            let child = try place.start(
                ["recover", "noon.db", "--json"],
                self.ruin.environment.merging(["STARLEDGER_KILL_AT": moment]) { $1 }
            )
            let ending = try await child.ended(within: .seconds(60))
            #expect(ending == .killed(signal: SIGKILL), "\(moment): \(child.complaints)")
            let again = try await self.ruin.recover(in: place, "--json")
            try #require(
                [0, 2].contains(again.status),
                "killed at \(moment): \(again.output)\(again.complaints)"
            )
            #expect(try await Self.status(in: place) == calm.status, "killed at \(moment)")
            let outcome = try again.object()
            if outcome["outcome"] == "recovered" {
                #expect(outcome["came_back"] == calm.outcome, "killed at \(moment)")
            } else {
                #expect(moment == "recover.done:1" && outcome["outcome"] == "nothing_to_do")
            }
            try await self.ruin.checkCharges(in: place)
            try await self.ruin.checkFile(in: place, by: ["verify"])
        }
    }

    /// What everyone has, without the position that the report goes by.
    private static func status(in place: Workplace) async throws -> [String] {
        try await place.run("status", "--all", "--json").lines.map { line in
            line.replacing(/,"position":\d+/, with: "")
        }
    }
}

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
        var kills: [String: Int] = [:]
        try await withThrowingTaskGroup(of: String?.self) { group in
            for (index, moment) in moments.enumerated() {
                if index >= Self.parallelCount, let name = try await group.next() ?? nil {
                    kills[name, default: 0] += 1
                }
                group.addTask { try await self.die(at: moment, calm: calm) }
            }
            for try await name in group {
                if let name { kills[name, default: 0] += 1 }
            }
        }
        let reached = kills.values.reduce(0, +)
        #expect(reached * 10 >= moments.count * 9, "most of the places were reached")
        let names = kills.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        print("recover sweep: \(reached) kills at \(calm.places.count) places: \(names)")
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

    /// The places to die at, counted from 1.
    private func moments(_ places: [String]) -> [Int] {
        let all = places.enumerated().map { (number: $0.offset + 1, name: $0.element) }
        guard !self.isWhole else { return all.map(\.number) }
        let byName = Dictionary(grouping: all, by: \.name)
        return byName.values.flatMap { some in
            Set([some[0].number, some[some.count - 1].number])
        }.sorted()
    }

    /// Dies once, is typed again, and ends as if nothing had been.
    ///
    /// - Returns: The name of the place, or `nil` if it was not reached: appending side by side makes
    ///   now more and now fewer batches.
    private func die(at moment: Int, calm: Calm) async throws -> String? {
        try await self.ruin.found(.ledgerGone) { place in
            let child = try place.start(
                ["recover", "noon.db", "--json"],
                self.ruin.environment.merging(["STARLEDGER_KILL_AT": "\(moment)"]) { $1 }
            )
            let name = calm.places[moment - 1]
            let ending = try await child.ended(within: .seconds(60))
            if ending == .exited(0) || ending == .exited(2) { return nil }
            #expect(ending == .killed(signal: SIGKILL), "\(child.complaints)")
            let again = try await self.ruin.recover(in: place, "--json")
            try #require(
                [0, 2].contains(again.status),
                "killed at \(name) (\(moment)): \(again.output)\(again.complaints)"
            )
            let status = try await Self.status(in: place)
            #expect(status == calm.status, "killed at \(name) (\(moment))")
            let outcome = try again.object()
            if outcome["outcome"] == "recovered" {
                #expect(outcome["came_back"] == calm.outcome, "killed at \(name) (\(moment))")
            }
            try await self.ruin.checkMoney(in: place)
            try await self.ruin.checkFile(in: place)
            return name
        }
    }

    /// What everyone has, without the position that the report goes by.
    private static func status(in place: Workplace) async throws -> [String] {
        try await place.run("status", "--all", "--json").lines.map { line in
            line.replacing(/,"position":\d+/, with: "")
        }
    }
}

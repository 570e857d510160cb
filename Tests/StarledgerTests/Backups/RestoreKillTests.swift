import Foundation
import TelegramSandbox
import Testing

@Suite("A restore survives `kill -9` at every step")
struct RestoreKillTests {
    @Test("the old ledger or the new one is there, or a writer is refused in one line")
    func sweep() async throws {
        try await withWorkplace { place in
            let calm = try await Self.prepare(place, "calm")
            let before = try await place.run("history", "--json", "--database", calm)
            let places = place.folder.appending(path: "places").path
            let backup = place.folder.appending(path: "backup.db").path
            try await Self.restored(place, calm, ["STARLEDGER_PLACES": places])
            let names = try String(contentsOfFile: places, encoding: .utf8).split(separator: "\n")
            let expected = try await place.run("history", "--json", "--database", calm)
            #expect(!expected.lines.isEmpty && expected.lines.count < before.lines.count)
            for name in [
                "restore.copied", "restore.staged", "restore.kept", "restore.marked",
                "restore.moved", "restore.switched", "restore.unmarked",
            ] {
                #expect(names.contains { $0 == name }, "\(name) is not passed")
            }
            for number in 1...names.count {
                let ledger = try await Self.prepare(place, "kill-\(number)")
                let child = try place.start(
                    ["restore", backup, "--database", ledger],
                    ["STARLEDGER_KILL_AT": "\(number)"]
                )
                let name = "\(number) \(names[number - 1])"
                #expect(try await child.ended() == .killed(signal: SIGKILL), "\(name)")
                try await Self.expectWhole(place, ledger, [before, expected], name)
                try await Self.restored(place, ledger)
                let after = try await place.run("history", "--json", "--database", ledger)
                #expect(after.output == expected.output, "\(name)")
                try await Self.expectKept(place, ledger, before, name)
                // What was lost is noticed, and nobody is refused any more.
                let next = try await place.run(Self.grant(ledger))
                #expect(next.status == 0, "\(name): \(next.complaints)")
                let kinds = try await place.run("history", "--json", "--database", ledger).json()
                    .map { $0["kind"]?.string }
                #expect(kinds.contains("restored"), "\(name)")
            }
        }
    }

    /// The ledger is the old one or the new one; or there is none, and then no writer begins one.
    private static func expectWhole(
        _ place: Workplace,
        _ ledger: String,
        _ either: [Run],
        _ name: String
    ) async throws {
        let seen = try await place.run("history", "--json", "--database", ledger)
        #expect(seen.status == 1 || either.map(\.output).contains(seen.output), "\(name)")
        guard FileManager.default.fileExists(atPath: ledger + ".restore") else {
            #expect(seen.status == 0, "\(name): \(seen.complaints)")
            return
        }
        let refused = try await place.run(Self.grant(ledger))
        #expect(refused.status == 1, "\(name)")
        #expect(refused.errors.count == 1, "\(name): \(refused.complaints)")
        #expect(refused.complaints.contains("run `starledger restore "), "\(name)")
    }

    private static func expectKept(
        _ place: Workplace,
        _ ledger: String,
        _ before: Run,
        _ name: String
    ) async throws {
        let folder = URL(filePath: ledger).deletingLastPathComponent()
            .appending(path: "replaced").path
        var found = 0
        for kept in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let file = "\(folder)/\(kept)/ledger.db"
            guard FileManager.default.fileExists(atPath: file) else { continue }
            let history = try await place.run("history", "--json", "--database", file)
            if history.output == before.output { found += 1 }
        }
        #expect(found == 1, "\(name): the old ledger is kept once")
    }

    /// A ledger of five grants, the first two of which are in `backup.db`.
    private static func prepare(_ place: Workplace, _ name: String) async throws -> String {
        let template = place.folder.appending(path: "template")
        let ledger = template.appending(path: "ledger.db").path
        if !FileManager.default.fileExists(atPath: ledger) {
            try await place.beginLedger(at: "template/ledger.db")
            for number in 1...5 {
                let grant = try await place.run(Self.grant(ledger))
                try #require(grant.status == 0, "\(grant.complaints)")
                guard number == 2 else { continue }
                let backup = place.folder.appending(path: "backup.db").path
                let made = try await place.run("backup", backup, "--database", ledger)
                try #require(made.status == 0, "\(made.complaints)")
            }
        }
        let folder = place.folder.appending(path: name)
        try FileManager.default.copyItem(at: template, to: folder)
        return folder.appending(path: "ledger.db").path
    }

    private static func grant(_ ledger: String) -> [String] {
        ["grant", "1", "TICKET_3", "--reason", "x", "--database", ledger]
    }

    private static func restored(
        _ place: Workplace,
        _ ledger: String,
        _ environment: [String: String] = [:]
    ) async throws {
        let backup = place.folder.appending(path: "backup.db").path
        let run = try await place.run(
            ["restore", backup, "--database", ledger],
            with: environment
        )
        try #require(run.status == 0, "\(run.complaints)")
    }
}

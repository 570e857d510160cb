import Foundation
import TelegramSandbox
import Testing

@Suite("scripts/drill brings a ledger back in a place of its own, and only reads the real one")
struct DrillTests {
    /// A ledger with something in it, and what the drill says about it.
    private func drill(
        in place: Workplace,
        _ arguments: String...,
        with environment: [String: String] = [:]
    ) async throws -> Run {
        let script = Executable.root.appending(path: "scripts/drill").path
        let child = try Child(
            URL(filePath: "/bin/bash"),
            [script] + arguments,
            environment: [
                "PATH": "/usr/bin:/bin", "STARLEDGER": try Executable.url().path,
                "TMPDIR": place.folder.path, "HOME": place.folder.path, "USER": "operator",
            ].merging(environment) { _, new in new },
            in: place.folder
        )
        guard case .exited(let status) = try await child.ended(within: .seconds(120)) else {
            throw Child.Overdue(awaited: "an exit", said: child.output + child.complaints)
        }
        return Run(status: status, output: child.output, complaints: child.complaints)
    }

    private func withLedger(_ body: (Workplace) async throws -> Void) async throws {
        try await withWorkplace { place in
            try await place.beginLedger()
            try await body(place)
        }
    }

    private func fill(_ place: Workplace, users: ClosedRange<Int>) async throws {
        for user in users {
            let run = try await place.run("grant", "\(user)", "TICKET_3", "--reason", "drill")
            try #require(run.status == 0, "\(run.complaints)")
        }
    }

    private func files(_ place: Workplace) throws -> [String: Data] {
        let folder = place.folder.appending(path: "db")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return names.filter { !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal") }
            .reduce(into: [:]) { found, name in
                found[name] = try? Data(contentsOf: folder.appending(path: name))
            }
    }

    @Test("Ok, with a table of steps and one last line; the ledger's files stay as they are")
    func fine() async throws {
        try await self.withLedger { place in
            try await self.fill(place, users: 1...3)
            let before = try self.files(place)
            let made = try await self.drill(in: place, "--database", "db/ledger.db")
            #expect(made.status == 0, "\(made.output)\(made.complaints)")
            let steps = made.lines.dropFirst().dropLast().map { $0.prefix { $0 != " " } }
            #expect(
                steps == [
                    "backup", "verify", "restore", "check", "replay", "chain", "digests", "export",
                    "prove",
                ]
            )
            #expect(made.lines.last?.hasPrefix("drill: ok head=") == true, "\(made.output)")
            #expect(try self.files(place) == before)
            let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
            #expect(left.filter { $0.hasPrefix("starledger-drill") } == [], "it tidies up")
        }
    }

    @Test("An older backup is compared with the ledger at its own position")
    func older() async throws {
        try await self.withLedger { place in
            try await self.fill(place, users: 1...2)
            #expect(try await place.run("backup", "old.db").status == 0)
            try await self.fill(place, users: 3...4)
            let run = try await self.drill(in: place, "old.db")
            #expect(run.status == 0, "\(run.output)\(run.complaints)")
            #expect(run.lines.last?.hasPrefix("drill: ok head=") == true)
        }
    }

    @Test("A backup of another ledger, and one that is damaged, end with 2 and the step")
    func different() async throws {
        try await self.withLedger { place in
            try await self.fill(place, users: 1...3)
            try await self.withLedger { other in
                try await self.fill(other, users: 1...3)
                let backup = other.folder.appending(path: "other.db").path
                #expect(try await other.run("backup", backup).status == 0)
                let run = try await self.drill(in: place, backup)
                #expect(run.status == 2, "\(run.output)")
                #expect(run.lines.last?.hasPrefix("drill: DIFFERENT at chain") == true)
            }
            #expect(try await place.run("backup", "mine.db").status == 0)
            let path = place.folder.appending(path: "mine.db")
            var bytes = try Data(contentsOf: path)
            let spot = try #require(bytes.range(of: Data("drill".utf8), options: .backwards))
            bytes[spot.lowerBound] ^= 1
            try bytes.write(to: path)
            let run = try await self.drill(in: place, "mine.db")
            #expect(run.status == 2, "\(run.output)")
            #expect(
                run.lines.last?.hasPrefix("drill: DIFFERENT at verify") == true,
                "\(run.output)"
            )
        }
    }

    @Test("With a token Telegram is asked as well; wrong usage is 64")
    func telegram() async throws {
        try await withSandbox { sandbox in
            try await self.withLedger { place in
                try await self.fill(place, users: 1...1)
                let token = [
                    "TELEGRAM_BOT_TOKEN": sandbox.token,
                    "TELEGRAM_API_BASE_URL": sandbox.baseURL,
                ]
                let run = try await self.drill(in: place, with: token)
                #expect(run.status == 0, "\(run.output)\(run.complaints)")
                #expect(run.output.contains("telegram   ok"))
                #expect(try await self.drill(in: place, "--dance").status == 64)
            }
        }
    }
}

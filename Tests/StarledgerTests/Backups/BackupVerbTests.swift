import Foundation
import TelegramSandbox
import Testing

@Suite("backup, restore, export, import-segments and verify --salvage, as an operator types them")
struct BackupVerbTests {
    @Test("a backup of a running bot; doctor and the operators see it")
    func running() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox, ["--backup-every", "1h"])
                try await bot.line(containing: "a backup was made")
                let administrator = sandbox.world.person(9001)
                let said = administrator.say("/admin stats 1")
                let stats = try await administrator.waitForMessage(after: said.id).text
                #expect(stats.contains("last_backup=20"), "\(stats)")
                let backup = try await place.run("backup", "copy.db")
                #expect(backup.status == 0, "\(backup.complaints)")
                #expect(
                    backup.lines.map { $0.prefix(10) } == [
                        "backup    ", "verified  ", "manifest  ", "keys      ",
                    ]
                )
                #expect(backup.lines.last?.contains("keys.db") == true)
                let range = try Self.range(backup)
                #expect(backup.errors.contains("verify 100% \(range)"), "\(backup.complaints)")
                let again = try await place.run("backup", "copy.db")
                #expect(again.status == 1)
                #expect(again.errors.count == 1)
                #expect(again.complaints.contains("exists already"))
                let restore = try await place.run("restore", "copy.db")
                #expect(restore.status == 1)
                #expect(restore.complaints.contains("verb=serve since="), "\(restore.complaints)")
                let doctor = try await place.run("doctor", "--json").json()
                let last = doctor.first { $0["check"]?.string == "last_backup" }
                #expect(last?["level"]?.string == "ok")
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
            }
        }
    }

    private static func range(_ backup: Run) throws -> String {
        let head = try #require(backup.output.firstMatch(of: /head=([0-9]+)/)).output.1
        return "\(head)/\(head)"
    }

    @Test("the loop of its own makes one at once, lets the oldest go, and ends on SIGTERM")
    func loop() async throws {
        try await withWorkplace { place in
            try await Self.grant(place, 1)
            let loop = try place.start(["backup", "--every", "1h", "--keep", "1"])
            try await loop.line(containing: "keys  ")
            loop.send(SIGTERM)
            #expect(try await loop.ended() == .exited(0))
            // The next one is not due: starting again and again must not push out the old ones.
            let next = try place.start(["backup", "--every", "1h", "--keep", "1"])
            next.send(SIGTERM)
            _ = try await next.ended()
            #expect(next.output == "")
            let files = try FileManager.default.contentsOfDirectory(
                atPath: place.folder.appending(path: "db/backups").path
            )
            #expect(files.count == 2)
        }
    }

    @Test(
        "wrong options are refused with what is accepted",
        arguments: [
            ["backup", "--every", "5"], ["backup", "--every", "1s"], ["backup", "--every", "15x"],
            ["backup", "x.db", "--every", "15m"], ["backup", "--keep", "0"],
            ["serve", "--backup-every", "0m"], ["serve", "--backup-keep", "0"],
            ["restore"], ["restore", "x", "--position", "-1"],
            ["restore", "x", "--position", "0"],
            ["restore", "x", "--position", "1", "--time", "2026-11-24T00:00:00Z"],
            ["export"], ["export", "--since", "-1"], ["import-segments"],
        ]
    )
    func usage(_ arguments: [String]) async throws {
        try await withWorkplace { place in
            let run = try await place.run(arguments)
            #expect(run.status == 64, "\(run.complaints)")
        }
    }

    @Test("restore says what is missing and what to type next; serve says it again")
    func restore() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try await Self.grant(place, 2)
                let made = try await place.run("backup", "--json").object()
                let file = try #require(made["file"]?.string)
                try await Self.grant(place, 3)
                let restored = try await place.run("restore", file)
                #expect(restored.status == 0, "\(restored.complaints)")
                #expect(restored.output.contains("missing   3 events since "))
                #expect(restored.output.contains("at least") == false)
                #expect(restored.output.contains("next      starledger reconcile"))
                #expect(restored.output.contains("          starledger serve"))
                let bot = try place.serve(sandbox)
                let line = try await bot.line(containing: "the ledger was put back from a copy")
                #expect(line.contains("missing=3"), "\(line)")
                #expect(line.contains("payments=0"), "\(line)")
                bot.send(SIGTERM)
                _ = try await bot.ended()
                let verified = try await place.run("verify")
                #expect(verified.status == 0, "\(verified.output)")
            }
        }
    }

    @Test("export and import-segments carry a ledger over; a gap is refused with what would follow")
    func segments() async throws {
        try await withWorkplace { place in
            try await Self.grant(place, 2)
            let first = try await place.run("export", "--since", "0", "--json").object()
            let head = try #require(first["head"]?.int)
            try await Self.grant(place, 2)
            let second = try await place.run(
                "export",
                "--since",
                "\(head)",
                "--to",
                "two.segment.gz"
            )
            #expect(second.status == 0, "\(second.complaints)")
            let nothing = try await place.run("export", "--since", "\(head + 2)")
            #expect(nothing.output == "nothing   the log ends at event \(head + 2)\n")
            let gap = try await place.run(
                "import-segments",
                "two.segment.gz",
                "--database",
                "new/ledger.db"
            )
            #expect(gap.status == 1)
            try FileManager.default.createDirectory(
                at: place.folder.appending(path: "new"),
                withIntermediateDirectories: true
            )
            let file = try #require(first["file"]?.string)
            let both = try await place.run(
                "import-segments",
                "two.segment.gz",
                file,
                "--database",
                "new/ledger.db"
            )
            #expect(both.status == 0, "\(both.complaints)")
            let (old, new) = (
                try await place.run("history", "--json"),
                try await place.run("history", "--json", "--database", "new/ledger.db")
            )
            #expect(old.output == new.output)
            let again = try await place.run("import-segments", file)
            #expect(again.output.contains("imported  0 events"))
        }
    }

    @Test("verify --salvage saves the good part, and restore takes it")
    func salvage() async throws {
        try await withWorkplace { place in
            try await Self.grant(place, 6)
            let whole = try await place.run("history", "--json")
            try await place.python(
                """
                import sqlite3, sys
                db = sqlite3.connect(sys.argv[1])
                db.execute("DROP TRIGGER event_no_update")
                db.execute("UPDATE event SET user = 5 WHERE position = 4")
                db.commit()
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                """,
                place.database
            )
            let salvaged = try await place.run("verify", "--salvage", "saved.db")
            #expect(salvaged.status == 2)
            #expect(salvaged.output.contains("salvaged  saved.db: events 1 to 3, "))
            #expect(salvaged.output.contains("next      starledger restore saved.db"))
            let again = try await place.run("verify", "--salvage", "saved.db")
            #expect(again.complaints.contains("exists already"), "\(again.complaints)")
            let restored = try await place.run("restore", "saved.db")
            #expect(restored.status == 0, "\(restored.complaints)")
            let history = try await place.run("history", "--json")
            #expect(history.lines == Array(whole.lines.prefix(3)))
        }
    }

    @Test("a moment before the first event is refused, and nothing is replaced")
    func tooEarly() async throws {
        try await withWorkplace { place in
            try await Self.grant(place, 2)
            let file = try #require(
                try await place.run("backup", "--json").object()["file"]?.string
            )
            let restored = try await place.run("restore", file, "--time", "2001-01-01T00:00:00Z")
            #expect(restored.status == 1)
            #expect(restored.complaints.contains("name a later time"), "\(restored.complaints)")
            #expect(!place.has("db/replaced"))
        }
    }

    @Test("a backup without the old signing key is made, and says whose key is missing")
    func lostKey() async throws {
        try await withWorkplace { place in
            try await Self.grant(place, 2)
            let first = try await place.run("backup", "one.db")
            #expect(!first.complaints.contains("was gone"), "\(first.complaints)")
            try FileManager.default.removeItem(
                at: place.folder.appending(path: "db/signing.key")
            )
            let second = try await place.run("backup", "two.db")
            #expect(second.status == 0)
            #expect(second.complaints.contains("signing.key was gone"), "\(second.complaints)")
            let third = try await place.run("backup", "three.db")
            #expect(!third.complaints.contains("was gone"), "\(third.complaints)")
        }
    }

    private static func grant(_ place: Workplace, _ count: Int) async throws {
        if !place.has("db/ledger.db") { try await place.beginLedger() }
        for _ in 0..<count {
            let run = try await place.run("grant", "1", "TICKET_3", "--reason", "x")
            try #require(run.status == 0, "\(run.complaints)")
        }
    }
}

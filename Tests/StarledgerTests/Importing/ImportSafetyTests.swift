import Foundation
import Ledger
import TelegramSandbox
import Testing

@Suite("An import is refused where it would do harm, and survives a kill at any moment")
struct ImportSafetyTests {
    /// How many of the moments that a run passes are swept.
    private static let momentCountMax = 24

    /// How long a run may take, on a machine with much else to do.
    private static let runLimit = Duration.seconds(60)

    @Test("Killed at any moment and run again, the ledger is that of a run that nobody killed")
    func killed() async throws {
        let whole = try await Self.imported()
        let moments = whole.placeCount
        let step = max(1, moments / Self.momentCountMax)
        for moment in stride(from: 1, through: moments, by: step) {
            let mended = try await Self.imported(killedAt: moment)
            #expect(mended.wasKilled, "moment \(moment) of \(moments)")
            #expect(mended.status == whole.status, "moment \(moment) of \(moments)")
            #expect(mended.keys == whole.keys, "moment \(moment) of \(moments)")
        }
    }

    @Test("Half an import is not served, and is named until it is finished")
    func unfinished() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try OldBot.lay(in: place)
                let places = try await Self.places(of: place)
                let first = try #require(places.firstIndex(of: "import.batch"))
                for file in ["db", "places"] {
                    try FileManager.default.removeItem(at: place.folder.appending(path: file))
                }
                let killed = try place.start(
                    ["import", "old.db"],
                    ["STARLEDGER_KILL_AT": "\(first + 1)"]
                )
                #expect(try await killed.ended(within: Self.runLimit) == .killed(signal: SIGKILL))
                #expect(place.has("db/import.unfinished"))
                let bot = try place.serve(sandbox)
                #expect(try await bot.ended() != .exited(0))
                let said = bot.output + bot.complaints
                #expect(
                    said.contains("run `starledger import` with the same file again"),
                    "\(said)"
                )
                let grant = try await place.run("grant", "1", "TICKET_3", "--reason", "x")
                #expect(grant.status != 0)
                #expect(try await place.run("import", "old.db").status == 0)
                #expect(!place.has("db/import.unfinished"))
                let served = try place.serve(sandbox)
                try await served.line(containing: "Starting starledger")
            }
        }
    }

    /// What the old bot does to its file, and what the refusal says.
    static let writers: [(String, String, String)] = [
        ("holds a lock", "c.execute('BEGIN IMMEDIATE')", "is locked by another program"),
        (
            "is in the middle of a change",
            "c.execute('BEGIN'); c.execute('UPDATE users SET tickets_3 = 9')",
            "old.db"
        ),
        (
            "keeps a log of changes beside it",
            "c.execute('PRAGMA journal_mode = WAL'); c.execute('UPDATE users SET tickets_3 = 9')",
            "old.db-wal holds changes"
        ),
        (
            "has it open with an empty log",
            "c.execute('PRAGMA journal_mode = WAL'); c.execute('SELECT 1 FROM users').fetchall()",
            "is locked by another program"
        ),
    ]

    @Test("While the old bot writes, the import says to stop it first", arguments: Self.writers)
    func writing(_ what: String, _ deed: String, _ words: String) async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            let bot = try Child(
                URL(filePath: "/usr/bin/python3"),
                [
                    "-c",
                    "import sqlite3, sys\n"
                        + "c = sqlite3.connect('old.db', isolation_level=None)\n\(deed)\n"
                        + "print('ready', flush=True)\nsys.stdin.read()\nimport time; time.sleep(60)",
                ],
                environment: ["PATH": "/usr/bin:/bin"],
                in: place.folder
            )
            defer { bot.send(SIGKILL) }
            try await bot.line(containing: "ready")
            for dryRun in [[], ["--dry-run"]] {
                let refused = try await place.run(["import", "old.db"] + dryRun)
                #expect(refused.status == 1, "\(what)")
                #expect(refused.errors.count == 1)
                #expect(refused.complaints.contains(words), "\(refused.complaints)")
                #expect(refused.complaints.contains("stop the old bot first"))
                #expect(!place.has("db"))
            }
        }
    }

    @Test("A change while it is read is noticed")
    func moving() async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            let file = try LegacyFile(path: place.folder.appending(path: "old.db").path)
            try file.checkUnmoved()
            try await place.sql("UPDATE users SET tickets_3 = 9")
            #expect(throws: LedgerError.self) { try file.checkUnmoved() }
        }
    }

    @Test("What is no old database is refused in one line, and no ledger is made")
    func strange() async throws {
        try await withWorkplace { place in
            try place.write("hello", to: "text.db")
            try await place.sql("CREATE TABLE notes (id INTEGER)", on: "notes.db")
            for (name, words) in [
                ("gone.db", "cannot read gone.db"), ("text.db", "no SQLite database"),
                ("notes.db", "it has neither users nor payments"),
            ] {
                let refused = try await place.run("import", name)
                #expect(refused.status != 0 && refused.errors.count == 1)
                #expect(refused.complaints.contains(words), "\(refused.complaints)")
                #expect(!place.has("db"))
            }
            try OldBot.lay(in: place)
            let same = try await place.run("import", "old.db", "--database", "./old.db")
            #expect(same.status == 64)
            #expect(same.complaints.contains("is both the old bot's file and the ledger"))
        }
    }

    @Test("While the new bot runs, the import names who holds the ledger")
    func leased() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try OldBot.lay(in: place)
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "Starting starledger")
                for verb in [["import", "old.db"], ["repair-import", "--withdraw-refunded"]] {
                    let refused = try await place.run(verb)
                    #expect(refused.status == 1 && refused.complaints.contains("verb=serve"))
                }
                #expect(try await place.run("repair-import").status == 0)
            }
        }
    }

    @Test("Another file than the one imported is refused whole")
    func otherFile() async throws {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            _ = try await place.run("import", "old.db")
            let head = try await place.run("verify", "--json").object()["chain_head"]
            try await place.sql(
                """
                UPDATE users SET tickets_3 = 99 WHERE user_id = 5393425036;
                INSERT INTO payments (user_id, sku, stars, created_at)
                VALUES (5393425036, 'TICKET_3', 100, '2026-11-20T00:00:00');
                """
            )
            let plan = try await place.run("import", "old.db", "--dry-run", "--json")
            #expect(plan.status == 2)
            let refused = try await place.run("import", "old.db")
            #expect(refused.status == 1)
            #expect(
                refused.complaints.contains("users row 5393425036; nothing was written"),
                "\(refused.complaints)"
            )
            #expect(try await place.run("verify", "--json").object()["chain_head"] == head)
        }
    }

    // MARK: - A run, whole or killed

    private struct Fate {
        var status: [Int64: SandboxJSON]
        var keys: [String]
        var placeCount: Int
        var wasKilled: Bool
    }

    private static func imported(killedAt moment: Int? = nil) async throws -> Fate {
        try await withWorkplace { place in
            try OldBot.lay(in: place)
            var wasKilled = false
            if let moment {
                let run = try place.start(
                    ["import", "old.db"],
                    OldBot.clock.merging(["STARLEDGER_KILL_AT": "\(moment)"]) { $1 }
                )
                wasKilled = try await run.ended(within: Self.runLimit) == .killed(signal: SIGKILL)
            }
            let places = try await Self.places(of: place)
            #expect(try await place.run("verify").status == 0)
            let history = try await place.run("history", "--limit", "100000", "--json").json()
            return Fate(
                status: try await place.everybody(at: "2026-11-20T03:10:00Z"),
                keys: history.compactMap { $0["idempotency_key"]?.string },
                placeCount: places.count,
                wasKilled: wasKilled
            )
        }
    }

    private static func places(of place: Workplace) async throws -> [String] {
        let run = try await place.run(
            "import",
            "old.db",
            with: OldBot.clock.merging(["STARLEDGER_PLACES": "places"]) { $1 }
        )
        #expect(run.status == 0, "\(run.complaints)")
        let text = try String(
            contentsOf: place.folder.appending(path: "places"),
            encoding: .utf8
        )
        return text.split(separator: "\n").map(String.init)
    }
}

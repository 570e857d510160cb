import Foundation
import Testing

@Suite("A file that is not a sound ledger is refused in one line that says what to do")
struct FileTests {
    private enum Kind: String, CaseIterable, Sendable {
        case absent, text, foreign, python, newer, truncated
    }

    private static let reading = ["status 1", "history", "stats", "verify", "replay"]

    @Test("a foreign, older, newer or broken file", arguments: Self.cases)
    func refused(file: String, verb: String, status: Int32, words: String) async throws {
        try await withWorkplace { place in
            try await self.make(file, in: place)
            let child = try place.start(
                verb.split(separator: " ").map(String.init),
                ["TELEGRAM_BOT_TOKEN": "1:abc", "TELEGRAM_API_BASE_URL": "http://127.0.0.1:9"]
            )
            #expect(
                try await child.ended() == .exited(status),
                "\(child.output)\(child.complaints)"
            )
            let said = (child.output + child.complaints).split(separator: "\n")
            #expect(said.count == 1, "\(said)")
            #expect(said.first?.contains(words) == true, "\(said)")
            if file == "absent" { #expect(!place.has("db"), "nobody but the bot begins one") }
        }
    }

    static let cases: [(String, String, Int32, String)] =
        [
            ("absent", 1, "there is no ledger at db/ledger.db"),
            ("text", 1, "is not a SQLite database"),
            ("foreign", 1, "is another program's database"),
            ("python", 1, "`starledger import"),
            ("newer", 1, "use the newer program"),
        ].flatMap { (file: String, status: Int32, words: String) in
            Self.reading.map { (file, $0, status, words) }
        } + [
            ("absent", "grant 1 TICKET_3 --reason x", 1, "set SQLITE_DB_PATH or --database"),
            ("absent", "revoke 1 TICKET_3 --reason x", 1, "there is no ledger at db/ledger.db"),
            ("absent", "refund charge", 1, "there is no ledger at db/ledger.db"),
            ("absent", "erase 1 --reason x", 1, "there is no ledger at db/ledger.db"),
            ("text", "serve", 1, "is not a SQLite database"),
            ("foreign", "serve", 1, "is another program's database"),
            ("python", "serve", 1, "`starledger import"),
            ("newer", "serve", 1, "use the newer program"),
            ("truncated", "serve", 1, "damaged"),
            ("python", "grant 1 TICKET_3 --reason x", 1, "`starledger import"),
            ("truncated", "status 1", 2, "damaged"),
        ]

    private func make(_ file: String, in place: Workplace) async throws {
        if file == "absent" { return }
        if file == "newer" || file == "truncated" {
            try await place.beginLedger()
            for _ in 0..<3 {
                _ = try await place.run("grant", "1", "TICKET_3", "--reason", "x")
            }
        } else {
            let folder = place.folder.appending(path: "db")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        try await place.python(
            """
            import os, sqlite3, sys
            kind, path = sys.argv[1:]
            if kind == "text":
                open(path, "w").write("Dear diary, " * 100)
            elif kind == "truncated":
                os.truncate(path, os.path.getsize(path) // 2 // 4096 * 4096)
            else:
                database = sqlite3.connect(path)
                if kind == "foreign":
                    database.execute("CREATE TABLE notes (text)")
                elif kind == "python":
                    database.execute("CREATE TABLE users (user_id INTEGER PRIMARY KEY)")
                    database.execute("CREATE TABLE payments (id INTEGER PRIMARY KEY)")
                    database.execute("CREATE TABLE payment_events (id INTEGER PRIMARY KEY)")
                else:
                    database.execute("PRAGMA user_version = 99")
                database.commit()
                database.close()
            """,
            file,
            place.database
        )
    }
}

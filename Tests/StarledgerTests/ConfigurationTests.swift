import Foundation
import TelegramSandbox
import Testing

@Suite("The environment is checked as a whole, and what it sets is in the log")
struct ConfigurationTests {
    @Test(
        "three mistakes are three lines: the variable, the shape, what is accepted; never a secret"
    )
    func threeMistakes() async throws {
        try await withWorkplace { place in
            let child = try place.start(
                ["serve"],
                [
                    "TELEGRAM_BOT_TOKEN": "not-a-token-but-secret",
                    "PAYWALL_ENABLED": "perhaps",
                    "OPS_CHAT_ID": "the-ops-chat",
                ]
            )
            #expect(try await child.ended() == .exited(64))
            let lines = child.complaints.split(separator: "\n")
            #expect(lines.count == 3, "\(lines)")
            for name in ["TELEGRAM_BOT_TOKEN", "PAYWALL_ENABLED", "OPS_CHAT_ID"] {
                let line = lines.first { $0.contains(name) }
                #expect(line?.contains("accepted: ") == true, "\(name)")
                #expect(line?.contains(" characters") == true, "\(name)")
            }
            #expect(!place.has("db"), "nothing was made")
        }
    }

    @Test("without a token nothing starts, and the line says where one comes from")
    func missingToken() async throws {
        try await withWorkplace { place in
            let run = try await place.run("serve")
            #expect(run.status == 64)
            #expect(run.errors.count == 1 && run.complaints.contains("@BotFather"))
        }
    }

    @Test("a wrong address is one line too")
    func wrongAddress() async throws {
        try await withWorkplace { place in
            let run = try await place.run(
                "serve",
                with: ["TELEGRAM_BOT_TOKEN": "123:abc", "TELEGRAM_API_BASE_URL": "telegram"]
            )
            #expect(run.status == 64)
            #expect(run.errors.count == 1 && run.complaints.contains("TELEGRAM_API_BASE_URL"))
        }
    }

    @Test(".env counts, DOTENV_FILE names another, the real environment wins over both")
    func files() async throws {
        try await withWorkplace { place in
            try place.write("SQLITE_DB_PATH=one/ledger.db\n", to: ".env")
            try place.write("SQLITE_DB_PATH=two/ledger.db\n", to: "other.env")
            let grant = ["grant", "1", "TICKET_3", "--reason", "x"]
            let runs: [(environment: [String: String], file: String)] = [
                ([:], "one/ledger.db"),
                (["DOTENV_FILE": "other.env"], "two/ledger.db"),
                (
                    ["DOTENV_FILE": "other.env", "SQLITE_DB_PATH": "three/ledger.db"],
                    "three/ledger.db"
                ),
            ]
            for (environment, file) in runs {
                let early = try await place.run(grant, with: environment)
                #expect(early.status == 1 && early.complaints.contains("no ledger at \(file);"))
                try await place.beginLedger(at: file)
                let child = try place.start(grant, environment)
                #expect(try await child.ended() == .exited(0), "\(child.complaints)")
                let history = try await place.run("history", "--json", "--database", file)
                #expect(history.lines.count == 1, "\(file)")
            }
            #expect(!place.has("db"))
            let missing = try await place.run("verify", with: ["DOTENV_FILE": "nowhere.env"])
            #expect(missing.status == 64)
            #expect(missing.errors.count == 1 && missing.complaints.contains("DOTENV_FILE"))
        }
    }

    @Test("the first lines are exactly these")
    func startingLines() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "Starting starledger")
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                let lines = bot.output.split(separator: "\n").map(String.init)
                #expect(lines.first?.hasSuffix(" info DB health check: ok") == true, "\(lines)")
                let start = try #require(lines.dropFirst().first)
                #expect(
                    start.contains(
                        " info Starting starledger polling=True paywall_enabled=True admins=1 events="
                    ),
                    "\(start)"
                )
                let events = try await place.run("history", "--json").json()
                #expect(start.hasSuffix(" events=\(events.count) head=\(events.count)"))
            }
        }
    }

    @Test("a setting becomes an event only when it differs")
    func settings() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                func start(_ environment: [String: String]) async throws -> [SandboxJSON] {
                    let bot = try place.serve(sandbox, [], environment)
                    try await bot.line(containing: "Starting starledger")
                    bot.send(SIGTERM)
                    #expect(try await bot.ended() == .exited(0))
                    return try await place.run("history", "--json", "--kind", "setting_changed")
                        .json()
                }
                let first = try await start([:])
                #expect(first.allSatisfy { $0["cause"] == "start" && $0["user"] == .null })
                let names = first.compactMap { $0["data"]?["name"]?.string }
                #expect(names.contains("PAYWALL_ENABLED") && names.contains("ADMIN_USER_IDS"))
                #expect(try await start(["PAYWALL_ENABLED": "yes"]).count == first.count)
                let off = try await start(["PAYWALL_ENABLED": "0"])
                #expect(off.count == first.count + 1)
                #expect(off.last?["data"]?["value"] == "false", "\(off)")
            }
        }
    }

    @Test("with --log-format json every line is an object")
    func jsonLog() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox, ["--log-format", "json"])
                try await bot.line(containing: "Starting starledger")
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                for line in bot.output.split(separator: "\n") {
                    let entry = try SandboxJSON(parsing: String(line))
                    #expect(entry["time"]?.string?.hasSuffix("Z") == true)
                    #expect(entry["level"]?.string == "info")
                    #expect(entry["message"]?.string?.isEmpty == false)
                }
            }
        }
    }
}

import Foundation
import TelegramSandbox
import Testing

@Suite("config shows every variable, what holds and where from, and fails where serve would")
struct ConfigVerbTests {
    private static let token = "123456:AA-somebody-s-secret-token-00000000"
    private static let usable = [
        "TELEGRAM_BOT_TOKEN": Self.token, "TELEGRAM_API_BASE_URL": "http://127.0.0.1:9",
    ]

    @Test("One line a variable: value, source, and what the ledger has in force; no secret")
    func lines() async throws {
        try await withWorkplace { place in
            try place.write("PAYWALL_ENABLED=yes\nOPENAI_API_KEY=sk-live-0123456789\n", to: ".env")
            var environment = Self.usable
            environment["TELEGRAM_API_BASE_URL"] = "http://name:word@telegram.test"
            environment["WEBHOOK_SECRET"] = "hush-hush"
            environment["SUBSCRIPTION_STARS"] = " 900 "
            let run = try await place.run("config", "--check", with: environment)
            #expect(run.status == 64, "an address with a login is not accepted")
            #expect(
                run.lines == [
                    "TELEGRAM_BOT_TOKEN=‹42 characters›  # environment",
                    "TELEGRAM_API_BASE_URL=‹not accepted›  # environment",
                    "ADMIN_USER_IDS=  # not set",
                    "OPS_CHAT_ID=  # not set",
                    "SUPPORT_EMAIL=  # not set",
                    "OPENAI_API_KEY=‹18 characters›  # .env",
                    "OPENAI_BASE_URL=https://api.openai.com/v1  # default",
                    "OPENAI_MODEL=gpt-4o-mini  # default",
                    "READER_FALLBACK=release  # default",
                    "MODEL_PRICES_PATH=  # not set",
                    "PROMPTS_PATH=  # not set",
                    "DAILY_COST_CAP_USD=10  # default",
                    "PAYWALL_ENABLED=true  # .env",
                    "SALES_ENABLED=true  # default",
                    "IMAGE_ADDON_ENABLED=false  # default",
                    "SUBSCRIPTION_STARS=900  # environment",
                    "CATALOGUE_PATH=  # not set",
                    "TRIAL_DAYS=5  # default",
                    "FREE_ONE_CARD_TRIAL_PER_DAY=2  # default",
                    "FREE_ONE_CARD_PER_DAY=1  # default",
                    "FREE_CONSULT_TRIAL_PER_DAY=2  # default",
                    "CAP_FREE_ONE_CARD_PER_DAY=1  # default",
                    "CAP_FREE_CONSULT_PER_DAY=0  # default",
                    "THROTTLE_MESSAGE_INTERVAL_SEC=1.2  # default",
                    "THROTTLE_CALLBACK_INTERVAL_SEC=0.8  # default",
                    "TZ_DAY=Asia/Tokyo  # default",
                    "SUSPECT_SAME_QUESTION_USERS=3  # default",
                    "SUSPECT_QUICK_REFUNDS=2  # default",
                    "SUSPECT_QUICK_REFUND_MINUTES=10  # default",
                    "SUSPECT_QUICK_REFUND_DAYS=7  # default",
                    "SUSPECT_FREE_ONLY_DAYS=14  # default",
                    "SUSPECT_SURGE_FACTOR=3  # default",
                    "SUSPECT_SURGE_LEAST=20  # default",
                    "SQLITE_DB_PATH=db/ledger.db  # default",
                    "TEXTS_PATH=  # not set",
                    "DOTENV_FILE=.env  # default",
                    "WEBHOOK_URL=  # not set",
                    "WEBHOOK_SECRET=‹9 characters›  # environment",
                    "HTTP_BIND=  # not set",
                ]
            )
            for secret in ["sk-live", "hush-hush", "name:word"] {
                #expect(!(run.output + run.complaints).contains(secret))
            }
            #expect(!place.has("db"), "nothing was made")
        }
    }

    static let mistakes: [(environment: [String: String], count: Int)] = [
        ([:], 1),
        (["TELEGRAM_BOT_TOKEN": "secret-in-the-wrong-place"], 1),
        (["TELEGRAM_BOT_TOKEN": Self.token, "TELEGRAM_API_BASE_URL": "telegram"], 1),
        (["PAYWALL_ENABLED": "perhaps", "OPS_CHAT_ID": "ops", "SUPPORT_EMAIL": "nobody"], 4),
        (Self.usable.merging(["SUBSCRIPTION_STARS": "10001"]) { $1 }, 1),
        (Self.usable.merging(["WEBHOOK_URL": "https://bot.example.jp/hook"]) { $1 }, 1),
        (
            Self.usable.merging(
                ["WEBHOOK_URL": "ftp://x", "WEBHOOK_SECRET": "a b", "HTTP_BIND": "here"]
            ) { $1 }, 3
        ),
        (Self.usable.merging(["CATALOGUE_PATH": "nowhere.json"]) { $1 }, 1),
        (Self.usable.merging(["TEXTS_PATH": "nowhere"]) { $1 }, 1),
    ]

    @Test("What stops serve stops config --check, with the same lines", arguments: Self.mistakes)
    func sameAsServe(environment: [String: String], count: Int) async throws {
        try await withWorkplace { place in
            let serve = try await place.run("serve", with: environment)
            let check = try await place.run("config", "--check", with: environment)
            #expect((serve.status, check.status) == (64, 64), "\(serve.complaints)")
            #expect(check.errors == serve.errors)
            #expect(check.errors.count == count, "\(check.errors)")
            #expect(!(check.output + check.complaints).contains("wrong-place"))
            let told = try await place.run("config", with: environment)
            #expect(told.status == 0, "without --check it only tells")
            #expect(told.errors == serve.errors)
        }
    }

    @Test("Each variable that has a shape is checked, all in one go")
    func everyVariable() async throws {
        try await withWorkplace { place in
            let wrong = [
                "OPS_CHAT_ID": "x", "SUPPORT_EMAIL": "x", "ADMIN_USER_IDS": "x",
                "DAILY_COST_CAP_USD": "0", "PAYWALL_ENABLED": "x", "SALES_ENABLED": "x",
                "IMAGE_ADDON_ENABLED": "x", "SUBSCRIPTION_STARS": "0", "CATALOGUE_PATH": "x",
                "TRIAL_DAYS": "x", "FREE_ONE_CARD_TRIAL_PER_DAY": "-1",
                "FREE_ONE_CARD_PER_DAY": "x", "FREE_CONSULT_TRIAL_PER_DAY": "x",
                "CAP_FREE_ONE_CARD_PER_DAY": "x", "CAP_FREE_CONSULT_PER_DAY": "x",
                "THROTTLE_MESSAGE_INTERVAL_SEC": "x", "THROTTLE_CALLBACK_INTERVAL_SEC": "x",
                "SUSPECT_SAME_QUESTION_USERS": "x", "SUSPECT_QUICK_REFUNDS": "x",
                "SUSPECT_QUICK_REFUND_MINUTES": "x", "SUSPECT_QUICK_REFUND_DAYS": "x",
                "SUSPECT_FREE_ONLY_DAYS": "x", "SUSPECT_SURGE_FACTOR": "x",
                "SUSPECT_SURGE_LEAST": "x", "TZ_DAY": "Mars/Olympus", "TEXTS_PATH": "x",
                "HTTP_BIND": "x",
                "WEBHOOK_SECRET": "a b", "WEBHOOK_URL": "x", "OPENAI_API_KEY": "a b",
                "OPENAI_BASE_URL": "x", "OPENAI_MODEL": "a b", "READER_FALLBACK": "x",
                "MODEL_PRICES_PATH": "x", "PROMPTS_PATH": "x",
            ]
            let run = try await place.run(
                "config",
                "--check",
                "--json",
                with: Self.usable.merging(wrong) { $1 }
            )
            #expect(run.status == 64)
            for variable in try run.json() {
                let name = variable["name"]?.string ?? ""
                let problems = variable["problems"]?.array ?? []
                #expect(problems.isEmpty == (wrong[name] == nil), "\(variable)")
                #expect(problems.isEmpty || variable["value"] == .null, "\(variable)")
            }
            #expect(run.errors.count == wrong.count, "\(run.errors)")
        }
    }

    @Test("A day zone that can no longer change stops both")
    func dayZone() async throws {
        try await withWorkplace { place in
            try await place.beginLedger()
            #expect(try await place.run("grant", "1", "TICKET_3", "--reason", "x").status == 0)
            let environment = Self.usable.merging(["TZ_DAY": "UTC"]) { $1 }
            let serve = try await place.run("serve", with: environment)
            let check = try await place.run("config", "--check", with: environment)
            #expect((serve.status, check.status) == (64, 64))
            #expect(check.errors == serve.errors && check.errors.count == 1)
            let same = Self.usable.merging(["TZ_DAY": "Asia/Tokyo"]) { $1 }
            #expect(try await place.run("config", "--check", with: same).status == 0)
        }
    }

    @Test("What the ledger has in force is told where the environment says something else")
    func inForce() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let closed = ["SALES_ENABLED": "off", "TRIAL_DAYS": "7"]
                let bot = try place.serve(sandbox, [], closed)
                try await bot.line(containing: "Starting starledger")
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                func line(_ name: String, _ more: [String: String]) async throws -> String? {
                    let environment = Self.usable.merging(more) { $1 }
                    let run = try await place.run("config", "--check", with: environment)
                    #expect(run.status == 0, "\(run.complaints)")
                    return run.lines.first { $0.hasPrefix("\(name)=") }
                }
                #expect(try await line("SALES_ENABLED", [:]) == "SALES_ENABLED=false  # ledger")
                #expect(
                    try await line("SALES_ENABLED", ["SALES_ENABLED": "1"])
                        == "SALES_ENABLED=true  # environment; the ledger has false in force "
                        + "until the next start"
                )
                #expect(
                    try await line("TRIAL_DAYS", ["TRIAL_DAYS": "7"])
                        == "TRIAL_DAYS=7  # environment"
                )
                let json = try await place.run(
                    "config",
                    "--check",
                    "--json",
                    with: Self.usable.merging(["SALES_ENABLED": "1"]) { $1 }
                ).json()
                let sales = json.first { $0["name"] == "SALES_ENABLED" }
                #expect(
                    sales?.keys == [
                        "accepted", "default", "file", "in_force", "meaning", "name", "problems",
                        "secret", "source", "value",
                    ]
                )
                #expect(sales?["value"] == "true" && sales?["in_force"] == "false")
            }
        }
    }

    @Test("A ledger that cannot be read fails the check, and the values are shown all the same")
    func brokenLedger() async throws {
        try await withWorkplace { place in
            try place.write("Dear diary, Dear diary, Dear diary", to: "diary.db")
            let run = try await place.run(
                "config",
                "--check",
                "--database",
                "diary.db",
                with: Self.usable
            )
            #expect(run.status == 1)
            #expect(run.lines.contains("SQLITE_DB_PATH=diary.db  # --database"))
            #expect(run.errors.count == 1 && run.complaints.contains("is not a SQLite database"))
        }
    }
}

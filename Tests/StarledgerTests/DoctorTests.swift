import Foundation
import TelegramSandbox
import Testing

@Suite("doctor looks at everything, with the bot dead or alive, and says what to type next")
struct DoctorTests {
    /// Runs the doctor and returns what it said of each check.
    private func examine(
        _ place: Workplace,
        _ environment: [String: String],
        status: Int32
    ) async throws -> [String: SandboxJSON] {
        let run = try await place.run("doctor", "--json", with: environment)
        #expect(run.status == status, "\(run.output)\(run.complaints)")
        #expect(run.complaints.isEmpty)
        let lines = try run.json()
        for line in lines {
            #expect(line.keys == ["check", "level", "message", "next"])
            #expect((line["next"] == .null) == (line["level"] == "ok"), "\(line)")
        }
        return Dictionary(lines.map { ($0["check"]?.string ?? "", $0) }) { first, _ in first }
    }

    private func environment(_ sandbox: Sandbox) -> [String: String] {
        ["TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.baseURL]
    }

    private func levels(_ found: [String: SandboxJSON]) -> [String: String] {
        found.compactMapValues { $0["level"]?.string }
    }

    @Test("With the bot alive, stopped by a signal, and gone")
    func lives() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let outside = self.environment(sandbox)
                let before = try await self.examine(place, outside, status: 0)
                #expect(before["ledger"]?["next"] == "starledger serve")
                #expect(!place.has("db"), "the doctor makes nothing")

                let bot = try place.serve(sandbox)
                try await Customer(me: sandbox.world.person(1001)).comesBuysAndReads()
                let own = outside.merging(["PAYWALL_ENABLED": "true", "ADMIN_USER_IDS": "9001"]) {
                    $1
                }
                let alive = try await self.examine(place, own, status: 0)
                #expect(
                    self.levels(alive) == [
                        "configuration": "ok", "folder": "ok", "disk": "ok", "permissions": "ok",
                        "lease": "ok", "ledger": "ok", "keys": "ok", "snapshots": "ok",
                        "last_verify": "warning", "last_backup": "warning", "telegram": "ok",
                        "delivery": "ok", "pending": "ok", "clock": "ok", "model": "ok",
                    ]
                )
                let holder = alive["lease"]?["message"]?.string ?? ""
                #expect(holder.hasPrefix("held by pid=\(bot.pid) verb=serve since=20"), "\(holder)")
                #expect(alive["telegram"]?["message"]?.string?.contains("token is @") == true)

                bot.send(SIGSTOP)
                let stopped = try await self.examine(place, own, status: 1)
                #expect(stopped["lease"]?["level"] == "failed")
                #expect(stopped["lease"]?["next"]?.string == "kill -CONT \(bot.pid)")
                bot.send(SIGCONT)
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                let gone = try await self.examine(place, own, status: 0)
                #expect(gone["lease"]?["level"] == "warning")
            }
        }
    }

    @Test("Everyone's permissions, a changed setting, and lost keys are found")
    func files() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try place.write(
                    "TELEGRAM_BOT_TOKEN=\(sandbox.token)\nPAYWALL_ENABLED=1\n",
                    to: ".env"
                )
                try await place.beginLedger()
                #expect(try await place.run("grant", "1", "TICKET_3", "--reason", "x").status == 0)
                let outside = ["TELEGRAM_API_BASE_URL": sandbox.baseURL]
                let found = try await self.examine(place, outside, status: 0)
                #expect(found["permissions"]?["next"] == "chmod 600 .env")
                let message = found["configuration"]?["message"]?.string
                #expect(message?.hasSuffix("of PAYWALL_ENABLED") == true)
                try FileManager.default.removeItem(at: place.folder.appending(path: "db/keys.db"))
                let lost = try await self.examine(place, outside, status: 1)
                #expect(lost["keys"]?["level"] == "failed")
                #expect(!place.has("db/keys.db"), "the doctor makes nothing")
            }
        }
    }

    @Test("A refused token, nobody there, a wrong value: one failed line each, and a command")
    func outside() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                var environment = self.environment(sandbox)
                environment["TELEGRAM_BOT_TOKEN"] = "7000000001:AAsomebody-elses-token-000000000"
                let refused = try await self.examine(place, environment, status: 1)
                #expect(refused["telegram"]?["level"] == "failed")
                #expect(refused["telegram"]?["next"] == "starledger config --check")
                environment["TELEGRAM_API_BASE_URL"] = "http://127.0.0.1:9"
                let silent = try await self.examine(place, environment, status: 1)
                #expect(silent["telegram"]?["next"] == "curl -sSI http://127.0.0.1:9")
                environment["PAYWALL_ENABLED"] = "perhaps"
                let wrong = try await self.examine(place, environment, status: 1)
                #expect(wrong["configuration"]?["level"] == "failed")
                environment["OPENAI_API_KEY"] = "sk-doctor-0123456789abcdef"
                environment["OPENAI_BASE_URL"] = "nowhere"
                let unusable = try await self.examine(place, environment, status: 1)
                #expect(unusable["model"]?["level"] == "failed")
                #expect(unusable["model"]?["next"] == "starledger config --check")
                let none = try await self.examine(place, [:], status: 1)
                #expect(none["telegram"]?["message"] == "no token to ask with")
            }
        }
    }

    @Test("Updates that are pushed elsewhere, or not at all, are a warning")
    func delivery() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let script = """
                    import sys, urllib.request
                    urllib.request.urlopen(sys.argv[1], sys.argv[2].encode()).read()
                    """
                let own = self.environment(sandbox)
                let hook = "http://127.0.0.1:9/hook"
                let wanted = own.merging(["WEBHOOK_URL": hook, "WEBHOOK_SECRET": "s"]) { $1 }
                let fetched = try await self.examine(place, wanted, status: 0)
                #expect(
                    fetched["delivery"]?["message"]
                        == "updates are fetched although WEBHOOK_URL is set; a start changes that"
                )
                try await place.python(
                    script,
                    "\(sandbox.baseURL)/bot\(sandbox.token)/setWebhook",
                    "url=\(hook)&secret_token=s"
                )
                let pushed = try await self.examine(place, wanted, status: 0)
                #expect(pushed["delivery"]?["message"] == "updates are pushed, as configured")
                let stray = try await self.examine(place, own, status: 0)
                #expect(
                    stray["delivery"]?["message"]
                        == "updates are pushed although WEBHOOK_URL is not set; a start ends that"
                )
            }
        }
    }

    @Test("Two hundred waiting updates are a warning")
    func pending() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                for _ in 0..<200 { sandbox.world.person(1001).say("hello") }
                let found = try await self.examine(place, self.environment(sandbox), status: 0)
                #expect(found["pending"]?["level"] == "warning")
                #expect(found["pending"]?["message"]?.string?.hasPrefix("200 updates") == true)
            }
        }
    }

    @Test(
        "The model is asked once and cheaply, and the call is named",
        arguments: [
            ("list", "ok", "GET /models lists gpt-4o-mini"),
            ("other", "warning", "GET /models answers and does not list gpt-4o-mini"),
            ("none", "ok", "POST /chat/completions for one token answered"),
            ("refuse", "failed", "GET /models answered 401: the key is refused"),
            ("garbage", "warning", "GET /models answered with something else than a list"),
        ]
    )
    func model(kind: String, level: String, message: String) async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let server = try Child(
                    URL(filePath: "/usr/bin/python3"),
                    ["-u", "-c", Self.modelServer, kind],
                    environment: ["PATH": "/usr/bin:/bin"],
                    in: place.folder
                )
                defer { server.send(SIGKILL) }
                let line = try await server.line(containing: "port=")
                var environment = self.environment(sandbox)
                let port = line.dropFirst("port=".count)
                environment["OPENAI_BASE_URL"] = "http://127.0.0.1:\(port)/v1"
                environment["OPENAI_API_KEY"] = "sk-doctor-0123456789abcdef"
                let found = try await self.examine(
                    place,
                    environment,
                    status: level == "failed" ? 1 : 0
                )
                #expect(found["model"]?["level"]?.string == level)
                #expect(found["model"]?["message"]?.string == message)
            }
        }
    }

    private static let modelServer = """
        import http.server, json, sys
        kind = sys.argv[1]
        class Model(http.server.BaseHTTPRequestHandler):
            def answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self):
                assert self.path == "/v1/models", self.path
                assert self.headers["Authorization"] == "Bearer sk-doctor-0123456789abcdef"
                name = {"list": "gpt-4o-mini", "other": "llama"}.get(kind)
                if kind == "none": self.answer(404, b"{}")
                elif kind == "refuse": self.answer(401, b"{}")
                elif kind == "garbage": self.answer(200, b"<html>")
                else: self.answer(200, json.dumps({"data": [{"id": name}]}).encode())
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.path == "/v1/chat/completions" and body["max_tokens"] == 1
                self.answer(200, b"{}")
            def log_message(self, *words): pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Model)
        print(f"port={server.server_port}")
        server.serve_forever()
        """
}

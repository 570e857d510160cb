import Foundation
import TelegramSandbox
import Testing

@Suite("What the environment says about the language model is checked at start")
struct ModelConfigurationTests {
    private static let token = ["TELEGRAM_BOT_TOKEN": "123456:abcdefghijklmnopqrstuvwxyz0123456789"]

    @Test("each mistake is one line, and no value is shown")
    func mistakes() async throws {
        try await withWorkplace { place in
            let run = try await place.run(
                "serve",
                with: Self.token.merging(
                    [
                        "OPENAI_API_KEY": "sk secret with spaces",
                        "OPENAI_BASE_URL": "api.secret.example",
                        "OPENAI_MODEL": "a model",
                        "READER_FALLBACK": "perhaps-secret",
                    ]
                ) { $1 }
            )
            #expect(run.status == 64)
            #expect(run.errors.count == 4, "\(run.errors)")
            for name in ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "READER_FALLBACK"] {
                #expect(run.complaints.contains("\(name): a text of"), "\(name)")
            }
            #expect(!run.complaints.contains("secret"))
            #expect(!place.has("db"), "nothing was made")
        }
    }

    @Test("files of prices and prompts are checked too, also without a key")
    func files() async throws {
        try await withWorkplace { place in
            try place.write(#"{"models": {"x": {"prompt": "dear"}}}"#, to: "prices.json")
            let run = try await place.run(
                "serve",
                with: Self.token.merging(
                    ["MODEL_PRICES_PATH": "prices.json", "PROMPTS_PATH": "no-such-folder"]
                ) { $1 }
            )
            #expect(run.status == 64)
            #expect(run.complaints.contains("MODEL_PRICES_PATH: prices.json: "))
            #expect(run.complaints.contains("PROMPTS_PATH: "))
            let missing = try await place.run(
                "serve",
                with: Self.token.merging(["MODEL_PRICES_PATH": "none.json"]) { $1 }
            )
            #expect(missing.status == 64 && missing.errors.count == 1)
            #expect(missing.complaints.contains("MODEL_PRICES_PATH: none.json cannot be read"))
        }
    }

    @Test("with a key the running program listens, and what it cost is in the log")
    func serves() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let server = try Child(
                    URL(filePath: "/usr/bin/python3"),
                    ["-u", "-c", Self.modelServer],
                    environment: ["PATH": "/usr/bin:/bin"],
                    in: place.folder
                )
                defer { server.send(SIGKILL) }
                let line = try await server.line(containing: "port=")
                let bot = try place.serve(
                    sandbox,
                    [],
                    [
                        "OPENAI_BASE_URL": "http://127.0.0.1:\(line.dropFirst("port=".count))/v1",
                        "OPENAI_API_KEY": "sk-serve-0123456789abcdef",
                    ]
                )
                let me = sandbox.world.person(1001)
                let said = me.say("少し話を聞いてください")
                _ = try await me.waitForMessage(after: said.id) {
                    $0.text.hasPrefix("ゆっくりいきましょう。")
                }
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: .seconds(10)) == .exited(0))
                #expect(!bot.output.contains("sk-serve"))
                let used = try await place.run("history", "--kind", "model_used", "--json").json()
                #expect(used.count == 1)
                #expect(used.first?["data"]?["cost_micro_usd"]?.int == 450)
            }
        }
    }

    private static let modelServer = """
        import http.server, json
        class Model(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.path == "/v1/chat/completions" and body["model"] == "gpt-4o-mini"
                assert self.headers["Authorization"] == "Bearer sk-serve-0123456789abcdef"
                message = {"role": "assistant", "content": "ゆっくりいきましょう。"}
                answer = {
                    "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                    "usage": {"prompt_tokens": 1000, "completion_tokens": 500},
                }
                answer = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
            def log_message(self, *words): pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Model)
        print(f"port={server.server_port}")
        server.serve_forever()
        """
}

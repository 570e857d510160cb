import Foundation
import TelegramSandbox
import Testing

@Suite("A bot that cannot work says why and ends")
struct FailingBotTests {
    @Test("where another process listens")
    func portTaken() async throws {
        try await withWorkplace { place in
            try await withSandbox { sandbox in
                let taken = ["HTTP_BIND": "127.0.0.1:\(sandbox.port)"]
                let child = try place.serve(sandbox, [], taken)
                #expect(try await child.ended() == .exited(1))
                #expect(child.complaints.contains("cannot listen on 127.0.0.1:\(sandbox.port)"))
            }
        }
    }

    @Test("when Telegram refuses the token")
    func tokenRefused() async throws {
        try await withWorkplace { place in
            try await withSandbox { sandbox in
                let wrong = ["TELEGRAM_BOT_TOKEN": "42:AAnot-the-token-of-this-sandbox"]
                let child = try place.serve(sandbox, [], wrong)
                #expect(try await child.ended() == .exited(64))
                #expect(child.complaints.contains("check TELEGRAM_BOT_TOKEN"))
            }
        }
    }

    @Test(
        "a wrong configuration is told in one line a problem, and is not tried again",
        arguments: [
            (
                ["WEBHOOK_URL": "https://bot.example.jp/hook"],
                ["WEBHOOK_SECRET: missing"]
            ),
            (
                [
                    "WEBHOOK_URL": "https://bot.example.jp:1234/hook", "WEBHOOK_SECRET": "a b",
                    "HTTP_BIND": "8080", "TELEGRAM_API_BASE_URL": "https://api.telegram.org",
                ],
                ["WEBHOOK_SECRET: a text of 3", "WEBHOOK_URL: a text", "HTTP_BIND: a text of 4"]
            ),
        ]
    )
    func configuration(environment: [String: String], complaints: [String]) async throws {
        try await withWorkplace { place in
            try await withSandbox { sandbox in
                let child = try place.serve(sandbox, [], environment)
                #expect(try await child.ended() == .exited(64))
                let lines = child.complaints.split(separator: "\n")
                #expect(lines.count == complaints.count)
                for (line, complaint) in zip(lines, complaints) {
                    #expect(line.hasPrefix("starledger: \(complaint)"))
                }
            }
        }
    }
}

import Ledger
import LedgerService
import TelegramSandbox
import Testing

@Suite("The bot says how it is doing over HTTP")
struct FrontPagesTests {
    @Test("while it polls: alive, ready, and its figures")
    func polling() async throws {
        try await ServedBot.withPlace { place in
            let way = ServedBot.Way(
                place: place,
                port: try await ServedBot.freePort(),
                isPushed: false
            )
            try await withSandbox { sandbox in
                try await ServedBot.with(sandbox, way) { bot in
                    let sakura = sandbox.world.person(1001)
                    let sent = sakura.say("/feedback fine")
                    _ = try await sakura.waitForMessage(after: sent.id)

                    let health = try await bot.get("/healthz")
                    #expect(health.status == 200)
                    let ready = try await bot.get("/readyz")
                    #expect(ready.status == 200)
                    #expect(ready.text.contains(#""ready":true,"ledger":"writing","lease":true"#))
                    #expect(try await bot.get("/nowhere").status == 404)
                    #expect(try await bot.push("{}").status == 404)
                    Self.check(try await bot.get("/metrics"))
                }
            }
        }
    }

    private static func check(_ page: RawAnswer) {
        #expect(page.status == 200)
        #expect(page.text.contains("text/plain; version=0.0.4"))
        let expected = [
            #"starledger_events_total{kind="feedback_left"} 1"#,
            #"starledger_updates_total{kind="message",outcome="taken_in"} 1"#,
            #"starledger_update_seconds_count{kind="message"} 1"#,
            #"starledger_telegram_calls_total{method="sendMessage",outcome="accepted"} 1"#,
            "# TYPE starledger_commit_seconds histogram",
            "# TYPE starledger_batch_orders histogram",
            "# TYPE starledger_projection_lag_seconds histogram",
            "starledger_writer_queue 0",
            "starledger_outbox_answers ",
            "starledger_lane_errands ",
        ]
        for line in expected { #expect(page.text.contains(line), "\(line)") }
    }
}

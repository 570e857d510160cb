import Foundation
import TelegramSandbox
import Testing

@Suite("The environment sets the throttle at the start, and each change is an event")
struct ThrottleEnvironmentTests {
    @Test("a long interval throttles; the next start without one does not")
    func starts() async throws {
        try await withWorkplace { place in
            try await withSandbox { sandbox in
                let me = sandbox.world.person(1001)
                let slow = ["THROTTLE_MESSAGE_INTERVAL_SEC": "3600"]
                let bot = try place.serve(sandbox, [], slow)
                #expect(try await Self.pages(of: me, answered: "🔒", then: "🕊"))
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))

                let again = try place.serve(sandbox)
                #expect(try await Self.pages(of: me, answered: "🔒", then: "🔒"))
                again.send(SIGTERM)
                #expect(try await again.ended() == .exited(0))

                let events = try await place.run(
                    "history",
                    "--kind",
                    "setting_changed",
                    "--json"
                )
                let values = try events.json().compactMap { $0["data"] }
                    .filter { $0["name"]?.string == "THROTTLE_MESSAGE_INTERVAL_SEC" }
                    .compactMap { $0["value"]?.string }
                #expect(values == ["3600", "0"])
            }
        }
    }

    /// Asks twice in a row.
    private static func pages(
        of me: SandboxPerson,
        answered first: String,
        then second: String
    ) async throws -> Bool {
        var isAsExpected = true
        for mark in [first, second] {
            let said = me.say("/privacy")
            let answer = try await me.waitForMessage(after: said.id)
            isAsExpected = isAsExpected && answer.text.contains(mark)
        }
        return isAsExpected
    }
}

import Foundation
import NIOConcurrencyHelpers
import TelegramSandbox
import Testing

@Suite("The chat page works in a real browser")
struct PageTests {
    /// Where the pictures are kept.
    private static let pictures = PythonScript.root.appending(path: "artifacts")

    @Test("a person chats, pays, is refused, reads the ledger and makes faults")
    func drive() async throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"),
            "there is no /usr/bin/chromium: apt-get install chromium"
        )
        try FileManager.default.createDirectory(
            at: Self.pictures,
            withIntermediateDirectories: true
        )
        let deeds = NIOLockedValueBox<[String]>([])
        let controls = SandboxControls(
            ledgerEvents: { AsyncStream { lines in Self.events.forEach { lines.yield($0) } } },
            killBot: { deeds.withLockedValue { $0.append("kill") } },
            startBot: { deeds.withLockedValue { $0.append("start") } }
        )
        try await withSandbox(controls: controls) { sandbox in
            try await PythonScript(path: "page/drive.py")
                .runToTheEnd(sandbox.baseURL, sandbox.token, Self.pictures.path)
        }
        #expect(deeds.withLockedValue { $0 } == ["kill", "start"])
    }

    /// A ledger in which every family has its say.
    private static let events: [String] = [
        event("first_seen", ["language": "ja"]),
        event("terms_accepted", [:]),
        event("setting_changed", ["name": "PAYWALL_ENABLED", "value": "true"], user: nil),
        event("invoice_sent", ["sku": "TICKET_3", "stars": 100]),
        event("checkout_approved", ["sku": "TICKET_3", "stars": 100]),
        event(
            "payment_received",
            ["charge": .string("stx" + String(repeating: "k", count: 137)), "stars": 100]
        ),
        event("reading_started", ["access": "ticket", "spread": "three", "cards": [0, 17, 42]]),
        event("ticket_reserved", ["kind": "TICKET_3"]),
        event("model_used", ["prompt_tokens": 812, "cost_micro_usd": 310]),
        event("reading_delivered", ["spread": "three"]),
        event("subscription_changed", ["state": "active"]),
        event("reconciled", ["checked": 4], user: nil),
    ].enumerated().map { index, event in
        var members = event
        members["position"] = .int(Int64(index + 1))
        return SandboxJSON.object(members).text
    }

    private static func event(
        _ kind: String,
        _ data: SandboxJSON,
        user: Int64? = 1001
    ) -> [String: SandboxJSON] {
        [
            "kind": .string(kind), "data": data, "user": user.map(SandboxJSON.int) ?? .null,
            "recorded_at": "2026-11-24T03:04:05Z",
        ]
    }
}

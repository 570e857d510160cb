import Foundation
import TelegramSandbox
import Testing

@Suite("Reconciling, as an operator types it")
struct ReconcileVerbTests {
    private static func environment(of sandbox: Sandbox) -> [String: String] {
        ["TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.baseURL]
    }

    @Test("An empty ledger: a try, the thing itself, and again, with statuses and shapes")
    func fromNothing() async throws {
        try await withSandbox { sandbox in
            let sakura = sandbox.world.person(1001)
            let ticket = sakura.chargeWithoutCheckout(
                payload: #"{"sku": "TICKET_3", "user_id": 1001}"#,
                amountStars: 100
            )
            let odd = sakura.chargeWithoutCheckout(payload: "?", amountStars: 5)
            try await withWorkplace { place in
                let environment = Self.environment(of: sandbox)
                let none = try await place.run("reconcile", "--dry-run", with: environment)
                #expect(none.status == 1 && none.complaints.contains("no ledger"))
                try await place.beginLedger()
                _ = try await place.run("grant", "5", "TICKET_7", "--reason", "first")

                let dry = try await place.run("reconcile", "--dry-run", with: environment)
                #expect(dry.status == 2 && dry.complaints.isEmpty)
                #expect(dry.lines.first?.hasSuffix("2 unknown here; nothing was recorded") == true)
                #expect(dry.output.contains("  missing payment user 1001 TICKET_3 ⭐100"))
                #expect(dry.output.contains("/admin resolve \(odd.chargeID) SKU"))

                let run = try await place.run(
                    ["reconcile", "--json", "--actor", "hana", "--rid", "r1"],
                    with: environment
                )
                #expect(run.status == 2)
                let report = try run.object()
                #expect(
                    report.keys == [
                        "appended", "balance", "checked", "mismatches", "unknown_here",
                        "unknown_there",
                    ]
                )
                #expect(report["appended"] == 2 && report["unknown_here"] == 2)
                #expect(report["balance"] == ["ours": 105, "telegram": 105])
                #expect(report["mismatches"]?.array?.map { $0["kind"] } == ["unmatched"])

                let resolved = try await place.run("refund", odd.chargeID, with: environment)
                #expect(resolved.status == 0, "\(resolved.complaints)")
                let again = try await place.run("reconcile", with: environment)
                #expect(
                    again.lines == [
                        "3 transactions compared, list read 2 times; 0 missing events recorded",
                        "balance: ours ⭐100, Telegram ⭐100", "nothing to look at",
                    ]
                )
                #expect(again.status == 0)
                let history = try await place.run("history", "--charge", ticket.chargeID, "--json")
                #expect(try history.object()["actor"] == "operator:hana")
                #expect(try history.object()["rid"] == "r1")
                #expect(try history.object()["cause"] == "reconciliation")
            }
        }
    }

    @Test("While the bot runs a try works beside it")
    func besideTheBot() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                _ = try place.serve(sandbox)
                let sakura = sandbox.world.person(1001)
                let said = sakura.say("/status")
                _ = try await sakura.waitForMessage(after: said.id)
                let dry = try await place.run(
                    "reconcile",
                    "--dry-run",
                    "--json",
                    with: Self.environment(of: sandbox)
                )
                #expect(dry.status == 0, "\(dry.complaints)")
                #expect(try dry.object()["checked"] == 0)
            }
        }
    }

    @Test("With --tell the bot thanks at its next start, and only then")
    func telling() async throws {
        try await withSandbox { sandbox in
            let (sakura, emma) = (sandbox.world.person(1001), sandbox.world.person(1002))
            for person in [sakura, emma] {
                person.say("/start")
                sandbox.world.list(
                    SandboxTransaction(
                        id: "stx-lost-\(person.id)",
                        amountStars: 100,
                        date: Int64(Date.now.timeIntervalSince1970) - 90_000,
                        partner: .user(
                            .init(
                                id: person.id,
                                payload: #"{"sku": "TICKET_3", "user_id": \#(person.id)}"#
                            )
                        )
                    )
                )
            }
            try await withWorkplace { place in
                try await place.beginLedger()
                let run = try await place.run(
                    "reconcile",
                    "--tell",
                    with: Self.environment(of: sandbox)
                )
                #expect(run.status == 0, "\(run.output)\(run.complaints)")
                _ = try place.serve(sandbox)
                for person in [sakura, emma] {
                    _ = try await person.waitForMessage { $0.text.contains("✨") }
                }
            }
        }
    }

    @Test(
        "What is wrong is said in one line",
        arguments: [
            (["reconcile"], [:], Int32(64), "TELEGRAM_BOT_TOKEN"),
            (["reconcile", "--tell", "--dry-run"], [:], 64, "exclude each other"),
            (
                ["reconcile", "--tell"],
                [
                    "TELEGRAM_BOT_TOKEN": "123456789:AAsandbox-Token_for-tests-0123456789",
                    "TELEGRAM_API_BASE_URL": "http://127.0.0.1:1",
                ], 1, "run reconcile again"
            ),
        ]
    )
    func mistakes(
        _ arguments: [String],
        _ environment: [String: String],
        _ status: Int32,
        _ words: String
    ) async throws {
        try await withWorkplace { place in
            try await place.beginLedger()
            let run = try await place.run(arguments, with: environment)
            #expect(run.status == status)
            #expect(run.complaints.contains(words), "\(run.complaints)")
        }
    }

    @Test("A token that Telegram does not know is a mistake in the configuration")
    func unknownToken() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try await place.beginLedger()
                var environment = Self.environment(of: sandbox)
                environment["TELEGRAM_BOT_TOKEN"] =
                    "7000000009:AAsandbox-Token_for-tests-0123456789"
                let run = try await place.run("reconcile", with: environment)
                #expect(run.status == 64 && run.errors.count == 1)
                #expect(run.complaints.contains("TELEGRAM_BOT_TOKEN"))
            }
        }
    }
}

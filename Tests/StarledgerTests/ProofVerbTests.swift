import Foundation
import TelegramSandbox
import Testing

/// What an operator hands to somebody who does not trust them, while the bot runs.
@Suite(.timeLimit(.minutes(3))) struct ProofVerbTests {
    @Test("Events are proved while the bot runs, and checked without this program")
    func live() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await Customer(me: sandbox.world.person(1001)).comesBuysAndReads()
                let events = try await place.run("history", "--json").json()
                let payment = try #require(
                    events.first { $0["kind"] == "payment_received" }?["position"]?.int
                )
                let proof = try await place.run("prove", "\(payment)", "--to", "payment.json")
                #expect((proof.status, proof.output) == (0, ""))
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: place.folder.appending(path: "payment.json").path
                )
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
                let key = place.folder.appending(path: "db/signing.pub").path
                let found = try await Self.check(place, "proof", "payment.json", key)
                #expect(found.status == 0, "\(found.output)")
                #expect(found.output.hasPrefix("ok: event \(payment) is in the log: "))

                let again = try await place.run("prove", "\(payment)", "--to", "payment.json")
                #expect(again.status == 1, "nothing is written over")
                let early = try #require(try Self.checkpoints(of: place).first)
                try await Customer(me: sandbox.world.person(1002)).comesBuysAndReads()
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                #expect(try Self.checkpoints(of: place).count == 2, "the stop signs")
                let last = try #require(try Self.checkpoints(of: place).last)
                let consistency = try await place.run(
                    "prove",
                    "--consistency",
                    early,
                    last,
                    "--to",
                    "more.json"
                )
                #expect(consistency.status == 0, "\(consistency.complaints)")
                let more = try await Self.check(place, "consistency", "more.json", key)
                #expect(more.status == 0, "\(more.output)")
                #expect(try await place.run("verify").status == 0)
            }
        }
    }

    @Test("What cannot be proved is said in one line", arguments: Self.mistakes)
    func refused(_ arguments: [String], status: Int32, words: String) async throws {
        try await withWorkplace { place in
            try await place.beginLedger()
            let grant = try await place.run("grant", "1", "TICKET_3", "--reason", "x")
            #expect(grant.status == 0)
            let run = try await place.run(["prove"] + arguments)
            #expect(run.status == status)
            #expect(run.complaints.contains(words), "\(run.complaints)")
        }
    }

    static let mistakes: [([String], Int32, String)] = [
        ([], 64, "say one of the two"), (["1", "--consistency", "x"], 64, "say one of the two"),
        (["0"], 64, "positions count from 1"), (["9"], 1, "there is no event 9 yet"),
        (["1", "--checkpoint", "nowhere"], 1, "there is no checkpoint at nowhere"),
        (["--consistency", "db/keys.db"], 2, "is not a checkpoint, or was changed"),
    ]

    @Test(
        "A log that was cut is told: by verify, where and what next; by doctor and config --check"
    )
    func cut() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try await place.beginLedger()
                for user in 1...3 {
                    _ = try await place.run("grant", "\(user)", "TICKET_3", "--reason", "x")
                }
                #expect(try await place.run("verify").status == 0)
                let environment = [
                    "TELEGRAM_BOT_TOKEN": sandbox.token,
                    "TELEGRAM_API_BASE_URL": sandbox.baseURL,
                ]
                #expect(try await Self.level(of: "last_verify", place, environment) == "ok")
                try await place.python(
                    """
                    import sqlite3, sys
                    database = sqlite3.connect(sys.argv[1], isolation_level=None)
                    for (name,) in database.execute(
                        "SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                        database.execute(f'DROP TRIGGER "{name}"')
                    database.execute("DELETE FROM event WHERE position = 3")
                    database.execute(
                        "UPDATE ledger_head SET (position, hash, recorded_at) ="
                        " (SELECT position, hash, recorded_at FROM event WHERE position = 2)")
                    """,
                    place.database
                )
                #expect(try await Self.level(of: "ledger", place, environment) == "failed")
                let run = try await place.run("verify")
                #expect(run.status == 2)
                #expect(run.output.contains("truncated at event 3: "), "\(run.output)")
                #expect(run.output.contains("good: up to event 2, recorded at 20"))
                #expect(run.lines.last?.contains("starledger recover BACKUP") == true)
                #expect(try await Self.level(of: "last_verify", place, environment) == "failed")
                try FileManager.default.removeItem(atPath: place.database)
                let check = try await place.run("config", "--check", with: environment)
                #expect(check.status == 2)
                #expect(check.complaints.contains("is missing"), "\(check.complaints)")
            }
        }
    }

    private static func level(
        of check: String,
        _ place: Workplace,
        _ environment: [String: String]
    ) async throws -> String? {
        let run = try await place.run("doctor", "--json", with: environment)
        return try run.json().first { $0["check"]?.string == check }?["level"]?.string
    }

    private static func checkpoints(of place: Workplace) throws -> [String] {
        let folder = place.folder.appending(path: "db/checkpoints").path
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".checkpoint") }.sorted().map { "db/checkpoints/\($0)" }
    }

    private static func check(
        _ place: Workplace,
        _ verb: String,
        _ file: String,
        _ key: String
    ) async throws -> (status: Int32, output: String) {
        let child = try Child(
            Executable.root.appending(path: ".venv/bin/python"),
            [Executable.root.appending(path: "scripts/verify-ledger.py").path, verb, file]
                + ["--key", key],
            environment: ["PATH": "/usr/bin:/bin"],
            in: place.folder
        )
        guard case .exited(let status) = try await child.ended() else { return (-1, "") }
        return (status, child.output + child.complaints)
    }
}

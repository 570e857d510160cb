import Foundation
import Ledger
import LedgerService
import TelegramSandbox
import Testing

@Suite(
    "Verbs that write while the bot runs: through its socket, or one line that says who holds it"
)
struct OperatorSocketTests {
    private static let grant = ["grant", "1001", "TICKET_3", "--reason", "sorry"]

    /// A bot that runs, with what belongs to it.
    private func withBot(
        _ body: @Sendable @escaping (Workplace, Child, Sandbox) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "Operators' socket")
                try await body(place, bot, sandbox)
            }
        }
    }

    /// Every verb that writes, refusals included, as it is typed after a purchase.
    private static func verbs(charge: String) -> [[String]] {
        [
            Self.grant, Self.grant + ["--idempotency-key", "k"],
            Self.grant + ["--idempotency-key", "k"],
            ["grant", "1001", "TICKET_7", "--reason", "x", "--idempotency-key", "k"],
            ["grant", "1001", "TICKET_5", "--reason", "x"],
            ["grant", "1002", "PASS_7D", "--reason", "x", "--quiet"],
            ["revoke", "1001", "TICKET_3", "--reason", "mistake"],
            ["revoke", "1001", "TICKET_10", "--reason", "mistake"],
            ["refund", charge, "--reason", "asked"], ["refund", charge],
            ["refund", "nosuchcharge"],
            ["reconcile"], ["reconcile", "--tell"],
            ["erase", "5", "--reason", "typing error"], ["erase", "1001", "--reason", "asked"],
        ]
    }

    @Test("every verb prints the same lines and JSON with the bot and without it")
    func sameLines() async throws {
        try await self.withBot { place, bot, sandbox in
            let me = sandbox.world.person(1001)
            let customer = Customer(me: me)
            try await customer.greets()
            try await customer.pays(try await customer.getsInvoice())
            let said = me.say("/feedback this is mine alone")
            _ = try await me.waitForMessage(after: said.id) { $0.isFromBot }
            let events = try await place.run("history", "--json", "--kind", "payment_received")
            let charge = try #require(try events.object()["data"]?["charge"]?.string)
            bot.send(SIGTERM)
            #expect(try await bot.ended() == .exited(0))
            for (form, options) in [("text", []), ("json", ["--json"])] {
                let names = ["with-\(form)", "without-\(form)"]
                for name in names {
                    try FileManager.default.copyItem(
                        at: place.folder.appending(path: "db"),
                        to: place.folder.appending(path: name)
                    )
                }
                let again = try place.serve(sandbox, ["--database", "\(names[0])/ledger.db"])
                try await again.line(containing: "Operators' socket")
                let token = [
                    "TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.baseURL,
                ]
                for (number, verb) in Self.verbs(charge: charge).enumerated() {
                    let words = verb + options + ["--rid", "r\(number)", "--actor", "hana"]
                    let with = try await place.run(words + ["--database", "\(names[0])/ledger.db"])
                    let without = try await place.run(
                        words + ["--database", "\(names[1])/ledger.db"],
                        with: token
                    )
                    #expect(with.output == without.output, "\(verb)")
                    #expect(with.complaints == without.complaints, "\(verb)")
                    #expect(with.status == without.status, "\(verb)")
                    #expect(!(with.output + with.complaints).isEmpty, "\(verb)")
                }
                again.send(SIGTERM)
                #expect(try await again.ended() == .exited(0))
                for name in names {
                    let verify = try await place.run("verify", "--database", "\(name)/ledger.db")
                    #expect(verify.status == 0, "\(verify.output)")
                }
            }
        }
    }

    @Test("the user is told at once, the operator's name is recorded, and the log holds the key")
    func told() async throws {
        try await self.withBot { place, bot, sandbox in
            let me = sandbox.world.person(1001)
            try await Customer(me: me).greets()
            let last = me.lastMessageID
            let run = try await place.run(Self.grant + ["--actor", "hana", "--json"])
            #expect(run.status == 0, "\(run.complaints)")
            let news = try await me.waitForMessage(after: last) { $0.isFromBot }
            #expect(news.text.contains("スリーカード"), "\(news.text)")
            let position = try #require(try run.object()["positions"]?.array?.first?.int)
            let event = try #require(
                try await place.run("history", "--json").json().first {
                    $0["position"]?.int == position
                }
            )
            #expect(event["actor"] == "operator:hana")
            #expect(event["cause"] == "command_line")
            #expect(event["idempotency_key"]?.string?.hasPrefix("cli:") == true)
            #expect(event["rid"] == (try run.object()["rid"]))
            try await bot.line(containing: "an operator's order was carried out")
        }
    }

    @Test("what only looks works beside a bot under load, and disturbs nobody")
    func readers() async throws {
        try await self.withBot { place, bot, sandbox in
            let environment = [
                "TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.baseURL,
                "PAYWALL_ENABLED": "true", "ADMIN_USER_IDS": "9001",
                "THROTTLE_MESSAGE_INTERVAL_SEC": "0", "THROTTLE_CALLBACK_INTERVAL_SEC": "0",
            ]
            sandbox.world.addUsers(count: 40, from: 30_001)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let customer = Customer(me: sandbox.world.person(30_001 + Int64(number)))
                        try await customer.greets()
                        try await customer.pays(try await customer.getsInvoice())
                    }
                }
                group.addTask {
                    for verb in [
                        ["status", "30001"], ["status", "--all"],
                        ["explain", "30001", "--spread", "three"], ["history"], ["stats"],
                        ["verify"], ["replay"], ["cost"], ["doctor"], ["config", "--check"],
                    ] {
                        for options in [[], ["--json"]] {
                            let run = try await place.run(verb + options, with: environment)
                            #expect(run.status == 0, "\(verb): \(run.output)\(run.complaints)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let paid = try await place.run("history", "--json", "--kind", "payment_received")
            #expect(paid.lines.count == 40)
            #expect(!bot.output.contains(" error "), "\(bot.output)")
            bot.send(SIGTERM)
            #expect(try await bot.ended() == .exited(0))
            #expect(try await place.run("verify").status == 0)
        }
    }
}

// MARK: - Who holds it

extension OperatorSocketTests {
    @Test("a stopped bot, and a holder without a socket: one line with its name, nothing recorded")
    func silentHolder() async throws {
        try await self.withBot { place, bot, sandbox in
            bot.send(SIGSTOP)
            let second = try place.serve(sandbox)
            #expect(try await second.ended() == .exited(1))
            #expect((second.output + second.complaints).contains("pid=\(bot.pid) verb=serve"))
            let silent = try await place.run(Self.grant)
            #expect(silent.status == 1 && silent.output.isEmpty)
            #expect(silent.errors.count == 1, "\(silent.complaints)")
            let words = "is being written by pid=\(bot.pid) verb=serve since=20"
            #expect(silent.complaints.contains(words), "\(silent.complaints)")
            #expect(silent.complaints.contains("has not answered"), "\(silent.complaints)")
            #expect(silent.complaints.contains("nothing was recorded"), "\(silent.complaints)")
            bot.send(SIGCONT)
            #expect(try await place.run(Self.grant).status == 0)
            let grants = try await place.run("history", "--json", "--kind", "granted")
            #expect(grants.lines.count == 1, "the order that was not sent did not come later")
            bot.send(SIGTERM)
            #expect(try await bot.ended() == .exited(0))

            let lease = try Lease(of: place.database, verb: "backup", since: .now)
            let held = try await place.run(Self.grant)
            #expect(held.status == 1 && held.errors.count == 1, "\(held.complaints)")
            #expect(held.complaints.contains("verb=backup since=20"), "\(held.complaints)")
            #expect(held.complaints.contains("takes no orders"), "\(held.complaints)")
            withExtendedLifetime(lease) {}
        }
    }

    @Test("a clean stop takes the socket away; kill -9 leaves it, and the next start replaces it")
    func staleSocket() async throws {
        try await self.withBot { place, bot, sandbox in
            let mode = try FileManager.default.attributesOfItem(atPath: place.database + ".sock")
            #expect(mode[.posixPermissions] as? NSNumber == 0o600)
            bot.send(SIGKILL)
            #expect(try await bot.ended() == .killed(signal: SIGKILL))
            #expect(place.has("db/ledger.db.sock"))
            #expect(try await place.run(Self.grant).status == 0, "without the bot")
            let again = try place.serve(sandbox)
            try await again.line(containing: "Operators' socket")
            #expect(try await place.run(Self.grant).status == 0, "with the bot")
            again.send(SIGTERM)
            #expect(try await again.ended(within: .seconds(10)) == .exited(0))
            #expect(!place.has("db/ledger.db.sock") && !place.has("db/ledger.db.sock.new"))
        }
    }

    @Test("the socket of a process that lives is never replaced, nor a file that is none")
    func foreignSocket() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try await place.beginLedger()
                try place.write("mine", to: "db/ledger.db.sock")
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "is not a socket; move it away")
                #expect(try await place.run(Self.grant).status == 1)
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                let path = place.folder.appending(path: "db/ledger.db.sock")
                #expect(try String(contentsOf: path, encoding: .utf8) == "mine")

                try FileManager.default.removeItem(at: path)
                let script = """
                    import socket, sys
                    s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen()
                    print("listening", flush=True); s.accept()
                    """
                let other = try Child(
                    URL(filePath: "/usr/bin/python3"),
                    ["-c", script, path.path],
                    environment: ["PATH": "/usr/bin:/bin"],
                    in: place.folder
                )
                try await other.line(containing: "listening")
                let refused = try place.serve(sandbox)
                #expect(try await refused.ended() == .exited(1))
                #expect(refused.complaints.contains("another process listens"), "\(refused.output)")
                #expect(place.has("db/ledger.db.sock"))
                _ = try await other.ended()
            }
        }
    }

    @Test("a path that is too long for a socket's address works all the same")
    func longPath() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let folder = String(repeating: "long/", count: 40) + "path"
                let database = ["--database", "\(folder)/ledger.db"]
                let bot = try place.serve(sandbox, database)
                try await bot.line(containing: "Operators' socket")
                let run = try await place.run(Self.grant + database)
                #expect(run.status == 0, "\(run.complaints)")
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                #expect(!place.has("\(folder)/ledger.db.sock"))
            }
        }
    }

    @Test("the sandbox takes orders too, and its socket is gone after it")
    func sandbox() async throws {
        try await withWorkplace { place in
            let bot = try place.start(["sandbox", "--port", "0", "--database", "db/ledger.db"])
            try await bot.line(containing: "Operators' socket")
            #expect(try await place.run(Self.grant).status == 0)
            bot.send(SIGTERM)
            #expect(try await bot.ended(within: .seconds(10)) == .exited(0))
            #expect(!place.has("db/ledger.db.sock"))
        }
    }
}

// MARK: - Ends

extension OperatorSocketTests {
    /// How many places of a kill a bot passes up to the socket, and up to the answer of a grant.
    private func places(_ sandbox: Sandbox) async throws -> ClosedRange<Int> {
        try await withWorkplace { place in
            let list = place.folder.appending(path: "places")
            let bot = try place.serve(sandbox, [], ["STARLEDGER_PLACES": list.path])
            try await bot.line(containing: "Operators' socket")
            let count = { @Sendable in
                try String(contentsOf: list, encoding: .utf8).split(separator: "\n").count
            }
            let first = try count()
            #expect(try await place.run(Self.grant).status == 0)
            let last = try count()
            bot.send(SIGTERM)
            #expect(try await bot.ended() == .exited(0))
            return first + 1...last
        }
    }

    @Test("killed at every place of a grant: the verb says how to find out, and repeating is safe")
    func killedMidway() async throws {
        try await withSandbox { sandbox in
            var unknownCount = 0
            for moment in try await self.places(sandbox) {
                try await withWorkplace { place in
                    let kill = ["STARLEDGER_KILL_AT": "\(moment)"]
                    let doomed = try place.serve(sandbox, [], kill)
                    let opened = try? await doomed.line(
                        containing: "Operators' socket",
                        within: .seconds(5)
                    )
                    guard opened != nil else { return }
                    let run = try await place.run(Self.grant)
                    guard run.status != 0 else { return }
                    #expect(run.errors.count == 1 && run.output.isEmpty, "\(run.complaints)")
                    let words = run.complaints.split { " ,;\n".contains($0) }.map(String.init)
                    let option = try #require(words.firstIndex(of: "--idempotency-key"))
                    unknownCount += 1
                    let again = try place.serve(sandbox)
                    try await again.line(containing: "Operators' socket")
                    let key = ["--idempotency-key", words[option + 1]]
                    let repeated = try await place.run(Self.grant + key)
                    #expect(repeated.status == 0, "\(repeated.complaints)")
                    let grants = try await place.run("history", "--json", "--kind", "granted")
                    #expect(grants.lines.count == 1, "moment \(moment)")
                    again.send(SIGTERM)
                    #expect(try await again.ended() == .exited(0))
                }
            }
            #expect(unknownCount >= 3, "\(unknownCount) kills fell between order and answer")
        }
    }
}

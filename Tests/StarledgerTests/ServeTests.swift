import Foundation
import TelegramSandbox
import Testing

@Suite("The bot as a process: it ends cleanly, is killed without loss, and is alone on its file")
struct ServeTests {
    /// How long the bot may take to end.
    private static let stopLimit = Duration.seconds(10)

    @Test("SIGTERM ends it within 10 s and leaves one complete file")
    func stops() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await Customer(me: sandbox.world.person(1001)).comesBuysAndReads()
                #expect(place.has("db/ledger.db-wal"))
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: Self.stopLimit) == .exited(0))
                #expect(bot.output.hasSuffix("info Stopped starledger\n"), "\(bot.output)")
                #expect(!place.has("db/ledger.db-wal") && !place.has("db/ledger.db-shm"))
                try FileManager.default.copyItem(
                    at: place.folder.appending(path: "db/ledger.db"),
                    to: place.folder.appending(path: "copy.db")
                )
                let copy = try await place.run("verify", "--database", "copy.db", "--json")
                let whole = try await place.run("verify", "--json")
                #expect(copy.status == 0)
                #expect(try copy.object()["events"] == whole.object()["events"])
                #expect(try copy.object()["chain_head"] == whole.object()["chain_head"])
            }
        }
    }

    @Test("SIGTERM ends it within 10 s while a reading hangs, and the ticket is safe")
    func stopsWhileReading() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let me = sandbox.world.person(1001)
                let customer = Customer(me: me)
                let bot = try place.serve(sandbox, [], ["STARLEDGER_READER_HANGS": "1"])
                try await customer.greets()
                let invoice = try await customer.getsInvoice()
                try await customer.pays(invoice)
                let thanks = try await customer.isThanked(for: invoice)
                let button = try #require(
                    thanks.buttonData.first { $0.hasPrefix("read:three:") }
                )
                let press = me.press(button, on: thanks)
                _ = try await me.waitForCallbackAnswer(press)
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: Self.stopLimit) == .exited(0))
                #expect(try await place.run("verify").status == 0)
                let kinds = try await place.run("history", "1001", "--json").json()
                    .compactMap { $0["kind"]?.string }
                #expect(kinds.suffix(2) == ["reading_started", "ticket_reserved"])

                let again = try place.serve(sandbox)
                let cards = try await me.waitForMessage(after: thanks.id) {
                    $0.buttonData == ["nav:menu"]
                }
                #expect(!cards.text.isEmpty)
                again.send(SIGTERM)
                #expect(try await again.ended(within: Self.stopLimit) == .exited(0))
                let status = try await place.run("status", "1001", "--json").object()
                #expect(status["tickets"]?["TICKET_3"] == 0)
                let after = try await place.run("history", "1001", "--json").json()
                    .compactMap { $0["kind"]?.string }
                #expect(after.suffix(2) == ["ticket_consumed", "reading_delivered"])
            }
        }
    }

    @Test("SIGINT ends it too")
    func interrupted() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "Starting starledger")
                bot.send(SIGINT)
                #expect(try await bot.ended(within: Self.stopLimit) == .exited(0))
            }
        }
    }

    @Test("what was there before SIGKILL is there after the next start")
    func killed() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                let me = sandbox.world.person(1001)
                try await Customer(me: me).comesBuysAndReads()
                let before = try await place.run("history", "--json").lines
                bot.send(SIGKILL)
                #expect(try await bot.ended() == .killed(signal: SIGKILL))
                let again = try place.serve(sandbox)
                try await again.line(containing: "Starting starledger")
                let said = me.say("/status")
                _ = try await me.waitForMessage(after: said.id) { $0.text.contains("📊") }
                again.send(SIGTERM)
                #expect(try await again.ended(within: Self.stopLimit) == .exited(0))
                let after = try await place.run("history", "--json").lines
                #expect(after.starts(with: before))
                #expect(try await place.run("verify").status == 0)
            }
        }
    }

    @Test("a second bot says who holds the file; verbs that write go through the one that runs")
    func alone() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "Starting starledger")
                let second = try place.serve(sandbox)
                #expect(try await second.ended() == .exited(1))
                let told = (second.output + second.complaints).split(separator: "\n")
                #expect(told.count == 1, "\(told)")
                #expect(told.first?.contains("pid=\(bot.pid) verb=serve since=20") == true)
                #expect(try await place.run("grant", "1", "TICKET_3", "--reason", "x").status == 0)
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: Self.stopLimit) == .exited(0))
                #expect(try await place.run("grant", "1", "TICKET_3", "--reason", "x").status == 0)
            }
        }
    }

    @Test("a database that is deleted under it ends it: status 1, and a line that says what to do")
    func deleted() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                let me = sandbox.world.person(1001)
                try await Customer(me: me).greets()
                let database = place.folder.appending(path: "db/ledger.db")
                try FileManager.default.removeItem(at: database)
                me.chargeWithoutCheckout(payload: #"{"sku":"TICKET_3"}"#, amountStars: 100)
                #expect(try await bot.ended(within: .seconds(20)) == .exited(1))
                let lines = bot.output.split(separator: "\n").filter {
                    $0.contains("error the ledger ended")
                }
                #expect(lines.count == 1, "\(bot.output)")
                #expect(lines.first?.contains("was deleted or replaced") == true)
                #expect(lines.first?.contains("put the file back") == true)
                #expect(!place.has("db/ledger.db"), "nothing began a new ledger in its place")
                #expect(sandbox.world.pendingUpdateCount >= 1, "the payment waits with Telegram")
            }
        }
    }

    @Test("reading verbs work while it runs, and replay replaces nothing")
    func readers() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await Customer(me: sandbox.world.person(1001)).comesBuysAndReads()
                #expect(try await place.run("status", "1001", "--json").status == 0)
                #expect(try await place.run("stats", "--json").object()["stars"] == 100)
                let events = try await place.run("history", "--json").json()
                #expect(events.contains { $0["kind"] == "payment_received" })
                let verify = try await place.run("verify", "--json")
                #expect(verify.status == 0, "\(verify.output)")
                let replay = try await place.run("replay", "--json")
                #expect(replay.status == 0, "\(replay.output)")
                #expect(try replay.object()["differences"] == 0)
                let snapshots = place.folder.appending(path: "db/snapshots").path
                let kept = try? FileManager.default.contentsOfDirectory(atPath: snapshots)
                #expect((kept ?? []).isEmpty, "the bot writes snapshots, nobody else beside it")
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: Self.stopLimit) == .exited(0))
            }
        }
    }

    @Test("a token that Telegram refuses ends it with one line")
    func refusedToken() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let wrong = [
                    "TELEGRAM_BOT_TOKEN": "7000000001:AAsomebody-elses-token-0000000000000"
                ]
                let bot = try place.serve(sandbox, [], wrong)
                #expect(try await bot.ended() == .exited(64))
                let lines = bot.complaints.split(separator: "\n")
                #expect(lines.count == 1, "\(lines)")
                #expect(!place.has("db/ledger.db-wal"))
            }
        }
    }
}

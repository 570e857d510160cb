import Foundation
import TelegramSandbox
import Testing

@Suite("recover says in one line what it will not do, and changes nothing until it is sure")
struct RecoverVerbTests {
    /// A stopped bot's ledger with two tickets bought before the backup and one after it.
    private static func withTown(
        _ body: @Sendable @escaping (Workplace, Sandbox) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let me = sandbox.world.person(1_001)
                let bot = try place.serve(sandbox)
                let said = me.say("/terms agree")
                _ = try await me.waitForMessage(after: said.id)
                for _ in 0..<2 { try await Self.buy(me) }
                let backup = try await place.run("backup", "noon.db")
                #expect(backup.status == 0, "\(backup.complaints)")
                try await Self.buy(me)
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                try await body(place, sandbox)
            }
        }
    }

    private static func buy(_ person: SandboxPerson) async throws {
        let last = person.lastMessageID
        let payload = #"{"sku":"TICKET_3","user_id":\#(person.id)}"#
        let outcome = await person.payOldInvoice(payload: payload, amountStars: 100)
        #expect(outcome.payment != nil)
        _ = try await person.waitForMessage(after: last) { !$0.buttonData.isEmpty && $0.isFromBot }
    }

    private static func recover(
        _ place: Workplace,
        _ sandbox: Sandbox,
        _ options: String...
    ) async throws -> Run {
        try await place.run(
            ["recover", "noon.db"] + options,
            with: [
                "TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.baseURL,
            ]
        )
    }

    /// Every file below a folder, with its bytes; a reader's empty leavings and the lease count as
    /// none.
    private static func files(_ place: Workplace) throws -> [String: Data] {
        var found: [String: Data] = [:]
        let all = FileManager.default.enumerator(atPath: place.folder.path)
        while let path = all?.nextObject() as? String {
            let url = place.folder.appending(path: path)
            guard (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true,
                !["-wal", "-shm", ".lock"].contains(where: { path.hasSuffix($0) })
            else { continue }
            found[path] = try Data(contentsOf: url)
        }
        return found
    }

    private static func held(_ place: Workplace) async throws -> Int64? {
        try await place.run("status", "1001", "--json").object()["tickets"]?["TICKET_3"]?.int
    }

    private static func remove(_ name: String, _ place: Workplace) throws {
        try FileManager.default.removeItem(at: place.folder.appending(path: name))
    }

    @Test("A sound ledger is not thrown away unasked; with --force it is put aside")
    func sound() async throws {
        try await Self.withTown { place, sandbox in
            let before = try Self.files(place)
            let refused = try await Self.recover(place, sandbox)
            #expect(refused.status == 1 && refused.lines == [])
            let line = try #require(refused.errors.last)
            #expect(line.contains("is sound and holds the whole backup and "), "\(line)")
            #expect(line.contains("`starledger reconcile`"))
            #expect(try Self.files(place) == before)

            let forced = try await Self.recover(place, sandbox, "--force", "--json")
            #expect(forced.status == 0, "\(forced.complaints)")
            let report = try forced.object()
            #expect(report["lost"]?["old_ledger"] == "sound")
            #expect(report["came_back"]?["payments"] == 1)
            #expect(report["cannot_come_back"]?["readable"] == true)
            #expect(try await Self.held(place) == 3)
        }
    }

    @Test("A running bot is not disturbed: one line names it")
    func running() async throws {
        try await Self.withTown { place, sandbox in
            let bot = try place.serve(sandbox)
            try await bot.line(containing: "Starting starledger")
            for options in [[], ["--dry-run"]] {
                let run = try await place.run(
                    ["recover", "noon.db"] + options,
                    with: ["TELEGRAM_BOT_TOKEN": sandbox.token]
                )
                #expect(run.status == 1)
                #expect(run.errors.last?.contains("verb=serve") == true, "\(run.complaints)")
                #expect(run.errors.last?.contains("stop it first") == true)
            }
        }
    }

    @Test("A dry run foretells everything, changes nothing, and leaves nothing behind")
    func dryRun() async throws {
        try await Self.withTown { place, sandbox in
            try Self.remove("db/ledger.db", place)
            let before = try Self.files(place)
            let run = try await Self.recover(place, sandbox, "--dry-run")
            #expect(run.status == 0, "\(run.complaints)")
            #expect(run.lines.first?.hasPrefix("試しに行いました（何も変えていません）") == true)
            #expect(run.output.contains("DRY RUN, nothing was changed: 1 payment and 0 refunds"))
            #expect(run.output.contains("starledger recover noon.db"))
            #expect(try Self.files(place) == before)
        }
    }

    @Test("A damaged backup is refused before anything is begun")
    func damagedBackup() async throws {
        try await Self.withTown { place, sandbox in
            try Self.remove("db/ledger.db", place)
            try Self.remove("noon.db.manifest", place)
            let backup = place.folder.appending(path: "noon.db")
            var bytes = try Data(contentsOf: backup)
            let charge = Data((sandbox.world.payments.first?.chargeID ?? "?").utf8)
            let spot = try #require(bytes.range(of: charge))
            bytes[spot.lowerBound + 5] ^= 1
            try bytes.write(to: backup)
            let before = try Self.files(place)
            let run = try await Self.recover(place, sandbox)
            #expect(run.status == 2)
            #expect(run.errors.last?.contains("the backup noon.db is damaged") == true)
            #expect(try Self.files(place) == before)
        }
    }

    @Test("A changed manifest, or one of another file, is refused; without one the chain decides")
    func manifest() async throws {
        try await Self.withTown { place, sandbox in
            try Self.remove("db/ledger.db", place)
            let path = place.folder.appending(path: "noon.db.manifest")
            let text = try String(contentsOf: path, encoding: .utf8)
            let forged = text.replacing("\"epoch\":1", with: "\"epoch\":2")
            try place.write(forged, to: "noon.db.manifest")
            let changed = try await Self.recover(place, sandbox)
            #expect(changed.status == 2)
            #expect(changed.errors.last?.contains("was changed") == true, "\(changed.complaints)")
            try Self.remove("noon.db.manifest", place)
            let run = try await Self.recover(place, sandbox, "--json")
            #expect(run.status == 0, "\(run.complaints)")
            #expect(try run.object()["kept"]?["backup"]?["manifest"] == "absent")
        }
    }

    @Test("Segments that follow the backup leave nothing to be lost")
    func segments() async throws {
        try await Self.withTown { place, sandbox in
            let export = try await place.run("export", "--since", "2")
            #expect(export.status == 0, "\(export.complaints)")
            try Self.remove("db/ledger.db", place)
            let run = try await Self.recover(place, sandbox, "--json")
            #expect(run.status == 0, "\(run.complaints)")
            let report = try run.object()
            #expect(report["lost"]?["events"] == 0)
            #expect(report["epoch"] == 1, "nothing was lost: no new epoch")
            #expect(report["came_back"]?["payments"] == 0)
            #expect(report["kept"]?["segments"]?.array?.count == 1)
            #expect(try await Self.held(place) == 3)
        }
    }

    @Test("Telegram does not answer: nothing is changed, and the same again goes on")
    func telegramDown() async throws {
        try await Self.withTown { place, sandbox in
            try Self.remove("db/ledger.db", place)
            sandbox.world.inject(
                .failure(code: 404, description: "Not Found"),
                on: "getStarTransactions",
                times: 8
            )
            let failed = try await Self.recover(place, sandbox)
            #expect(failed.status == 1 || failed.status == 64, "\(failed.complaints)")
            #expect(failed.errors.last?.contains("nothing was changed") == true)
            #expect(!place.has("db/ledger.db"))
            sandbox.world.clearFaults()
            let run = try await Self.recover(place, sandbox)
            #expect(run.status == 0, "\(run.complaints)")
            #expect(run.lines.first?.hasPrefix("回収できました：支払い 1 件と返金 0 件") == true)
            let english = "RECOVERED: 1 payment and 0 refunds are back. Start the bot."
            #expect(run.output.contains(english))
            #expect(run.lines.last?.hasPrefix("報告 / report: ") == true)
        }
    }

    @Test("Without a token the variable is named, and the status is that of a wrong usage")
    func noToken() async throws {
        try await withWorkplace { place in
            let run = try await place.run("recover", "noon.db")
            #expect(run.status == 64)
            #expect(run.complaints.contains("TELEGRAM_BOT_TOKEN"))
        }
    }

    @Test("An exchange that was interrupted keeps the bot out, and names what to type")
    func interrupted() async throws {
        try await Self.withTown { place, sandbox in
            var bytes = try Data(contentsOf: URL(filePath: place.database))
            bytes.replaceSubrange(0..<4_096, with: Data(count: 4_096))
            try bytes.write(to: URL(filePath: place.database))
            let child = try place.start(
                ["recover", "noon.db"],
                [
                    "TELEGRAM_BOT_TOKEN": sandbox.token,
                    "TELEGRAM_API_BASE_URL": sandbox.baseURL,
                    "STARLEDGER_KILL_AT": "restore.moved:1",
                ]
            )
            #expect(try await child.ended() == .killed(signal: SIGKILL))
            let bot = try place.serve(sandbox)
            #expect(try await bot.ended() == .exited(1))
            let said = bot.output + bot.complaints
            #expect(said.contains("a recover of "), "\(said)")
            #expect(said.contains("run `starledger recover "), "\(said)")
            let again = try await Self.recover(place, sandbox)
            #expect(again.status == 0, "\(again.complaints)")
            #expect(try await Self.held(place) == 3)
            // The checkpoints of the lost end do not make the new ledger a second loss.
            let next = try place.serve(sandbox)
            try await next.line(containing: "Starting starledger")
            #expect(next.output.contains("DB health check: ok"))
            #expect(!next.output.contains("put back from a copy"))
            next.send(SIGTERM)
            #expect(try await next.ended() == .exited(0))
            #expect(try await place.run("verify").status == 0)
        }
    }
}

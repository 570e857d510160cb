import Foundation
import TelegramSandbox
import Testing

@Suite("erase destroys a person's key; the log stays whole, and a kill at any moment is no matter")
struct EraseTests {
    /// A stopped bot's ledger in which two people left feedback.
    private func withFeedback(
        _ body: @Sendable @escaping (Workplace) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                for person in [sandbox.world.person(1001), sandbox.world.person(1002)] {
                    let said = person.say("/feedback this is mine alone")
                    _ = try await person.waitForMessage(after: said.id) { $0.isFromBot }
                }
                bot.send(SIGTERM)
                #expect(try await bot.ended() == .exited(0))
                try await body(place)
            }
        }
    }

    /// The names in the key file.
    private func keys(_ place: Workplace) async throws -> [String] {
        let script = """
            import sqlite3, sys
            keys = sqlite3.connect(sys.argv[1])
            names = sorted(name for (name,) in keys.execute("SELECT name FROM secret"))
            open(sys.argv[2], "w").write(" ".join(names))
            """
        let list = place.folder.appending(path: "names").path
        try await place.python(script, place.folder.appending(path: "db/keys.db").path, list)
        return try String(contentsOfFile: list, encoding: .utf8).split(separator: " ")
            .map(String.init)
            // How far the erasures of the log were carried out is noted there, and is no key.
            .filter { !$0.hasPrefix("applied:") }
    }

    private func isSound(_ place: Workplace) async throws -> Bool {
        let verify = try await place.run("verify")
        let replay = try await place.run("replay")
        return verify.status == 0 && replay.status == 0
    }

    @Test("An idempotency key that is known destroys nothing: refused, or said again")
    func knownKey() async throws {
        try await self.withFeedback { place in
            let run = { @Sendable (words: [String], key: String) async throws in
                let options = ["--reason", "asked", "--idempotency-key", key]
                return try await place.run(words + options)
            }
            #expect(try await run(["grant", "1001", "TICKET_3"], "k1").status == 0)
            let before = try await self.keys(place)
            #expect(try await run(["erase", "1001"], "k1").status == 1)
            #expect(try await self.keys(place) == before)
            #expect(try await run(["erase", "1001"], "k2").status == 0)
            let after = try await self.keys(place)
            #expect(after != before)
            #expect(try await run(["erase", "1001"], "k2").output.contains("repeated"))
            #expect(try await self.keys(place) == after)
            #expect(try await self.isSound(place))
        }
    }

    @Test("The key goes, the event says why, and everything else is as it was")
    func erased() async throws {
        try await self.withFeedback { place in
            let before = try await place.run("history", "--json").lines
            let run = try await place.run(
                "erase",
                "1001",
                "--reason",
                "asked by /support",
                "--actor",
                "hana",
                "--rid",
                "r1"
            )
            #expect(run.status == 0, "\(run.complaints)")
            let position = before.count + 1
            #expect(
                run.lines == [
                    "recorded #\(position) rid=r1",
                    "key      destroyed; 1 feedback entries are unreadable for ever",
                    "dropped  0 questions or readings under way",
                    "left     3 events under the numeric id 1001, without a name or a text of "
                        + "theirs: purchases, uses, and codes of questions that cannot be turned back",
                    "copies   older copies of keys.db hold the key: let go of them within 30 days",
                ]
            )
            #expect(try await self.keys(place) == ["digest", "erased:1001", "user:1002", "work"])
            let after = try await place.run("history", "--json").lines
            #expect(after.starts(with: before) && after.count == position)
            let event = try SandboxJSON(parsing: after[before.count])
            #expect(event["kind"] == "user_erased" && event["user"] == 1001)
            #expect(event["actor"] == "operator:hana")
            #expect(event["data"]?["reason"] == "asked by /support")
            #expect(event["data"]?["key_digest"]?.int != nil)
            #expect(try await self.isSound(place))

            let again = try await place.run("erase", "1001", "--reason", "again", "--json")
            let object = try again.object()
            #expect(again.status == 0 && object["outcome"] == "recorded")
            #expect(
                object.keys == [
                    "events_left", "feedback_unreadable", "key_destroyed", "outcome", "positions",
                    "rid", "user", "work_dropped",
                ]
            )
            let newest = try await place.run("history", "--json", "--limit", "1").object()
            #expect(newest["data"]?["key_digest"] == event["data"]?["key_digest"])
            #expect(try await self.isSound(place))
        }
    }

    @Test("A question under way goes too; its ticket comes back at the next start")
    func underWay() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let me = sandbox.world.person(1001)
                let customer = Customer(me: me)
                let bot = try place.serve(sandbox, [], ["STARLEDGER_READER_HANGS": "1"])
                try await customer.greets()
                let invoice = try await customer.getsInvoice()
                try await customer.pays(invoice)
                let thanks = try await customer.isThanked(for: invoice)
                let button = thanks.buttonData.first { $0.hasPrefix("read:three:") }
                let press = me.press(try #require(button), on: thanks)
                _ = try await me.waitForCallbackAnswer(press)
                bot.send(SIGKILL)
                #expect(try await bot.ended() == .killed(signal: SIGKILL))
                let run = try await place.run("erase", "1001", "--reason", "asked", "--json")
                #expect(try run.object()["work_dropped"] == 1, "\(run.output)\(run.complaints)")

                let again = try place.serve(sandbox)
                _ = try await me.waitForMessage(after: thanks.id) {
                    $0.text.contains("お手元に戻してあります")
                }
                again.send(SIGTERM)
                #expect(try await again.ended() == .exited(0))
                let status = try await place.run("status", "1001", "--json").object()
                #expect(status["tickets"]?["TICKET_3"] == 1)
                #expect(try await self.isSound(place))
            }
        }
    }

    @Test("Nobody by that id is refused, and nothing is recorded or destroyed")
    func stranger() async throws {
        try await self.withFeedback { place in
            let before = try await place.run("history", "--json").lines
            let run = try await place.run("erase", "5", "--reason", "typing error")
            #expect(run.status == 1)
            #expect(
                run.errors == [
                    "starledger: refused: this user was never seen; check the user id"
                ]
            )
            #expect(try await place.run("history", "--json").lines == before)
            #expect(try await self.keys(place) == ["digest", "user:1001", "user:1002", "work"])
        }
    }

    @Test("Killed at every place on its way, asked again: the key is gone and the log is whole")
    func killed() async throws {
        try await self.withFeedback { place in
            let saved = place.folder.appending(path: "saved")
            let folder = place.folder.appending(path: "db")
            try FileManager.default.copyItem(at: folder, to: saved)
            var (moment, isOver) = (0, false)
            while !isOver {
                moment += 1
                try FileManager.default.removeItem(at: folder)
                try FileManager.default.copyItem(at: saved, to: folder)
                let erase = ["erase", "1001", "--reason", "asked"]
                let child = try place.start(erase, ["STARLEDGER_KILL_AT": "\(moment)"])
                isOver = try await child.ended() == .exited(0)
                #expect(try await place.run("erase", "1001", "--reason", "asked").status == 0)
                #expect(
                    try await self.keys(place) == ["digest", "erased:1001", "user:1002", "work"]
                )
                let erasures = try await place.run("history", "--json", "--kind", "user_erased")
                    .json()
                #expect(!erasures.isEmpty)
                let digests = Set(erasures.compactMap { $0["data"]?["key_digest"]?.int })
                #expect(digests.count == 1, "every event names the key: \(erasures)")
                #expect(try await self.isSound(place))
            }
            #expect(moment > 3, "the sweep passed \(moment) places")
        }
    }
}

import Foundation
import TelegramSandbox
import Testing

@Suite("The verbs, as an operator types them")
struct VerbTests {
    /// A ledger with one grant and one revoke of user 77, made by the verbs themselves.
    private func withGrants(_ body: (Workplace) async throws -> Void) async throws {
        try await withWorkplace { place in
            try await place.beginLedger()
            let grant = try await place.run(
                "grant",
                "77",
                "TICKET_3",
                "--reason",
                "sorry",
                "--actor",
                "hana",
                "--rid",
                "r1"
            )
            #expect(grant.status == 0, "\(grant.complaints)")
            let pass = try await place.run("grant", "77", "PASS_7D", "--reason", "gift", "--json")
            #expect(pass.status == 0, "\(pass.complaints)")
            try await body(place)
        }
    }

    @Test(
        "every verb explains itself",
        arguments: [
            "serve", "sandbox", "status", "explain", "history", "stats", "grant", "revoke",
            "refund", "verify",
            "replay", "config", "doctor", "cost", "erase", "import", "repair-import", "reconcile",
            "recover",
        ]
    )
    func help(verb: String) async throws {
        try await withWorkplace { place in
            let run = try await place.run(verb, "--help")
            #expect(run.status == 0)
            #expect(run.output.contains("USAGE: starledger \(verb)"), "\(run.output)")
            for option in ["--json", "--database", "--log-level", "--help"] {
                #expect(run.output.contains(option), "\(option) of \(verb)")
            }
        }
    }

    @Test(
        "wrong usage is 64",
        arguments: [
            ["dance"], ["status"], ["status", "x"], ["status", "1", "--all"],
            ["status", "1", "--at", "yesterday"], ["history", "--kind", "nothing"],
            ["history", "--limit", "0"], ["grant", "1", "TICKET_3"], ["grant", "1"], ["refund"],
            ["status", "1", "--at", "2026-11-24T00:00:00Z", "--position", "1"],
            ["status", "1", "--as-known", "2026-11-24T00:00:00Z", "--position", "1"],
            ["stats", "--days", "many"], ["verify", "--log-level", "loud"],
            ["cost", "--days", "0"], ["cost", "--csv", "--json"], ["erase", "1"],
            ["erase", "1", "--reason", " "], ["erase", "--reason", "x"],
            ["explain"], ["explain", "x"],
            ["explain", "1", "--spread", "love"], ["explain", "1", "--spread", "consult"],
            ["explain", "1", "--spread", "one", "--consult"],
        ]
    )
    func usage(arguments: [String]) async throws {
        try await withWorkplace { place in
            let child = try place.start(arguments)
            #expect(try await child.ended() == .exited(64), "\(child.complaints)")
            #expect(!child.complaints.isEmpty)
        }
    }

    @Test("status has the keys that scripts rely on")
    func status() async throws {
        try await self.withGrants { place in
            let status = try await place.run("status", "77", "--json").object()
            #expect(
                status.keys == [
                    "consult", "first_seen", "images", "language", "one_card", "pass_until",
                    "position", "terms_accepted_at", "tickets", "trial_day", "user",
                ]
            )
            #expect(status["tickets"] == ["TICKET_3": 1, "TICKET_7": 0, "TICKET_10": 0])
            #expect(status["pass_until"]?.string?.hasSuffix("Z") == true)
            #expect(
                status["one_card"] == ["limit": .null, "remaining": .null],
                "a pass has no limit"
            )
            #expect(status["position"] == 2)
            let text = try await place.run("status", "77").output
            #expect(text.contains("TICKET_3=1 TICKET_7=0 TICKET_10=0"), "\(text)")
            let all = try await place.run("status", "--all", "--json").json()
            #expect(all == [status])
        }
    }

    @Test("a user never seen has no trial day, and that is no failure")
    func neverSeen() async throws {
        try await self.withGrants { place in
            let run = try await place.run("status", "5", "--json")
            let status = try run.object()
            #expect(run.status == 0)
            #expect(status["trial_day"] == .null)
            #expect(status["first_seen"] == .null)
            #expect(status["tickets"] == ["TICKET_3": 0, "TICKET_7": 0, "TICKET_10": 0])
        }
    }

    @Test("explain says yes or no, why, and what would change it")
    func explain() async throws {
        try await self.withGrants { place in
            let run = try await place.run("explain", "77", "--spread", "three", "--json")
            let explanation = try run.object()
            #expect(run.status == 0)
            #expect(
                explanation.keys == [
                    "access", "allowed", "as_known", "at", "because", "decided_by", "position",
                    "refusal", "user", "what", "would_change",
                ]
            )
            #expect(explanation["allowed"] == true && explanation["access"] == "open")
            #expect(explanation["what"] == "read3" && explanation["position"] == 2)
            let text = try await place.run("explain", "77", "--consult").output
            #expect(
                text == """
                    user 77 consult: yes, open
                      decisive  nothing recorded: the defaults stand
                      because   paywall off
                      until     PAYWALL_ENABLED on
                      as of     position 2

                    """
            )
            let all = try await place.run("explain", "77", "--json").json()
            #expect(
                all.map { $0["what"] } == ["read1", "read3", "hexa", "celtic", "consult"]
            )
            let decided = try await place.run("explain", "77", "--spread", "three").output
            #expect(decided.contains("as of     position 2\n"), "\(decided)")
            let past = ["--consult", "--at", "2020-01-01T00:00:00Z", "--json"]
            let then = try await place.run("explain", "77", past[0], past[1], past[2], past[3])
            #expect(try then.object()["at"] == "2020-01-01T00:00:00Z")
        }
    }

    @Test("status looks back to a position and to a time")
    func past() async throws {
        try await self.withGrants { place in
            let first = try await place.run("status", "77", "--json", "--position", "1").object()
            #expect(first["pass_until"] == .null)
            #expect(first["tickets"]?["TICKET_3"] == 1)
            let nothing = try await place.run(
                "status",
                "77",
                "--json",
                "--at",
                "2020-01-01T00:00:00Z"
            ).object()
            #expect(nothing["tickets"]?["TICKET_3"] == 0)
            let later = try await place.run(
                "status",
                "77",
                "--json",
                "--at",
                "2100-01-01T09:00:00+09:00"
            ).object()
            #expect(later["pass_until"] == .null, "the pass is over by then")
            #expect(later["tickets"]?["TICKET_3"] == 1)
        }
    }

    @Test(
        "what history says of an event's times is what --at and --as-known take, to the microsecond"
    )
    func asKnown() async throws {
        try await self.withGrants { place in
            for event in try await place.run("history", "--json").json() {
                let position = try #require(event["position"]?.int)
                let recorded = try #require(event["recorded_at"]?.string)
                let known = try await place.run("status", "77", "--as-known", recorded, "--json")
                #expect(try known.object()["position"]?.int == position)
                let effective = try #require(event["effective_at"]?.string)
                let listed = try await place.run("history", "--at", effective, "--json").json()
                #expect(listed.map { $0["position"]?.int } == Array(1...position))
                let both = ["--at", effective, "--as-known", recorded]
                let text = try await place.run("status", "77", both[0], both[1], both[2], both[3])
                let asOf = "position \(position), what counted at \(effective), "
                #expect(text.output.hasSuffix(asOf + "as known at \(recorded)\n"), "\(text.output)")
            }
        }
    }

    @Test("history has the keys that scripts rely on, and its filters filter")
    func history() async throws {
        try await self.withGrants { place in
            let events = try await place.run("history", "--json").json()
            #expect(events.map { $0["position"]?.int } == [1, 2])
            #expect(
                events.first?.keys == [
                    "actor", "cause", "data", "effective_at", "hash", "idempotency_key", "kind",
                    "position", "recorded_at", "rid", "user",
                ]
            )
            #expect(events.first?["hash"]?.string?.count == 64)
            #expect(events.first?["actor"]?.string?.contains("hana") == true)
            #expect(events.first?["data"]?["reason"] == "sorry")
            func count(_ filter: String...) async throws -> Int {
                let child = try place.start(["history", "--json"] + filter)
                #expect(try await child.ended() == .exited(0))
                return child.output.split(separator: "\n").count
            }
            #expect(try await count("77") == 2)
            #expect(try await count("78") == 0)
            #expect(try await count("--rid", "r1") == 1)
            #expect(try await count("--kind", "granted") == 2)
            #expect(try await count("--kind", "revoked") == 0)
            #expect(try await count("--limit", "1") == 1)
            #expect(try await count("--since", "2100-01-01T00:00:00Z") == 0)
            #expect(try await count("--until", "2100-01-01T00:00:00Z") == 2)
            #expect(try await count("--charge", "none") == 0)
            let text = try await place.run("history", "77", "--limit", "1").lines
            #expect(text.count == 1 && text[0].hasPrefix("2  "), "\(text)")
        }
    }

    @Test("stats lists days with the keys of the chat's listing")
    func stats() async throws {
        try await self.withGrants { place in
            let days = try await place.run("stats", "--days", "3", "--json").json()
            #expect(days.count == 3)
            #expect(
                days.first?.keys == [
                    "consult", "dau", "day", "errors", "errors_connection", "errors_load",
                    "errors_payment", "net", "received", "refunded", "stars", "tarot", "tx", "uses",
                ]
            )
            let text = try await place.run("stats", "--days", "3").lines
            #expect(text.count == 4)
            #expect(text.first?.hasPrefix("Today ") == true)
            #expect(text.first?.contains("⭐stars=0 (tx=0)") == true)
            #expect(try await place.run("stats", "--days", "99", "--json").lines.count == 14)
        }
    }

    @Test("a grant under the same key is made once; the key with other content is refused")
    func idempotency() async throws {
        try await withWorkplace { place in
            try await place.beginLedger()
            func grant(_ sku: String, _ user: String = "77") async throws -> Run {
                try await place.run(
                    "grant",
                    user,
                    sku,
                    "--reason",
                    "x",
                    "--idempotency-key",
                    "k1",
                    "--json"
                )
            }
            let first = try await grant("TICKET_3")
            let again = try await grant("TICKET_3")
            #expect((first.status, again.status) == (0, 0))
            #expect(try await place.run("history", "--json").lines.count == 1)
            for other in [try await grant("TICKET_7"), try await grant("TICKET_3", "78")] {
                #expect(other.status == 1)
                #expect(try other.object()["outcome"] == "refused:key_reused")
            }
            let told = try await place.run(
                "grant",
                "77",
                "TICKET_7",
                "--reason",
                "x",
                "--idempotency-key",
                "k1"
            )
            #expect(told.status == 1)
            #expect(told.errors.count == 1 && told.complaints.contains("idempotency key"))
            #expect(try await place.run("history", "--json").lines.count == 1)
        }
    }

    @Test("revoke takes back what is held, and refuses what is not")
    func revoke() async throws {
        try await self.withGrants { place in
            let taken = try await place.run("revoke", "77", "TICKET_3", "--reason", "mistake")
            #expect(taken.status == 0, "\(taken.complaints)")
            #expect(taken.lines.count == 1 && taken.output.contains("#3"), "\(taken.output)")
            let none = try await place.run("revoke", "77", "TICKET_3", "--reason", "mistake")
            #expect(none.status == 1)
            #expect(none.errors.count == 1, "\(none.complaints)")
            let unknown = try await place.run("grant", "77", "TICKET_5", "--reason", "x")
            #expect(unknown.status == 1)
            #expect(
                unknown.errors == ["starledger: refused: there is no such SKU; see the catalogue"]
            )
            let refund = try await place.run("refund", "nosuchcharge")
            #expect(refund.status == 1)
            #expect(refund.errors.count == 1, "\(refund.complaints)")
            #expect(try await place.run("history", "--json").lines.count == 3)
        }
    }

    @Test("verify and replay say that all is well, in the promised shapes")
    func verifyAndReplay() async throws {
        try await self.withGrants { place in
            let verification = try await place.run("verify", "--json")
            let verdict = try verification.object()
            #expect(verification.status == 0)
            #expect(verdict["ok"] == true)
            #expect(verdict["events"] == 2 && verdict["head"] == 2 && verdict["epoch"] == 1)
            #expect(verdict["chain_head"]?.string?.count == 64)
            #expect(verdict["findings"] == [])
            let events = try await place.run("history", "--json").json()
            #expect(events.last?["hash"] == verdict["chain_head"])
            #expect(try await place.run("verify").lines.count == 1)
            let replay = try await place.run("replay", "--json")
            let rebuilt = try replay.object()
            #expect(replay.status == 0)
            #expect(rebuilt.keys == ["differences", "events", "projections", "seconds"])
            #expect(rebuilt["differences"] == 0)
            #expect(rebuilt["projections"]?.keys.count ?? 0 >= 6)
            #expect(replay.complaints.contains("replay 100% 2/2"), "plain lines, not a bar")
        }
    }

    @Test("replay after deleting every snapshot gives the same bytes")
    func replayWithoutSnapshots() async throws {
        try await self.withGrants { place in
            _ = try await place.run("replay")
            #expect(place.has("db/snapshots"))
            let before = try await place.run("replay", "--json").object()
            try FileManager.default.removeItem(at: place.folder.appending(path: "db/snapshots"))
            let after = try await place.run("replay", "--json").object()
            #expect(before["projections"] == after["projections"])
        }
    }

    @Test("a byte changed with another tool is found, with the position, and is 2")
    func tampering() async throws {
        try await self.withGrants { place in
            let script = """
                import sqlite3, sys
                database = sqlite3.connect(sys.argv[1], isolation_level=None)
                for (name,) in database.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                    database.execute(f'DROP TRIGGER "{name}"')
                database.execute("UPDATE event SET user = 78 WHERE position = 2")
                """
            try await place.python(script, place.database)
            let run = try await place.run("verify", "--json")
            #expect(run.status == 2)
            let findings = try run.object()["findings"]?.array ?? []
            #expect(findings.contains { $0["position"] == 2 }, "\(run.output)")
        }
    }
}

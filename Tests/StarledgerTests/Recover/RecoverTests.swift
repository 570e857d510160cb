import Foundation
import TelegramSandbox
import Testing

/// `scripts/recover-sweep` sets `STARLEDGER_RECOVER=whole`: 500 purchases, 40 refunds, 300 readings
/// and 20 grants after noon, and a kill at every place.
@Suite("recover: an old backup and the token bring back every payment, exactly once")
struct RecoverTests {
    private static var isWhole: Bool {
        ProcessInfo.processInfo.environment["STARLEDGER_RECOVER"] == "whole"
    }

    private static var scale: Bazaar.Scale { self.isWhole ? .whole : .small }

    @Test("after every way to die; a kill at each step and a repetition change nothing")
    func scenario() async throws {
        let start = ContinuousClock.now
        try await Ruin.after(Self.scale) { ruin in
            Self.note("town lived and died", since: start)
            for death in Ruin.Death.allCases {
                try await ruin.found(death) { try await Self.recover(ruin, death, in: $0) }
            }
            Self.note("recovered after every death", since: start)
            try await RecoverSweep(ruin: ruin, isWhole: Self.isWhole).run()
            Self.note("killed at every step", since: start)
        }
    }

    private static func note(_ what: String, since start: ContinuousClock.Instant) {
        let seconds = Int((ContinuousClock.now - start) / .seconds(1))
        print("recover: \(what) after \(seconds) s")
    }

    private static func recover(_ ruin: Ruin, _ death: Ruin.Death, in place: Workplace) async throws
    {
        let rehearsal = try await ruin.recover(in: place, "--dry-run", "--json")
        #expect([0, 2].contains(rehearsal.status), "\(death): \(rehearsal.complaints)")
        let run = try await ruin.recover(in: place, "--json")
        try #require(run.status == rehearsal.status, "\(death): \(run.output)\(run.complaints)")
        try await ruin.checkMoney(in: place)
        try await ruin.checkFile(in: place)
        let report = try run.object()
        #expect(report["outcome"] == "recovered")
        // Somebody was given what they bought later: that is for a person to look at.
        let kinds = report["telegram"]?["mismatches"]?.array?.compactMap { $0["kind"]?.string }
        #expect(Set(kinds ?? ["none"]).subtracting(["near_grant"]) == [])
        #expect(report["differences"]?.int == kinds.map { Int64($0.count) })
        #expect(run.status == (kinds == [] ? 0 : 2))
        #expect(try rehearsal.object()["came_back"] == report["came_back"], "as it was foretold")
        if death == .logCut {
            let kept = try #require(report["kept"]?["old_ledger"]?["events"]?.int)
            #expect(kept > 0, "what the old ledger proves is not thrown away")
            #expect(report["lost"]?["old_ledger"] == "damaged")
        } else {
            #expect(try await ruin.entitlements(in: place) == ruin.expected, "\(death)")
            Self.check(report, of: ruin, death)
        }
        try await Self.checkAgain(ruin, in: place)
    }

    /// The report lists what came back, and what only the log knew.
    private static func check(_ report: SandboxJSON, of ruin: Ruin, _ death: Ruin.Death) {
        let payments = ruin.count { if case .bought = $0 { true } else { false } }
        let refunds = ruin.count { if case .refunded = $0 { true } else { false } }
        #expect(report["came_back"]?["payments"]?.int == payments)
        #expect(report["came_back"]?["refunds"]?.int == refunds)
        let balance = report["telegram"]?["balance"]
        #expect(balance?["ours"]?.int == ruin.sandbox.world.botBalanceStars)
        #expect(balance?["telegram"]?.int == ruin.sandbox.world.botBalanceStars)
        #expect(report["epoch"] == 2)
        let lost = report["lost"]
        let events: Int64? = death == .nothingLeft ? nil : Int64(ruin.eventCount)
        #expect(lost?["head"]?.int == events, "\(death): where the log had got to")
        let backup = report["kept"]?["backup"]?["events"]?.int ?? 0
        #expect(lost?["events"]?.int == events.map { $0 - backup })
        let manifest: SandboxJSON = death == .nothingLeft ? "absent" : "signed_here"
        #expect(report["kept"]?["backup"]?["manifest"] == manifest)
        let holders = ruin.expected.filter { $0.value.tickets.values.contains { $0 > 0 } }
        let listed = report["users"]?["holding_tickets"]?.array?.compactMap { $0["user"]?.int }
        #expect(listed == holders.keys.sorted(), "whoever may have used a ticket is listed")
    }

    /// The second run does nothing, and the bot starts on what there is.
    private static func checkAgain(_ ruin: Ruin, in place: Workplace) async throws {
        let before = try Data(contentsOf: URL(filePath: place.database))
        let again = try await ruin.recover(in: place, "--json")
        #expect(again.status == 0)
        #expect(try again.object()["outcome"] == "nothing_to_do")
        #expect(try Data(contentsOf: URL(filePath: place.database)) == before)
        let bot = try place.serve(ruin.sandbox)
        try await bot.line(containing: "Starting starledger")
        #expect(bot.output.contains("DB health check: ok"))
        #expect(!bot.output.contains("put back from a copy"), "the exchange is no second loss")
        bot.send(SIGTERM)
        #expect(try await bot.ended() == .exited(0))
        #expect(try await ruin.entitlements(in: place).count == ruin.users.count)
    }
}

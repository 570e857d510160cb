import Foundation
import TelegramSandbox
import Testing

/// What must be true once the bot has ended, however often it was killed before.
struct Aftermath: Sendable {
    let place: Workplace
    let sandbox: Sandbox

    /// How long a reading may be under way after its customer saw it.
    private static let settlingLimit = Duration.seconds(20)

    /// Waits until no reading is under way any more, looking at the log again and again.
    func waitUntilSettled() async throws {
        let end = ContinuousClock.now + Self.settlingLimit
        while ContinuousClock.now < end {
            let run = try await self.place.run("history", "1001", "--json")
            let kinds = try run.json().compactMap { $0["kind"]?.string }
            let begun = kinds.count { $0 == "reading_started" }
            let over = kinds.count { $0 == "reading_delivered" || $0 == "reading_failed" }
            if begun > 0, begun == over { return }
        }
    }

    /// Holds the ledger against what the simulated Telegram knows.
    func check(_ fate: Moment.Fate) async throws -> Moment.Fate {
        var fate = fate
        fate.placeCount = try self.placeCount()
        #expect(!self.place.has("db/ledger.db-wal"), "the file alone is complete")
        let events = try await self.place.run("history", "--json").json()
        self.checkPayments(events, &fate)
        self.checkNews(fate)
        try await self.checkTickets(events, fate)
        try await self.checkFile()
        return fate
    }

    /// Every charge that Telegram made is one event, and every event is one charge.
    private func checkPayments(_ events: [SandboxJSON], _ fate: inout Moment.Fate) {
        let made = self.sandbox.world.payments.map(\.chargeID)
        let kept = events.filter { $0["kind"]?.string == "payment_received" }
            .compactMap { $0["data"]?["charge"]?.string }
        fate.lostCount = made.count { !kept.contains($0) }
        fate.doubledCount = kept.count - Set(kept).intersection(made).count
        #expect(kept.sorted() == made.sorted(), "each payment exactly once")
    }

    /// A customer who paid was told, at most twice; only two kills in the moments of sending can
    /// silence the news, because nobody can know then whether it arrived.
    private func checkNews(_ fate: Moment.Fate) {
        let thanks = self.sandbox.world.person(1001).messages.count { message in
            message.buttonData.contains { $0.hasPrefix("read:three:") }
        }
        let silencedBy = fate.kills.count { $0.stage == .betweenInvoiceAndThanks }
        let least = silencedBy >= 2 ? 0 : 1
        #expect((least...2).contains(thanks), "thanked \(thanks) times; killed at \(fate.kills)")
    }

    /// Tickets are held, used, or nothing: none is lost between, none is made.
    private func checkTickets(_ events: [SandboxJSON], _ fate: Moment.Fate) async throws {
        let count = { (kind: String) in Int64(events.count { $0["kind"]?.string == kind }) }
        let status = try await self.place.run("status", "1001", "--json").object()
        let held = try #require(status["tickets"]?["TICKET_3"]?.int)
        let (issued, used) = (count("payment_received"), count("ticket_consumed"))
        #expect(issued == held + used, "issued = held + used; killed at \(fate.kills)")
        #expect(
            count("ticket_reserved") == used + count("ticket_released"),
            "nothing stays reserved; killed at \(fate.kills)"
        )
        #expect(
            count("reading_delivered") == used,
            "a ticket is used up by a reading and by nothing else"
        )
        let readings = self.sandbox.world.person(1001).messages.count { message in
            message.isFromBot && message.buttonData == ["nav:menu"]
        }
        #expect(readings >= used, "every reading that cost a ticket is in the chat")
    }

    private func checkFile() async throws {
        let verification = try await self.place.run("verify", "--json")
        #expect(verification.status == 0, "\(verification.output)")
        let replay = try await self.place.run("replay", "--json")
        #expect(replay.status == 0, "\(replay.output)")
        let stats = try await self.place.run("stats", "--days", "14", "--json").json()
        let net = stats.compactMap { $0["net"]?.int }.reduce(0, +)
        #expect(net == self.sandbox.world.botBalanceStars, "our Stars are Telegram's")
    }

    private func placeCount() throws -> Int {
        let folder = self.place.folder
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasPrefix("places-") }.reduce(0) { sum, name in
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return sum + text.split(separator: "\n").count
        }
    }
}

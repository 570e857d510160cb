import Foundation
import TelegramSandbox
import Testing

/// What is left of a town's ledger after the machine died: the noon backup, and the old files.
struct Ruin: Sendable {
    /// How the machine died.
    enum Death: String, CaseIterable, Sendable {
        /// Everything is gone but the backup and the token: a new machine.
        case nothingLeft
        /// The ledger is gone; its head file and the keys are there.
        case ledgerGone
        /// The old file is there, and its head row and first pages are rubbish.
        case overwritten
        /// The power went: the write-ahead log ends in its middle.
        case logCut

        /// Whether there is a file where the ledger belongs.
        var leavesLedger: Bool { self == .overwritten || self == .logCut }
    }

    let sandbox: Sandbox
    let folder: URL
    /// What people did before and after the backup.
    let morning: [Int64: [Bazaar.Deed]]
    let afternoon: [Int64: [Bazaar.Deed]]
    /// How many events the ledger held when it died.
    let eventCount: Int

    /// Lets a town live, makes a backup at noon, lets it live on, and kills the bot.
    static func after(
        _ scale: Bazaar.Scale,
        _ body: @Sendable @escaping (Ruin) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bazaar = Bazaar(place: place, sandbox: sandbox, scale: scale)
                let bot = try place.serve(sandbox, [], Bazaar.environment)
                try await bazaar.open()
                try await bazaar.live(scale.morning)
                try await bazaar.settle()
                let morning = bazaar.deeds
                let noon = try await place.run("backup", "noon.db")
                try #require(noon.status == 0, "\(noon.complaints)")
                try await bazaar.live(scale)
                try await bazaar.settle()
                let events = try await place.run("history", "--json").lines.count
                bot.send(SIGKILL)
                #expect(try await bot.ended() == .killed(signal: SIGKILL))
                let afternoon = bazaar.deeds.reduce(into: [Int64: [Bazaar.Deed]]()) { all, one in
                    all[one.key] = Array(one.value.dropFirst(morning[one.key]?.count ?? 0))
                }
                try await body(
                    Ruin(
                        sandbox: sandbox,
                        folder: place.folder,
                        morning: morning,
                        afternoon: afternoon,
                        eventCount: events
                    )
                )
            }
        }
    }

    /// Lends a machine on which that happened.
    func found<Result>(
        _ death: Death,
        _ body: (Workplace) async throws -> Result
    ) async throws -> Result {
        try await withWorkplace { place in
            let files = FileManager.default
            try files.createDirectory(
                at: place.folder.appending(path: "db"),
                withIntermediateDirectories: true
            )
            let inside = try files.contentsOfDirectory(
                atPath: self.folder.appending(path: "db").path
            )
            // A socket that a killed bot left is nothing that could be copied.
            let kept = inside.filter { !$0.hasSuffix(".sock") }.map { "db/\($0)" }
            for name in ["noon.db", "noon.db.manifest"] + kept {
                try files.copyItem(
                    at: self.folder.appending(path: name),
                    to: place.folder.appending(path: name)
                )
            }
            let ledger = { (suffix: String) in URL(filePath: place.database + suffix) }
            switch death {
            case .nothingLeft:
                try files.removeItem(at: place.folder.appending(path: "db"))
                try files.removeItem(at: place.folder.appending(path: "noon.db.manifest"))
            case .ledgerGone:
                for suffix in ["", "-wal", "-shm"] { try? files.removeItem(at: ledger(suffix)) }
            case .overwritten:
                var bytes = try Data(contentsOf: ledger(""))
                bytes.replaceSubrange(0..<min(16_384, bytes.count), with: Data(count: 16_384))
                try bytes.write(to: ledger(""))
                for suffix in ["-wal", "-shm"] { try? files.removeItem(at: ledger(suffix)) }
            case .logCut:
                let bytes = try Data(contentsOf: ledger("-wal"))
                try bytes.prefix(bytes.count * 6 / 10).write(to: ledger("-wal"))
                try? files.removeItem(at: ledger("-shm"))
            }
            return try await body(place)
        }
    }

    /// Who lived in the town.
    var users: [Int64] { Set(self.morning.keys).union(self.afternoon.keys).sorted() }

    /// What everyone should have after a recovery from the backup and Telegram's list alone.
    var expected: [Int64: Entitlements] {
        self.users.reduce(into: [:]) { all, user in
            all[user] = Entitlements(
                morning: self.morning[user] ?? [],
                afternoon: self.afternoon[user] ?? []
            )
        }
    }

    /// How many deeds of the afternoon are such.
    func count(_ isMeant: (Bazaar.Deed) -> Bool) -> Int64 {
        Int64(self.afternoon.values.reduce(0) { $0 + $1.count(where: isMeant) })
    }
}

extension Ruin {
    /// What the verb needs to know, and nothing else.
    var environment: [String: String] {
        [
            "TELEGRAM_BOT_TOKEN": self.sandbox.token,
            "TELEGRAM_API_BASE_URL": self.sandbox.baseURL,
        ]
    }

    /// Types `recover noon.db`.
    func recover(
        in place: Workplace,
        _ options: String...,
        with environment: [String: String] = [:]
    ) async throws -> Run {
        try await place.run(
            ["recover", "noon.db"] + options,
            with: self.environment.merging(environment) { _, new in new }
        )
    }

    /// Every payment and refund that Telegram knows is in the log exactly once, and no other.
    func checkCharges(in place: Workplace) async throws {
        let made = self.sandbox.world.payments
        let events = try await place.run("history", "--json").json()
        let charges = { (kind: String) in
            events.filter { $0["kind"]?.string == kind }
                .compactMap { $0["data"]?["charge"]?.string }.sorted()
        }
        let received = charges("payment_received")
        #expect(received == made.map(\.chargeID).sorted(), "each payment exactly once")
        let refunded = made.filter(\.isRefunded).map(\.chargeID).sorted()
        #expect(charges("payment_refunded") == refunded, "each refund exactly once")
    }

    /// The same, and the balance is Telegram's.
    func checkMoney(in place: Workplace) async throws {
        try await self.checkCharges(in: place)
        let stats = try await place.run("stats", "--days", "14", "--json").json()
        let net = stats.compactMap { $0["net"]?.int }.reduce(0, +)
        #expect(net == self.sandbox.world.botBalanceStars, "our Stars are Telegram's")
    }

    /// The new ledger is sound, alone in its place, and holds the old one's proven events.
    func checkFile(in place: Workplace, by verbs: [String] = ["verify", "replay"]) async throws {
        for verb in verbs {
            let run = try await place.run(verb, "--json")
            #expect(run.status == 0, "\(verb): \(run.output)\(run.complaints)")
        }
        let log = try? Data(contentsOf: URL(filePath: place.database + "-wal"))
        #expect(log?.isEmpty ?? true, "the file alone is complete")
        #expect(!place.has("db/recovery/candidate"), "nothing under construction is left")
    }

    /// What everyone has, by `status --json`.
    func entitlements(in place: Workplace) async throws -> [Int64: Entitlements] {
        let lines = try await place.run("status", "--all", "--json").json()
        return lines.reduce(into: [:]) { all, line in
            guard let user = line["user"]?.int, self.users.contains(user) else { return }
            all[user] = Entitlements(line)
        }
    }

}

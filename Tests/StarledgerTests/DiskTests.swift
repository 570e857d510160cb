import Foundation
import TelegramSandbox
import Testing

@Suite(
    "A disk that takes nothing more",
    .enabled(if: SmallDisk.isPossible, "mounting a small disk needs the rights of root")
)
struct DiskTests {
    @Test("on a read-only disk readers read, writers say what to do, and nothing is changed")
    func readOnly() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try await SmallDisk.mounted(in: place, megabytes: 8) { disk in
                    let database = disk.database
                    let grant = ["grant", "1", "TICKET_3", "--reason", "x", "--database", database]
                    try await place.beginLedger(at: "disk/ledger.db")
                    #expect(try await place.start(grant).ended() == .exited(0))
                    try await disk.remount("ro")
                    for verb in ["status 1", "history", "stats", "verify", "replay"] {
                        let words = verb.split(separator: " ").map(String.init)
                        let child = try place.start(words + ["--database", database])
                        #expect(
                            try await child.ended() == .exited(0),
                            "\(verb): \(child.output)\(child.complaints)"
                        )
                    }
                    let writers = [
                        try place.start(grant), try place.serve(sandbox, ["--database", database]),
                    ]
                    for writer in writers {
                        #expect(try await writer.ended() == .exited(1))
                        let said = (writer.output + writer.complaints).split(separator: "\n")
                        #expect(said.count == 1, "\(said)")
                        #expect(said.first?.contains("writable") == true, "\(said)")
                    }
                    try await disk.remount("rw")
                    #expect(try await place.start(grant).ended() == .exited(0))
                }
            }
        }
    }

    /// How many people come at once, and how many times at most.
    private static let (waveCount, waveCountMax) = (30, 20)

    /// Lets people come until the bot finds the disk full: what its files hold already, it can
    /// write again without new space.
    ///
    /// - Returns: The last who came, some of whom it could not take in.
    private static func crowd(
        until bot: Child,
        in world: TelegramWorld
    ) async throws -> [SandboxPerson] {
        for wave in 0..<Self.waveCountMax {
            let first = 20_001 + Int64(wave * Self.waveCount)
            world.addUsers(count: Self.waveCount, from: first)
            let people = (0..<Self.waveCount).map { world.person(first + Int64($0)) }
            for person in people { _ = person.say("/start") }
            do {
                try await bot.line(containing: "is full; free some space", within: .seconds(3))
                return people
            } catch is Child.Overdue {
                continue
            }
        }
        throw Child.Overdue(awaited: "a full disk", said: bot.output)
    }

    @Test("on a full disk the bot says so, loses nothing, and goes on once there is space")
    func full() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                try await SmallDisk.mounted(in: place, megabytes: 2) { disk in
                    let bot = try place.serve(sandbox, ["--database", disk.database])
                    let (first, second) = (sandbox.world.person(1001), sandbox.world.person(1002))
                    try await Customer(me: first).comesBuysAndReads()
                    try disk.fill()
                    let crowd = try await Self.crowd(until: bot, in: sandbox.world)
                    try disk.free()
                    for person in crowd {
                        _ = try await person.waitForMessage(timeout: .seconds(60)) {
                            !$0.replyKeyboard.isEmpty
                        }
                    }
                    try await Customer(me: second).comesBuysAndReads()
                    bot.send(SIGTERM)
                    #expect(try await bot.ended() == .exited(0), "\(bot.output)")
                    let verify = try await place.run("verify", "--database", disk.database)
                    #expect(verify.status == 0, "\(verify.output)")
                    let history = ["--kind", "payment_received", "--database", disk.database]
                    let payments = try place.start(["history"] + history)
                    #expect(try await payments.ended() == .exited(0))
                    #expect(payments.output.split(separator: "\n").count == 2)
                }
            }
        }
    }
}

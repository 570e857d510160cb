import Foundation
import Ledger
import LedgerService
import Testing

/// Backups by a plan: the oldest go once the new one counts, and never because of a failure.
struct BackupScheduleTests {
    @Test("The newest are kept; what is not named by its time stays")
    func keeps() async throws {
        try await withTemporaryPlace { place in
            try await Self.begin(place)
            _ = try BackupMaker(place: place).make(at: "\(place.folder)/mine.db")
            let schedule = Self.schedule(place, keeping: 2)
            let rounds = await Self.rounds(of: schedule, count: 5)
            #expect(rounds.map(\.isMade) == [true, true, true, true, true])
            #expect(rounds.map(\.removedCount) == [0, 0, 1, 1, 1])
            let names = try FileManager.default.contentsOfDirectory(atPath: place.backups).sorted()
            #expect(
                names == [
                    "ledger-20261124T030003Z.db", "ledger-20261124T030003Z.db.manifest",
                    "ledger-20261124T030004Z.db", "ledger-20261124T030004Z.db.manifest",
                ]
            )
        }
    }

    @Test("A round that fails removes nothing")
    func failureKeeps() async throws {
        try await withTemporaryPlace { place in
            try await Self.begin(place)
            let schedule = Self.schedule(place, keeping: 1)
            #expect(await Self.rounds(of: schedule, count: 1).map(\.isMade) == [true])
            let before = try FileManager.default.contentsOfDirectory(atPath: place.backups)
            try FileManager.default.moveItem(
                atPath: place.database,
                toPath: place.database + ".away"
            )
            let later = Self.schedule(place, keeping: 1, from: 60)
            #expect(await Self.rounds(of: later, count: 2).map(\.isMade) == [false, false])
            let after = try FileManager.default.contentsOfDirectory(atPath: place.backups)
            #expect(Set(after) == Set(before))
        }
    }

    @Test("A round that fails is remembered until a backup is made, by whomever")
    func failureStands() async throws {
        try await withTemporaryPlace { place in
            try await Self.begin(place)
            #expect(FailedBackup(of: place) == nil)
            try Data("in the way".utf8).write(to: URL(filePath: place.backups))
            let schedule = Self.schedule(place, keeping: 1)
            #expect(await Self.rounds(of: schedule, count: 1).map(\.isMade) == [false])
            let failed = try #require(FailedBackup(of: place))
            #expect(failed.reason.contains(place.backups) && !failed.reason.contains("\n"))
            try FileManager.default.removeItem(atPath: place.backups)
            _ = try BackupMaker(place: place, clock: { failed.time.adding(seconds: 60) }).make()
            #expect(FailedBackup(of: place) == nil)
        }
    }

    @Test(
        "The first comes as long after the newest as the plan says",
        arguments: [(nil, nil), (0, 900), (300, 600), (900, nil), (5_000, nil), (-50, 900)]
            as [(Int64?, Int64?)]
    )
    func firstTrigger(_ age: Int64?, _ pause: Int64?) async throws {
        try await withTemporaryPlace { place in
            try await Self.begin(place)
            if let age {
                _ = try BackupMaker(place: place, clock: { Instant.noon.adding(seconds: -age) })
                    .make()
            }
            let waits = Lock<[Duration]>([])
            let schedule = BackupSchedule(
                maker: BackupMaker(place: place, clock: { .noon }),
                plan: .init(seconds: 900, keptCount: 3)
            )
            var triggers = schedule.triggers { wait in
                waits.withLock { $0.append(wait) }
                if waits.withLock({ $0.count }) == 3 { throw CancellationError() }
            }
            .makeAsyncIterator()
            while await triggers.next() != nil {}
            let expected =
                (pause.map { [Duration.seconds($0)] } ?? []) + [
                    Duration.seconds(900), .seconds(900), .seconds(900),
                ]
            #expect(waits.withLock { $0 } == Array(expected.prefix(3)))
        }
    }

    private static func begin(_ place: LedgerPlace) async throws {
        try await withLedger(at: place) { ledger in
            _ = try await ledger.submit(.pay("charge"), .of(1))
        }
    }

    /// Each backup is made a second after the one before.
    private static func schedule(
        _ place: LedgerPlace,
        keeping count: Int,
        from second: Int64 = 0
    ) -> BackupSchedule {
        let next = Lock(second)
        let clock: @Sendable () -> Instant = {
            let second = next.withLock { next in
                defer { next += 1 }
                return next
            }
            return Instant.noon.adding(seconds: second)
        }
        return BackupSchedule(
            maker: BackupMaker(place: place, clock: clock),
            plan: .init(seconds: 900, keptCount: count)
        )
    }

    private static func rounds(
        of schedule: BackupSchedule,
        count: Int
    ) async -> [BackupSchedule.Round] {
        let (triggers, trigger) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<count { trigger.yield() }
        trigger.finish()
        var rounds: [BackupSchedule.Round] = []
        await schedule.run(triggers: triggers) { rounds.append($0) }
        return rounds
    }
}

extension BackupSchedule.Round {
    fileprivate var isMade: Bool {
        if case .made = self { return true }
        return false
    }

    fileprivate var removedCount: Int {
        if case .made(_, let removed) = self { return removed.count }
        return 0
    }
}

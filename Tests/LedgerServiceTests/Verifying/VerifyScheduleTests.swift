import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// The log is verified while it is written: with rests, and what is found is kept.
@Suite(.timeLimit(.minutes(5))) struct VerifyScheduleTests {
    /// What a schedule was heard to say, and how long it waited.
    private struct Heard {
        var rounds: [VerifySchedule.Round]
        var waits: [Duration]
    }

    @Test("First after a while, then once a day; a thousand events, then a rest")
    func rests() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                try await Self.fail(ledger, count: 2_500)
                let heard = await Self.hear(place, roundCount: 1)
                #expect(
                    heard.waits == [
                        .seconds(300), .milliseconds(100), .milliseconds(100), .seconds(86_400),
                    ]
                )
                let result = try #require(heard.rounds.first?.verification)
                let head = ledger.read { $0.position }
                #expect(head > 2_000 && head <= 3_000)
                #expect(result.findings == [] && result.eventCount == head)
                let last = try #require(LastVerify.read(in: place.checkpoints))
                #expect(last.isSound && last.time == .noon && last.position == head)
            }
        }
    }

    @Test("Damage in the middle keeps nobody from starting, and is found beside the writer")
    func damage() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { try await Self.fail($0, count: 8) }
            let reader = try EventReader(path: place.database)
            try Snapshots.refresh(from: reader, in: place.snapshots, ifBehindBy: 1) { error in
                Issue.record(error)
            }
            try Self.damage(3, in: place)
            try await withLedger(at: place) { ledger in
                let heard = await Self.hear(place, roundCount: 2)
                for round in heard.rounds {
                    let result = try #require(round.verification)
                    #expect(result.findings.first?.position == 3)
                    #expect(result.lastGood?.position == 2)
                }
                #expect(heard.rounds.count == 2)
                #expect(LastVerify.read(in: place.checkpoints)?.isSound == false)
                // Whoever writes goes on.
                try await Self.fail(ledger, count: 1)
            }
        }
    }

    @Test("A rest that is cut short ends the round, and nothing is said or kept")
    func cutShort() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                try await Self.fail(ledger, count: 1_500)
                let rounds = Lock<[VerifySchedule.Round]>([])
                let schedule = VerifySchedule(place: place, clock: { .noon }) { wait in
                    if wait != VerifySchedule.firstPause { throw CancellationError() }
                }
                await schedule.run { round in rounds.withLock { $0.append(round) } }
                let isClosing = rounds.withLock { $0 }.map { round in
                    if case .failed(let error) = round { return error.code == .closing }
                    return false
                }
                #expect(isClosing == [true])
                #expect(LastVerify.read(in: place.checkpoints) == nil)
            }
        }
    }

    private static func hear(_ place: LedgerPlace, roundCount: Int) async -> Heard {
        let waits = Lock<[Duration]>([])
        let rounds = Lock<[VerifySchedule.Round]>([])
        let schedule = VerifySchedule(place: place, clock: { .noon }) { wait in
            waits.withLock { $0.append(wait) }
            if rounds.withLock({ $0.count }) == roundCount { throw CancellationError() }
        }
        await schedule.run { round in rounds.withLock { $0.append(round) } }
        return Heard(rounds: rounds.withLock { $0 }, waits: waits.withLock { $0 })
    }

    private static func fail(_ ledger: LedgerService, count: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    _ = try await ledger.submit(.recordError(.load), .of(77))
                }
                if number % 100 == 99 { try await group.waitForAll() }
            }
            try await group.waitForAll()
        }
    }

    /// Changes a bit of an event's link, as a bad disk would.
    private static func damage(_ position: Position, in place: LedgerPlace) throws {
        let hash = try #require(try EventReader(path: place.database).hash(at: position))
        var bytes = try Data(contentsOf: URL(filePath: place.database))
        let found = try #require(bytes.firstRange(of: Data(hash.bytes)))
        bytes[found.lowerBound] ^= 1
        try bytes.write(to: URL(filePath: place.database))
    }
}

extension VerifySchedule.Round {
    fileprivate var verification: Verification? {
        if case .verified(let result) = self { return result }
        return nil
    }
}

import Dispatch
import Foundation
import Ledger
import Testing

/// Many callers, one writer, a real file.
@Suite(.timeLimit(.minutes(2))) struct LedgerWriterTests {
    @Test("Each caller is told its own positions, without a gap", arguments: [1, 300, 2_000])
    func positions(callers: Int) async throws {
        try await withTemporaryLedger { ledger in
            let answers = try await ledger.writing { writer, _ in
                try await Self.submit(callers, to: writer) { caller in
                    TallyRules.Command(user: UserID(rawValue: Int64(caller)), key: "k\(caller)")
                }
            }
            let positions = answers.values.flatMap { $0.events.map(\.position) }
            #expect(positions.sorted() == Array(1...Int64(callers)))
            let events = try ledger.events()
            #expect(events.count == callers)
            for (caller, answer) in answers {
                let position = try #require(answer.events.first?.position)
                #expect(events[Int(position) - 1] == answer.events.first)
                #expect(events[Int(position) - 1].user?.rawValue == Int64(caller))
            }
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("A repeated key is answered with the first, now and after a restart")
    func idempotency() async throws {
        try await withTemporaryLedger { ledger in
            let command = TallyRules.Command(key: "m:77:1")
            try await ledger.writing { writer, _ in
                #expect(try await writer.submit(command).outcome == .counted(1))
                let second = try await writer.submit(command)
                #expect(second.outcome == .repeated(1))
                #expect(second.events.isEmpty)
            }
            try await ledger.writing { writer, _ in
                let third = try await writer.submit(command)
                #expect(third.outcome == .repeated(1))
            }
            #expect(try ledger.events().count == 1)
        }
    }

    @Test("Commands of one batch see each other")
    func overlay() async throws {
        try await withTemporaryLedger { ledger in
            let outcomes = try await Self.together(6, on: ledger) { _ in
                TallyRules.Command(limit: 3)
            }
            let counted = outcomes.filter { $0 != .refused }
            #expect(Set(counted) == [.counted(1), .counted(2), .counted(3)])
            #expect(outcomes.count(where: { $0 == .refused }) == 3)
            #expect(try ledger.events().count == 3)
        }
    }

    @Test("The same key twice in one batch counts once")
    func keysOfOneBatch() async throws {
        try await withTemporaryLedger { ledger in
            let outcomes = try await Self.together(4, on: ledger) { _ in
                TallyRules.Command(key: "once")
            }
            #expect(outcomes.count(where: { $0 == .counted(1) }) == 1)
            #expect(outcomes.count(where: { $0 == .repeated(1) }) == 3)
        }
    }

    @Test("The events of one decision are published together")
    func wholeDecisions() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { writer, _ in
                let torn = Lock(0)
                let isRead = DispatchSemaphore(value: 0)
                let reader = Thread {
                    torn.withLock { $0 = Self.readsOfHalves(of: writer, until: 8 * 500) }
                    isRead.signal()
                }
                reader.start()
                _ = try await Self.submit(500, to: writer) { _ in
                    TallyRules.Command(
                        events: Array(repeating: .userErased(UserErased()), count: 8)
                    )
                }
                #expect(isRead.wait(timeout: .now() + 20) == .success)
                #expect(torn.withLock { $0 } == 0)
            }
        }
    }

    @Test("Nothing is published before it is on disk")
    func publication() async throws {
        try await withTemporaryLedger { ledger in
            let early = Lock(0)
            let path = ledger.path
            try await ledger.writing { settings in
                settings.committed = { events in
                    // Called after the commit: another connection must find what was published.
                    let head = try? EventReader(path: path).head.position
                    let isOnDisk = head ?? 0 >= events.last?.position ?? 0
                    if !isOnDisk { early.withLock { $0 += 1 } }
                }
            } _: { writer, _ in
                for count in Int64(1)...20 {
                    let answer = try await writer.submit(.init())
                    let position = try EventReader(path: path).head.position
                    #expect(position >= count && answer.events[0].position == count)
                    #expect(writer.read { $0.position } <= position)
                }
            }
            #expect(early.withLock { $0 } == 0)
        }
    }

    @Test("Every event is told once, in order")
    func told() async throws {
        try await withTemporaryLedger { ledger in
            let told = Lock<[Position]>([])
            try await ledger.writing { settings in
                settings.committed = { events in
                    told.withLock { $0 += events.map(\.position) }
                }
            } _: { writer, _ in
                _ = try await Self.submit(500, to: writer) { _ in TallyRules.Command() }
            }
            #expect(told.withLock { $0 } == Array(1...500))
        }
    }

    @Test("A full queue refuses, and says so; nothing of it is written")
    func full() async throws {
        try await withTemporaryLedger { ledger in
            let writer = ledger.writer()
            let limit = WriterSettings.queueCountMax
            try await withThrowingTaskGroup(of: LedgerError.Code?.self) { group in
                for _ in 0..<limit {
                    group.addTask { await Self.code(of: writer) }
                }
                #expect(try await eventually { writer.waitingCount == limit })
                #expect(await Self.code(of: writer) == .overloaded)
                // The writer never opens here: whoever waits is told when it ends.
                let lease = try Lease(of: ledger.path, verb: "test", since: Instant(seconds: 0))
                await #expect(throws: LedgerError.self) {
                    try await writer.run(
                        holding: lease,
                        fold: { _ throws(LedgerError) in throw LedgerError(.damaged, "a test") },
                        opened: { _ in }
                    )
                }
                for try await code in group { #expect(code == .closing) }
            }
        }
    }

    @Test("After close a command is refused; what waited before is carried out")
    func closed() async throws {
        try await withTemporaryLedger { ledger in
            let writer = try await ledger.writing { writer, _ in
                _ = try await writer.submit(.init())
                return writer
            }
            #expect(await Self.code(of: writer) == .closing)
            #expect(try ledger.events().count == 1)
        }
    }

    @Test("recorded_at rises while the clock stands still, and when it goes back")
    func clock() async throws {
        try await withTemporaryLedger { ledger in
            let clock = TestClock(Instant(microseconds: 1_000))
            try await ledger.writing { settings in
                settings.clock = clock.now
            } _: { writer, _ in
                _ = try await writer.submit(.init())
                _ = try await writer.submit(.init())
                clock.set(Instant(microseconds: 10))
                _ = try await writer.submit(.init())
                clock.set(Instant(microseconds: 5_000))
                _ = try await writer.submit(.init())
            }
            clock.set(Instant(microseconds: 7))
            try await ledger.writing { settings in
                settings.clock = clock.now
            } _: { writer, _ in
                _ = try await writer.submit(.init())
            }
            let recorded = try ledger.events().map(\.recordedAt.microseconds)
            #expect(recorded == [1_000, 1_001, 1_002, 5_000, 5_001])
        }
    }

    @Test("A clean stop leaves one file, readable by its owner only, and a copy of it is complete")
    func cleanStop() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { writer, _ in
                _ = try await Self.submit(200, to: writer) { _ in TallyRules.Command() }
                for suffix in ["", "-wal", "-shm", ".head", ".lock"] {
                    #expect(ledger.permissions(suffix) == 0o600, "ledger.db\(suffix)")
                }
            }
            #expect(ledger.size("-wal") == nil)
            #expect(ledger.size("-shm") == nil)
            let copy = TemporaryLedger(folder: ledger.folder.appending(path: "copy"))
            try FileManager.default.createDirectory(
                at: copy.folder,
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(atPath: ledger.path, toPath: copy.path)
            #expect(try copy.events() == ledger.events())
            #expect(try copy.verified().isSound)
        }
    }

    @Test(
        "Events of a killed process are all there, from the first second on",
        arguments: [1, 500]
    )
    func killed(count: Int) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writingUntilKilled { writer in
                _ = try await Self.submit(count, to: writer) { _ in TallyRules.Command() }
            }
            #expect((ledger.size("-wal") ?? 0) > 0)
            try await ledger.writing { writer, opened in
                #expect(opened.head.position == Int64(count))
                #expect(opened.lostHead == nil)
                let answer = try await writer.submit(.init())
                #expect(answer.events.first?.position == Int64(count) + 1)
            }
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("A ledger killed before its first event opens again")
    func killedAtBirth() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writingUntilKilled { _ in }
            try await ledger.writing { _, opened in
                #expect(opened.head.position == 0)
                #expect(opened.head.epoch == 1)
            }
        }
    }
}

extension LedgerWriterTests {
    /// Submits from as many callers; each answer is kept beside its caller's number.
    static func submit(
        _ callers: Int,
        to writer: TallyWriter,
        _ command: @Sendable @escaping (Int) -> TallyRules.Command
    ) async throws -> [Int: Answer<TallyRules.Outcome>] {
        try await withThrowingTaskGroup(of: (Int, Answer<TallyRules.Outcome>).self) { group in
            for caller in 1...callers {
                group.addTask { (caller, try await writer.submit(command(caller))) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Submits to a writer that is not running yet, so that all commands share one batch.
    static func together(
        _ callers: Int,
        on ledger: TemporaryLedger,
        _ command: @Sendable @escaping (Int) -> TallyRules.Command
    ) async throws -> [TallyRules.Outcome] {
        let writer = ledger.writer()
        let lease = try Lease(of: ledger.path, verb: "test", since: Instant(seconds: 0))
        async let answers = Self.submit(callers, to: writer, command)
        #expect(try await eventually { writer.waitingCount == callers })
        async let running: Void = writer.run(
            holding: lease,
            fold: { reader throws(LedgerError) in try TallyRules.folded(reader) },
            opened: { _ in }
        )
        let outcomes = try await answers.values.map(\.outcome)
        writer.close()
        try await running
        return outcomes
    }

    static func code(of writer: TallyWriter) async -> LedgerError.Code? {
        do throws(LedgerError) {
            _ = try await writer.submit(.init())
            return nil
        } catch {
            return error.code
        }
    }

    /// Reads without a pause; how often the state lay between two events of one decision.
    private static func readsOfHalves(of writer: TallyWriter, until last: Position) -> Int {
        var count = 0
        var position: Position = 0
        while position < last {
            position = writer.read { $0.position }
            if position % 8 != 0 { count += 1 }
        }
        return count
    }
}

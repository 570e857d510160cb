import Foundation
import Ledger
import Testing

/// What lies beside the log after a commit that stands and was not confirmed.
@Suite(
    .enabled(if: Failpoint.isCompiledIn, "faults are compiled into debug builds only"),
    .timeLimit(.minutes(1))
)
struct UnconfirmedWorkTests {
    private static let user = UserID(rawValue: 77)
    private static let now = Instant(seconds: 1_767_236_400)

    @Test("What nobody holds is handed over once: its events, updates and answers, and no others")
    func found() async throws {
        try await withTemporaryLedger { ledger in
            let finds = Lock<[FoundWork]>([])
            try await ledger.writing { settings in
                settings.reopenSeconds = 1...1
                settings.found = { found in finds.withLock { $0.append(found) } }
            } _: { writer, _ in
                // Somebody holds these.
                let held = try await writer.change([
                    .takeIn(Self.row("held", use: 0)), Self.owed(1),
                ])
                Failpoint.arm("commit.unconfirmed", at: ledger.path)
                let error = await #expect(throws: LedgerError.self) {
                    try await writer.submit(.init(key: "m:1")) { _, events in
                        [
                            .takeIn(Self.row("lost", use: events[0].position)),
                            .takeIn(Self.row("settled", use: 0)), .settle(key: "settled"),
                            Self.owed(2), Self.owed(3),
                        ]
                    }
                }
                #expect(error?.code == .outcomeUnknown)
                #expect(try await eventually { finds.withLock { $0.count } == 1 })
                let found = try #require(finds.withLock { $0.first })
                #expect(found.events.map(\.position) == [1])
                #expect(found.inbox == [Self.row("lost", use: 1)])
                #expect(found.outbox.map(\.sealed) == [[2], [3]])
                #expect(found.outbox.map(\.id) == held.map { $0.id + 1 } + held.map { $0.id + 2 })
                // The same order again is answered from the log, and nothing is found twice.
                let answer = try await eventually { (try? await writer.submit(.init())) != nil }
                #expect(answer)
            }
            #expect(finds.withLock { $0.count } == 1)
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("A commit that really failed leaves nothing to take up")
    func nothing() async throws {
        try await withTemporaryLedger { ledger in
            let finds = Lock<[FoundWork]>([])
            try await ledger.writing { settings in
                settings.reopenSeconds = 1...1
                settings.found = { found in finds.withLock { $0.append(found) } }
            } _: { writer, _ in
                let program = """
                    database = sqlite3.connect(sys.argv[1], isolation_level=None)
                    database.execute("BEGIN IMMEDIATE")
                    database.execute("UPDATE ledger_head SET recorded_at = recorded_at + 1")
                    database.execute("COMMIT")
                    """
                _ = try await writer.submit(.init())
                try OutsideProgram.python(program, ledger.path)
                _ = try? await writer.change([Self.owed(1)])
                let isBack = try await eventually { (try? await writer.submit(.init())) != nil }
                #expect(isBack)
            }
            #expect(finds.withLock { $0.isEmpty })
        }
    }

    @Test("An answer's name is never given twice: who holds one whose row is gone settles no other")
    func names() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { settings in
                settings.reopenSeconds = 1...1
            } _: { writer, _ in
                let first = try #require(try await writer.change([Self.owed(1)]).first)
                Failpoint.arm("commit.unconfirmed", at: ledger.path)
                _ = try? await writer.change([.discharge(id: first.id)])
                let again = Lock<[OutboxRow]>([])
                let isBack = try await eventually {
                    guard let rows = try? await writer.change([Self.owed(2)]) else { return false }
                    again.withLock { $0 = rows }
                    return true
                }
                #expect(isBack)
                // Whoever was told that nobody knows tries again.
                try await writer.change([.discharge(id: first.id)])
                let kept = try #require(again.withLock { $0.first })
                #expect(kept.id == first.id + 1)
            }
            try await ledger.writing { _, opened in
                #expect(opened.outbox.map(\.sealed) == [[2]])
            }
        }
    }

    @Test("A file that was deleted or replaced is not written any more, and the writer ends")
    func replaced() async throws {
        for isReplaced in [false, true] {
            try await withTemporaryLedger { ledger in
                let error = await #expect(throws: LedgerError.self) {
                    try await ledger.writing { settings in
                        settings.farewellSeconds = 1
                    } _: { writer, _ in
                        _ = try await writer.submit(.init())
                        #expect(writer.isFileInPlace)
                        let copy = ledger.path + ".copy"
                        try FileManager.default.copyItem(atPath: ledger.path, toPath: copy)
                        try FileManager.default.removeItem(atPath: ledger.path)
                        if isReplaced {
                            try FileManager.default.moveItem(atPath: copy, toPath: ledger.path)
                        }
                        #expect(!writer.isFileInPlace)
                        #expect(await Self.refusal(of: writer) == .replaced)
                        #expect(writer.read { $0.position } == 1)
                    }
                }
                #expect(error?.code == .replaced)
            }
        }
    }

    private static func refusal(of writer: TallyWriter) async -> LedgerError.Code? {
        do throws(LedgerError) {
            _ = try await writer.submit(.init())
            return nil
        } catch {
            return error.code
        }
    }

    private static func row(_ key: String, use: Position) -> InboxRow {
        InboxRow(key: key, user: Self.user, takenInAt: Self.now, use: use, sealed: [9])
    }

    private static func owed(_ word: UInt8) -> WorkChange {
        .owe(user: Self.user, at: Self.now, sealed: [word])
    }
}

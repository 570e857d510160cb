import Ledger
import Testing

/// What lies beside the log is written with the events, or not at all.
@Suite(.timeLimit(.minutes(1))) struct WorkRowTests {
    private static let user = UserID(rawValue: 77)
    private static let now = Instant(seconds: 1_767_236_400)

    @Test("An update taken in and an answer owed are found again after a kill")
    func foundAgain() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writingUntilKilled { writer in
                let answer = try await writer.submit(.init(key: "m:77:1")) { outcome, events in
                    [
                        .takeIn(Self.row("m:77:1", use: events[0].position)),
                        .owe(user: Self.user, at: Self.now, sealed: [1, 2]),
                        .owe(user: Self.user, at: Self.now, sealed: []),
                    ]
                }
                #expect(answer.owed.map(\.id) == [1, 2])
            }
            try await ledger.writing { writer, opened in
                #expect(opened.inbox == [Self.row("m:77:1", use: 1)])
                #expect(opened.outbox == [Self.owed(1, [1, 2]), Self.owed(2, [])])
                try await writer.change([
                    .settle(key: "m:77:1"), .attempt(id: 1), .discharge(id: 2),
                ])
            }
            try await ledger.writing { writer, opened in
                #expect(opened.inbox == [])
                #expect(opened.outbox == [Self.owed(1, [1, 2], attempts: 1)])
                let owed = try await writer.change([
                    .owe(user: Self.user, at: Self.now, sealed: [3])
                ])
                #expect(owed == [Self.owed(2, [3])])
            }
        }
    }

    @Test("An update is taken in once, and settling or discharging nothing changes nothing")
    func twice() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { writer, _ in
                try await writer.change([.takeIn(Self.row("a", use: 1))])
                try await writer.change([.takeIn(Self.row("a", use: 9)), .settle(key: "b")])
                try await writer.change([.discharge(id: 4), .attempt(id: 4)])
            }
            try await ledger.writing { _, opened in
                #expect(opened.inbox == [Self.row("a", use: 1)])
                #expect(opened.outbox == [])
            }
        }
    }

    @Test("Work without events moves no position and leaves the log sound")
    func withoutEvents() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { writer, _ in
                try await writer.change([.takeIn(Self.row("a", use: 0))])
                let answer = try await writer.submit(.init(limit: 0)) { _, events in
                    [.owe(user: Self.user, at: Self.now, sealed: [UInt8(events.count)])]
                }
                #expect(answer.outcome == .refused)
                #expect(answer.owed == [Self.owed(1, [0])])
            }
            #expect(try ledger.events() == [])
            #expect(try ledger.verified().findings == [])
        }
    }

    private static func row(_ key: String, use: Position) -> InboxRow {
        InboxRow(key: key, user: Self.user, takenInAt: Self.now, use: use, sealed: [9, 8, 7])
    }

    private static func owed(_ id: Int64, _ sealed: [UInt8], attempts: Int64 = 0) -> OutboxRow {
        OutboxRow(id: id, user: Self.user, owedAt: Self.now, attempts: attempts, sealed: sealed)
    }
}

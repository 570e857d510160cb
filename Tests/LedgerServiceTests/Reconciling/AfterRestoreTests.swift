import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// The first comparison after a copy was put back makes it good, whoever asks for it.
@Suite struct AfterRestoreTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var mode: Reconciliation.Mode
        /// What stands in the log, in order: `restored`, `reconciled`.
        var log: [EventKind]
        /// Where the pass begins, counted from now.
        var start: Int64

        var testDescription: String { "\(self.name), \(self.mode.rawValue)" }
    }

    private static let dayBefore: Int64 = -86_400

    private static let cases: [Case] = [Reconciliation.Mode.verb, .schedule].flatMap { mode in
        [
            Case(name: "nothing put back", mode: mode, log: [], start: 0),
            Case(name: "compared only", mode: mode, log: [.reconciled], start: 0),
            Case(name: "put back", mode: mode, log: [.restored], start: Self.dayBefore),
            Case(
                name: "compared, then put back",
                mode: mode,
                log: [.reconciled, .restored],
                start: Self.dayBefore
            ),
            Case(
                name: "put back, then compared",
                mode: mode,
                log: [.restored, .reconciled],
                start: 0
            ),
        ]
    }

    private static func write(
        _ kinds: [EventKind],
        to place: LedgerPlace,
        hoursAgo: Int64 = 1
    ) async throws {
        let envelope = Envelope(
            user: nil,
            effectiveAt: .noon.adding(seconds: -hoursAgo * 3_600),
            cause: .start,
            actor: .system,
            rid: "test"
        )
        let events = kinds.map { kind in
            kind == .restored
                ? NewEvent(.restored(Restored(epoch: 2, lostHead: 9)), in: envelope)
                : NewEvent(.reconciled(Reconciled(checked: 1)), in: envelope)
        }
        try await TakenOver.write(events, to: place)
    }

    private func end(in ledger: LedgerService) -> Instant? {
        ledger.read { $0.person(UserID(rawValue: 1))?.passUntil }
    }

    @Test("A pass that the lost disk held ran when it ran", arguments: Self.cases)
    func passStart(_ test: Case) async throws {
        let list = ScriptedList([.paid("a", "PASS_7D", 1_000, minutesAgo: 1_440)])
        try await withTemporaryPlace { place in
            try await Self.write(test.log, to: place)
            try await withLedger(at: place) { ledger in
                _ = try await ledger.reconcile(with: list, test.mode)
                #expect(
                    self.end(in: ledger) == .noon.adding(seconds: 7 * 86_400 + test.start)
                )
            }
        }
    }

    @Test("What was paid after the copy was put back is late, as always")
    func later() async throws {
        let list = ScriptedList([.paid("a", "PASS_7D", 1_000, minutesAgo: 120)])
        try await withTemporaryPlace { place in
            try await Self.write([.restored], to: place, hoursAgo: 3)
            try await withLedger(at: place) { ledger in
                _ = try await ledger.reconcile(with: list)
                #expect(self.end(in: ledger) == .noon.adding(seconds: 7 * 86_400))
            }
        }
    }

    @Test("A comparison that failed makes nothing good, and the next begins anew")
    func failed() async throws {
        struct Broken: Error {}
        let list = ScriptedList([.paid("a", "PASS_7D", 1_000, minutesAgo: 1_440)])
        let calm = ScriptedList([
            .paid("a", "PASS_7D", 1_000, minutesAgo: 1_440),
            .paid("b", by: 2, "PASS_7D", 1_000, minutesAgo: 1_440),
        ])
        list.edit { $0.beforePage = { _, number in if number == 2 { throw Broken() } } }
        try await withTemporaryPlace { place in
            try await Self.write([.restored], to: place)
            try await withLedger(at: place) { ledger in
                await #expect(throws: Broken.self) { try await ledger.reconcile(with: list) }
                _ = try await ledger.reconcile(with: calm, .schedule)
                let end = Instant.noon.adding(seconds: 6 * 86_400)
                #expect(self.end(in: ledger) == end)
                #expect(ledger.read { $0.person(UserID(rawValue: 2))?.passUntil } == end)
            }
        }
    }

    @Test("A comparison that finds nothing is noted too, and ends it")
    func quiet() async throws {
        try await withTemporaryPlace { place in
            try await Self.write([.reconciled, .restored], to: place)
            try await withLedger(at: place) { ledger in
                let head = ledger.head
                _ = try await ledger.reconcile(with: ScriptedList())
                #expect(ledger.head == head + 1)
                _ = try await ledger.reconcile(with: ScriptedList())
                #expect(ledger.head == head + 1)
            }
        }
    }
}

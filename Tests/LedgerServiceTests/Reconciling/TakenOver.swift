import Ledger
import LedgerService
import Synchronization

/// Writes events that no command makes, as an import does, into a ledger that nobody has open.
enum TakenOver {
    static func write(_ events: [NewEvent], to place: LedgerPlace) async throws {
        let lease = try Lease(of: place.database, verb: "import", since: .noon)
        let settings = WriterSettings(
            path: place.database,
            clock: { .noon.adding(seconds: -1_800) },
            committed: { _ in },
            closing: { _ in }
        )
        let writer = LedgerWriter(rules: Rules(), state: Position(0), settings: settings)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await writer.run(
                    holding: lease,
                    fold: { (reader) throws(LedgerError) in reader.head.position },
                    opened: { _ in }
                )
            }
            group.addTask {
                defer { writer.close() }
                for event in events { _ = try await writer.submit(event) }
            }
            try await group.waitForAll()
        }
    }

    private struct Rules: LedgerRules {
        func position(of state: Position) -> Position { state }
        func overlay() -> Position { 0 }
        func remembered(_: NewEvent, in _: Position, under _: Position) -> Position? { nil }
        func decide(
            _ event: NewEvent,
            in _: Position,
            under _: Position,
            earlier _: RecordedEvent?,
            next _: Position
        ) -> Decided<Bool> {
            Decided(true, appending: [event])
        }
        func apply(_: RecordedEvent, to _: inout Position, over _: Position) {}
        func apply(_ event: RecordedEvent, to state: inout Position) { state = event.position }
    }
}

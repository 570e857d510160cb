private import Foundation
internal import Ledger
internal import LedgerService
internal import Payments

/// The large ledgers of a workbench: made once, used by every benchmark that needs that size.
struct LedgerShelf {
    let bench: Workbench

    /// A ledger at rest with so many events, made if it is not there yet.
    ///
    /// - Parameter eventCount: How many events; a decision more or less.
    /// - Returns: Where it lies.
    /// - Throws: ``LedgerError`` or ``BenchFailure`` if it cannot be made.
    func ledger(of eventCount: Int64) async throws -> LedgerPlace {
        try await self.ledger(named: "\(eventCount)", eventCount, .visit)
    }

    /// A ledger at rest in which so many people bought a ticket and did nothing else.
    ///
    /// - Parameter userCount: How many people.
    /// - Returns: Where it lies.
    /// - Throws: ``LedgerError`` or ``BenchFailure`` if it cannot be made.
    func ledger(ofBuyers userCount: Int64) async throws -> LedgerPlace {
        // Three events each, and those who are still there at the end have not bought yet.
        let eventCount = 3 * (userCount + Int64(LedgerMill.presentCount))
        return try await self.ledger(named: "buyers-\(userCount)", eventCount, .purchase)
    }

    private func ledger(
        named name: String,
        _ eventCount: Int64,
        _ stay: Visitor.Stay
    ) async throws -> LedgerPlace {
        let folder = "\(self.bench.folder)/ledger-\(name)-\(self.bench.seed)"
        let place = LedgerPlace(database: "\(folder)/ledger.db")
        // Written last: a ledger whose making was killed is made anew.
        let mark = "\(folder)/complete"
        if FileManager.default.fileExists(atPath: mark) { return place }
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await self.make(place, eventCount, stay)
        try Data().write(to: URL(filePath: mark))
        return place
    }

    private func make(
        _ place: LedgerPlace,
        _ eventCount: Int64,
        _ stay: Visitor.Stay
    ) async throws {
        let (watch, seed) = (Stopwatch(), self.bench.seed)
        self.bench.note("making a ledger of \(eventCount) events")
        let clock = Lock(LedgerMill.opening)
        try await withLedger(at: place, clock: { clock.withLock { $0 } }) { ledger in
            var mill = LedgerMill(seed: seed, stay: stay)
            try await Self.fill(ledger, from: &mill, upTo: eventCount, clock)
        }
        self.bench.note("made it in \(Columns.figure(watch.seconds)) s")
    }

    /// Appends what a mill makes until a ledger has so many events.
    static func fill(
        _ ledger: LedgerService,
        from mill: inout LedgerMill,
        upTo eventCount: Int64,
        _ clock: borrowing Lock<Instant>
    ) async throws {
        if mill.position == 0 { try await Self.append(mill.openHouse(), to: ledger) }
        while mill.position < eventCount {
            let now = mill.clock
            clock.withLock { $0 = now }
            let wanted = min(Int64(LedgerMill.batchCount), eventCount - mill.position)
            try await Self.append(mill.batch(of: Int(wanted)), to: ledger)
        }
    }

    /// Appends events in one transaction, as an import and a recovery do.
    static func append(_ events: [NewEvent], to ledger: LedgerService) async throws {
        let request = Request(
            user: nil,
            at: ledger.clock(),
            cause: .imported,
            actor: .operator("bench"),
            rid: "bench"
        )
        _ = try await ledger.submit(.takeOver(events), request)
    }

    /// Lets go of every ledger.
    func clear() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: self.bench.folder)) ?? []
        for name in names where name.hasPrefix("ledger-") {
            try? FileManager.default.removeItem(atPath: "\(self.bench.folder)/\(name)")
        }
    }
}

internal import Ledger
internal import LedgerService
internal import Projections

/// What the projections of many users take of the heap, and the log of the disk.
///
/// `memory.contact` is somebody who came and accepted the terms; `memory.visit` is the same after a
/// whole visit, charges included; `memory.key` is one idempotency key remembered. `memory.disk` is an
/// event in the file, and its floor is the bytes of its fields themselves.
struct MemoryBenchmark {
    private static let usualUserCount: Int64 = 100_000

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        let users = self.bench.scale ?? Self.usualUserCount
        var (contact, visit, key, event) = (Series(), Series(), Series(), Series())
        for run in 1...self.bench.runCount {
            self.bench.note("memory: \(users) users, run \(run)")
            let small = self.folded(.contact, users, withKeys: false)
            contact.add(small.perUser)
            let keyless = self.folded(.visit, users, withKeys: false)
            visit.add(keyless.perUser)
            let whole = self.folded(.visit, users, withKeys: true)
            key.add((whole.byteCount - keyless.byteCount) / Double(max(1, whole.keyCount)))
            event.add(whole.byteCount / Double(whole.eventCount))
        }
        let parameters = [Measurement.Parameter.count("users", users)]
        report(contact.measurement("memory.contact", unit: "bytes/user", parameters))
        report(visit.measurement("memory.visit", unit: "bytes/user", parameters))
        report(key.measurement("memory.key", unit: "bytes/key", parameters))
        report(event.measurement("memory.event", unit: "bytes/event", parameters))
        report(try await self.disk(users * Visitor.eventsAVisit))
    }

    /// What books of a crowd come to.
    private struct Folded {
        var byteCount: Double
        var eventCount: Int64
        var keyCount: Int64
        var perUser: Double
    }

    private func folded(_ stay: Visitor.Stay, _ users: Int64, withKeys: Bool) -> Folded {
        var (keyCount, userCount, position) = (Int64(0), Int64(0), Position(0))
        var books: Books? = Books()
        var mill = LedgerMill(seed: self.bench.seed, stay: stay)
        for event in mill.openHouse() { Self.fold(event, into: &books, &position) }
        while mill.leftCount < users {
            for var event in mill.batch() {
                if !withKeys { event.envelope.key = nil }
                if event.envelope.key != nil { keyCount += 1 }
                Self.fold(event, into: &books, &position)
            }
        }
        userCount = Int64(books?.userCount ?? 0)
        // What goes with the books is theirs: nothing else is let go of between the two looks.
        let before = Floors.heapByteCount
        books = nil
        let byteCount = Double(before - Floors.heapByteCount)
        return Folded(
            byteCount: byteCount,
            eventCount: position,
            keyCount: keyCount,
            perUser: byteCount / Double(max(1, userCount))
        )
    }

    private static func fold(
        _ event: NewEvent,
        into books: inout Books?,
        _ position: inout Position
    ) {
        position += 1
        books?.apply(
            RecordedEvent(
                position: position,
                recordedAt: event.envelope.effectiveAt,
                envelope: event.envelope,
                event: event.event
            )
        )
    }

    private func disk(_ eventCount: Int64) async throws -> Measurement {
        let place = try await LedgerShelf(bench: self.bench).ledger(of: eventCount)
        let file = try Floors.read(place.database)
        let scan = try Floors.scan(place.database)
        let rows = Double(max(1, scan.rowCount))
        var series = Series()
        // The link is ours, and no field of the event.
        let fields = Double(scan.byteCount) / rows - Double(ChainHash.byteCount)
        series.add(Double(file.byteCount) / rows, floor: fields)
        return series.measurement(
            "memory.disk",
            unit: "bytes/event",
            [.count("events", eventCount)]
        )
    }
}

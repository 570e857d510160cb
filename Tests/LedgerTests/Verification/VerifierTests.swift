import Foundation
import Ledger
import Testing

/// Whatever another tool does to the file, verification names the place.
@Suite(.timeLimit(.minutes(2))) struct VerifierTests {
    private typealias Finding = Verification.Finding

    @Test("A sound ledger has no finding, and every event was read")
    func sound() async throws {
        try await Self.withMixedLedger { ledger in
            var verifier = try Verifier(path: ledger.path)
            let told = Lock<[Position]>([])
            let verification = verifier.run { done, _ in told.withLock { $0.append(done) } }
            #expect(verification.isSound)
            #expect(verification.findings == [])
            #expect(verification.eventCount == 40)
            #expect(verification.head.position == 40)
            #expect(verification.libraryVersion.hasPrefix("3."))
            #expect(told.withLock { $0.last } == 40)
        }
    }

    @Test(
        "A changed column is found, with the position and nothing before it",
        arguments: [
            "body = CAST(body || x'00' AS BLOB)", "user = user + 1",
            "recorded_at = recorded_at + 1", "charge = 'another'", "charge = NULL",
            "kind = kind + 1", "hash = zeroblob(32)",
            "hash = CAST(substr(hash, 2) || x'01' AS BLOB)",
        ]
    )
    func changedColumn(change: String) async throws {
        try await Self.withMixedLedger { ledger in
            let found = try Self.findings(
                after: "UPDATE event SET \(change) WHERE position = 20",
                in: ledger
            )
            // A changed link is seen twice: it follows from nothing, and nothing follows from it.
            let positions: [Position] = change.hasPrefix("hash") ? [20, 21] : [20]
            let broken = found.filter { $0.code == .chain }
            #expect(broken.map(\.position) == positions)
            #expect(found.allSatisfy { positions.contains($0.position ?? 20) })
        }
    }

    @Test("A change of the last event is found, though nothing follows it")
    func last() async throws {
        try await Self.withMixedLedger { ledger in
            let found = try Self.findings(
                after: "UPDATE event SET user = 1 WHERE position = 40",
                in: ledger
            )
            #expect(found.map(\.position) == [40])
        }
    }

    @Test("Removed events are a gap, and those after it are checked", arguments: [1, 20, 39])
    func removed(position: Position) async throws {
        try await Self.withMixedLedger { ledger in
            let found = try Self.findings(
                after: "DELETE FROM event WHERE position = \(position)",
                in: ledger
            )
            #expect(found.map(\.code) == [.gap])
            #expect(found.first?.position == position)
        }
    }

    @Test("Events cut off at the end are a gap, and the head row says so")
    func cutOff() async throws {
        try await Self.withMixedLedger { ledger in
            let found = try Self.findings(
                after: "DELETE FROM event WHERE position > 37",
                in: ledger
            )
            #expect(found.map(\.code) == [.gap, .head])
            #expect(found.first?.position == 38)
        }
    }

    @Test("Two events that changed places are found, both")
    func swapped() async throws {
        try await Self.withMixedLedger { ledger in
            let found = try Self.findings(
                after: """
                    UPDATE event SET position = 1000 WHERE position = 11;
                    UPDATE event SET position = 11 WHERE position = 13;
                    UPDATE event SET position = 13 WHERE position = 1000
                    """,
                in: ledger
            )
            let positions = Set(found.compactMap(\.position))
            #expect(positions.isSuperset(of: [11, 13]))
            #expect(positions.isSubset(of: [11, 12, 13, 14]))
        }
    }

    @Test("An event more than the head row knows is found")
    func added() async throws {
        try await Self.withMixedLedger { ledger in
            let found = try Self.findings(
                after: "INSERT INTO event SELECT 41, user, kind, recorded_at, NULL, body, hash "
                    + "FROM event WHERE position = 40",
                in: ledger
            )
            #expect(found.map(\.code) == [.head])
        }
    }

    @Test(
        "A dropped, changed or foreign object of the schema is named",
        arguments: [
            ("DROP TRIGGER event_no_update", "missing or changed: CREATE TRIGGER event_no_update"),
            ("DROP INDEX event_charge", "missing or changed: CREATE UNIQUE INDEX event_charge"),
            ("CREATE TABLE mine (id INTEGER)", "not ours: CREATE TABLE mine"),
            ("DROP TABLE inbox", "missing or changed: CREATE TABLE inbox"),
        ]
    )
    func schema(sql: String, message: String) async throws {
        try await Self.withMixedLedger { ledger in
            try OutsideProgram.sql(sql, on: ledger.path)
            let found = try ledger.verified().findings
            #expect(found.map(\.code) == [.schema])
            #expect(found.first?.message.hasPrefix(message) == true)
        }
    }

    @Test("An epoch that no event began is found")
    func epoch() async throws {
        try await Self.withMixedLedger { ledger in
            let found = try Self.findings(after: "UPDATE ledger_head SET epoch = 7", in: ledger)
            #expect(found.map(\.code) == [.head])
        }
    }

    @Test("A file that was cut is reported, or not even opened")
    func truncated() async throws {
        try await Self.withMixedLedger { ledger in
            let bytes = try Data(contentsOf: URL(filePath: ledger.path))
            for cut in stride(from: 0, to: bytes.count, by: 4_096) {
                try ledger.write(Array(bytes.prefix(cut)), to: "")
                let verification = try? ledger.verified()
                #expect(verification?.isSound != true, "cut to \(cut)")
            }
        }
    }

    @Test("Much damage is listed up to the limit, each on one line")
    func limit() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 300)
            let found = try Self.findings(after: "UPDATE event SET body = x'FF'", in: ledger)
            #expect(found.count == Verification.findingCountMax)
            #expect(found.allSatisfy { !$0.message.contains("\n") })
        }
    }

    @Test("500 random bytes changed, one at a time: the log is the same, or something is said")
    func flips() async throws {
        try await Self.withMixedLedger { ledger in
            let file = URL(filePath: ledger.path)
            let sound = try Data(contentsOf: file)
            let events = try ledger.events()
            var dice = Dice(seed: 2_026)
            var silentCount = 0
            for round in 0..<500 {
                let offset = dice.count(0...(sound.count - 1))
                let mask = UInt8(dice.count(1...255))
                var changed = sound
                changed[offset] ^= mask
                try changed.write(to: file)
                guard let verification = try? ledger.verified(), verification.isSound else {
                    continue
                }
                silentCount += 1
                let read = try? ledger.events()
                #expect(read == events, "round \(round): byte \(offset) by \(mask)")
            }
            // Most of a small file is free space; but not all of it.
            #expect(silentCount < 500)
        }
    }

    /// Drops the guards, runs SQL, puts the guards back, and verifies.
    private static func findings(
        after sql: String,
        in ledger: TemporaryLedger
    ) throws -> [Finding] {
        let program = try OutsideProgram.python(
            """
            database = sqlite3.connect(sys.argv[1], isolation_level=None)
            guards = database.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in guards: database.execute(f"DROP TRIGGER {name}")
            database.executescript(sys.argv[2])
            for _, sql in guards: database.execute(sql)
            database.close()
            """,
            ledger.path,
            sql
        )
        #expect(program.status == 0, "\(program.output)")
        return try ledger.verified().findings
    }

    /// Forty events of many kinds; the twentieth is a payment, so that it has a charge.
    private static func withMixedLedger(
        _ body: (TemporaryLedger) async throws -> Void
    ) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { writer, _ in
                for position in 1...40 {
                    var dice = Dice(seed: UInt64(position))
                    var event = Event.random(EventKind.allCases[position % 33], &dice)
                    if position == 20 {
                        let charge = ChargeID(rawValue: "stxk-20")
                        let sku = SKU(rawValue: "TICKET_3")
                        event = .paymentReceived(.init(charge: charge, sku: sku, stars: .hundred))
                    }
                    _ = try await writer.submit(.init(events: [event]))
                }
            }
            try await body(ledger)
        }
    }
}

import Foundation
import Ledger
import Testing

/// What opening says about a file that is not as we left it: one line, and what to do.
@Suite(.timeLimit(.minutes(2))) struct OpeningTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Python, run on a sound ledger of 300 events that is named `path`.
        var script: String
        var code: LedgerError.Code
        var says: String
    }

    private static let sql = "database = sqlite3.connect(path); database.executescript"
    private static let cases = [
        Case(
            testDescription: "text where a ledger was",
            script: "open(path, 'w').write('hello ' * 100)",
            code: .damaged,
            says: "is damaged (bytes 0 to 23 and 44 to 47 and 52 to 91)"
        ),
        Case(
            testDescription: "text where nothing tells of a ledger",
            script: "open(path, 'w').write('hello ' * 100); os.remove(path + '.head')",
            code: .notOurs,
            says: "is not a SQLite database"
        ),
        Case(
            testDescription: "cut to 50 bytes",
            script: "os.truncate(path, 50)",
            code: .damaged,
            says: "is damaged (bytes 0 to 23 and"
        ),
        Case(
            testDescription: "the Python bot's database",
            script: """
                os.remove(path)
                \(Self.sql)('CREATE TABLE users (user_id INTEGER); CREATE TABLE payments (id INTEGER)')
                """,
            code: .notOurs,
            says: "starledger import"
        ),
        Case(
            testDescription: "another program's database",
            script: "os.remove(path); \(Self.sql)('CREATE TABLE users (id INTEGER)')",
            code: .notOurs,
            says: "another program's database"
        ),
        Case(
            testDescription: "another application id",
            script: "\(Self.sql)('PRAGMA application_id = 1397507921')",
            code: .damaged,
            says: "the header of "
        ),
        Case(
            testDescription: "another application id, and nothing beside the file",
            script: "\(Self.sql)('PRAGMA application_id = 7'); os.remove(path + '.head')",
            code: .damaged,
            says: "is damaged (bytes 68 to 71); keep it, run `starledger verify --salvage OUT`"
        ),
        Case(
            testDescription: "a schema version that no program will reach",
            script: "\(Self.sql)('PRAGMA user_version = 65537')",
            code: .damaged,
            says: "is damaged (bytes 60 to 63)"
        ),
        Case(
            testDescription: "a newer schema",
            script: "\(Self.sql)('PRAGMA user_version = 2')",
            code: .newerSchema,
            says: "has schema version 2, this program knows 1; use the newer program"
        ),
        Case(
            testDescription: "a schema version that never was",
            script: "\(Self.sql)('PRAGMA user_version = 0')",
            code: .damaged,
            says: "restore a backup"
        ),
        Case(
            testDescription: "cut in half",
            script: "os.truncate(path, os.path.getsize(path) // 2)",
            code: .damaged,
            says: "restore a backup"
        ),
        Case(
            testDescription: "a head row ahead of the events",
            script: "\(Self.sql)('UPDATE ledger_head SET position = position + 1')",
            code: .damaged,
            says: "the head row says 301, the newest event is 300"
        ),
        Case(
            testDescription: "a head row with another link",
            script: "\(Self.sql)('UPDATE ledger_head SET hash = zeroblob(32)')",
            code: .damaged,
            says: "another link"
        ),
        Case(
            testDescription: "a head row with another time",
            script: "\(Self.sql)('UPDATE ledger_head SET recorded_at = recorded_at + 1')",
            code: .damaged,
            says: "another time"
        ),
        Case(
            testDescription: "no head row",
            script: "\(Self.sql)('DELETE FROM ledger_head')",
            code: .damaged,
            says: "the head row is missing"
        ),
        Case(
            testDescription: "no head table",
            script: "\(Self.sql)('DROP TABLE ledger_head')",
            code: .damaged,
            says: "lacks a table"
        ),
        Case(
            testDescription: "the last event gone",
            script: "\(Self.sql)('DROP TRIGGER event_no_delete; "
                + "DELETE FROM event WHERE position = 300')",
            code: .damaged,
            says: "the head row says 300, the newest event is 299"
        ),
    ]

    @Test("A file that is not as we left it is refused by writer and reader", arguments: Self.cases)
    func refused(_ example: Case) async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 300)
            let made = try OutsideProgram.python(
                "path = sys.argv[1]\n\(example.script)",
                ledger.path
            )
            #expect(made.status == 0, "\(made.output)")
            let before = try Data(contentsOf: URL(filePath: ledger.path))
            let writing = await #expect(throws: LedgerError.self) {
                try await ledger.writing { _, _ in }
            }
            let reading = #expect(throws: LedgerError.self) { try EventReader(path: ledger.path) }
            for error in [writing, reading] {
                #expect(error?.code == example.code)
                #expect(error?.description.contains(example.says) == true, "\(error as Any)")
                #expect(error?.description.contains("\n") == false)
                #expect(error?.message.contains(ledger.path) == true)
            }
            // Refusing leaves every byte as it was found.
            let after = try Data(contentsOf: URL(filePath: ledger.path))
            #expect(after == before)
        }
    }

    @Test("An empty file becomes a ledger; a missing one is made; a reader makes none")
    func new() async throws {
        try await withTemporaryLedger { ledger async throws in
            let error = #expect(throws: LedgerError.self) { try EventReader(path: ledger.path) }
            #expect(error?.code == .storageUnavailable)
            #expect(ledger.size() == nil)
            try ledger.write([], to: "")
            // What a kill while the file was made may have left.
            try ledger.write([1, 2], to: ".new")
            try await ledger.append(count: 1)
            #expect(try ledger.events().count == 1)
            #expect(ledger.size(".new") == nil)
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("A file that is gone while its write-ahead log is there is not made anew")
    func orphan() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.writingUntilKilled { writer in _ = try await writer.submit(.init()) }
            try ledger.remove("")
            try ledger.write([], to: "")
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.writing { _, _ in }
            }
            #expect(error?.code == .damaged)
            #expect((ledger.size("-wal") ?? 0) > 0)
        }
    }

    @Test("A file that is gone while its head is there is not made anew until the head goes, too")
    func lost() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 3)
            try ledger.remove("")
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.writing { _, _ in }
            }
            #expect(error?.code == .damaged)
            #expect(error?.message.contains("held 3 events") == true)
            #expect(ledger.size() == nil)
            try ledger.remove(".head")
            try await ledger.append(count: 1)
            #expect(try ledger.events().count == 1)
        }
    }

    @Test(
        "A read-only disk: reading works, writing is refused with what to do",
        .enabled(if: Mount.isPossible, "needs the right to mount a small file system")
    )
    func readOnly() async throws {
        try await withSmallDisk { disk, _ in
            try await disk.append(count: 3)
            try Mount.makeReadOnly(disk.folder)
            let error = await #expect(throws: LedgerError.self) {
                try await disk.writing { _, _ in }
            }
            #expect(error?.code == .storageUnavailable)
            #expect(error?.message.contains("writable") == true)
            #expect(try disk.events().count == 3)
            #expect(try disk.verified().findings == [])
        }
    }

    @Test("Reading and verifying a ledger that is being written finds no damage that is not there")
    func whileWriting() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.writing { writer, _ in
                let isDone = Lock(false)
                async let looks = Self.look(at: ledger, until: isDone)
                for _ in 0..<20 {
                    _ = try await LedgerWriterTests.submit(50, to: writer) { _ in .init() }
                }
                isDone.withLock { $0 = true }
                #expect(try await looks > 0)
            }
        }
    }

    @Test("A reader in this process leaves the writer's locks alone")
    func locks() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.writing { writer, _ in
                _ = try await writer.submit(.init())
                _ = try ledger.events()
                _ = try ledger.verified()
                // A plain connection that is closed last copies and deletes a -wal nobody locks.
                let first = try OutsideProgram.sql("SELECT count(*) FROM event", on: ledger.path)
                #expect(first.output == "1\n")
                #expect((ledger.size("-wal") ?? 0) > 0)
                _ = try await writer.submit(.init())
                let second = try OutsideProgram.sql("SELECT count(*) FROM event", on: ledger.path)
                #expect(second.output == "2\n")
            }
            #expect(try ledger.verified().eventCount == 2)
        }
    }

    @concurrent
    private static func look(
        at ledger: TemporaryLedger,
        until isDone: borrowing Lock<Bool>
    )
        async throws -> Int
    {
        var count = 0
        while !isDone.withLock({ $0 }) {
            let verification = try ledger.verified()
            #expect(verification.findings == [])
            _ = try EventReader(path: ledger.path)
            count += 1
        }
        return count
    }
}

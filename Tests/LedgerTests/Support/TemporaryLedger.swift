import Foundation
import Ledger

typealias TallyWriter = LedgerWriter<TallyRules>

/// A ledger's place in a folder of its own, which is gone after the scope.
struct TemporaryLedger: Sendable {
    let folder: URL

    var path: String { self.folder.appending(path: "ledger.db").path }

    /// Opens the ledger, lends its writer, and closes it: one complete file is left.
    func writing<Result: Sendable>(
        _ settings: (inout WriterSettings) -> Void = { _ in },
        _ body: (TallyWriter, OpenedLedger) async throws -> Result
    ) async throws -> Result {
        let writer = self.writer(settings)
        let lease = try Lease(of: self.path, verb: "test", since: Instant(seconds: 0))
        let (openings, opening) = AsyncStream.makeStream(of: OpenedLedger.self)
        async let running: Void = Self.run(writer, holding: lease, telling: opening)
        var opened: OpenedLedger?
        for await ledger in openings { opened = ledger }
        guard let opened else {
            try await running
            throw LedgerError(.closing, "the writer ended before it opened")
        }
        do {
            let result = try await body(writer, opened)
            writer.close()
            try await running
            return result
        } catch {
            writer.close()
            try? await running
            throw error
        }
    }

    /// A writer that nobody runs yet.
    func writer(_ settings: (inout WriterSettings) -> Void = { _ in }) -> TallyWriter {
        var chosen = WriterSettings(path: self.path, clock: TestClock().now)
        settings(&chosen)
        return TallyWriter(rules: TallyRules(), state: TallyRules.State(), settings: chosen)
    }

    private static func run(
        _ writer: TallyWriter,
        holding lease: Lease,
        telling opening: AsyncStream<OpenedLedger>.Continuation
    ) async throws {
        defer { opening.finish() }
        try await writer.run(
            holding: lease,
            fold: { reader throws(LedgerError) in try TallyRules.folded(reader) },
            opened: { ledger in
                opening.yield(ledger)
                opening.finish()
            }
        )
    }

    /// Opens, lends and ends the ledger as a kill would: the write-ahead log stays as it is.
    func writingUntilKilled(_ body: (TallyWriter) async throws -> Void) async throws {
        try await self.writing { settings in
            // No pause is long enough for a checkpoint: all that is written here stays in the log.
            settings.idleSeconds = 3_600
        } _: { writer, _ in
            try await body(writer)
            writer.abandonWithoutFlushing()
        }
    }

    /// Appends events of one user through a writer of its own.
    func append(count: Int, user: Int64 = 77) async throws {
        try await self.writing { writer, _ in
            for _ in 0..<count { _ = try await writer.submit(.init(user: UserID(rawValue: user))) }
        }
    }

    /// Every event of the log, read as another process would.
    func events() throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        try EventReader(path: self.path).forEach(after: 0) { event, _ in
            events.append(event)
            return true
        }
        return events
    }

    func verified() throws -> Verification {
        var verifier = try Verifier(path: self.path)
        return verifier.run()
    }

    func size(_ suffix: String = "") -> Int? {
        let found = try? FileManager.default.attributesOfItem(atPath: self.path + suffix)
        return (found?[.size] as? NSNumber)?.intValue
    }

    func permissions(_ suffix: String = "") -> Int? {
        let found = try? FileManager.default.attributesOfItem(atPath: self.path + suffix)
        return (found?[.posixPermissions] as? NSNumber)?.intValue
    }

    /// Puts one file where another is, or is not.
    func copy(_ suffix: String, over target: String) throws {
        let bytes = try Data(contentsOf: URL(filePath: self.path + suffix))
        try bytes.write(to: URL(filePath: self.path + target))
    }

    /// Writes a file beside the ledger, or over it.
    func write(_ bytes: [UInt8], to suffix: String) throws {
        try Data(bytes).write(to: URL(filePath: self.path + suffix))
    }

    func remove(_ suffix: String) throws {
        try FileManager.default.removeItem(atPath: self.path + suffix)
    }
}

/// Lends a place for a ledger, in a folder that is gone afterwards.
func withTemporaryLedger<Result>(
    _ body: (TemporaryLedger) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "starledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(TemporaryLedger(folder: folder))
}

/// A clock that moves when the test moves it.
final class TestClock: Sendable {
    private let moment: Lock<Instant>

    init(_ moment: Instant = Instant(seconds: 1_767_236_400)) {
        self.moment = Lock(moment)
    }

    @Sendable func now() -> Instant { self.moment.withLock { $0 } }

    func set(_ moment: Instant) { self.moment.withLock { $0 = moment } }
}

/// Waits, without sleeping, for something that another thread is about to do.
///
/// - Returns: Whether it came to pass within the limit.
func eventually(
    within seconds: Int = 20,
    _ condition: () async throws -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try await condition() { return true }
        await Task.yield()
    }
    return false
}

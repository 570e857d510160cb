public import CoreMetrics
private import Foundation
public import Ledger
public import Logging
public import Payments
public import Projections
public import ServiceLifecycle

/// The one front door of the ledger: submit a command, read what is published.
///
/// Telegram, the command line and whatever comes next use only this. It owns the lease, the
/// writer, the snapshots and the keys.
///
/// ```swift
/// let ledger = try LedgerService(place: place, verb: "serve", catalogue: .builtIn, logger: logger)
/// // run() in a service group …
/// let answer = try await ledger.submit(.meet, request)
/// ```
public final class LedgerService: Service, Sendable {
    /// How many events after the newest snapshot make a new one worth its time.
    public static let snapshotEventCount: Int64 = 10_000

    /// The keys that seal personal text.
    public let keyring: Keyring

    /// What is on sale.
    public let catalogue: Catalogue

    /// The clock that commands and records go by.
    public let clock: @Sendable () -> Instant

    let place: LedgerPlace
    let logger: Logger
    let writer: LedgerWriter<HouseRules>
    let feed: Feed<RecordedEvent>
    private let failureFeed: Feed<LedgerError>
    let notary: Notary
    private let finds = Finds()
    private let lease: Lock<Lease?>
    private let heldLease = Lock<Lease?>(nil)
    private let owedCount: Figure
    private let knownEpoch = Lock<Int64>(1)
    private let opening = Promise<OpenedLedger>()
    let openingLoss = Lock<OpeningLoss.Answer?>(nil)

    /// Takes the lease of a ledger; ``run()`` opens it.
    ///
    /// - Parameters:
    ///   - place: Where its files lie; the folder is made if it is absent.
    ///   - verb: What the lease is taken for, for example `serve`.
    ///   - catalogue: What is on sale.
    ///   - clock: The clock to go by.
    ///   - metrics: Where figures go; by default to the one that the executable chose.
    ///   - logger: Where to log.
    /// - Throws: ``LedgerError`` `leaseHeld` if another process writes this ledger, `damaged` if an
    ///   import into it was begun and not finished.
    public init(
        place: LedgerPlace,
        verb: String,
        catalogue: Catalogue,
        clock: @escaping @Sendable () -> Instant = { .now },
        metrics: (any MetricsFactory)? = nil,
        logger: Logger
    ) throws(LedgerError) {
        try Self.makeFolder(place.folder)
        let lease = try Lease(of: place.database, verb: verb, since: clock())
        if verb == ImportRun.verb {
            try UnfinishedImport.beginIfNew(in: place)
        } else {
            try UnfinishedImport.refuse(in: place)
        }
        self.lease = Lock(lease)
        try Self.refuseLostLedger(place)
        self.keyring = try Keyring(path: place.keys)
        let notary = Notary(of: place, clock: clock, logger: logger)
        self.notary = notary
        self.place = place
        self.catalogue = catalogue
        self.clock = clock
        self.logger = logger
        let feed = Feed<RecordedEvent>()
        self.feed = feed
        let failureFeed = Feed<LedgerError>()
        self.failureFeed = failureFeed
        let measures = LedgerMeasures(factory: metrics ?? MetricsSystem.factory)
        let owedCount = Figure()
        self.owedCount = owedCount
        var settings = WriterSettings(
            path: place.database,
            clock: clock,
            committed: { events in
                feed.send(events)
                measures.note(events)
            },
            closing: { reader in
                Self.keepSnapshot(from: reader, of: place, logger)
                notary.end()
            }
        )
        settings.chained = { head, links in notary.note(head, links) }
        settings.knownElsewhere = { head in Notary.known(of: head, in: place) }
        settings.measures = WriterMeasures(
            committed: { batch in
                owedCount.set(batch.owedCount)
                measures.note(batch)
            },
            failed: { failure in
                measures.note(failure)
                failureFeed.send([failure])
            }
        )
        settings.found = { [finds] in finds.hand($0) }
        self.writer = LedgerWriter(
            rules: HouseRules(catalogue: catalogue),
            state: Books(),
            settings: settings
        )
    }

    /// Opens the ledger, serves until graceful shutdown or ``close()``, and leaves one complete
    /// file.
    ///
    /// - Throws: ``LedgerError`` if the file cannot be opened, or turns out to be damaged.
    public func run() async throws {
        let (place, logger, notary) = (self.place, self.logger, self.notary)
        let keyring = self.keyring
        // The lease is given back when this returns, not when the last reference goes.
        guard let lease = self.lease.withLock({ $0.take() }) else {
            throw LedgerError(.closing, "this ledger has run already; open it again")
        }
        self.heldLease.withLock { $0 = lease }
        defer {
            self.heldLease.withLock { $0 = nil }
            self.feed.close()
            self.failureFeed.close()
            self.finds.close()
            self.opening.fulfil(.failure(LedgerError(.closing, "the ledger is shut")))
        }
        try await withGracefulShutdownHandler {
            // Whoever works on the ledger failed: what waits is still written, and the file is
            // left complete.
            try await withTaskCancellationHandler {
                do {
                    try await self.writer.run(
                        holding: lease,
                        fold: { (reader) throws(LedgerError) in
                            try notary.begin(with: reader)
                            try Self.repeatErasures(of: reader, keyring, logger)
                            // After a crash the log may be far ahead of the snapshot.
                            return try Self.books(from: reader, of: place, logger)
                        },
                        opened: { opened in
                            self.knownEpoch.withLock { $0 = opened.head.epoch }
                            self.owedCount.set(Int64(opened.outbox.count))
                            self.opening.fulfil(.success(opened))
                        }
                    )
                } catch let error as LedgerError {
                    self.opening.fulfil(.failure(error))
                    throw error
                }
            } onCancel: {
                self.close()
            }
        } onGracefulShutdown: {
            self.close()
        }
    }

    /// Waits until the ledger is open.
    ///
    /// - Returns: What opening found: the head, and the work that was left undone.
    /// - Throws: ``LedgerError`` if it cannot be opened.
    public func opened() async throws(LedgerError) -> OpenedLedger {
        try await self.opening.value()
    }

    /// Submits a command and returns once its events are on disk.
    ///
    /// - Parameters:
    ///   - command: What to do.
    ///   - request: For whom, when, by whom, under which key.
    ///   - work: What to change beside the log, in the same transaction.
    /// - Returns: The ruling, the events, and the answers that became owed.
    /// - Throws: ``LedgerError``; the same command under the same key may be submitted again.
    public func submit(
        _ command: Command,
        _ request: Request,
        work: (@Sendable (Ruling, [RecordedEvent]) -> [WorkChange])? = nil
    ) async throws(LedgerError) -> Answer<Ruling> {
        try await self.writer.submit(
            Order(command: command, request: request),
            work: work
        )
    }

    /// Changes the work beside the log, without a command.
    ///
    /// - Returns: The answers that became owed.
    /// - Throws: ``LedgerError``, as ``submit(_:_:work:)`` does.
    @discardableResult
    public func change(_ changes: [WorkChange]) async throws(LedgerError) -> [OutboxRow] {
        try await self.writer.change(changes)
    }

    /// Lends the published projections; `body` must be short.
    public func read<Result: Sendable>(_ body: (borrowing Books) -> Result) -> Result {
        self.writer.read(body)
    }

    /// How often a copy has been put back, plus one.
    public var epoch: Int64 { self.knownEpoch.withLock { $0 } }

    /// How the ledger is doing at this moment.
    public var health: LedgerHealth {
        LedgerHealth(
            condition: self.writer.currentCondition,
            holdsLease: self.heldLease.withLock { $0?.isInPlace ?? false },
            waitingCount: self.writer.waitingCount,
            owedCount: self.owedCount.value
        )
    }

    /// The events from now on.
    public func watch() -> AsyncStream<RecordedEvent> {
        self.feed.watch()
    }

    /// The failures of the disk from now on.
    ///
    /// While the ledger cannot write, whoever hears of it must not rely on it.
    public func failures() -> AsyncStream<LedgerError> {
        self.failureFeed.watch()
    }

    /// Hands over what commits of unknown outcome turn out to have left: from then on, and what
    /// was found before.
    ///
    /// - Parameter body: Called from the writer's thread before anything else is committed, so it
    ///   must neither wait nor submit; once a find.
    public func whenFound(_ body: @escaping @Sendable (FoundWork) -> Void) {
        self.finds.watch(body)
    }

    /// Whether the file that is open still lies where it was opened.
    public var isFileInPlace: Bool { self.writer.isFileInPlace }

    /// Takes no more commands; those that wait are still carried out.
    public func close() {
        self.writer.close()
    }

    /// Ends the ledger as a killed process would, for showing what a crash does.
    public func abandonWithoutFlushing() {
        self.writer.abandonWithoutFlushing()
    }

    /// A copy of the keys that was put back opens nothing that was erased.
    private static func repeatErasures(
        of reader: EventReader,
        _ keyring: Keyring,
        _ logger: Logger
    ) throws(LedgerError) {
        let users = try keyring.repeatErasures(of: reader)
        guard !users.isEmpty else { return }
        logger.warning(
            "keys of erased people had come back and were destroyed again",
            metadata: ["users": "\(users.count)"]
        )
    }

    /// The projections at the head, with a snapshot of them where the newest is far behind.
    private static func books(
        from reader: EventReader,
        of place: LedgerPlace,
        _ logger: Logger
    ) throws(LedgerError) -> Books {
        try Snapshots.refresh(from: reader, in: place.snapshots) { error in
            logger.warning(
                "no snapshot was written; the next start folds more of the log",
                metadata: ["error": "\(error)"]
            )
        }
    }

    /// Leaves a snapshot for the next start, if the newest one is far behind.
    private static func keepSnapshot(
        from reader: EventReader,
        of place: LedgerPlace,
        _ logger: Logger
    ) {
        let head = reader.head.position
        let newest = SnapshotFile.all(in: place.snapshots).first { $0.position <= head }
        guard head - (newest?.position ?? 0) >= Self.snapshotEventCount else { return }
        do throws(LedgerError) {
            _ = try Self.books(from: reader, of: place, logger)
        } catch {
            logger.warning(
                "the log could not be read for a snapshot; the next start folds more of it",
                metadata: ["error": "\(error)"]
            )
        }
    }

    private static func makeFolder(_ folder: String) throws(LedgerError) {
        do {
            // Only the owner enters: keys and a socket lie in it.
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot make the folder \(folder); check SQLITE_DB_PATH and its permissions",
                cause: error
            )
        }
    }
}

extension Instant {
    /// The machine's clock.
    public static var now: Instant {
        Instant(microseconds: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
    }
}

internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// Watches over the bot while it runs, and sounds the alarms that no update brings about.
final class Watch: Sendable {
    /// How often the disk and the ledger are looked at.
    static let lookInterval = Duration.seconds(60)

    private let desk: Desk
    private let alarm: Alarm
    private let post: CheckpointPost
    private let lanes: Lanes<LaneKey, Errand>
    private let outages: [OutageWatch]
    private let storage: @Sendable () -> LedgerStorage
    private let backups: BackupSchedule?
    private let verifications: VerifySchedule?
    private let pause: @Sendable (Duration) async throws -> Void
    private let failure = Lock(Episode())

    /// Creates a watch that ``run()`` keeps.
    ///
    /// - Parameters:
    ///   - desk: The ledger, and how to speak.
    ///   - alarm: What sounds.
    ///   - post: Posts the checkpoint of the day.
    ///   - lanes: Where answers are delivered.
    ///   - outages: How calls to Telegram and to the language model go.
    ///   - storage: How much room the ledger has.
    ///   - backups: Makes backups, if any are wanted.
    ///   - verifications: Verifies the log, if that is wanted.
    ///   - pause: Waits until the next look.
    init(
        desk: Desk,
        alarm: Alarm,
        post: CheckpointPost,
        lanes: Lanes<LaneKey, Errand>,
        outages: [OutageWatch],
        storage: @escaping @Sendable () -> LedgerStorage,
        backups: BackupSchedule?,
        verifications: VerifySchedule?,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.desk = desk
        self.alarm = alarm
        self.post = post
        self.lanes = lanes
        self.outages = outages
        self.storage = storage
        self.backups = backups
        self.verifications = verifications
        self.pause = pause
    }

    /// Watches until the task is cancelled.
    ///
    /// - Parameter opened: What the start found.
    func run(after opened: OpenedLedger) async {
        let (events, failures) = (self.desk.ledger.watch(), self.desk.ledger.failures())
        await withDiscardingTaskGroup { group in
            group.addTask { await self.countErrors(in: events) }
            group.addTask { await self.hear(failures) }
            let isSealedAnew = self.desk.ledger.keysAreNew
            // Rows without a use note what was done or chosen; nothing lies in them.
            let sealedCount = opened.inbox.count { $0.use > 0 } + opened.outbox.count
            let workCount = isSealedAnew ? sealedCount : 0
            group.addTask { await self.tellOfLostKeys(workCount: workCount) }
            group.addTask { await self.look(at: self.looks) }
            group.addTask { await self.keepBackups() }
            group.addTask { await self.keepVerifying() }
            for outage in self.outages {
                group.addTask { await self.follow(outage) }
            }
        }
    }

    /// Tells of keys that are gone: the log goes on without them, so nothing else would.
    private func tellOfLostKeys(workCount: Int) async {
        let ledger = self.desk.ledger
        let lost = try? await ledger.lostKeys()
        guard lost != nil || workCount > 0 else { return }
        self.desk.logger.error(
            """
            keys.db lacks keys of this log; stop the bot, put the old keys.db back in its place, \
            and start it
            """,
            metadata: [
                "feedback.unreadable": "\(lost?.entryCount ?? 0)",
                "feedback.users": "\(lost?.userCount ?? 0)",
                "feedback.newest": "\(lost?.newest ?? 0)", "work.unreadable": "\(workCount)",
            ]
        )
        await self.sound(.keysLost(lost, workCount: workCount), as: .keys)
    }

    /// One look at once, then one each interval.
    private var looks: AsyncStream<Void> {
        let isFirst = Lock(true)
        let pause = self.pause
        return AsyncStream {
            let isNow = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            if isNow { return () }
            // A pause that is cut short ends the watch.
            return try? await pause(Self.lookInterval)
        }
    }

    func sound(_ text: AlarmText, as kind: AlarmKind, isDirect: Bool = false) async {
        await self.alarm.sound(text, as: kind, isDirect: isDirect, through: self.lanes)
    }
}

// MARK: - Errors and outages

extension Watch {
    private func countErrors(in events: AsyncStream<RecordedEvent>) async {
        var count = ErrorCount()
        for await event in events {
            guard case .errorRecorded(let error) = event.event,
                let counts = count.note(error.error, at: event.recordedAt)
            else { continue }
            await self.sound(.manyErrors(counts), as: .errors)
        }
    }

    private func follow(_ outage: OutageWatch) async {
        for await change in outage.changes {
            switch (outage.server, change) {
            case (.telegram, .lost), (.telegram, .stillLost):
                await self.recordLostConnection()
            case (.telegram, .back(let from, let to)):
                await self.sound(.telegramBack(from, to, self.clock), as: .telegram)
            case (.model, .lost(let since)):
                await self.sound(.modelLost(since, self.clock), as: .model)
            case (.model, .stillLost):
                break
            case (.model, .back(let from, let to)):
                await self.sound(.modelBack(from, to, self.clock), as: .modelBack)
            }
        }
    }

    /// An error for each minute that Telegram is away: `/admin stats` shows how long it was.
    private func recordLostConnection() async {
        let ledger = self.desk.ledger
        let request = Visit.ofSystem(about: nil, at: ledger.clock(), rid: RequestID.new())
        do throws(LedgerError) {
            _ = try await ledger.submit(.recordError(.connection), request)
        } catch {
            self.desk.logger.warning(
                "an error of the connection could not be recorded",
                metadata: ["rid": "\(request.rid)", "error": "\(error)"]
            )
        }
    }

    private var clock: ClockText { ClockText(self.desk.settings.dayClock) }
}

// MARK: - The ledger and its disk

extension Watch {
    /// What a disk refuses cannot be told through the ledger.
    private func hear(_ failures: AsyncStream<LedgerError>) async {
        for await failure in failures { await self.ledgerFails(failure) }
    }

    private func ledgerFails(_ error: LedgerError) async {
        guard self.failure.withLock({ $0.begins(isBad: true, isGood: false) }) else { return }
        await self.sound(.ledgerFails(error.code), as: .ledger, isDirect: true)
    }

    private func look(at looks: AsyncStream<Void>) async {
        var (log, disk) = (Episode(), Episode())
        var wasFailing = false
        for await _ in looks {
            let storage = self.storage()
            let size = storage.writeAheadLogBytes
            let isLong = size >= StorageLimits.logBytesMax
            if log.begins(isBad: isLong, isGood: size < StorageLimits.logBytesGood) {
                await self.sound(.logGrows(size), as: .writeAheadLog)
            }
            if let free = storage.freeBytes,
                disk.begins(
                    isBad: free < StorageLimits.freeBytesMin,
                    isGood: free >= StorageLimits.freeBytesGood
                )
            {
                await self.sound(.diskFillsUp(free), as: .disk)
            }
            await self.lookForFile()
            await self.lookAtLedger(wasFailing: wasFailing)
            wasFailing = self.failure.withLock { $0.isUnderWay }
            await self.post.post(through: self.lanes)
        }
    }

    /// A file that is gone takes writes that nobody will ever read: the ledger ends at the next
    /// change, however small, and says so.
    private func lookForFile() async {
        let ledger = self.desk.ledger
        guard !ledger.isFileInPlace else { return }
        do throws(LedgerError) {
            try await ledger.change([])
        } catch {
            await self.ledgerFails(error)
        }
    }

    /// It works again once it does at a look and failed at the one before: a failure is heard of
    /// a moment before the ledger says that it fails.
    private func lookAtLedger(wasFailing: Bool) async {
        switch self.desk.ledger.health.condition {
        case .failing(let error):
            await self.ledgerFails(error)
        case .writing where wasFailing:
            _ = self.failure.withLock { $0.begins(isBad: false, isGood: true) }
            await self.sound(.ledgerWritesAgain, as: .ledgerBack)
        case .opening, .writing, .ended: break
        }
    }
}

// MARK: - Backups and verifications

extension Watch {
    private func keepBackups() async {
        guard let backups = self.backups else { return }
        var failing = Episode()
        await backups.run(triggers: backups.triggers(pause: self.pause)) { round in
            switch round {
            case .made(let backup, let removed):
                self.note(backup, removed)
                let wasFailing = failing.isUnderWay
                _ = failing.begins(isBad: false, isGood: true)
                if wasFailing { await self.sound(.backupsAreMadeAgain, as: .backupBack) }
            case .failed(let error):
                self.desk.logger.error("no backup was made", metadata: ["error": "\(error)"])
                guard failing.begins(isBad: true, isGood: false) else { return }
                let last = self.desk.ledger.lastBackupAt
                await self.sound(.backupFails(error.code, last: last, self.clock), as: .backup)
            }
        }
    }

    /// Damage is told at each round: a ledger that goes on with it loses more every day.
    private func keepVerifying() async {
        await self.verifications?.run { round in
            switch round {
            case .verified(let result) where result.isSound:
                self.desk.logger.info(
                    "the log was verified",
                    metadata: ["events": "\(result.eventCount)", "head": "\(result.head.position)"]
                )
            case .verified(let result):
                self.desk.logger.error(
                    "the ledger is damaged; run `starledger verify`",
                    metadata: [
                        "findings": "\(result.findings.count)",
                        "first": "\(result.findings[0].code.rawValue)",
                        "at": "\(result.findings[0].position ?? 0)",
                        "good": "\(result.lastGood?.position ?? 0)",
                    ]
                )
                await self.sound(.damaged(result, self.clock), as: .damage)
            case .failed(let error):
                self.desk.logger.error("the log was not verified", metadata: ["error": "\(error)"])
                guard error.code == .damaged else { return }
                await self.sound(.unreadable, as: .damage)
            }
        }
    }

    private func note(_ backup: MadeBackup, _ removed: [String]) {
        self.desk.logger.info(
            "a backup was made",
            metadata: [
                "backup.file": "\(backup.path)", "backup.head": "\(backup.manifest.head)",
                "backup.bytes": "\(backup.manifest.byteCount)",
                "backup.removed": "\(removed.count)",
            ]
        )
        if backup.lostKey != nil {
            self.desk.logger.warning(
                "signing.key was gone: backups are signed by a new key; put the old file back"
            )
        }
        guard backup.differences > 0 else { return }
        self.desk.logger.warning(
            "the newest snapshot differs from the log; stop the bot and run `starledger replay`",
            metadata: ["projections": "\(backup.differences)"]
        )
    }
}

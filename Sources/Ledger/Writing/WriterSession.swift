/// One opening of the file by the writer's thread: from open to close, or to the first failure.
final class WriterSession<Rules: LedgerRules> {
    private let writer: LedgerWriter<Rules>
    private let file: LedgerFile
    private let headFile: HeadFile
    private var appender: EventAppender
    private var lostHead: Position?
    private var sinceCheckpoint = 0

    /// Opens the ledger, compares it with what is known outside it, and begins a new epoch if a
    /// copy was put back.
    init(opening writer: LedgerWriter<Rules>) throws(LedgerError) {
        self.writer = writer
        let path = writer.settings.path
        let check = HeadCheck(beside: path)
        self.file = try LedgerFile.openForWriting(path: path)
        let known = writer.settings.knownElsewhere(self.file.head)
        let finding = try check.finding(for: self.file, path: path, knownElsewhere: known)
        writer.openFile.withLock { $0 = FileMark(path: path) }
        self.headFile = try HeadFile(of: path)
        self.appender = try Self.appender(for: self.file, path: path)
        self.appender.skipAnswers(through: writer.unconfirmed.withLock { $0.lastAnswer })
        if case .restoredCopy(let lost) = finding { try self.beginEpoch(after: lost) }
        try self.mark()
    }

    /// Reads the log over the writer's own connection.
    var reader: EventReader {
        var file = self.file
        file.head = self.appender.head
        return EventReader(file: file)
    }

    func findings() throws(LedgerError) -> OpenedLedger {
        do throws(SQLiteError) {
            return OpenedLedger(
                head: self.appender.head,
                lostHead: self.lostHead,
                inbox: try WorkTable.inbox(in: self.file.connection),
                outbox: try WorkTable.outbox(in: self.file.connection)
            )
        } catch {
            throw LedgerFile.translated(error, path: self.writer.settings.path)
        }
    }

    /// Folds in what is on disk beyond the published state, after a commit of unknown outcome.
    ///
    /// - Returns: What that commit left and nobody holds.
    func catchUp() throws(LedgerError) -> FoundWork {
        let rules = self.writer.rules
        let position = self.writer.published.withLock { rules.position(of: $0) }
        guard self.appender.head.position >= position else {
            throw LedgerError(
                .damaged,
                "event \(position) was on disk and is gone; keep the file, run `starledger recover`"
            )
        }
        var found: [RecordedEvent] = []
        var links: [ChainHash] = []
        try self.reader.forEach(after: position) { event, link in
            found.append(event)
            links.append(link)
            return true
        }
        let work = try self.findings()
        self.publish(found)
        if !found.isEmpty {
            self.writer.settings.committed(found)
            self.writer.settings.chained(self.appender.head, links)
        }
        let unconfirmed = self.writer.unconfirmed.withLock { unconfirmed in
            defer { (unconfirmed.keys, unconfirmed.answers) = ([], []) }
            return unconfirmed
        }
        return FoundWork(
            events: found,
            inbox: work.inbox.filter { unconfirmed.keys.contains($0.key) },
            outbox: work.outbox.filter { unconfirmed.answers.contains($0.id) }
        )
    }

    /// Serves until the mailbox is closed and empty.
    ///
    /// - Returns: The failure that made the file's state unknown, or `nil` after a clean end.
    /// - Throws: ``LedgerError`` where the end was not clean; there is nothing left to serve.
    func serve() throws(LedgerError) -> LedgerError? {
        while true {
            let batch = self.writer.mailbox.take(
                upTo: WriterSettings.batchCountMax,
                waitingSeconds: self.sinceCheckpoint > 0 ? self.writer.settings.idleSeconds : nil
            )
            if self.writer.isAbandoned.withLock({ $0 }) {
                self.abandon(batch ?? [])
                return nil
            }
            guard let batch else {
                try self.finish()
                return nil
            }
            do throws(LedgerError) {
                if batch.isEmpty {
                    try self.checkpoint()
                } else {
                    try self.commit(batch)
                }
            } catch {
                self.leave(UnconfirmedWork())
                return error
            }
        }
    }

    private func commit(_ items: [LedgerWriter<Rules>.Item]) throws(LedgerError) {
        if let replaced = self.writer.replacement() {
            for item in items { item.fail(with: replaced) }
            throw replaced
        }
        var batch = items
        while !batch.isEmpty, let refused = try self.attempt(batch) {
            // An order that the file's own rules refuse must not take the others with it.
            batch.remove(at: refused).fail(
                with: LedgerError(
                    .contradiction,
                    "the log holds an event that this one contradicts; run `starledger verify`"
                )
            )
        }
    }

    /// Carries out a batch in one transaction.
    ///
    /// - Returns: Which order the file's own rules refused; nothing is on disk then.
    private func attempt(_ batch: [LedgerWriter<Rules>.Item]) throws(LedgerError) -> Int? {
        let before = self.appender.head
        var pending = PendingBatch<Rules>(overlay: self.writer.rules.overlay())
        var isCommitting = false
        var committing = ContinuousClock.now
        do throws(SQLiteError) {
            try self.appender.begin()
            for item in batch { try self.carryOut(item, into: &pending) }
            isCommitting = true
            committing = .now
            try self.appender.commit()
            try self.confirm()
        } catch {
            if error.isConstraint, !isCommitting, self.tookBack(to: before) {
                return pending.results.count
            }
            self.leave(isCommitting ? pending.work : UnconfirmedWork())
            throw self.fail(batch, isCommitting: isCommitting, because: error)
        }
        let committed = ContinuousClock.now
        self.publish(pending.events)
        Failpoint.pass("events.published")
        let measure = CommitMeasure(
            orderCount: batch.count,
            eventCount: pending.events.count,
            commitDuration: committed - committing,
            publishDuration: ContinuousClock.now - committed,
            waitingCount: self.writer.mailbox.count,
            owedCount: self.appender.owedCount
        )
        for (item, result) in zip(batch, pending.results) { item.succeed(with: result) }
        Failpoint.pass("caller.answered")
        self.writer.settings.committed(pending.events)
        self.writer.settings.measures.committed(measure)
        if !pending.events.isEmpty {
            self.writer.settings.chained(self.appender.head, self.appender.links)
        }
        try self.mark()
        Failpoint.pass("head.marked")
        self.sinceCheckpoint += max(pending.events.count, 1)
        if self.sinceCheckpoint >= WriterSettings.checkpointEventCount { try self.checkpoint() }
        return nil
    }

    private func tookBack(to head: LedgerHead) -> Bool {
        do throws(SQLiteError) {
            try self.appender.rollBack(to: head)
            return true
        } catch {
            return false
        }
    }

    private func carryOut(
        _ item: LedgerWriter<Rules>.Item,
        into pending: inout PendingBatch<Rules>
    ) throws(SQLiteError) {
        switch item.order {
        case .command(let command, let work, _):
            let decision = try self.decide(command, under: pending.overlay)
            let events = try self.append(decision.events, to: &pending)
            let rules = self.writer.rules
            let outcome = self.writer.published.withLock { state in
                rules.completed(decision.outcome, in: state, under: pending.overlay)
            }
            let owed = try self.make(work?(outcome, events) ?? [], in: &pending)
            let answer = Answer(outcome: outcome, events: events, owed: owed)
            pending.results.append(.answered(answer))
        case .change(let changes, _):
            pending.results.append(.changed(owed: try self.make(changes, in: &pending)))
        }
    }

    private func make(
        _ changes: [WorkChange],
        in pending: inout PendingBatch<Rules>
    ) throws(SQLiteError) -> [OutboxRow] {
        var owed: [OutboxRow] = []
        for change in changes {
            let row = try self.appender.make(change)
            pending.work.note(change, row)
            if let row { owed.append(row) }
        }
        return owed
    }

    /// Hands on to the next session what this one may have left on disk.
    private func leave(_ work: UnconfirmedWork) {
        let last = self.appender.lastAnswer
        self.writer.unconfirmed.withLock { unconfirmed in
            unconfirmed.add(work)
            unconfirmed.lastAnswer = max(unconfirmed.lastAnswer, last)
        }
    }

    /// A place where a test takes back the word of a commit that is on disk.
    private func confirm() throws(SQLiteError) {
        if Failpoint.isArmed("commit.unconfirmed", at: self.writer.settings.path) {
            throw .unconfirmed
        }
    }

    private func decide(
        _ command: Rules.Command,
        under overlay: Rules.Overlay
    ) throws(SQLiteError) -> Decided<Rules.Outcome> {
        let rules = self.writer.rules
        let next = self.appender.head.position + 1
        let remembered = self.writer.published.withLock { state in
            rules.remembered(command, in: state, under: overlay)
        }
        let earlier = try remembered.flatMap { (position) throws(SQLiteError) in
            try self.appender.event(at: position)
        }
        return self.writer.published.withLock { state in
            rules.decide(command, in: state, under: overlay, earlier: earlier, next: next)
        }
    }

    private func append(
        _ events: [NewEvent],
        to pending: inout PendingBatch<Rules>
    ) throws(SQLiteError) -> [RecordedEvent] {
        let rules = self.writer.rules
        let clock = self.writer.settings.clock()
        var recorded: [RecordedEvent] = []
        for event in events {
            let event = try self.appender.append(event, clock: clock)
            self.writer.published.withLock { state in
                rules.apply(event, to: &pending.overlay, over: state)
            }
            recorded.append(event)
        }
        pending.events += recorded
        return recorded
    }

    /// Only after COMMIT returned may anyone see an event, and never half of a decision.
    private func publish(_ events: [RecordedEvent]) {
        let rules = self.writer.rules
        self.writer.published.withLock { state in
            for event in events { rules.apply(event, to: &state) }
        }
    }

    private func fail(
        _ batch: [LedgerWriter<Rules>.Item],
        isCommitting: Bool,
        because cause: SQLiteError
    ) -> LedgerError {
        let failure = LedgerFile.translated(cause, path: self.writer.settings.path)
        self.writer.settings.measures.failed(failure)
        let told =
            isCommitting
            ? LedgerError(
                .outcomeUnknown,
                "the disk did not confirm the commit; ask again with the same key",
                cause: cause
            ) : failure
        for item in batch { item.fail(with: told) }
        return failure
    }

    private func mark() throws(LedgerError) {
        let head = self.appender.head
        try self.headFile.write(
            HeadFile.Mark(epoch: head.epoch, position: head.position, hash: head.hash)
        )
    }

    private func checkpoint() throws(LedgerError) {
        self.sinceCheckpoint = 0
        do throws(SQLiteError) {
            try self.appender.checkpoint()
        } catch {
            throw LedgerFile.translated(error, path: self.writer.settings.path)
        }
    }

    /// The write-ahead log stays as it is, because nobody says otherwise before the end.
    private func abandon(_ batch: [LedgerWriter<Rules>.Item]) {
        let closing = LedgerError(.closing, "the ledger was abandoned; start it and try again")
        for item in batch { item.fail(with: closing) }
    }

    private func finish() throws(LedgerError) {
        self.writer.settings.closing(self.reader)
        let path = self.writer.settings.path
        let isComplete: Bool
        do throws(SQLiteError) {
            isComplete = try self.appender.checkpointCompletely()
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
        guard isComplete else {
            throw LedgerError(
                .storageUnavailable,
                "another program was reading \(path) to the last: nothing is lost, but the file is "
                    + "complete only together with its -wal"
            )
        }
    }

    private static func appender(
        for file: LedgerFile,
        path: String
    ) throws(LedgerError) -> EventAppender {
        do throws(SQLiteError) {
            return try EventAppender.prepare(for: file)
        } catch {
            throw LedgerFile.translated(error, path: path)
        }
    }

    private func beginEpoch(after lost: HeadFile.Mark) throws(LedgerError) {
        self.lostHead = lost.position
        let epoch = max(lost.epoch, self.appender.head.epoch) + 1
        let clock = self.writer.settings.clock()
        let envelope = Envelope(
            user: nil,
            effectiveAt: clock,
            cause: .start,
            actor: .system,
            rid: "restored"
        )
        let event = Event.restored(Restored(epoch: epoch, lostHead: lost.position))
        do throws(SQLiteError) {
            try self.appender.begin()
            self.appender.beginEpoch(epoch)
            _ = try self.appender.append(NewEvent(event, in: envelope), clock: clock)
            try self.appender.commit()
        } catch {
            throw LedgerFile.translated(error, path: self.writer.settings.path)
        }
    }
}

/// What a batch has led to so far, before it is on disk.
struct PendingBatch<Rules: LedgerRules> {
    /// What one order of the batch led to.
    enum Result {
        case answered(Answer<Rules.Outcome>)
        case changed(owed: [OutboxRow])
    }

    var overlay: Rules.Overlay
    var events: [RecordedEvent] = []
    var work = UnconfirmedWork()
    var results: [Result] = []
}

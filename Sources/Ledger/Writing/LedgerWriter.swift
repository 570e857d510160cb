/// The one writer of a ledger: takes commands from many callers, decides them in order, and
/// answers each once its events are on disk.
///
/// A thread of its own owns the writing connection. It takes all commands that wait, opens one
/// transaction, lets each command decide on the published state and an overlay of what this batch
/// has touched, commits once, publishes, and answers. So there are no conflicts and no lost
/// updates, one `fsync` serves many, and nobody ever sees what is not on disk.
public final class LedgerWriter<Rules: LedgerRules>: Sendable {
    /// Computes what lies beside the log from what a command led to, inside its transaction.
    public typealias Work = @Sendable (Rules.Outcome, [RecordedEvent]) -> [WorkChange]

    let rules: Rules
    let settings: WriterSettings
    let mailbox = Mailbox<Item>(itemCountMax: WriterSettings.queueCountMax)
    let published: Lock<Rules.State>
    let condition = Lock(WriterCondition.opening)
    let isAbandoned = Lock(false)
    let unconfirmed = Lock(UnconfirmedWork())
    let openFile = Lock<FileMark?>(nil)

    /// Creates a writer; ``run(opened:)`` opens the file.
    ///
    /// - Parameters:
    ///   - rules: How to decide, and how to fold.
    ///   - state: The state of an empty log.
    ///   - settings: Where to write.
    public init(rules: Rules, state: Rules.State, settings: WriterSettings) {
        self.rules = rules
        self.settings = settings
        self.published = Lock(state)
    }

    /// Submits a command and returns once its events are on disk.
    ///
    /// - Parameters:
    ///   - command: What to do.
    ///   - work: What to change beside the log, in the same transaction.
    /// - Returns: What it led to, the events, and the answers that became owed.
    /// - Throws: ``LedgerError``. Unless its code is `outcomeUnknown`, nothing was written; and
    ///   with it, the same command under the same key may safely be submitted again.
    public func submit(
        _ command: Rules.Command,
        work: Work? = nil
    ) async throws(LedgerError) -> Answer<Rules.Outcome> {
        let result = await withCheckedContinuation { reply in
            self.put(Item(order: .command(command, work, reply)))
        }
        return try result.get()
    }

    /// Changes the work beside the log, without a command.
    ///
    /// - Returns: The answers that became owed.
    /// - Throws: ``LedgerError``, as ``submit(_:work:)`` does.
    @discardableResult
    public func change(_ changes: [WorkChange]) async throws(LedgerError) -> [OutboxRow] {
        let result = await withCheckedContinuation { reply in
            self.put(Item(order: .change(changes, reply)))
        }
        return try result.get()
    }

    /// Lends the published state; `body` must be short.
    public func read<Result: Sendable>(_ body: (borrowing Rules.State) -> Result) -> Result {
        self.published.withLock { state in body(state) }
    }

    /// How the writer is doing at this moment.
    ///
    /// Closed to new commands is ended, also while the last ones are carried out.
    public var currentCondition: WriterCondition {
        let condition = self.condition.withLock { $0 }
        if case .writing = condition, self.mailbox.isClosed { return .ended }
        return condition
    }

    /// Whether the file that is open still lies at its path; `true` while none is open.
    public var isFileInPlace: Bool {
        guard let mark = self.openFile.withLock({ $0 }) else { return true }
        return FileMark(path: self.settings.path) == mark
    }

    /// How many commands wait.
    public var waitingCount: Int { self.mailbox.count }

    /// Takes no more commands; those that wait are still carried out.
    public func close() {
        self.mailbox.close()
    }

    /// Ends the writer as a killed process would: nothing more is committed, copied or emptied.
    ///
    /// For showing what a crash does; a service closes.
    public func abandonWithoutFlushing() {
        self.isAbandoned.withLock { $0 = true }
        self.mailbox.close()
    }

    private func put(_ item: Item) {
        if let refusal = self.refusal(of: item) { item.fail(with: refusal) }
    }

    private func refusal(of item: Item) -> LedgerError? {
        if case .failing(let error) = self.condition.withLock({ $0 }) { return error }
        switch self.mailbox.put(item) {
        case .accepted:
            return nil
        case .full:
            let count = WriterSettings.queueCountMax
            return LedgerError(.overloaded, "\(count) commands wait already; try again shortly")
        case .closed:
            return LedgerError(.closing, "the ledger is shutting down; start it and try again")
        }
    }
}

extension LedgerWriter {
    /// What a caller left in the mailbox, and how to answer them.
    struct Item: Sendable {
        typealias Reply<Value: Sendable> = CheckedContinuation<Result<Value, LedgerError>, Never>

        enum Order: Sendable {
            case command(Rules.Command, Work?, Reply<Answer<Rules.Outcome>>)
            case change([WorkChange], Reply<[OutboxRow]>)
        }

        var order: Order

        /// Answers a caller whose order is on disk.
        func succeed(with result: PendingBatch<Rules>.Result) {
            switch (self.order, result) {
            case (.command(_, _, let reply), .answered(let answer)):
                reply.resume(returning: .success(answer))
            case (.change(_, let reply), .changed(let owed)):
                reply.resume(returning: .success(owed))
            case (.command, .changed), (.change, .answered):
                preconditionFailure("an order was given another order's answer")
            }
        }

        func fail(with error: LedgerError) {
            switch self.order {
            case .command(_, _, let reply): reply.resume(returning: .failure(error))
            case .change(_, let reply): reply.resume(returning: .failure(error))
            }
        }
    }
}

/// How a writer is doing.
public enum WriterCondition: Sendable {
    /// Not open yet. Can become `writing` or `ended`.
    case opening
    /// Committing. Can become `failing` or `ended`.
    case writing
    /// The disk refused; nothing is accepted until it is open again. Can become `writing`, `ended`.
    case failing(LedgerError)
    /// Terminal.
    case ended
}

/// Where a writer writes, and its limits.
public struct WriterSettings: Sendable {
    /// The most commands that may wait; above it, callers are turned away at once.
    public static let queueCountMax = 16_384

    /// The most commands in one transaction; bounds the wait of the last in line.
    public static let batchCountMax = 1_024

    /// How many events may wait in the write-ahead log before they are copied into the file.
    public static let checkpointEventCount = 20_000

    /// The ledger's file.
    public var path: String

    /// The clock that stamps `recorded_at`.
    public var clock: @Sendable () -> Instant

    /// Told of every event, after it is on disk, in order.
    public var committed: @Sendable ([RecordedEvent]) -> Void

    /// Told of the links of those events, in order, and where the log stands after them.
    ///
    /// Called on the writer's thread after the callers were answered; it must be short.
    public var chained: @Sendable (LedgerHead, [ChainHash]) -> Void = { _, _ in }

    /// Asked at opening where the log stood as far as anything outside it knows, the head file left
    /// out: told the head of the file, it names events that were on disk once.
    public var knownElsewhere: @Sendable (LedgerHead) -> [LedgerHead] = { _ in [] }

    /// Told, from the writer's thread and before anything else is committed, what a commit of
    /// unknown outcome turned out to have left.
    public var found: @Sendable (FoundWork) -> Void = { _ in }

    /// Told how the writing goes.
    public var measures = WriterMeasures()

    /// The first and the longest pause before a failed file is opened again, in seconds.
    public var reopenSeconds = 1...60

    /// How long callers are turned away once the file was found deleted or replaced, before the
    /// writer ends: whoever watches has that long to tell people.
    public var farewellSeconds = 5

    /// How long the writer waits for work before it uses the pause for a checkpoint, in seconds.
    public var idleSeconds = 1

    /// Lent the log a last time before a clean stop, on the writer's thread.
    public var closing: @Sendable (EventReader) -> Void

    /// Creates settings.
    public init(
        path: String,
        clock: @escaping @Sendable () -> Instant,
        committed: @escaping @Sendable ([RecordedEvent]) -> Void = { _ in },
        closing: @escaping @Sendable (EventReader) -> Void = { _ in }
    ) {
        self.path = path
        self.clock = clock
        self.committed = committed
        self.closing = closing
    }
}

/// What a writer tells whoever measures it, without knowing what becomes of the figures.
///
/// The closures are called on the writer's thread and must be short.
public struct WriterMeasures: Sendable {
    /// Told of each batch, after it is on disk and its callers are answered.
    public var committed: @Sendable (CommitMeasure) -> Void

    /// Told of each failure that put the writer out of service.
    public var failed: @Sendable (LedgerError) -> Void

    /// Creates measures; by default nobody is told.
    public init(
        committed: @escaping @Sendable (CommitMeasure) -> Void = { _ in },
        failed: @escaping @Sendable (LedgerError) -> Void = { _ in }
    ) {
        self.committed = committed
        self.failed = failed
    }
}

/// One batch that went to the disk.
public struct CommitMeasure: Hashable, Sendable {
    /// How many callers it answered.
    public var orderCount: Int

    /// How many events it appended; 0 where nothing but work beside the log changed.
    public var eventCount: Int

    /// How long `COMMIT` took, `fsync` included.
    public var commitDuration: Duration

    /// How long the projections lagged behind the disk.
    public var publishDuration: Duration

    /// How many commands waited when it was done.
    public var waitingCount: Int

    /// How many answers were owed when it was done.
    public var owedCount: Int64

    /// Describes a batch.
    public init(
        orderCount: Int,
        eventCount: Int,
        commitDuration: Duration,
        publishDuration: Duration,
        waitingCount: Int,
        owedCount: Int64
    ) {
        self.orderCount = orderCount
        self.eventCount = eventCount
        self.commitDuration = commitDuration
        self.publishDuration = publishDuration
        self.waitingCount = waitingCount
        self.owedCount = owedCount
    }
}

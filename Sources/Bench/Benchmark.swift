/// The benchmarks, in the order in which they tell how the ledger does.
public enum Benchmark: String, CaseIterable, Sendable {
    /// Commands answered while many callers wait.
    case append
    /// Events written many at a time.
    case bulk
    /// The same work in ledgers of different sizes.
    case growth
    /// Every projection rebuilt from the log.
    case replay
    /// Every byte of the log checked.
    case verify
    /// From nothing to an open ledger.
    case start
    /// The one decision about access, asked by several threads while one writes.
    case paywall
    /// What users, keys and events take of memory and disk.
    case memory
    /// Updates answered by the bot, through polling and through the webhook.
    case gateway
    /// A ledger brought back from a backup and Telegram's list.
    case recover
}

extension Benchmark {
    /// Measures, and hands over each figure as soon as it is known.
    ///
    /// - Parameters:
    ///   - bench: Where to work, how large, and how often.
    ///   - report: Told each figure.
    /// - Throws: ``BenchFailure`` or `LedgerError` where the work itself failed.
    public func run(
        on bench: Workbench,
        report: @escaping @Sendable (Measurement) -> Void
    ) async throws {
        switch self {
        case .append: try await AppendBenchmark(bench: bench).run(report)
        case .bulk: try await BulkBenchmark(bench: bench).run(report)
        case .growth: try await GrowthBenchmark(bench: bench).run(report)
        case .replay: try await ReplayBenchmark(bench: bench).run(report)
        case .verify: try await VerifyBenchmark(bench: bench).run(report)
        case .start: try await StartBenchmark(bench: bench).run(report)
        case .paywall: try await PaywallBenchmark(bench: bench).run(report)
        case .memory: try await MemoryBenchmark(bench: bench).run(report)
        case .gateway: try await GatewayBenchmark(bench: bench).run(report)
        case .recover: try await RecoverBenchmark(bench: bench).run(report)
        }
    }
}

internal import CoreMetrics
internal import Ledger

/// The ledger's figures.
public struct LedgerMeasures: Sendable {
    private let factory: any MetricsFactory

    /// What the figures say.
    public static let descriptions = [
        MetricDescription("starledger_events_total", "Events appended to the log, by kind."),
        MetricDescription("starledger_errors_total", "Errors recorded in the log, by kind."),
        MetricDescription(
            "starledger_batch_orders",
            "Callers answered by one commit.",
            buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024]
        ),
        MetricDescription(
            "starledger_commit_seconds",
            "How long COMMIT took, fsync included.",
            buckets: MetricDescription.shortSeconds
        ),
        MetricDescription(
            "starledger_projection_lag_seconds",
            "How long the projections lagged behind the disk.",
            buckets: MetricDescription.shortSeconds
        ),
        MetricDescription("starledger_writer_failures_total", "Failures of the disk, by code."),
        MetricDescription("starledger_model_calls_total", "Calls of the language model."),
        MetricDescription("starledger_model_tokens_total", "Tokens, by model and direction."),
        MetricDescription("starledger_model_cost_usd_total", "Cost of the model in US dollars."),
    ]

    init(factory: any MetricsFactory) {
        self.factory = factory
    }

    func note(_ batch: CommitMeasure) {
        Recorder(label: "starledger_batch_orders", dimensions: [], factory: self.factory)
            .record(batch.orderCount)
        self.note(batch.commitDuration, as: "starledger_commit_seconds")
        self.note(batch.publishDuration, as: "starledger_projection_lag_seconds")
    }

    func note(_ failure: LedgerError) {
        self.count("starledger_writer_failures_total", [("code", "\(failure.code)")])
    }

    func note(_ events: [RecordedEvent]) {
        for event in events {
            self.count("starledger_events_total", [("kind", event.event.kind.name)])
            switch event.event {
            case .errorRecorded(let error):
                self.count("starledger_errors_total", [("kind", error.error.name)])
            case .modelUsed(let use): self.note(use)
            default: continue
            }
        }
    }

    private func note(_ use: ModelUsed) {
        let tokens = "starledger_model_tokens_total"
        let model = ("model", use.model)
        self.count("starledger_model_calls_total", [model])
        self.count(tokens, [model, ("direction", "prompt")], by: use.promptTokens)
        self.count(tokens, [model, ("direction", "completion")], by: use.completionTokens)
        FloatingPointCounter(
            label: "starledger_model_cost_usd_total",
            dimensions: [model],
            factory: self.factory
        ).increment(by: Double(use.costMicroUSD) / 1_000_000)
    }

    private func count(_ name: String, _ dimensions: [(String, String)], by amount: Int64 = 1) {
        Counter(label: name, dimensions: dimensions, factory: self.factory).increment(by: amount)
    }

    private func note(_ duration: Duration, as name: String) {
        Timer(label: name, dimensions: [], factory: self.factory)
            .recordNanoseconds(duration.nanoseconds)
    }
}

extension Duration {
    /// The whole in nanoseconds; what lasts longer than centuries counts as that.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = self.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole + attoseconds / 1_000_000_000
    }
}

package import CoreMetrics
package import LedgerService

/// The gateway's figures.
package struct GatewayMeasures: Sendable {
    private let factory: any MetricsFactory

    /// What the figures say.
    package static let descriptions = [
        MetricDescription("starledger_updates_total", "Updates taken in, by kind and outcome."),
        MetricDescription(
            "starledger_update_seconds",
            "How long an update took to be on disk, by kind.",
            buckets: MetricDescription.longSeconds
        ),
        MetricDescription("starledger_pushes_total", "Pushes to the webhook, by status."),
        MetricDescription("starledger_pushes_in_work", "Pushes in work."),
        MetricDescription(
            "starledger_telegram_calls_total",
            "Calls to Telegram, by method and outcome."
        ),
        MetricDescription(
            "starledger_telegram_call_seconds",
            "How long calls to Telegram took, by method.",
            buckets: MetricDescription.longSeconds
        ),
        MetricDescription(
            "starledger_model_call_seconds",
            "How long calls of the language model took, by outcome.",
            buckets: MetricDescription.longSeconds
        ),
        MetricDescription("starledger_lane_errands", "Errands that wait or are under way."),
        MetricDescription("starledger_writer_queue", "Commands that wait for the writer."),
        MetricDescription("starledger_outbox_answers", "Answers that are owed."),
        MetricDescription("starledger_ledger_position", "The position of the last event."),
    ]

    /// Creates figures that go to a factory.
    package init(factory: any MetricsFactory) {
        self.factory = factory
    }

    /// Takes an update in and measures it.
    func taking<Failure: Error>(
        _ update: Update,
        _ body: () async throws(Failure) -> Void
    ) async throws(Failure) {
        let start = ContinuousClock.now
        do throws(Failure) {
            try await body()
        } catch {
            self.count("starledger_updates_total", [("kind", update.kind), ("outcome", "failed")])
            throw error
        }
        self.count("starledger_updates_total", [("kind", update.kind), ("outcome", "taken_in")])
        self.time("starledger_update_seconds", [("kind", update.kind)], since: start)
    }

    /// Notes how a push was answered.
    func push(answered status: Int) {
        self.count("starledger_pushes_total", [("status", "\(status)")])
    }

    /// Notes a call to Telegram.
    func call(_ report: TelegramCallReport) {
        let method = ("method", report.method)
        self.count(
            "starledger_telegram_calls_total",
            [method, ("outcome", report.outcome.rawValue)]
        )
        Timer(
            label: "starledger_telegram_call_seconds",
            dimensions: [method],
            factory: self.factory
        ).recordNanoseconds(report.duration.nanoseconds)
    }

    /// Notes a call of the language model.
    package func modelCall(outcome: String, duration: Duration) {
        Timer(
            label: "starledger_model_call_seconds",
            dimensions: [("outcome", outcome)],
            factory: self.factory
        ).recordNanoseconds(duration.nanoseconds)
    }

    /// Notes a call of the language model.
    func call(_ report: ModelCallReport) {
        self.modelCall(outcome: report.outcome.name, duration: report.duration)
    }

    /// Notes how much waits at this moment.
    func note(_ sample: Sample) {
        self.set("starledger_lane_errands", to: Double(sample.errandCount))
        self.set("starledger_pushes_in_work", to: Double(sample.pushCount))
        self.set("starledger_writer_queue", to: Double(sample.ledger.waitingCount))
        self.set("starledger_outbox_answers", to: Double(sample.ledger.owedCount))
        self.set("starledger_ledger_position", to: Double(sample.position))
    }

    /// What is looked at when somebody asks for the figures.
    struct Sample: Sendable {
        var errandCount: Int
        var pushCount: Int
        var ledger: LedgerHealth
        var position: Int64
    }

    private func count(_ name: String, _ dimensions: [(String, String)]) {
        Counter(label: name, dimensions: dimensions, factory: self.factory).increment()
    }

    private func set(_ name: String, to value: Double) {
        Gauge(label: name, dimensions: [], factory: self.factory).record(value)
    }

    private func time(
        _ name: String,
        _ dimensions: [(String, String)],
        since start: ContinuousClock.Instant
    ) {
        let duration = ContinuousClock.now - start
        Timer(label: name, dimensions: dimensions, factory: self.factory)
            .recordNanoseconds(duration.nanoseconds)
    }
}

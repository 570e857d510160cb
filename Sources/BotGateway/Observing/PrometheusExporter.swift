package import CoreMetrics
internal import Ledger
package import LedgerService

/// Keeps figures in memory and shows them in Prometheus' text format.
///
/// A name has one kind: what asks for it as another kind gets a figure that is counted and not
/// shown. A name has a bounded number of label sets; those beyond share one, labelled `other`.
package final class PrometheusExporter: MetricsFactory {
    /// How many label sets one name may have, the one for all others not counted.
    package static let seriesCountMax = 100

    /// How many names there may be.
    package static let nameCountMax = 500

    private let descriptions: [String: MetricDescription]
    private let families = Lock<[String: Family]>([:])

    /// Creates an exporter.
    ///
    /// - Parameter descriptions: What the figures say; one that is not described is shown too.
    package init(_ descriptions: [MetricDescription]) {
        self.descriptions = Dictionary(descriptions.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Everything at this moment, by name, in Prometheus' text format 0.0.4.
    package var exposition: String {
        let families = self.families.withLock { $0 }
        return families.sorted { $0.key < $1.key }
            .map { name, family in
                family.text(name: name, help: self.descriptions[name]?.help)
            }
            .joined()
    }

    private func cell(
        _ label: String,
        _ dimensions: [(String, String)],
        _ kind: Family.Kind
    ) -> Cell {
        let name = MetricName.family(label)
        let labels = Labels(dimensions)
        let buckets = kind == .histogram ? self.buckets(of: name) : []
        return self.families.withLock { families in
            if families[name] == nil, families.count >= Self.nameCountMax { return Cell(buckets) }
            var family = families[name] ?? Family(kind: kind)
            guard family.kind == kind else { return Cell(buckets) }
            let cell = family.cell(labels, buckets: buckets)
            families[name] = family
            return cell
        }
    }

    private func buckets(of name: String) -> [Double] {
        let described = self.descriptions[name]?.buckets ?? []
        return described.isEmpty ? MetricDescription.longSeconds : described
    }
}

// MARK: - What the front asks for

extension PrometheusExporter {
    /// A number that only grows.
    package func makeCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any CounterHandler {
        self.cell(label, dimensions, .counter)
    }

    /// A number that only grows, with fractions.
    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        self.cell(label, dimensions, .counter)
    }

    /// A number that rises and falls.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        self.cell(label, dimensions, .gauge)
    }

    /// A histogram, or a number that rises and falls.
    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        self.cell(label, dimensions, aggregate ? .histogram : .gauge)
    }

    /// A histogram in seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        self.cell(label, dimensions, .histogram)
    }

    /// Keeps the figure: a scraper must not see it fall.
    package func destroyCounter(_ handler: any CounterHandler) {}

    /// Keeps the figure: a scraper must not see it fall.
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}

    /// Keeps the figure, as it stood.
    package func destroyMeter(_ handler: any MeterHandler) {}

    /// Keeps the figure, as it stood.
    package func destroyRecorder(_ handler: any RecorderHandler) {}

    /// Keeps the figure, as it stood.
    package func destroyTimer(_ handler: any TimerHandler) {}
}

import BotGateway
import CoreMetrics
import LedgerService
import Testing

@Suite("Figures are shown in Prometheus' text format")
struct PrometheusExporterTests {
    private let exporter = PrometheusExporter([
        MetricDescription("calls_total", #"Calls, by "method" \ line"# + "\nbreak."),
        MetricDescription("wait_seconds", "How long.", buckets: [0.1, 0.5, 2]),
    ])

    @Test("counters, gauges and histograms, by name and labels, with cumulative buckets")
    func golden() {
        self.counter("calls_total", [("method", "b")]).increment(by: 2)
        self.counter("calls_total", [("method", "a")]).increment()
        let cost = FloatingPointCounter(
            label: "cost_usd_total",
            dimensions: [],
            factory: self.exporter
        )
        cost.increment(by: 0.25)
        cost.increment(by: 0.5)
        Gauge(label: "queue", dimensions: [], factory: self.exporter).record(7)
        let wait = Timer(label: "wait_seconds", dimensions: [("kind", "x")], factory: self.exporter)
        for nanoseconds in [100_000_000, 300_000_000, 9_000_000_000] {
            wait.recordNanoseconds(Int64(nanoseconds))
        }
        #expect(
            self.exporter.exposition == #"""
                # HELP calls_total Calls, by "method" \\ line\nbreak.
                # TYPE calls_total counter
                calls_total{method="a"} 1
                calls_total{method="b"} 2
                # TYPE cost_usd_total counter
                cost_usd_total 0.75
                # TYPE queue gauge
                queue 7
                # HELP wait_seconds How long.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{kind="x",le="0.1"} 1
                wait_seconds_bucket{kind="x",le="0.5"} 2
                wait_seconds_bucket{kind="x",le="2"} 2
                wait_seconds_bucket{kind="x",le="+Inf"} 3
                wait_seconds_sum{kind="x"} 9.4
                wait_seconds_count{kind="x"} 3

                """#
        )
    }

    @Test("label values are escaped, names are made valid")
    func escaping() {
        self.counter("a.b-total", [("we ird", "q\" b\\ n\n")]).increment()
        #expect(
            self.exporter.exposition
                == "# TYPE a_b_total counter\na_b_total{we_ird=\"q\\\" b\\\\ n\\n\"} 1\n"
        )
    }

    @Test("beyond the limit all label sets share one, and nothing is lost")
    func cardinality() {
        let count = PrometheusExporter.seriesCountMax + 50
        for number in 1...count {
            self.counter("wild_total", [("user", "\(number)")]).increment()
        }
        let lines = self.exporter.exposition.split(separator: "\n")
        #expect(lines.count == PrometheusExporter.seriesCountMax + 2)
        #expect(lines.contains(#"wild_total{user="other"} 50"#))
    }

    @Test("a name keeps its first kind")
    func kinds() {
        self.counter("x_total", []).increment()
        Gauge(label: "x_total", dimensions: [], factory: self.exporter).record(99)
        #expect(self.exporter.exposition == "# TYPE x_total counter\nx_total 1\n")
    }

    @Test("many threads count together")
    func threads() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...8 {
                group.addTask {
                    for _ in 1...1_000 { self.counter("many_total", []).increment() }
                }
            }
        }
        #expect(self.exporter.exposition.contains("many_total 8000\n"))
    }

    private func counter(_ name: String, _ labels: [(String, String)]) -> Counter {
        Counter(label: name, dimensions: labels, factory: self.exporter)
    }
}

internal import CoreMetrics
internal import Ledger

/// All figures of one name.
struct Family: Sendable {
    /// What kind of figure it is, in Prometheus' words.
    enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    let kind: Kind
    private var cells: [Labels: Cell] = [:]

    init(kind: Kind) {
        self.kind = kind
    }

    /// The cell of a label set, or the one that all beyond the limit share.
    mutating func cell(_ labels: Labels, buckets: [Double]) -> Cell {
        if let cell = self.cells[labels] { return cell }
        guard self.cells.count < PrometheusExporter.seriesCountMax else {
            let other = labels.other
            let cell = self.cells[other] ?? Cell(buckets)
            self.cells[other] = cell
            return cell
        }
        let cell = Cell(buckets)
        self.cells[labels] = cell
        return cell
    }

    /// The lines of this name.
    func text(name: String, help: String?) -> String {
        var text = ""
        if let help { text += "# HELP \(name) \(MetricName.escapedHelp(help))\n" }
        text += "# TYPE \(name) \(self.kind.rawValue)\n"
        let rows = self.cells.map { (labels: $0.key.text, value: $0.value.value) }
        for (labels, value) in rows.sorted(by: { $0.labels < $1.labels }) {
            switch self.kind {
            case .counter, .gauge:
                let braced = labels.isEmpty ? "" : "{\(labels)}"
                text += "\(name)\(braced) \(MetricName.number(value.sum))\n"
            case .histogram:
                text += Self.histogram(name, labels, value)
            }
        }
        return text
    }

    private static func histogram(_ name: String, _ labels: String, _ value: Cell.Value) -> String {
        var text = ""
        var total: Int64 = 0
        let lead = labels.isEmpty ? "" : labels + ","
        for (bound, count) in zip(value.bounds, value.counts) {
            total += count
            text += "\(name)_bucket{\(lead)le=\"\(MetricName.number(bound))\"} \(total)\n"
        }
        text += "\(name)_bucket{\(lead)le=\"+Inf\"} \(value.count)\n"
        let braced = labels.isEmpty ? "" : "{\(labels)}"
        text += "\(name)_sum\(braced) \(MetricName.number(value.sum))\n"
        text += "\(name)_count\(braced) \(value.count)\n"
        return text
    }
}

/// One figure: a number, or a histogram.
final class Cell: Sendable {
    /// What stands in it.
    struct Value: Sendable {
        let bounds: [Double]
        /// How many fell into each bucket and into none below it.
        var counts: [Int64]
        var sum = 0.0
        var count: Int64 = 0
    }

    private let state: Lock<Value>

    init(_ bounds: [Double]) {
        self.state = Lock(Value(bounds: bounds, counts: bounds.map { _ in 0 }))
    }

    var value: Value { self.state.withLock { $0 } }

    private func observe(_ observed: Double) {
        self.state.withLock { value in
            guard !value.bounds.isEmpty else {
                value.sum = observed
                return
            }
            value.sum += observed
            value.count += 1
            if let bucket = value.bounds.firstIndex(where: { observed <= $0 }) {
                value.counts[bucket] += 1
            }
        }
    }
}

extension Cell: CounterHandler, FloatingPointCounterHandler {
    func increment(by amount: Int64) {
        self.state.withLock { $0.sum += Double(amount) }
    }

    func increment(by amount: Double) {
        self.state.withLock { $0.sum += amount }
    }

    func reset() {
        self.state.withLock { $0.sum = 0 }
    }
}

extension Cell: MeterHandler {
    func set(_ value: Int64) {
        self.set(Double(value))
    }

    func set(_ value: Double) {
        self.state.withLock { $0.sum = value }
    }

    func decrement(by amount: Double) {
        self.increment(by: -amount)
    }
}

extension Cell: RecorderHandler {
    func record(_ value: Int64) {
        self.observe(Double(value))
    }

    func record(_ value: Double) {
        self.observe(value)
    }
}

extension Cell: TimerHandler {
    func recordNanoseconds(_ duration: Int64) {
        self.observe(Double(duration) / 1_000_000_000)
    }
}

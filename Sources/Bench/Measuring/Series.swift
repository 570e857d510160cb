/// The runs of one measurement, ours and the floor's in turns, so that a machine that slows down
/// slows both.
struct Series {
    private var values: [Double] = []
    private var floors: [Double] = []

    /// Adds a run.
    mutating func add(_ value: Double, floor: Double? = nil) {
        self.values.append(value)
        if let floor { self.floors.append(floor) }
    }

    /// The medians of all runs.
    func measurement(
        _ name: String,
        unit: String,
        _ parameters: [Measurement.Parameter] = []
    ) -> Measurement {
        Measurement(
            name: name,
            parameters: parameters,
            value: Self.median(self.values),
            unit: unit,
            floor: self.floors.isEmpty ? nil : Self.median(self.floors),
            runs: self.values.count,
            min: self.values.min() ?? 0,
            max: self.values.max() ?? 0
        )
    }

    /// The value in the middle, or the mean of the two that are.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        guard sorted.count % 2 == 0 else { return sorted[middle] }
        return (sorted[middle - 1] + sorted[middle]) / 2
    }
}

/// Time that passed on a clock that never goes back.
struct Stopwatch {
    private let start = ContinuousClock.now

    /// The seconds since it was made.
    var seconds: Double { (ContinuousClock.now - self.start) / .seconds(1) }
}

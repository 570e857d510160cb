internal import Ledger

/// What one benchmark came to: the figure, and the floor that was measured in turns with it.
public struct Measurement: Hashable, Sendable {
    /// One of the circumstances, for example how many callers there were.
    public struct Parameter: Hashable, Sendable {
        /// Its name, the unit last.
        public var name: String
        /// Its value as JSON.
        public var json: String

        /// A whole number.
        public static func count(_ name: String, _ value: Int64) -> Parameter {
            Parameter(name: name, json: String(value))
        }

        /// A number, to three places.
        public static func number(_ name: String, _ value: Double) -> Parameter {
            Parameter(name: name, json: String((value * 1_000).rounded() / 1_000))
        }

        /// A word.
        public static func word(_ name: String, _ value: String) -> Parameter {
            Parameter(name: name, json: JSONLine.quoted(value))
        }
    }

    /// The benchmark, and what it measured where that is more than one thing.
    public var name: String

    /// The circumstances.
    public var parameters: [Parameter]

    /// The median of the runs.
    public var value: Double

    /// The unit of the value, the floor, the least and the most.
    public var unit: String

    /// The median of the floor's runs; `nil` where nothing is there to compare with.
    public var floor: Double?

    /// How many runs there were.
    public var runs: Int

    /// The least of the runs.
    public var min: Double

    /// The most of the runs.
    public var max: Double

    /// Describes a measurement.
    public init(
        name: String,
        parameters: [Parameter],
        value: Double,
        unit: String,
        floor: Double?,
        runs: Int,
        min: Double,
        max: Double
    ) {
        self.name = name
        self.parameters = parameters
        self.value = value
        self.unit = unit
        self.floor = floor
        self.runs = runs
        self.min = min
        self.max = max
    }

    /// The value in terms of the floor.
    public var ratio: Double? {
        guard let floor, floor > 0 else { return nil }
        return self.value / floor
    }
}

extension Measurement {
    /// The line that scripts rely on.
    public var json: String {
        var parameters = JSONLine()
        for parameter in self.parameters { parameters.addRaw(parameter.name, parameter.json) }
        var line = JSONLine()
        line.add("name", self.name)
        line.addRaw("parameters", parameters.finished)
        line.addRaw("value", String(self.value))
        line.add("unit", self.unit)
        line.addRaw("floor", self.floor.map { String($0) } ?? "null")
        line.addRaw("ratio", self.ratio.map { String($0) } ?? "null")
        line.add("runs", Int64(self.runs))
        line.addRaw("min", String(self.min))
        line.addRaw("max", String(self.max))
        return line.finished
    }

    /// The line that people read.
    public var text: String {
        let circumstances = self.parameters.map { "\($0.name)=\($0.json)" }.joined(separator: " ")
        var columns = [
            Columns.left(self.name, 18),
            Columns.right(Columns.figure(self.value), 12),
            Columns.left(self.unit, 10),
        ]
        if let floor, let ratio {
            columns.append("floor " + Columns.right(Columns.figure(floor), 12))
            columns.append("ratio " + Columns.right(Columns.figure(ratio), 8))
        } else {
            columns.append(Columns.left("no floor", 33))
        }
        columns.append("\(Columns.figure(self.min)) to \(Columns.figure(self.max))")
        columns.append("runs \(self.runs)")
        columns.append(circumstances)
        return columns.joined(separator: "  ")
    }
}

/// Figures that stand under each other.
enum Columns {
    /// A number as short as it stays useful: three digits and more, thousands apart.
    static func figure(_ value: Double) -> String {
        guard abs(value) < 100 else { return Self.grouped(Int64(value.rounded())) }
        let places: Double = abs(value) < 0.1 ? 10_000 : abs(value) < 10 ? 1_000 : 10
        return String((value * places).rounded() / places)
    }

    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func grouped(_ value: Int64) -> String {
        let digits = Array(String(abs(value)))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}

/// What a figure is about, for whoever shows it.
public struct MetricDescription: Hashable, Sendable {
    /// The name: small letters and `_`, the unit last.
    public var name: String

    /// What it says, in a sentence.
    public var help: String

    /// The upper bounds of the buckets of a histogram, rising; empty for anything else.
    public var buckets: [Double]

    /// Describes a figure.
    public init(_ name: String, _ help: String, buckets: [Double] = []) {
        self.name = name
        self.help = help
        self.buckets = buckets
    }
}

extension MetricDescription {
    /// Bounds for work of the disk and the processor, in seconds.
    public static let shortSeconds = [
        0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5,
    ]

    /// Bounds for calls over the network, in seconds.
    public static let longSeconds = [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
}

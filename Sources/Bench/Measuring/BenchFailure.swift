/// Why a benchmark could not be carried out.
public struct BenchFailure: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in one line.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

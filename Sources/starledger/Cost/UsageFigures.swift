internal import Ledger
internal import Projections

/// What the language model used on a day, or what somebody says that it used.
package struct UsageFigures: Hashable, Sendable {
    /// Tokens sent.
    package var promptTokens: Int64
    /// Tokens received.
    package var completionTokens: Int64
    /// What it cost, in millionths of a US dollar.
    package var costMicroUSD: Int64

    /// Describes a day; by default one without any use.
    package init(promptTokens: Int64 = 0, completionTokens: Int64 = 0, costMicroUSD: Int64 = 0) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.costMicroUSD = costMicroUSD
    }

    /// Adds another day or another row.
    ///
    /// Sums that no figure of a day comes near do not overflow, they stay at the edge.
    package static func += (left: inout UsageFigures, right: UsageFigures) {
        left.promptTokens = Self.sum(left.promptTokens, right.promptTokens)
        left.completionTokens = Self.sum(left.completionTokens, right.completionTokens)
        left.costMicroUSD = Self.sum(left.costMicroUSD, right.costMicroUSD)
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, isTooLarge) = left.addingReportingOverflow(right)
        return isTooLarge ? (right < 0 ? .min : .max) : sum
    }
}

extension UsageFigures {
    /// The figures of a day as the projections count it.
    init(_ figures: DayFigures) {
        self.init(
            promptTokens: figures.promptTokens,
            completionTokens: figures.completionTokens,
            costMicroUSD: figures.costMicroUSD
        )
    }

    /// The figures of one call.
    init(_ used: ModelUsed) {
        self.init(
            promptTokens: used.promptTokens,
            completionTokens: used.completionTokens,
            costMicroUSD: used.costMicroUSD
        )
    }
}

/// US dollars with six decimals, from millionths.
enum Dollars {
    static func text(_ microUSD: Int64) -> String {
        let digits = String(microUSD.magnitude % 1_000_000)
        let fraction = String(repeating: "0", count: 6 - digits.count) + digits
        return "\(microUSD < 0 ? "-" : "")\(microUSD.magnitude / 1_000_000).\(fraction)"
    }
}

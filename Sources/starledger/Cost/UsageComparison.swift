package import Projections

/// Our figures beside the provider's, UTC day by UTC day.
package struct UsageComparison: Sendable {
    /// What a day came to.
    package enum Verdict: String, Sendable {
        /// They agree, within the tolerance.
        case same
        /// They do not.
        case differs
        /// The day still runs: the provider may be behind, so that nothing is said of it.
        case running
    }

    /// One day.
    package struct Line: Hashable, Sendable {
        /// The day, as UTC counts it.
        package var day: Day
        /// What the log says.
        package var ours: UsageFigures
        /// What the provider says.
        package var theirs: UsageFigures
        /// What it came to.
        package var verdict: Verdict
    }

    /// Two figures of a day agree if they differ by this share of the larger one at most.
    package static let shareMax = 0.01
    /// They agree as well if they differ by this many tokens at most.
    package static let tokensMax: Int64 = 100
    /// They agree as well if they differ by this much at most: one cent, in millionths of a dollar.
    package static let microUSDMax: Int64 = 10_000
    /// The most days that are compared at once.
    package static let dayCountMax = 400

    /// The days, in order.
    package let lines: [Line]
    /// Which figures the export has; the others are not compared.
    package let columns: Set<UsageExport.Column>

    /// Whether a day differs.
    package var differs: Bool { self.lines.contains { $0.verdict == .differs } }

    /// Compares.
    ///
    /// - Parameters:
    ///   - export: What the provider says.
    ///   - ours: What the log says, by UTC day.
    ///   - today: The UTC day that still runs.
    ///   - dayCount: Only the last so many days, today included.
    package init(
        _ export: UsageExport,
        with ours: [Day: UsageFigures],
        today: Day,
        last dayCount: Int?
    ) {
        self.columns = export.columns
        let last = export.days.keys.max() ?? today
        let count = min(dayCount ?? Self.dayCountMax, Self.dayCountMax)
        let earliest = max(last, today).advanced(by: 1 - count)
        let first = max(export.days.keys.min() ?? today, earliest)
        guard first <= last else {
            self.lines = []
            return
        }
        self.lines = (0...Int(last.number - first.number)).map { offset in
            let day = first.advanced(by: offset)
            let (own, other) = (ours[day] ?? UsageFigures(), export.days[day] ?? UsageFigures())
            let agrees = Self.agree(own, other, in: export.columns)
            let verdict = day == today ? Verdict.running : agrees ? .same : .differs
            return Line(day: day, ours: own, theirs: other, verdict: verdict)
        }
    }

    private static func agree(
        _ ours: UsageFigures,
        _ theirs: UsageFigures,
        in columns: Set<UsageExport.Column>
    ) -> Bool {
        columns.allSatisfy { column in
            switch column {
            case .promptTokens:
                Self.agree(ours.promptTokens, theirs.promptTokens, within: Self.tokensMax)
            case .completionTokens:
                Self.agree(ours.completionTokens, theirs.completionTokens, within: Self.tokensMax)
            case .cost: Self.agree(ours.costMicroUSD, theirs.costMicroUSD, within: Self.microUSDMax)
            case .day, .currency: true
            }
        }
    }

    private static func agree(_ left: Int64, _ right: Int64, within margin: Int64) -> Bool {
        let difference = (Double(left) - Double(right)).magnitude
        let larger = max(Double(left).magnitude, Double(right).magnitude)
        return difference <= max(Double(margin), larger * Self.shareMax)
    }
}

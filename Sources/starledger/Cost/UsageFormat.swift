internal import Ledger
internal import Projections

/// How figures are printed.
enum UsageFormat: Sendable {
    /// For people.
    case text
    /// For spreadsheets.
    case csv
    /// For scripts, one object a line.
    case json
}

/// What the language model used, day by day, beside the cap.
struct UsageListing: Sendable {
    let days: [(day: Day, figures: UsageFigures)]
    let settings: Settings

    /// The lines to print.
    func text(_ format: UsageFormat) -> [String] {
        switch format {
        case .text: self.sentences
        case .csv:
            ["day,prompt_tokens,completion_tokens,cost_usd"]
                + self.days.map { "\($0.day.text),\($0.figures.csv)" }
        case .json:
            self.days.map { day, figures in
                var line = JSONLine()
                line.add("day", day.text)
                line.add(figures)
                return line.finished
            }
        }
    }

    private var sentences: [String] {
        let cap = self.settings.costCapMicroUSD
        let zone = self.settings.dayClock.zone
        var total = UsageFigures()
        let lines = self.days.map { day, figures in
            total += figures
            let share = Int((Double(figures.costMicroUSD) / Double(max(cap, 1)) * 100).rounded())
            return "\(day.text)  \(figures.text)  \(share)% of the cap"
        }
        let head = "Days of \(zone); the cap is $\(Dollars.text(cap)) a day."
        return [head] + lines + ["total       \(total.text)"]
    }
}

extension UsageComparison {
    /// The lines to print.
    func text(_ format: UsageFormat) -> [String] {
        switch format {
        case .text:
            [
                "Days of UTC, as the export has them (09:00 to 09:00 in Tokyo); ours / theirs.",
                "Compared: \(self.columns.map(\.rawValue).sorted().joined(separator: ", ")).",
                Self.tolerance,
            ] + self.lines.map { self.sentence(for: $0) }
        case .csv:
            [
                "day_utc,prompt_tokens,completion_tokens,cost_usd,export_prompt_tokens,"
                    + "export_completion_tokens,export_cost_usd,verdict"
            ]
                + self.lines.map { line in
                    "\(line.day.text),\(line.ours.csv),\(line.theirs.csv),\(line.verdict.rawValue)"
                }
        case .json:
            self.lines.map { line in
                var (ours, theirs) = (JSONLine(), JSONLine())
                ours.add(line.ours)
                theirs.add(line.theirs)
                var object = JSONLine()
                object.add("day_utc", line.day.text)
                object.addRaw("ours", ours.finished)
                object.addRaw("export", theirs.finished)
                object.add("verdict", line.verdict.rawValue)
                return object.finished
            }
        }
    }

    /// What counts as the same.
    private static var tolerance: String {
        let percent = Int((Self.shareMax * 100).rounded())
        return "Same: within \(percent) % of the larger figure, or within \(Self.tokensMax) tokens "
            + "and $\(Dollars.text(Self.microUSDMax))."
    }

    private func sentence(for line: Line) -> String {
        var words = [line.day.text]
        if self.columns.contains(.promptTokens) {
            words.append("prompt \(line.ours.promptTokens) / \(line.theirs.promptTokens)")
        }
        if self.columns.contains(.completionTokens) {
            let (own, other) = (line.ours.completionTokens, line.theirs.completionTokens)
            words.append("completion \(own) / \(other)")
        }
        if self.columns.contains(.cost) {
            let own = Dollars.text(line.ours.costMicroUSD)
            words.append("cost $\(own) / $\(Dollars.text(line.theirs.costMicroUSD))")
        }
        switch line.verdict {
        case .same: words.append("same")
        case .differs: words.append("DIFFERS by \(self.difference(in: line))")
        case .running: words.append("still running, not judged")
        }
        return words.joined(separator: "  ")
    }

    /// Ours less theirs.
    private func difference(in line: Line) -> String {
        var words: [String] = []
        if self.columns.contains(.promptTokens) {
            words.append("\(line.ours.promptTokens - line.theirs.promptTokens) prompt tokens")
        }
        if self.columns.contains(.completionTokens) {
            let difference = line.ours.completionTokens - line.theirs.completionTokens
            words.append("\(difference) completion tokens")
        }
        if self.columns.contains(.cost) {
            let difference = line.ours.costMicroUSD - line.theirs.costMicroUSD
            words.append("$\(Dollars.text(difference))")
        }
        return words.joined(separator: ", ")
    }
}

extension UsageFigures {
    fileprivate var text: String {
        "prompt=\(self.promptTokens) completion=\(self.completionTokens) "
            + "cost=$\(Dollars.text(self.costMicroUSD))"
    }

    fileprivate var csv: String {
        "\(self.promptTokens),\(self.completionTokens),\(Dollars.text(self.costMicroUSD))"
    }
}

extension JSONLine {
    fileprivate mutating func add(_ figures: UsageFigures) {
        self.add("prompt_tokens", figures.promptTokens)
        self.add("completion_tokens", figures.completionTokens)
        self.addRaw("cost_usd", Dollars.text(figures.costMicroUSD))
    }
}

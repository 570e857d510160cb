private import Foundation
internal import Ledger
package import Projections

/// What the provider of the language model says it was used, day by day: its usage export.
///
/// A provider's day is UTC's. Columns are found by their names, whatever else the export holds;
/// several rows of a day, one a model or a project, are added up.
package struct UsageExport: Sendable {
    /// What a column is for.
    package enum Column: String, CaseIterable, Sendable {
        case day
        case promptTokens = "prompt tokens"
        case completionTokens = "completion tokens"
        case cost
        case currency
    }

    /// The figures of each day.
    package private(set) var days: [Day: UsageFigures] = [:]
    /// Which figures the export has.
    package private(set) var columns: Set<Column> = []

    /// The names a column may have, the best first; in lower case, with `_` for spaces.
    static let names: [Column: [String]] = [
        .day: ["date", "day", "usage_date", "start_time_iso", "start_time", "timestamp"],
        .promptTokens: [
            "input_tokens", "prompt_tokens", "n_context_tokens_total", "input", "prompt",
        ],
        .completionTokens: [
            "output_tokens", "completion_tokens", "n_generated_tokens_total", "output",
            "completion",
        ],
        .cost: ["cost_usd", "cost", "amount_usd", "amount", "amount_value", "total_cost"],
        .currency: ["amount_currency", "currency"],
    ]

    /// Reads an export.
    ///
    /// - Throws: ``CSVError`` with the line that cannot be read.
    package init(_ table: CSVTable) throws(CSVError) {
        guard let header = table.rows.first else {
            throw CSVError(line: 1, message: "the file is empty")
        }
        let places = Self.places(of: header)
        guard let day = places[.day] else {
            throw CSVError(
                line: header.line,
                message: "no column of days; accepted names: date, day, start_time"
            )
        }
        self.columns = Set(places.keys).subtracting([.day, .currency])
        guard !self.columns.isEmpty else {
            throw CSVError(
                line: header.line,
                message: "no column of tokens or cost; accepted names: input_tokens, "
                    + "output_tokens, prompt_tokens, completion_tokens, cost, amount"
            )
        }
        for row in table.rows.dropFirst() {
            let (day, figures) = try Self.read(row, places, day: day)
            self.days[day, default: UsageFigures()] += figures
        }
    }

    private static func places(of header: CSVTable.Row) -> [Column: Int] {
        let names = header.fields.map { field in
            field.trimmingCharacters(in: .whitespaces).lowercased()
                .replacing(/[\s\-]+/, with: "_").replacing(/[()$]/, with: "")
        }
        var places: [Column: Int] = [:]
        for (column, accepted) in Self.names {
            let name = accepted.first { names.contains($0) }
            places[column] = name.flatMap { names.firstIndex(of: $0) }
        }
        return places
    }

    private static func read(
        _ row: CSVTable.Row,
        _ places: [Column: Int],
        day place: Int
    ) throws(CSVError) -> (Day, UsageFigures) {
        func text(_ place: Int?) -> String {
            guard let place, place < row.fields.count else { return "" }
            return row.fields[place].trimmingCharacters(in: .whitespaces)
        }
        func complaint(_ text: String, _ what: String) -> CSVError {
            CSVError(line: row.line, message: "“\(text.prefix(40))” is not \(what)")
        }
        guard let day = Self.day(text(place)) else {
            throw complaint(text(place), "a day such as 2026-11-24, a time, or Unix seconds")
        }
        let currency = text(places[.currency]).lowercased()
        guard ["", "usd", "us dollar"].contains(currency) else {
            throw complaint(currency, "usd; only US dollars can be compared")
        }
        var figures = UsageFigures()
        for column in [Column.promptTokens, .completionTokens] {
            let found = text(places[column])
            guard let count = Self.count(found) else {
                throw complaint(found, "a number of \(column.rawValue)")
            }
            if column == .promptTokens { figures.promptTokens = count }
            if column == .completionTokens { figures.completionTokens = count }
        }
        let cost = text(places[.cost])
        guard let microUSD = Self.microUSD(cost) else { throw complaint(cost, "an amount") }
        figures.costMicroUSD = microUSD
        return (day, figures)
    }

    /// A date, a time, or Unix seconds or milliseconds; the UTC day of it.
    private static func day(_ text: String) -> Day? {
        let date = String(text.prefix(10)).replacing("/", with: "-")
        if text.count == 10 || text.dropFirst(10).hasPrefix(" "), let day = Day(text: date) {
            return day
        }
        let utc = DayClock(zone: "UTC") ?? .tokyo
        if let instant = Instant(rfc3339: text) { return utc.day(of: instant) }
        guard text.allSatisfy(\.isNumber), let number = Int64(text) else { return nil }
        switch text.count {
        case 9...10: return utc.day(of: Instant(seconds: number))
        case 12...13: return utc.day(of: Instant(seconds: number / 1_000))
        default: return nil
        }
    }

    /// A whole number from 0; nothing is 0.
    private static func count(_ text: String) -> Int64? {
        if text.isEmpty { return 0 }
        guard let value = Self.number(text), value >= 0, value < 1e15, value == value.rounded()
        else { return nil }
        return Int64(value)
    }

    /// Millionths of a dollar; nothing is 0, and a credit is less.
    private static func microUSD(_ text: String) -> Int64? {
        if text.isEmpty { return 0 }
        guard let value = Self.number(text), value.magnitude < 1e9 else { return nil }
        return Int64((value * 1_000_000).rounded())
    }

    /// A number with a point or a comma, with or without groups of three and a dollar sign.
    private static func number(_ text: String) -> Double? {
        var plain = text.replacing("$", with: "").replacing(" ", with: "")
        if plain.contains(".") || plain.wholeMatch(of: /-?\d{1,3}(,\d{3})+/) != nil {
            plain = plain.replacing(",", with: "")
        } else {
            plain = plain.replacing(",", with: ".")
        }
        guard plain.wholeMatch(of: /-?\d+(\.\d+)?([eE][+\-]?\d{1,2})?/) != nil else { return nil }
        return Double(plain)
    }
}

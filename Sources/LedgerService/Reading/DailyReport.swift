public import Ledger
public import Projections

/// The figures of one day, as `/admin stats` and `starledger stats` show them.
public struct DailyReport: Sendable {
    /// The fewest and the most days that one listing shows.
    public static let dayCounts = 1...14

    /// The day.
    public var day: Day
    /// Its figures.
    public var figures: DayFigures

    /// The figures of the last days, the oldest first, today last.
    public static func last(
        days: Int,
        in books: borrowing Books,
        at time: Instant
    ) -> [DailyReport] {
        let count = min(max(days, Self.dayCounts.lowerBound), Self.dayCounts.upperBound)
        let today = books.settings.dayClock.day(of: time)
        var reports: [DailyReport] = []
        for back in stride(from: count - 1, through: 0, by: -1) {
            let day = today.advanced(by: -back)
            reports.append(DailyReport(day: day, figures: books.figures(of: day)))
        }
        return reports
    }

    /// The line that leads `/admin stats`.
    public var headline: String {
        let figures = self.figures
        return """
            Today \(self.day.text): DAU=\(figures.people) uses=\(figures.uses) \
            ⭐stars=\(figures.stars) (tx=\(figures.transactions)) tarot=\(figures.readings) \
            consult=\(figures.consultations) errors=\(figures.errors)
            """
    }

    /// The line of a day.
    public var line: String {
        let words = self.fields.map { "\($0.key)=\($0.value)" }
        return "\(self.day.text): \(words.joined(separator: " "))"
    }

    /// One line of JSON with the same keys.
    public var json: String {
        var line = JSONLine()
        line.add("day", self.day.text)
        for field in self.fields { line.add(field.key, field.value) }
        return line.finished
    }

    private var fields: [(key: String, value: Int64)] {
        let figures = self.figures
        return [
            ("dau", figures.people), ("uses", figures.uses), ("stars", figures.stars),
            ("tx", figures.transactions), ("tarot", figures.readings),
            ("consult", figures.consultations), ("errors", figures.errors),
            ("errors_payment", figures.paymentErrors), ("errors_load", figures.loadErrors),
            ("errors_connection", figures.connectionErrors),
            ("received", figures.received), ("refunded", figures.refunded),
            ("net", figures.net),
        ]
    }
}

internal import Ledger

/// A calendar day, as the setting `TZ_DAY` sees it.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, which is 0.
    public let number: Int32

    /// Creates a day from its number since 1970-01-01.
    public init(number: Int32) {
        self.number = number
    }

    /// Reads a date such as `2026-11-23`, or `nil` if there is no such day.
    public init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...9_999).contains(year)
        else { return nil }
        self.init(
            number: Int32(truncatingIfNeeded: Instant.days(year: year, month: month, day: day))
        )
        guard self.text == text else { return nil }
    }

    /// The date, for example `2026-11-23`.
    public var text: String {
        let date = Instant.civil(fromDays: Int64(self.number))
        return
            "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
    }

    /// Returns the day this many days later (earlier if negative).
    public func advanced(by days: Int) -> Day {
        Day(number: Int32(clamping: Int(self.number) + days))
    }

    /// Orders days by time.
    public static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

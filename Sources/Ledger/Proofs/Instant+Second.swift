extension Instant {
    private static let textByteCount = 20

    /// Reads RFC 3339 in UTC, to the second: `2026-11-24T03:00:00Z`; `nil` if it is not that.
    package init?(second text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.textByteCount else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            let digits = bytes[range]
            guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
            return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month)
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        self.init(seconds: ((days * 24 + hour) * 60 + minute) * 60 + second)
        // Neither a thirteenth hour of an afternoon nor another separator: it reads back as it was.
        guard self.rfc3339 == text else { return nil }
    }
}

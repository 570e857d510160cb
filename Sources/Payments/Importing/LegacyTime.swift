internal import Ledger

/// Reads the times of the Python bot's file.
///
/// ISO 8601 as Python's `isoformat` and SQLite's `datetime` write it: `T` or a space between date
/// and time, a fraction or none, an offset, `Z`, or nothing at all, which means UTC.
enum LegacyTime {
    /// Days before this year are no times of a Telegram bot.
    static let yearMin: Int64 = 2000
    private static let yearMax: Int64 = 9_999

    /// Reads a time, or `nil` if it is none.
    static func parse(_ text: String) -> Instant? {
        var scanner = Scanner(text)
        guard let day = scanner.day() else { return nil }
        if scanner.isAtEnd { return Self.instant(day: day, microseconds: 0, offsetSeconds: 0) }
        guard scanner.skip(anyOf: [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")]),
            let time = scanner.timeOfDay(), let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        return Self.instant(day: day, microseconds: time, offsetSeconds: offset)
    }

    /// Reads the date that a text begins with, as the number of days since 1970-01-01.
    static func date(_ text: String) -> Int32? {
        var scanner = Scanner(text)
        guard let day = scanner.day() else { return nil }
        let isWhole =
            scanner.isAtEnd || scanner.skip(anyOf: [UInt8(ascii: "T"), UInt8(ascii: " ")])
        return isWhole ? Int32(exactly: day) : nil
    }

    private static func instant(day: Int64, microseconds: Int64, offsetSeconds: Int64) -> Instant {
        // Years have four digits, so that nothing here can overflow.
        Instant(microseconds: (day * 86_400 - offsetSeconds) * 1_000_000 + microseconds)
    }
}

extension LegacyTime {
    /// Walks over the bytes of one time.
    private struct Scanner {
        private let bytes: [UInt8]
        private var index = 0

        init(_ text: String) {
            self.bytes = Array(text.utf8).trimmed
        }

        var isAtEnd: Bool { self.index == self.bytes.count }

        mutating func skip(anyOf accepted: [UInt8]) -> Bool {
            guard self.index < self.bytes.count, accepted.contains(self.bytes[self.index]) else {
                return false
            }
            self.index += 1
            return true
        }

        /// The day since 1970-01-01 of a date that exists.
        mutating func day() -> Int64? {
            guard let year = self.number(digits: 4), self.skip(anyOf: [UInt8(ascii: "-")]),
                let month = self.number(digits: 2), self.skip(anyOf: [UInt8(ascii: "-")]),
                let day = self.number(digits: 2), (1...LegacyTime.yearMax).contains(year),
                (1...12).contains(month), (1...31).contains(day)
            else { return nil }
            let number = Instant.days(year: year, month: month, day: day)
            return Instant.civil(fromDays: number) == (year, month, day) ? number : nil
        }

        /// Microseconds since midnight.
        mutating func timeOfDay() -> Int64? {
            let colon = [UInt8(ascii: ":")]
            guard let hour = self.number(digits: 2), self.skip(anyOf: colon),
                let minute = self.number(digits: 2), hour <= 23, minute <= 59
            else { return nil }
            var seconds = hour * 3_600 + minute * 60
            guard self.skip(anyOf: colon) else { return seconds * 1_000_000 }
            guard let second = self.number(digits: 2), second <= 59 else { return nil }
            seconds += second
            guard self.skip(anyOf: [UInt8(ascii: "."), UInt8(ascii: ",")]) else {
                return seconds * 1_000_000
            }
            guard let fraction = self.fraction() else { return nil }
            return seconds * 1_000_000 + fraction
        }

        /// Seconds east of Greenwich; none is UTC.
        mutating func offset() -> Int64? {
            if self.isAtEnd { return 0 }
            _ = self.skip(anyOf: [UInt8(ascii: " ")])
            if self.skip(anyOf: [UInt8(ascii: "Z"), UInt8(ascii: "z")]) { return 0 }
            let isWest =
                self.index < self.bytes.count && self.bytes[self.index] == UInt8(ascii: "-")
            guard self.skip(anyOf: [UInt8(ascii: "+"), UInt8(ascii: "-")]),
                let hour = self.number(digits: 2), hour <= 23
            else { return nil }
            _ = self.skip(anyOf: [UInt8(ascii: ":")])
            var seconds = hour * 3_600
            if !self.isAtEnd {
                guard let minute = self.number(digits: 2), minute <= 59 else { return nil }
                seconds += minute * 60
            }
            return isWest ? -seconds : seconds
        }

        /// Six digits of a fraction; further ones are left out.
        private mutating func fraction() -> Int64? {
            var (value, count) = (Int64(0), 0)
            while let digit = self.digit() {
                if count < 6 { value = value * 10 + digit }
                count += 1
            }
            guard count > 0 else { return nil }
            for _ in 0..<max(0, 6 - count) { value *= 10 }
            return value
        }

        private mutating func number(digits: Int) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<digits {
                guard let digit = self.digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        private mutating func digit() -> Int64? {
            guard self.index < self.bytes.count else { return nil }
            let byte = self.bytes[self.index]
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            self.index += 1
            return Int64(byte - UInt8(ascii: "0"))
        }
    }
}

extension [UInt8] {
    fileprivate var trimmed: [UInt8] {
        let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let start = self.firstIndex { !blank.contains($0) } ?? self.endIndex
        let end = self.lastIndex { !blank.contains($0) }.map { $0 + 1 } ?? start
        return Array(self[start..<end])
    }
}

extension Instant {
    /// RFC 3339 in UTC with `Z`, a fraction of six digits only if it is not zero.
    public var rfc3339: String {
        let seconds = self.seconds
        let days = (seconds - Self.remainder(seconds, 86_400)) / 86_400
        let (year, month, day) = Self.civil(fromDays: days)
        let inDay = Self.remainder(seconds, 86_400)
        let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        let hour = Self.padded(inDay / 3_600, 2)
        let time = "\(hour):\(Self.padded(inDay / 60 % 60, 2)):\(Self.padded(inDay % 60, 2))"
        let fraction = self.fraction
        return "\(date)T\(time)\(fraction == 0 ? "" : ".\(Self.padded(fraction, 6))")Z"
    }

    /// Returns the proleptic Gregorian date of a day counted from 1970-01-01.
    ///
    /// Source: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*.
    public static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted - Self.remainder(shifted, 146_097)) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Returns the day, counted from 1970-01-01, of a proleptic Gregorian date.
    public static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear - Self.remainder(shiftedYear, 400)) / 400
        let yearOfEra = shiftedYear - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
        return era * 146_097 + ofEra - 719_468
    }

    private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
        (value % divisor + divisor) % divisor
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A moment: whole microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// Creates a moment from microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Creates a moment from whole seconds since 1970-01-01T00:00:00Z, Telegram's unit.
    ///
    /// Seconds come from outside: what lies beyond the range becomes its end.
    public init(seconds: Int64) {
        self.microseconds = Self.microseconds(of: seconds)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        let (seconds, rest) = self.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return rest < 0 ? seconds - 1 : seconds
    }

    /// Microseconds since the whole second, from 0 to 999,999.
    var fraction: Int64 {
        let rest = self.microseconds % 1_000_000
        return rest < 0 ? rest + 1_000_000 : rest
    }

    /// Returns the moment this many seconds later (earlier if negative), or the end of the range.
    public func adding(seconds: Int64) -> Instant {
        let added = Self.microseconds(of: seconds)
        let (sum, overflow) = self.microseconds.addingReportingOverflow(added)
        guard overflow else { return Instant(microseconds: sum) }
        return Instant(microseconds: added < 0 ? .min : .max)
    }

    private static func microseconds(of seconds: Int64) -> Int64 {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard overflow else { return product }
        return seconds < 0 ? .min : .max
    }

    /// Orders moments by time.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }
}

/// A moment: whole microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// Creates a moment from microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Creates a moment from whole seconds since 1970-01-01T00:00:00Z, Telegram's unit.
    public init(seconds: Int64) {
        self.microseconds = seconds * 1_000_000
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        (self.microseconds - (self.microseconds % 1_000_000 + 1_000_000) % 1_000_000) / 1_000_000
    }

    /// Returns the moment this many seconds later (earlier if negative).
    public func adding(seconds: Int64) -> Instant {
        Instant(microseconds: self.microseconds + seconds * 1_000_000)
    }

    /// Orders moments by time.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }
}

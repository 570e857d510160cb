internal import Foundation
public import Ledger

/// Says which day a moment belongs to: whose midnight ends the day.
public struct DayClock: Hashable, Sendable {
    /// Japan's clock, which has known no summer time since 1951.
    public static let tokyo = DayClock(zone: "Asia/Tokyo", fixedOffset: 9 * 3_600, timeZone: nil)

    /// The zone's name in the time zone database, for example `Asia/Tokyo`.
    public let zone: String

    /// Seconds east of Greenwich, where they never change.
    private let fixedOffset: Int64?
    private let timeZone: TimeZone?

    private init(zone: String, fixedOffset: Int64?, timeZone: TimeZone?) {
        self.zone = zone
        self.fixedOffset = fixedOffset
        self.timeZone = timeZone
    }

    /// Finds a zone's clock, or `nil` if the time zone database does not know the name.
    public init?(zone: String) {
        switch zone {
        case Self.tokyo.zone: self = .tokyo
        case "UTC", "Etc/UTC": self.init(zone: zone, fixedOffset: 0, timeZone: nil)
        default:
            guard zone.contains("/"), let timeZone = TimeZone(identifier: zone) else { return nil }
            self.init(zone: zone, fixedOffset: nil, timeZone: timeZone)
        }
    }

    /// Seconds east of Greenwich at a moment.
    public func offsetSeconds(at moment: Instant) -> Int64 {
        if let fixedOffset = self.fixedOffset { return fixedOffset }
        let date = Date(timeIntervalSince1970: Double(moment.seconds))
        return Int64(self.timeZone?.secondsFromGMT(for: date) ?? 0)
    }

    /// The day that a moment belongs to.
    public func day(of moment: Instant) -> Day {
        let local = moment.seconds + self.offsetSeconds(at: moment)
        let inDay = (local % Self.daySeconds + Self.daySeconds) % Self.daySeconds
        return Day(number: Int32(clamping: (local - inDay) / Self.daySeconds))
    }

    /// The first moment of a day.
    public func start(of day: Day) -> Instant {
        let midnight = Int64(day.number) * Self.daySeconds
        var start = Instant(seconds: midnight)
        // Twice, because the offset is that of the result, which the first step only guesses.
        for _ in 0..<2 {
            start = Instant(seconds: midnight - self.offsetSeconds(at: start))
        }
        return start
    }

    /// The midnight that ends the day of a moment.
    public func nextMidnight(after moment: Instant) -> Instant {
        self.start(of: self.day(of: moment).advanced(by: 1))
    }

    private static let daySeconds: Int64 = 86_400
}

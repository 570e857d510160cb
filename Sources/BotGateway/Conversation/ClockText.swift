package import Ledger
package import Projections

/// How a moment is written to people: on the clock whose midnight ends the day.
package struct ClockText: Sendable {
    private let clock: DayClock

    /// Writes on a clock.
    package init(_ clock: DayClock) {
        self.clock = clock
    }

    /// For example `2026-11-30 13:35 JST`.
    package func full(_ time: Instant) -> String {
        let parts = self.parts(time)
        return "\(parts.date) \(parts.time) \(self.zone(at: time))"
    }

    /// For example `11/24 00:00 JST`.
    package func short(_ time: Instant) -> String {
        let parts = self.parts(time)
        let monthAndDay = parts.date.dropFirst(5).replacing("-", with: "/")
        return "\(monthAndDay) \(parts.time) \(self.zone(at: time))"
    }

    private func parts(_ time: Instant) -> (date: Substring, time: Substring) {
        let local = time.adding(seconds: self.clock.offsetSeconds(at: time)).rfc3339
        return (local.prefix(10), local.dropFirst(11).prefix(5))
    }

    private func zone(at time: Instant) -> String {
        if self.clock.zone == "Asia/Tokyo" { return "JST" }
        let minutes = self.clock.offsetSeconds(at: time) / 60
        if minutes == 0 { return "UTC" }
        let sign = minutes < 0 ? "-" : "+"
        let hours = abs(minutes) / 60
        let rest = abs(minutes) % 60
        return rest == 0
            ? "UTC\(sign)\(hours)" : "UTC\(sign)\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }
}

import Ledger
import Projections
import Testing

@Suite struct DayTests {
    @Test(
        "A date is read and written the same",
        arguments: ["1970-01-01", "2026-11-23", "2024-02-29", "1969-12-31"]
    )
    func text(date: String) {
        #expect(Day(text: date)?.text == date)
    }

    @Test(
        "What is no date is refused",
        arguments: [
            "", "2026-11-31", "2026-1-1", "2026-11-23 ", "2025-02-29", "0000-01-01", "a-b-c",
        ]
    )
    func noDate(text: String) {
        #expect(Day(text: text) == nil)
    }

    @Test("Days end at midnight in Tokyo")
    func tokyo() throws {
        let clock = DayClock.tokyo
        let day = try #require(Day(text: "2026-11-24"))
        let midnight = clock.start(of: day)
        #expect(midnight.rfc3339 == "2026-11-23T15:00:00Z")
        #expect(clock.day(of: midnight) == day)
        let before = Instant(microseconds: midnight.microseconds - 1)
        #expect(clock.day(of: before).text == "2026-11-23")
        #expect(clock.nextMidnight(after: before) == midnight)
        #expect(clock.nextMidnight(after: midnight) == midnight.adding(seconds: 86_400))
        #expect(clock.day(of: Instant(microseconds: -1)).text == "1970-01-01")
    }

    @Test(
        "A zone with summer time has days of 23 and 25 hours",
        arguments: [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)]
    )
    func summerTime(date: String, hours: Int64) throws {
        let clock = try #require(DayClock(zone: "Europe/Berlin"))
        let day = try #require(Day(text: date))
        let start = clock.start(of: day)
        let end = clock.start(of: day.advanced(by: 1))
        #expect(end.seconds - start.seconds == hours * 3_600)
        #expect(clock.day(of: start) == day)
        #expect(clock.day(of: Instant(microseconds: end.microseconds - 1)) == day)
    }

    @Test("Unknown zones are refused", arguments: ["", "Tokyo", "Asia/Tokio", "+9", "GMT+9"])
    func unknownZone(name: String) {
        #expect(DayClock(zone: name) == nil)
    }
}

import Ledger
import Testing

@Suite struct InstantTests {
    @Test(
        "A moment is written as RFC 3339, also where no calendar was meant to go",
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (1_767_236_400_123_456, "2026-01-01T03:00:00.123456Z"),
            (.max, "294247-01-10T04:00:54.775807Z"),
        ] as [(Int64, String)]
    )
    func text(microseconds: Int64, expected: String) {
        #expect(Instant(microseconds: microseconds).rfc3339 == expected)
    }

    @Test("The earliest moment can be written")
    func earliest() {
        #expect(Instant(microseconds: .min).rfc3339.hasSuffix("-12-21T19:59:05.224192Z"))
        #expect(Instant(microseconds: .min).seconds == -9_223_372_036_855)
    }

    @Test(
        "Seconds from outside never trap: beyond the range lies its end",
        arguments: [
            (0, 0), (-1, -1_000_000), (9_223_372_036_854, 9_223_372_036_854_000_000),
            (.max, .max), (.min, .min), (9_223_372_036_855, .max),
        ] as [(Int64, Int64)]
    )
    func seconds(seconds: Int64, microseconds: Int64) {
        #expect(Instant(seconds: seconds).microseconds == microseconds)
        #expect(Instant(microseconds: 0).adding(seconds: seconds).microseconds == microseconds)
    }

    @Test("Adding to a late moment ends at the last one")
    func adding() {
        let last = Instant(microseconds: .max)
        #expect(last.adding(seconds: 1) == last)
        #expect(Instant(microseconds: .min).adding(seconds: -1).microseconds == .min)
    }
}

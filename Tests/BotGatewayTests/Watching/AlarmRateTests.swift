import BotGateway
import Ledger
import Testing

/// How often a kind of alarm sounds.
@Suite struct AlarmRateTests {
    @Test("A kind sounds once in ten minutes and then says how many were held back")
    func rate() {
        for kind in AlarmKind.allCases where !kind.isNeverSuppressed {
            var rate = AlarmRate()
            let verdicts = [0, 1, 599, 600, 601, 5_000, -10].map { second in
                rate.verdict(on: kind, at: Instant(seconds: 1_795_408_500 + second))
            }
            #expect(
                verdicts == [
                    .sounds(heldBack: 0), .heldBack, .heldBack, .sounds(heldBack: 2), .heldBack,
                    .sounds(heldBack: 1), .sounds(heldBack: 0),
                ]
            )
        }
    }

    @Test(
        "What is about Stars or the day's cost always sounds",
        arguments: [AlarmKind.money, .cost]
    )
    func money(kind: AlarmKind) {
        var rate = AlarmRate()
        let verdicts = (0..<50).map { _ in rate.verdict(on: kind, at: Instant(seconds: 1)) }
        #expect(verdicts == Array(repeating: .sounds(heldBack: 0), count: 50))
    }

    @Test("No kind holds back another")
    func kinds() {
        var rate = AlarmRate()
        for kind in AlarmKind.allCases {
            #expect(rate.verdict(on: kind, at: Instant(seconds: 1)) == .sounds(heldBack: 0))
        }
    }
}

/// When errors are many, when a server is away, when something begins.
@Suite struct WatchingTests {
    @Test("Ten errors within five minutes are many; then the count begins anew")
    func errors() {
        var count = ErrorCount()
        let start: Int64 = 1_795_408_500
        // Nine at the start, which five minutes later no longer count.
        for _ in 1...9 { #expect(count.note(.load, at: Instant(seconds: start)) == nil) }
        #expect(count.note(.load, at: Instant(seconds: start + 300)) == nil)
        for _ in 1...8 { #expect(count.note(.payment, at: Instant(seconds: start + 599)) == nil) }
        let many = count.note(.connection, at: Instant(seconds: start + 599))
        #expect(many == [.load: 1, .payment: 8, .connection: 1])
        #expect(count.note(.load, at: Instant(seconds: start + 599)) == nil)
    }

    /// A call: when it ended, for how long it had the chance, whether it was answered; and the news.
    typealias Step = (at: Int64, took: Int64, answered: Bool, news: Reachability.Change?)

    static let courses: [[Step]] = [
        // Short troubles are nobody's news.
        [(0, 0, true, nil), (10, 0, false, nil), (69, 0, false, nil), (70, 0, true, nil)],
        [
            (10, 0, false, nil), (70, 0, false, .lost(since: Self.second(10))),
            (100, 0, false, nil), (130, 0, false, .stillLost(since: Self.second(10))),
            (189, 0, false, nil), (190, 0, false, .stillLost(since: Self.second(10))),
            (200, 0, true, .back(from: Self.second(10), to: Self.second(200))),
            (201, 0, true, nil), (202, 0, false, nil),
        ],
        // One call that hung for long enough is enough.
        [(100, 60, false, .lost(since: Self.second(40)))],
        [(100, 59, false, nil), (101, 1, false, .lost(since: Self.second(41)))],
        // Failures far apart are two troubles: nobody called in between.
        [
            (0, 0, false, nil), (601, 0, false, nil),
            (661, 0, false, .lost(since: Self.second(601))),
        ],
        [(0, 0, false, nil), (600, 0, false, .lost(since: Self.second(0)))],
    ]

    @Test(
        "An outage is told after a minute, each further minute, and at its end",
        arguments: courses
    )
    func outages(course: [Step]) {
        var reachability = Reachability()
        let news = course.map { step in
            reachability.note(
                isReachable: step.answered,
                from: Self.second(step.at - step.took),
                at: Self.second(step.at)
            )
        }
        #expect(news == course.map { $0.news })
    }

    @Test("An episode begins once, and again only after it has passed")
    func episodes() {
        var episode = Episode()
        let levels = [1, 9, 10, 12, 9, 6, 10, 5, 4, 10, 10]
        let begun = levels.map { episode.begins(isBad: $0 >= 10, isGood: $0 < 5) }
        #expect(
            begun == [
                false, false, true, false, false, false, false, false, false, true, false,
            ]
        )
    }

    private static func second(_ second: Int64) -> Instant {
        Instant(seconds: 1_795_408_500 + second)
    }
}

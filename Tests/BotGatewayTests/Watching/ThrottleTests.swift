import BotGateway
import Ledger
import Testing

/// Who is served, told or met with silence, by when their updates arrive.
@Suite struct ThrottleTests {
    private typealias Verdict = Throttle.Verdict

    /// Updates of one person, and what becomes of each; times in milliseconds.
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var every: Int64 = 1_200
        var steps: [Step]

        var testDescription: String { self.name }
    }

    struct Step: Sendable {
        var at: Int64
        var verdict: Throttle.Verdict
        var deed = Throttle.Deed.message
        var key: String?
        /// How old the message is, in milliseconds; `nil` = it has no time.
        var age: Int64? = 0
        var user: Int64 = 1

        static func message(
            _ at: Int64,
            _ verdict: Throttle.Verdict,
            key: String? = nil,
            age: Int64? = 0,
            user: Int64 = 1
        ) -> Step {
            Step(at: at, verdict: verdict, key: key, age: age, user: user)
        }

        static func press(_ at: Int64, _ verdict: Throttle.Verdict, key: String? = nil) -> Step {
            Step(at: at, verdict: verdict, deed: .press, key: key, age: nil)
        }
    }

    static let cases: [Case] = [
        Case(
            name: "one an interval is served, counted from the last that was",
            steps: [
                .message(0, .served), .message(1_199, .told), .message(1_200, .served),
                .message(2_400, .served), .message(3_599, .silent), .message(3_600, .served),
            ]
        ),
        Case(
            name: "the line is said once in 10 s",
            every: 60_000,
            steps: [
                .message(0, .served), .message(1, .told), .message(2, .silent),
                .message(10_000, .silent), .message(10_001, .told), .message(20_000, .silent),
            ]
        ),
        Case(
            name: "0 is off",
            every: 0,
            steps: [.message(0, .served), .message(0, .served), .press(0, .served)]
        ),
        Case(
            name: "presses and messages have intervals of their own; a press is always answered",
            steps: [
                .message(0, .served), .press(0, .served), .press(1, .told), .press(2, .told),
                .message(3, .told), .press(1_200, .served),
            ]
        ),
        Case(
            name: "everyone has an interval of their own",
            steps: [
                .message(0, .served), .message(1, .served, user: 2), .message(2, .told, user: 2),
            ]
        ),
        Case(
            name: "what is older than 10 s is served, and costs nobody their turn",
            steps: [
                .message(0, .served, age: 10_001), .message(0, .served, age: 86_400_000),
                .message(0, .served), .message(1, .told, age: 10_000),
            ]
        ),
        Case(
            name: "while old messages arrive, presses may be as old",
            steps: [
                .message(0, .served, age: 60_000), .press(1, .served), .press(2, .served),
                .press(10_000, .served), .press(10_001, .told),
            ]
        ),
        Case(
            name: "a message without a time goes by its arrival",
            steps: [.message(0, .served, age: nil), .message(1, .told, age: nil)]
        ),
        Case(
            name: "the same update again is served again",
            steps: [
                .message(0, .served, key: "m:1:1"), .message(500, .served, key: "m:1:1"),
                .message(501, .told, key: "m:1:2"), .message(1_200, .served, key: "m:1:3"),
                .message(1_201, .served, key: "m:1:1"), .press(1_300, .served, key: "c:1"),
                .press(1_301, .served, key: "c:1"),
            ]
        ),
        Case(
            name: "a clock that was put back throttles nobody",
            steps: [.message(100_000, .served), .message(0, .served), .message(1, .told)]
        ),
    ]

    @Test("Arrivals come to their verdicts", arguments: cases)
    func verdicts(example: Case) {
        var throttle = Throttle()
        let verdicts = example.steps.enumerated().map { index, step in
            let at = Self.start.microseconds + step.at * 1_000
            return throttle.verdict(
                on: Throttle.Arrival(
                    of: UserID(rawValue: step.user),
                    step.deed,
                    key: step.key ?? "u:\(index)",
                    at: Instant(microseconds: at),
                    sentAt: step.age.map { Instant(microseconds: at - $0 * 1_000) }
                ),
                every: example.every
            )
        }
        #expect(verdicts == example.steps.map(\.verdict))
    }

    @Test("While this process catches up, presses are served")
    func catchingUp() {
        var throttle = Throttle()
        throttle.isCatchingUp = true
        let press = Throttle.Arrival(of: Self.user, .press, key: "c:1", at: Self.start)
        var other = press
        other.key = "c:2"
        #expect(throttle.verdict(on: press, every: 800) == .served)
        #expect(throttle.verdict(on: other, every: 800) == .served)
        throttle.isCatchingUp = false
        #expect(throttle.verdict(on: press, every: 800) == .served)
        #expect(throttle.verdict(on: other, every: 800) == .told)
    }

    @Test("A time from outside may be any")
    func anyTime() {
        var throttle = Throttle()
        for sentAt in [Int64.min, 0, .max] {
            let arrival = Throttle.Arrival(
                of: Self.user,
                .message,
                key: "m:\(sentAt)",
                at: Self.start,
                sentAt: Instant(microseconds: sentAt)
            )
            #expect(throttle.verdict(on: arrival, every: 1_200) == .served)
        }
    }

    @Test("Memory is bounded, and whoever came last is remembered")
    func memory() {
        var throttle = Throttle(personCountMax: 100)
        for number in 1...10_000 {
            let arrival = Throttle.Arrival(
                of: UserID(rawValue: Int64(number)),
                .message,
                key: "m:\(number)",
                at: Self.start
            )
            #expect(throttle.verdict(on: arrival, every: 1_200) == .served)
            #expect(throttle.personCount <= 100)
        }
        for number in 9_951...10_000 {
            let arrival = Throttle.Arrival(
                of: UserID(rawValue: Int64(number)),
                .message,
                key: "m:\(number):again",
                at: Self.start
            )
            #expect(throttle.verdict(on: arrival, every: 1_200) == .told)
            #expect(throttle.personCount <= 100)
        }
    }

    private static let start = Instant(seconds: 1_795_408_500)
    private static let user = UserID(rawValue: 1)
}

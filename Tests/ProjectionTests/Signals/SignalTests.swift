import Ledger
import Projections
import Testing

/// What looks like abuse, and what does not.
@Suite struct SignalTests {
    /// A story, and what is suspected after it.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var expected: [String]
        var story: @Sendable (inout SignalLog) -> Void

        var testDescription: String { self.name }

        init(
            _ name: String,
            _ expected: [String],
            _ story: @escaping @Sendable (inout SignalLog) -> Void
        ) {
            self.name = name
            self.expected = expected
            self.story = story
        }
    }

    @Test(
        "The same question from three users within an hour",
        arguments: [
            Case("three within the hour", ["1#1 2#2 3#3"]) {
                for user in Int64(1)...3 { $0.ask(7, by: user, minute: user * 29) }
            },
            Case("over midnight and the full hour too", ["1#1 2#2 3#3"]) {
                for user in Int64(1)...3 { $0.ask(7, by: user, minute: 710 + user * 5) }
            },
            Case("the third a full hour after the first", []) {
                for user in Int64(1)...3 { $0.ask(7, by: user, minute: user * 30) }
            },
            Case("two users are too few, however often they ask", []) {
                for minute in Int64(0)..<9 { $0.ask(7, by: 1 + minute % 2, minute: minute) }
            },
            Case("other questions between change nothing", ["1#1 2#3 3#5"]) {
                for user in Int64(1)...3 {
                    $0.ask(7, by: user, minute: user)
                    $0.ask(user, by: 9, minute: user)
                }
            },
            Case("a use without a question is nobody's", []) {
                for user in Int64(1)...3 { $0.ask(nil, by: user, minute: user) }
            },
            Case("the largest hour is shown, of equal ones the last", ["1#3 2#4 3#5 4#6"]) {
                for user in Int64(8)...9 { $0.ask(7, by: user, minute: 0) }
                for user in Int64(1)...4 { $0.ask(7, by: user, minute: 100 + user) }
                for user in Int64(5)...7 { $0.ask(7, by: user, minute: 300 + user) }
            },
            Case("a question that is asked again within the hour counts once", ["2#2 3#3 1#4"]) {
                $0.ask(7, by: 1, minute: 0)
                $0.ask(7, by: 2, minute: 1)
                $0.ask(7, by: 3, minute: 2)
                $0.ask(7, by: 1, minute: 3)
            },
            Case("two suffice if the setting says so", ["1#2 2#3"]) {
                $0.set(.suspectSameQuestionUsers, "2")
                $0.ask(7, by: 1, minute: 0)
                $0.ask(7, by: 2, minute: 1)
            },
            Case("readings count like consultations", ["1#1 2#2 3#3"]) {
                $0.ask(7, by: 1, minute: 0)
                $0.ask(7, by: 2, minute: 1)
                let reading = ReadingStarted(
                    access: .free,
                    spread: .one,
                    draw: Draw([]),
                    questionDigest: 7
                )
                $0.record(.readingStarted(reading), of: 3, minute: 2)
            },
            Case("a month later nothing is shown", []) {
                for user in Int64(1)...3 { $0.ask(7, by: user, minute: user) }
                $0.ask(8, by: 1, minute: 31 * 1_440)
            },
        ]
    )
    func sameQuestion(_ example: Case) {
        var log = SignalLog()
        example.story(&log)
        #expect(log.suspicions().crowdText == example.expected)
    }

    @Test(
        "Two refunds within ten minutes of their payments in seven days",
        arguments: [
            Case("twice at once", ["1: 1→2 3→4"]) {
                for (number, minute) in [("a", 0), ("b", 5_000)] as [(String, Int64)] {
                    $0.pay(number, by: 1, minute: minute)
                    $0.refund(number, of: 1, minute: minute + 10)
                }
            },
            Case("once is nothing", []) {
                $0.pay("a", by: 1, minute: 0)
                $0.refund("a", of: 1, minute: 1)
            },
            Case("a refund eleven minutes later is not quick", []) {
                for (number, gap) in [("a", 10), ("b", 11)] as [(String, Int64)] {
                    $0.pay(number, by: 1, minute: 0)
                    $0.refund(number, of: 1, minute: gap)
                }
            },
            Case("seven days apart is near, one minute more is not", ["1: 1→2 5→6"]) {
                for (user, minute) in [(1, 0), (2, 0), (1, 10_080), (2, 10_081)]
                    as [(Int64, Int64)]
                {
                    $0.pay("\(user)@\(minute)", by: user, minute: minute)
                    $0.refund("\(user)@\(minute)", of: user, minute: minute)
                }
            },
            Case("the same refund told twice counts once", []) {
                $0.pay("a", by: 1, minute: 0)
                $0.refund("a", of: 1, minute: 1)
                $0.refund("a", of: 1, minute: 2)
            },
            Case("a refund of a payment that nobody reported is no evidence", []) {
                for number in ["a", "b"] { $0.refund(number, of: 1, minute: 0) }
            },
            Case("an imported payment is no evidence", []) {
                for number in ["a", "b"] {
                    $0.pay(number, by: 1, minute: 0, cause: .imported)
                    $0.refund(number, of: 1, minute: 1)
                }
            },
            Case("one suffices if the setting says so, and within an hour", ["1: 3→4"]) {
                $0.set(.suspectQuickRefunds, "1")
                $0.set(.suspectQuickRefundMinutes, "60")
                $0.pay("a", by: 1, minute: 0)
                $0.refund("a", of: 1, minute: 60)
            },
        ]
    )
    func quickRefunds(_ example: Case) {
        var log = SignalLog()
        example.story(&log)
        #expect(log.suspicions().refunderText == example.expected)
    }

    @Test(
        "Fourteen days in a row of nothing but what is free",
        arguments: [
            Case("fourteen", ["1: 14 2026-11-23 #2→#28"]) { $0.takeFree(days: 0..<14) },
            Case("thirteen", []) { $0.takeFree(days: 0..<13) },
            Case("a day was left out", []) {
                $0.takeFree(days: 0..<13)
                $0.takeFree(days: 14..<15)
            },
            Case("a ticket between begins anew", []) {
                $0.takeFree(days: 0..<10)
                $0.take(.ticket, by: 1, minute: 9 * 1_440)
                $0.takeFree(days: 10..<20)
            },
            Case("a purchase between begins anew", ["1: 14 2026-12-04 #23→#49"]) {
                $0.takeFree(days: 0..<10)
                $0.pay("a", by: 1, minute: 10 * 1_440)
                $0.takeFree(days: 11..<25)
            },
            Case("a purchase in the end clears it", []) {
                $0.takeFree(days: 0..<14)
                $0.pay("a", by: 1, minute: 14 * 1_440)
            },
            Case("uses while the paywall is off are no free draws", []) {
                for day in Int64(0)..<14 { $0.take(.open, by: 1, minute: day * 1_440) }
            },
            Case("twice a day counts a day once", []) {
                $0.takeFree(days: 0..<7)
                $0.takeFree(days: 6..<7)
            },
            Case("a row that ended a week ago is still shown", ["1: 14 2026-11-23 #2→#28"]) {
                $0.takeFree(days: 0..<14)
                $0.takeFree(days: 20..<21)
            },
            Case("two suffice if the setting says so", ["1: 2 2026-11-23 #3→#5"]) {
                $0.set(.suspectFreeOnlyDays, "2")
                $0.takeFree(days: 0..<2)
            },
        ]
    )
    func freeOnly(_ example: Case) {
        var log = SignalLog()
        example.story(&log)
        #expect(log.suspicions().freeTakerText == example.expected)
    }

    @Test("A free use that failed is no free day")
    func failedUse() {
        var log = SignalLog()
        log.takeFree(days: 0..<13)
        let use = log.record(
            .consultationStarted(ConsultationStarted(access: .free)),
            of: 1,
            minute: 13 * 1_440
        )
        log.record(
            .consultationFailed(ConsultationFailed(use: use, reason: .model)),
            of: 1,
            minute: 13 * 1_440
        )
        #expect(log.suspicions().freeTakerText == [])
    }

    @Test(
        "An hour above three times its seven-day median, and with twenty at least",
        arguments: [
            Case("twenty after nothing", ["feedback_left 20 (0) 1×13 2×7"]) {
                $0.rush(20, minute: 0)
            },
            Case("nineteen", []) { $0.rush(19, minute: 0) },
            Case("sixty after hours of twenty", []) {
                for hour in Int64(0)..<168 { $0.rush(20, minute: (hour - 168) * 60) }
                $0.rush(60, minute: 0)
                $0.set(.suspectSurgeLeast, "60")
            },
            Case("sixty-one after hours of twenty", ["feedback_left 61 (20) 1×41 2×20"]) {
                for hour in Int64(0)..<168 { $0.rush(20, minute: (hour - 168) * 60) }
                $0.rush(61, minute: 0)
                $0.set(.suspectSurgeLeast, "60")
            },
            Case("what an import brings is no surge", []) {
                for _ in 0..<30 {
                    $0.record(
                        .feedbackLeft(FeedbackLeft(sealedText: [])),
                        of: 1,
                        minute: 0,
                        cause: .imported
                    )
                }
            },
            Case("ten of two kinds are no twenty", []) {
                $0.rush(10, minute: 0)
                for _ in 0..<10 { $0.ask(nil, by: 1, minute: 0) }
            },
        ]
    )
    func surge(_ example: Case) {
        var log = SignalLog()
        example.story(&log)
        #expect(log.suspicions(minute: 30).surgeText == example.expected)
    }

    @Test("A surge is begun by one event, and by none after it")
    func alert() {
        var log = SignalLog()
        var begun: [Position] = []
        for _ in 0..<60 {
            log.rush(1, minute: 0)
            guard let last = log.last, let surge = log.books.surge(begunBy: last) else { continue }
            #expect(surge.kind == .feedbackLeft && surge.count == 20)
            begun.append(last.position)
        }
        #expect(begun == [20])
        // The books are ahead of the watcher at times: the event still is the one.
        log.rush(1, minute: 60)
        #expect(log.last.flatMap { log.books.surge(begunBy: $0) } == nil)
    }

    @Test("Whoever has a large share of an hour is never lost in the crowd")
    func crowdedHour() throws {
        var log = SignalLog()
        for user in Int64(1_000)..<3_000 {
            log.record(.feedbackLeft(FeedbackLeft(sealedText: [])), of: user, minute: 0)
            if user % 4 == 0 {
                log.record(.feedbackLeft(FeedbackLeft(sealedText: [])), of: 7, minute: 1)
            }
        }
        let surge = try #require(log.suspicions().surges.first)
        #expect(surge.count == 2_500)
        #expect(surge.users.first?.user.rawValue == 7)
        #expect((400...500).contains(surge.users.first?.count ?? 0))
    }

    @Test("Evidence stays bounded, and what is worth most stays")
    func bounds() {
        var log = SignalLog()
        for user in Int64(1)...3 { log.ask(-1, by: user, minute: 0) }
        for digest in Int64(0)..<20_000 { log.ask(digest, by: 1, minute: 1 + digest / 100) }
        #expect(log.suspicions().crowdText == ["1#1 2#2 3#3"])
        #expect(log.books.canonicalBytes(of: .signals).count < 1_000_000)
        for number in 0..<40 {
            log.pay("c\(number)", by: 5, minute: 300)
            log.refund("c\(number)", of: 5, minute: 301)
        }
        #expect(log.suspicions().refunders.first?.refunds.count == 16)
    }
}

extension SignalLog {
    /// Takes one free use a day.
    fileprivate mutating func takeFree(days: Range<Int64>) {
        for day in days { self.take(.free, by: 1, minute: day * 1_440) }
    }

    /// Feedback within one minute, two thirds of it by the first of two users.
    fileprivate mutating func rush(_ count: Int, minute: Int64) {
        for number in 0..<count {
            let user: Int64 = number % 3 == 1 ? 2 : 1
            self.record(.feedbackLeft(FeedbackLeft(sealedText: [])), of: user, minute: minute)
        }
    }
}

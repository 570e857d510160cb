import Ledger
import LedgerService
import Payments
import Projections
import Synchronization
import Testing

/// What was true at a time, what was known at a time, and what was then believed of a time.
@Suite struct MomentTests {
    /// One pair of times, and the figures of users 7 and 8 that belong to it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var at: Int64?
        var known: Int64?
        var seven: Figures
        var eight: Figures

        init(
            _ name: String,
            at: Int64?,
            known: Int64?,
            _ seven: Figures,
            pass eight: Figures
        ) {
            self.testDescription = name
            (self.at, self.known, self.seven, self.eight) = (at, known, seven, eight)
        }
    }

    /// The parts of a report that the story moves; the rest is the same in every line.
    struct Figures: Sendable {
        var three: Int = 0
        var seven: Int = 0
        var pass: String?
        var day: Int?
        var isSeen = true
        var oneCard = 2
        var limit: Int? = 2
        var position: Position
    }

    /// Days and hours after the beginning, in seconds.
    private static func time(_ day: Int64, _ hour: Int64 = 0) -> Int64 {
        day * 86_400 + hour * 3_600
    }

    @Test(
        "Status at a time, as known at a time, is what those two times make of it",
        arguments: [
            Case(
                "now, by all that is known",
                at: nil,
                known: nil,
                Figures(three: 1, day: 6, oneCard: 1, limit: 1, position: 15),
                pass: Figures(pass: "2026-12-04T03:00:00Z", day: 6, limit: nil, position: 15)
            ),
            Case(
                "an hour after the payment that nobody saw: it was paid for",
                at: Self.time(0, 2),
                known: nil,
                Figures(three: 1, day: 1, position: 15),
                pass: Figures(day: 1, position: 15)
            ),
            Case(
                "the same hour, as known then: nothing",
                at: Self.time(0, 2),
                known: Self.time(0, 2),
                Figures(day: 1, position: 3),
                pass: Figures(day: 1, position: 3)
            ),
            Case(
                "as known then, without another time: the same",
                at: nil,
                known: Self.time(0, 2),
                Figures(day: 1, position: 3),
                pass: Figures(day: 1, position: 3)
            ),
            Case(
                "the same hour, as known once the payments were found",
                at: Self.time(0, 2),
                known: Self.time(3) + 1,
                Figures(three: 1, day: 1, position: 13),
                pass: Figures(day: 1, position: 13)
            ),
            Case(
                "the first day again, before the ticket of seven was paid",
                at: Self.time(0, 11),
                known: Self.time(4),
                Figures(three: 1, day: 1, position: 14),
                pass: Figures(day: 1, position: 14)
            ),
            Case(
                "paid and not used, as known then",
                at: Self.time(1),
                known: Self.time(1),
                Figures(seven: 1, day: 2, position: 4),
                pass: Figures(day: 2, position: 4)
            ),
            Case(
                "after the refund that was heard of later: it took the ticket",
                at: Self.time(1, 2),
                known: nil,
                Figures(three: 1, day: 2, position: 15),
                pass: Figures(day: 2, position: 15)
            ),
            Case(
                "the same hour, before anybody had heard of the refund",
                at: Self.time(1, 2),
                known: Self.time(3) + 1,
                Figures(three: 1, seven: 1, day: 2, position: 13),
                pass: Figures(day: 2, position: 13)
            ),
            Case(
                "while the reading is made the ticket is set aside",
                at: Self.time(2) + 1,
                known: Self.time(2) + 1,
                Figures(day: 3, position: 6),
                pass: Figures(day: 3, position: 6)
            ),
            Case(
                "a free card counts on its own day",
                at: Self.time(2, 3),
                known: Self.time(2, 3),
                Figures(day: 3, oneCard: 1, position: 9),
                pass: Figures(day: 3, position: 9)
            ),
            Case(
                "and the day after it does not",
                at: Self.time(2, 13),
                known: Self.time(2, 13),
                Figures(day: 4, position: 11),
                pass: Figures(day: 4, position: 11)
            ),
            Case(
                "what the card's failure gave back was not back before it",
                at: Self.time(2, 3),
                known: nil,
                Figures(three: 1, day: 3, oneCard: 1, position: 15),
                pass: Figures(day: 3, position: 15)
            ),
            Case(
                "a pass that was found late begins when it was found",
                at: Self.time(3),
                known: nil,
                Figures(three: 1, day: 4, position: 15),
                pass: Figures(pass: "2026-12-04T03:00:00Z", day: 4, limit: nil, position: 15)
            ),
            Case(
                "and a second before it was found there was none",
                at: Self.time(3) - 1,
                known: nil,
                Figures(three: 1, day: 4, position: 15),
                pass: Figures(day: 4, position: 15)
            ),
            Case(
                "before the beginning",
                at: -1,
                known: nil,
                Figures(isSeen: false, limit: nil, position: 15),
                pass: Figures(isSeen: false, limit: nil, position: 15)
            ),
        ]
    )
    func status(_ example: Case) async throws {
        try await withTemporaryPlace { place in
            try await Self.story(at: place)
            let view = try LedgerView(place: place)
            let start = Instant.noon
            let moment = LedgerView.Moment(
                effective: example.at.map { start.adding(seconds: $0) },
                known: example.known.map { start.adding(seconds: $0) }
            )
            let books = try view.books(at: moment)
            let time = moment.time(now: start.adding(seconds: Self.time(5)))
            for (user, figures) in [(Int64(7), example.seven), (8, example.eight)] {
                let report = StatusReport(of: UserID(rawValue: user), in: books, at: time)
                #expect(report.json == figures.json(of: user))
                // The same by the user's own part of the log.
                let own = try view.books(
                    of: UserID(rawValue: user),
                    at: moment,
                    around: time
                )
                #expect(StatusReport(of: UserID(rawValue: user), in: own, at: time) == report)
            }
        }
    }

    @Test("A moment that leaves nothing out is now, and what was known is what the log then held")
    func bounds() async throws {
        try await withTemporaryPlace { place in
            try await Self.story(at: place)
            let view = try LedgerView(place: place)
            let now = try view.books().digest
            #expect(try view.books(at: .time(Instant(microseconds: .max))).digest == now)
            #expect(try view.books(at: .known(Instant(microseconds: .max))).digest == now)
            for position in 1...view.head.position {
                let event = try #require(try view.event(at: position))
                let known = try view.books(at: .known(event.recordedAt))
                #expect(try known.digest == view.books(at: .position(position)).digest)
            }
        }
    }

    @Test(
        "A refund heard of later found the ticket at its own time, and nothing left after the use"
    )
    func nothingLeft() async throws {
        try await withTemporaryPlace { place in
            try await Self.story(at: place)
            let view = try LedgerView(place: place)
            func effects(_ day: Int64, _ hour: Int64) throws -> [Withdrawal.Effect] {
                let time = Instant.noon.adding(seconds: Self.time(day, hour))
                let person = try view.books(at: .time(time)).person(UserID(rawValue: 7))
                return person?.withdrawals.map(\.effect) ?? []
            }
            #expect(try effects(1, 0) == [])
            #expect(try effects(1, 1) == [.took])
            #expect(try effects(3, 0) == [.nothingLeft])
        }
    }

    @Test("Late events move the figures of their own day, and what was known of it stays as it was")
    func stats() async throws {
        try await withTemporaryPlace { place in
            try await Self.story(at: place)
            let view = try LedgerView(place: place)
            func lines(_ moment: LedgerView.Moment) throws -> [String] {
                let time = moment.time(now: Instant.noon.adding(seconds: Self.time(5)))
                return DailyReport.last(days: 2, in: try view.books(at: moment), at: time).map {
                    "\($0.day.text) received=\($0.figures.received) tx=\($0.figures.transactions)"
                        + " refunded=\($0.figures.refunded)"
                }
            }
            let second = Instant.noon.adding(seconds: Self.time(1, 2))
            #expect(
                try lines(.time(second)) == [
                    "2026-11-24 received=1100 tx=2 refunded=0",
                    "2026-11-25 received=300 tx=0 refunded=300",
                ]
            )
            #expect(
                try lines(.known(second)) == [
                    "2026-11-24 received=0 tx=0 refunded=0",
                    "2026-11-25 received=300 tx=1 refunded=0",
                ]
            )
        }
    }

    @Test("A history shows what had happened by a time, and what was known of it")
    func history() async throws {
        try await withTemporaryPlace { place in
            try await Self.story(at: place)
            let view = try LedgerView(place: place)
            func positions(at: Int64?, known: Int64?) throws -> [Position] {
                var filter = HistoryFilter()
                filter.user = UserID(rawValue: 7)
                filter.moment.effective = at.map { Instant.noon.adding(seconds: $0) }
                filter.moment.known = known.map { Instant.noon.adding(seconds: $0) }
                var found: [Position] = []
                try view.forEach(matching: filter) { event, _ in found.append(event.position) }
                return found
            }
            #expect(try positions(at: nil, known: nil) == [2, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15])
            #expect(try positions(at: Self.time(0, 2), known: nil) == [2, 12])
            #expect(try positions(at: nil, known: Self.time(0, 2)) == [2])
            #expect(try positions(at: Self.time(1, 2), known: nil) == [2, 4, 12, 14])
        }
    }
}

// MARK: - The story

extension MomentTests {
    /// 1 paywall on · 2, 3 two people come · 4 a hexagram ticket · 5–8 its reading · 9, 10 a card
    /// that fails · 12, 13 found three days late: a ticket and a pass · 14 a refund told of late.
    private static func story(at place: LedgerPlace) async throws {
        let clock = Mutex<Int64>(0)
        let now: @Sendable () -> Instant = {
            Instant.noon.adding(seconds: clock.withLock { $0 })
        }
        try await withLedger(at: place, clock: now) { ledger in
            @Sendable func tell(
                _ seconds: Int64,
                _ user: Int64?,
                _ command: Command,
                _ cause: Cause = .update
            ) async throws {
                clock.withLock { $0 = seconds }
                let request = Request(
                    user: user.map { UserID(rawValue: $0) },
                    at: now(),
                    cause: cause,
                    actor: cause == .update && user != nil ? .user : .system,
                    rid: "test",
                    key: nil,
                    clientLanguage: "ja"
                )
                _ = try await ledger.submit(command, request)
            }
            try await tell(0, nil, .changeSetting(name: "PAYWALL_ENABLED", value: "on"))
            try await tell(0, 7, .meet)
            try await tell(0, 8, .meet)
            try await tell(Self.time(1), 7, .pay("known", "TICKET_7", 300, nil))
            try await tell(Self.time(2), 7, .read(.hexagram, cards: 7))
            try await tell(Self.time(2, 1), 7, .deliverReading(use: 5, isFallback: false))
            try await tell(Self.time(2, 2), 7, .read(.one, cards: 1))
            try await tell(Self.time(2, 12), 7, .failReading(use: 9, .model))
            try await tell(Self.time(2, 13), 8, .chooseLanguage(.japanese))
            let paid = Instant.noon.adding(seconds: Self.time(0, 1))
            let late = Command.pay("late", "TICKET_3", 100, paid)
            try await tell(Self.time(3), 7, late, .reconciliation)
            let pass = Command.pay("late pass", "PASS_7D", 1_000, paid)
            try await tell(Self.time(3), 8, pass, .reconciliation)
            let refunded = Instant.noon.adding(seconds: Self.time(1, 1))
            let refund = Command.noteRefund(
                ChargeID(rawValue: "known"),
                stars: 300,
                at: refunded
            )
            try await tell(Self.time(4), 7, refund, .reconciliation)
            try await tell(Self.time(5), 7, .acceptTerms(version: 1))
        }
    }
}

extension Command {
    fileprivate static func pay(
        _ charge: String,
        _ sku: String,
        _ stars: Int64,
        _ paidAt: Instant?
    ) -> Command {
        .receivePayment(
            Payment(
                charge: ChargeID(rawValue: charge),
                payload: #"{"sku":"\#(sku)"}"#,
                amount: stars,
                currency: "XTR",
                paidAt: paidAt
            )
        )
    }

    fileprivate static func read(_ spread: Spread, cards count: Int) -> Command {
        let cards = (0..<count).compactMap { DrawnCard(card: UInt8($0), isReversed: false) }
        return .startReading(ReadingRequest(spread: spread, draw: Draw(cards)))
    }
}

extension MomentTests.Figures {
    /// The report in full.
    fileprivate func json(of user: Int64) -> String {
        func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
        func quota(_ limit: Int?, _ left: Int?) -> String {
            "{\"limit\":\(limit.map { "\($0)" } ?? "null"),"
                + "\"remaining\":\(left.map { "\($0)" } ?? "null")}"
        }
        let consult = self.day.map { $0 > 5 ? 0 : 2 } ?? 2
        let terms = user == 7 && self.position == 15 && self.day == 6
        return """
            {"user":\(user),"tickets":{"TICKET_3":\(self.three),"TICKET_7":\(self.seven),\
            "TICKET_10":0},"pass_until":\(quoted(self.pass)),"images":false,\
            "trial_day":\(self.day.map { "\($0)" } ?? "null"),\
            "one_card":\(quota(self.limit, self.limit.map { min($0, self.oneCard) })),\
            "consult":\(quota(self.limit.map { _ in consult }, self.limit.map { _ in consult })),\
            "terms_accepted_at":\(quoted(terms ? "2026-11-29T03:00:00Z" : nil)),\
            "language":"ja","first_seen":\(quoted(self.isSeen ? "2026-11-24T03:00:00Z" : nil)),\
            "position":\(self.position)}
            """
    }
}

extension Books {
    /// Everything that can be compared of two books.
    fileprivate var digest: [[UInt8]] {
        Projection.allCases.map { self.canonicalBytes(of: $0) }
    }
}

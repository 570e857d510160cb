import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// The fewest events that decide an answer: each of them turns it.
@Suite struct DecidingEventsTests {
    @Test(
        "Without the spare events the answer is the same; without any deciding one it is another",
        arguments: 1...12 as ClosedRange<UInt64>
    )
    func minimal(seed: UInt64) {
        var generator = RandomLives(seed: seed)
        let events = (0..<Int(20 + seed * 8)).map { _ in generator.next() }
        let last = events[events.count - 1]
        let moments: [LedgerView.Moment] = [
            .now, .time(events[events.count / 2].effectiveAt),
            .known(events[events.count / 3].recordedAt),
            LedgerView.Moment(
                effective: events[events.count / 3].effectiveAt,
                known: events[events.count / 2].recordedAt
            ),
        ]
        for moment in moments {
            let chosen = events.filter { moment.lets($0) }
            let at = moment.time(now: last.effectiveAt)
            for user in [UserID(rawValue: 1), UserID(rawValue: 2)] {
                for ask in Paywall.Ask.all {
                    let refold = Judge(user: user, ask: ask, at: at, moment: moment)
                    let explanation = Explanation(
                        ask,
                        of: user,
                        by: chosen,
                        moment,
                        at: at,
                        head: last.position
                    )
                    check(explanation, refold, chosen, seed)
                }
            }
        }
    }

    private func check(
        _ explanation: Explanation,
        _ judge: Judge,
        _ events: [RecordedEvent],
        _ seed: UInt64
    ) {
        let spare = Set(explanation.spare)
        let what = "seed \(seed), user \(judge.user), \(judge.ask.name) at \(judge.at)"
        let answer = judge.answer(events)
        #expect(Judge.answer(explanation.verdict) == answer, "\(what)")
        #expect(judge.answer(events, without: spare) == answer, "\(what)")
        for event in explanation.decidedBy {
            let turned = judge.answer(events, without: spare.union([event.position]))
            #expect(turned != answer, "\(what): #\(event.position) decides nothing")
            #expect(!spare.contains(event.position))
        }
    }

    @Test("What the log is searched for decides as the whole log does")
    func selection() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let on = Command.changeSetting(name: "PAYWALL_ENABLED", value: "on")
                _ = try await ledger.submit(on, .byOperator(about: nil))
                let pass = Grant(sku: SKU(rawValue: "PASS_7D"), reason: "r")
                for user in Int64(7)...9 {
                    _ = try await ledger.submit(.meet, .of(user))
                    _ = try await ledger.submit(.pay("c\(user)"), .of(user))
                    _ = try await ledger.submit(.pay("c7"), .of(user))
                    let hand = ChargeID(rawValue: "hand")
                    let grant = Grant(sku: SKU(rawValue: "TICKET_3"), reason: "r", charge: hand)
                    _ = try await ledger.submit(.grant(grant), .byOperator(about: user))
                    _ = try await ledger.submit(.pay("hand"), .of(user))
                }
                _ = try await ledger.submit(.grant(pass), .byOperator(about: 8))
                let used = ModelUsed(model: "m", costMicroUSD: 10_000_000)
                _ = try await ledger.submit(.recordModelUse(used), .byOperator(about: nil))
                _ = try await ledger.submit(.hold(reason: "r"), .byOperator(about: 9))
            }
            let view = try LedgerView(place: place)
            var all: [RecordedEvent] = []
            try view.forEach(matching: HistoryFilter()) { event, _ in all.append(event) }
            for user in Int64(7)...10 {
                let id = UserID(rawValue: user)
                let searched = try view.explain(id, Paywall.Ask.all, at: .noon)
                let whole = Paywall.Ask.all.map { ask in
                    Explanation(
                        ask,
                        of: id,
                        by: all,
                        .now,
                        at: .noon,
                        head: view.head.position
                    )
                }
                #expect(searched.map(\.json) == whole.map(\.json))
            }
        }
    }

    @Test("A long life is explained by few events, in few folds")
    func long() {
        var events: [RecordedEvent] = []
        func note(_ user: Int64?, _ event: Event) {
            let position = Position(events.count + 1)
            let at = Instant.noon.adding(seconds: position * 60)
            let envelope = Envelope(
                user: user.map { UserID(rawValue: $0) },
                effectiveAt: at,
                cause: .update,
                actor: .system,
                rid: "r"
            )
            events.append(
                RecordedEvent(
                    position: position,
                    recordedAt: at,
                    envelope: envelope,
                    event: event
                )
            )
        }
        note(nil, .settingChanged(SettingChanged(name: "PAYWALL_ENABLED", value: "true")))
        for _ in 0..<400 {
            let ticket = Gift.ticket(.three)
            note(1, .granted(Granted(sku: SKU(rawValue: "TICKET_3"), gives: ticket, reason: "r")))
            let use = Position(events.count + 1)
            let started = ReadingStarted(access: .ticket, spread: .three, draw: Draw([]))
            note(1, .readingStarted(started))
            note(1, .ticketReserved(TicketReserved(ticket: .three, use: use)))
            note(1, .readingDelivered(ReadingDelivered(use: use)))
        }
        let explanation = Explanation(
            .reading(.three),
            of: UserID(rawValue: 1),
            by: events,
            .now,
            at: .noon.adding(seconds: 200_000),
            head: Position(events.count)
        )
        #expect(explanation.refusal == "no_ticket")
        #expect(explanation.decidedBy.map(\.position) == [1, Position(events.count) - 1])
    }
}

/// Folds some events from nothing and asks the paywall, as the ledger would.
private struct Judge {
    var user: UserID
    var ask: Paywall.Ask
    var at: Instant
    var moment: LedgerView.Moment

    func answer(_ events: [RecordedEvent], without spare: Set<Position> = []) -> String {
        var books = Books()
        for event in events where !spare.contains(event.position) {
            books.leaveOut(through: event.position - 1)
            books.apply(event)
        }
        if let time = self.moment.effective { books.showPasses(begunBy: time) }
        let settings = books.settings
        return Self.answer(
            Paywall.decide(
                self.ask,
                for: self.user,
                person: books.person(self.user) ?? Person(),
                settings: settings,
                costToday: books.cost(of: settings.dayClock.day(of: self.at)),
                at: self.at
            )
        )
    }

    static func answer(_ verdict: Paywall.Verdict) -> String {
        switch verdict {
        case .allowed(let access): "yes \(access.name)"
        case .refused(.held): "no held"
        case .refused(.noTicket): "no ticket"
        case .refused(.quotaUsedUp): "no quota"
        case .refused(.passOnly): "no pass"
        }
    }
}

/// Lives of two users, likely enough to be answered in every way, in an order nobody checked.
private struct RandomLives {
    private var generator: SplitMix
    private var position: Position = 0

    init(seed: UInt64) {
        self.generator = SplitMix(state: seed)
    }

    mutating func next() -> RecordedEvent {
        self.position += 1
        let isCommon = self.number(4) == 0
        let event = isCommon ? self.setting() : self.deed()
        let seconds = self.position * 3_600 + self.number(7_200)
        return RecordedEvent(
            position: self.position,
            recordedAt: Instant.noon.adding(seconds: self.position * 3_600 + 7_200),
            envelope: Envelope(
                user: isCommon ? nil : UserID(rawValue: 1 + self.number(2)),
                effectiveAt: Instant.noon.adding(seconds: seconds),
                cause: .update,
                actor: .system,
                rid: "r"
            ),
            event: event
        )
    }

    private mutating func setting() -> Event {
        let choices = [
            ("PAYWALL_ENABLED", "true"), ("PAYWALL_ENABLED", "true"), ("PAYWALL_ENABLED", "true"),
            ("PAYWALL_ENABLED", "false"), ("ADMIN_USER_IDS", "1"), ("ADMIN_USER_IDS", "9"),
            ("ADMIN_USER_IDS", "9"), ("TRIAL_DAYS", "2"), ("FREE_ONE_CARD_PER_DAY", "3"),
            ("FREE_ONE_CARD_TRIAL_PER_DAY", "1"), ("DAILY_COST_CAP_USD", "0.00002"),
        ]
        let index = Int(self.number(Int64(choices.count) + 4))
        guard index < choices.count else {
            return .modelUsed(ModelUsed(model: "m", costMicroUSD: self.number(30)))
        }
        return .settingChanged(
            SettingChanged(name: choices[index].0, value: choices[index].1)
        )
    }

    private mutating func deed() -> Event {
        let (sku, use) = (SKU(rawValue: "S"), max(1, self.position - 1 - self.number(5)))
        switch self.number(17) {
        case 0, 1, 2:
            return .paymentReceived(
                PaymentReceived(charge: self.charge(), sku: sku, stars: .zero, gives: self.gift())
            )
        case 3: return .granted(Granted(sku: sku, gives: self.gift(), reason: "r"))
        case 4: return .revoked(Revoked(sku: sku, unit: use, reason: "r"))
        case 5: return .refundRequested(RefundRequested(charge: self.charge(), reason: "r"))
        case 6: return .refundFailed(RefundFailed(charge: self.charge(), reason: "r"))
        case 7: return .paymentRefunded(PaymentRefunded(charge: self.charge(), stars: .zero))
        case 8: return self.number(2) == 0 ? .held(Held(reason: "r")) : self.release()
        case 9: return self.release()
        case 10:
            let started = ReadingStarted(
                access: self.number(2) == 0 ? .free : .ticket,
                spread: self.number(2) == 0 ? .one : .three,
                draw: Draw([])
            )
            return .readingStarted(started)
        case 11: return .consultationStarted(ConsultationStarted(access: .free))
        case 12, 13: return .ticketReserved(TicketReserved(ticket: self.kind(), use: use))
        case 14: return .readingFailed(ReadingFailed(use: use, reason: .model))
        case 15: return .readingDelivered(ReadingDelivered(use: use))
        default:
            guard self.number(4) == 0 else { return .firstSeen(FirstSeen(language: .japanese)) }
            return .openingBalance(OpeningBalance(ticketsThree: self.number(2)))
        }
    }

    private func release() -> Event { .released(Released(reason: "r")) }

    private mutating func charge() -> ChargeID { ChargeID(rawValue: "c\(self.number(6))") }

    private mutating func kind() -> TicketKind { self.number(4) == 0 ? .seven : .three }

    private mutating func gift() -> Gift {
        switch self.number(6) {
        case 0: .pass(seconds: 86_400)
        case 1: .option
        default: .ticket(self.kind())
        }
    }

    private mutating func number(_ bound: Int64) -> Int64 {
        Int64(self.generator.next() % UInt64(bound))
    }
}

/// SplitMix64, the same on every machine.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

internal import Ledger
internal import Payments
internal import Projections

/// One ask, judged by the events that can decide it, and again without some of them.
struct Refold: Sendable {
    let user: UserID
    let ask: Paywall.Ask
    let at: Instant
    /// The events that move units, uses, suspensions and settings, in order.
    let story: [RecordedEvent]

    private let isPast: Bool
    private let costs: [RecordedEvent]
    private let head: Position

    /// Prepares the judging of an ask.
    ///
    /// - Parameters:
    ///   - ask: What is asked for.
    ///   - user: By whom.
    ///   - events: The events that concern the user, in order, those of the moment only.
    ///   - moment: The moment.
    ///   - time: The time that the rules go by.
    ///   - head: The last position that the moment looks at.
    init(
        _ ask: Paywall.Ask,
        of user: UserID,
        by events: [RecordedEvent],
        _ moment: LedgerView.Moment,
        at time: Instant,
        head: Position
    ) {
        self.user = user
        self.ask = ask
        self.at = time
        self.story = events.filter { $0.event.kind.movesAccess }
        self.costs = events.filter { $0.event.kind == .modelUsed }
        self.isPast = moment.effective != nil
        self.head = head
    }

    /// The state that is left without some events.
    func subject(without spare: Set<Position> = []) -> Explanation.Subject {
        var books = Books()
        for event in self.story where !spare.contains(event.position) {
            books.leaveOut(through: event.position - 1)
            books.apply(event)
        }
        books.leaveOut(through: self.head)
        if self.isPast { books.showPasses(begunBy: self.at) }
        var subject = Explanation.Subject(self.user, in: books, at: self.at)
        subject.isPast = self.isPast
        subject.costToday = self.costs(on: subject.settings.dayClock)
            .filter { !spare.contains($0.position) }
            .reduce(0) { $0 &+ $1.microUSD }
        return subject
    }

    /// The paywall's word on what is left without some events.
    func verdict(without spare: Set<Position> = []) -> Paywall.Verdict {
        self.verdict(on: self.subject(without: spare))
    }

    func verdict(on subject: Explanation.Subject) -> Paywall.Verdict {
        Paywall.decide(
            self.ask,
            for: self.user,
            person: subject.person,
            settings: subject.settings,
            costToday: subject.costToday,
            at: subject.at
        )
    }

    /// What the language model cost on the day of the ask, use by use.
    func costs(on clock: DayClock) -> [(position: Position, microUSD: Int64)] {
        let today = clock.day(of: self.at)
        return self.costs.compactMap { event in
            guard case .modelUsed(let used) = event.event,
                clock.day(of: event.effectiveAt) == today
            else { return nil }
            return (event.position, used.costMicroUSD)
        }
    }

    /// Since when the tickets of a kind have not been refilled from nothing: the position of the
    /// last event before which none was held or reserved, and which gave one.
    func lastRefill(of kind: TicketKind) -> Position? {
        var books = Books()
        var refill: Position?
        for event in self.story {
            books.leaveOut(through: event.position - 1)
            let before = books.person(self.user)?.tickets(kind)
            books.apply(event)
            let wasEmpty = before.map { $0.held == 0 && $0.reserved == 0 } ?? true
            let held = books.person(self.user)?.tickets(kind).held ?? 0
            if wasEmpty, held > 0 { refill = event.position }
        }
        return refill
    }
}

extension EventKind {
    /// Whether such an event can change what somebody may have, the model's cost apart.
    fileprivate var movesAccess: Bool {
        switch self {
        case .paymentReceived, .paymentUnmatched, .refundRequested, .paymentRefunded,
            .refundFailed, .granted, .revoked, .held, .released, .settingChanged,
            .readingStarted, .consultationStarted, .ticketReserved, .ticketConsumed,
            .ticketReleased, .readingDelivered, .readingFailed, .consultationAnswered,
            .consultationFailed, .firstSeen, .openingBalance:
            true
        case .invoiceSent, .checkoutApproved, .checkoutRejected, .paymentConflict,
            .subscriptionChanged, .incidentNoted, .termsAccepted, .languageChosen, .feedbackLeft,
            .userErased, .modelUsed, .errorRecorded, .restored, .reconciled:
            false
        }
    }
}

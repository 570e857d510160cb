public import Ledger
public import Payments
internal import Projections

/// Why somebody may have something at a moment, or not, and what would change that.
///
/// The verdict is ``Paywall/decide(_:for:person:settings:costToday:at:)``'s; this adds the events
/// that decide it.
public struct Explanation: Sendable {
    /// One of the fewest events that decide the answer: without it, and without ``spare``, it would
    /// be another.
    public struct DecidingEvent: Hashable, Sendable {
        /// Where it stands.
        public var position: Position
        /// What happened.
        public var kind: EventKind
        /// When it counts.
        public var effectiveAt: Instant
        /// When it was recorded.
        public var recordedAt: Instant
    }

    /// One thing that the verdict rests on, and the events that say so.
    public struct Ground: Hashable, Sendable {
        /// What.
        public var fact: Fact
        /// The positions of its events; none for what was never set and has its default.
        public var positions: [Position]
    }

    /// What a verdict rests on.
    public enum Fact: Hashable, Sendable {
        /// An administrator suspended all access.
        case held
        /// The user is an administrator.
        case administrator
        /// The paywall is on or off.
        case paywall(isOn: Bool)
        /// A pass is valid until then, if there is one.
        case pass(until: Instant?)
        /// The last pass ended then.
        case passEnded(Instant)
        /// A pass that was found late begins only then.
        case passBegins(Instant)
        /// How many tickets of a kind were issued.
        case issued(TicketKind, Int)
        /// How many of them readings used up.
        case used(TicketKind, Int)
        /// How many of them are set aside for readings that are being made.
        case reserved(TicketKind, Int)
        /// How many of them were taken back.
        case withdrawn(TicketKind, Int)
        /// The day since first contact, and how many days the trial has.
        case day(Int, trialDays: Int64)
        /// How many are free on this day, how many of them were used, and when the day ends.
        case quota(limit: Int, used: Int, resetsAt: Instant)
        /// The day's cost shrank the free quota.
        case capped(costMicroUSD: Int64)
    }

    /// What would turn the verdict.
    public enum Change: Hashable, Sendable {
        /// Lifting the suspension.
        case release
        /// Buying, or being given, a product.
        case obtain(SKU)
        /// Buying, or being given, any pass.
        case obtainPass
        /// The next day.
        case dayEnds(Instant)
        /// The end of the pass.
        case passEnds(Instant)
        /// Turning the paywall on.
        case paywallOn
        /// Not being an administrator any more.
        case administratorNoMore
        /// Using what is left.
        case usedUp(left: Int)
        /// The failure of a reading or a consultation that is being made: it gives back what it took.
        case useFails(Position)
    }

    /// Who.
    public var user: UserID
    /// What was asked for.
    public var ask: Paywall.Ask
    /// The answer.
    public var verdict: Paywall.Verdict
    /// The fewest events that decide it, oldest first; none where defaults decide.
    public var decidedBy: [DecidingEvent]
    /// The positions that speak for the answer and are not needed for it: all of them could be
    /// missing, and it would be the same.
    public var spare: [Position]
    /// What it rests on.
    public var grounds: [Ground]
    /// What would change it.
    public var changes: [Change]
    /// The time it holds for.
    public var at: Instant
    /// Which events it goes by.
    public var moment: LedgerView.Moment
    /// The position it goes by.
    public var position: Position
}

extension Explanation {
    /// The parts of the books that an explanation reads.
    struct Subject: Sendable {
        var user: UserID
        var person: Person
        var settings: Settings
        var costToday: Int64
        var at: Instant
        var isPast = false

        init(_ user: UserID, in books: borrowing Books, at moment: Instant) {
            self.user = user
            self.person = books.person(user) ?? Person()
            self.settings = books.settings
            self.costToday = books.cost(of: books.settings.dayClock.day(of: moment))
            self.at = moment
        }
    }

    /// Explains one ask.
    ///
    /// - Parameters:
    ///   - ask: What is asked for.
    ///   - user: By whom.
    ///   - events: The events of the moment that concern the user, in order: the user's own, the
    ///     settings, and what the model cost; others do no harm.
    ///   - moment: The moment that the events were chosen by.
    ///   - time: The time that the rules go by.
    ///   - head: The last position that was looked at.
    public init(
        _ ask: Paywall.Ask,
        of user: UserID,
        by events: [RecordedEvent],
        _ moment: LedgerView.Moment,
        at time: Instant,
        head: Position
    ) {
        let refold = Refold(ask, of: user, by: events, moment, at: time, head: head)
        let subject = refold.subject()
        let verdict = refold.verdict(on: subject)
        let (decisive, spare) = Decisive(refold, subject, verdict).find()
        let chosen = Set(decisive)
        var traces = ExplanationTraces(of: user)
        for event in refold.story { traces.note(event) }
        let reasons = Reasons(ask: ask, subject: subject, traces: traces)
        self.init(
            user: user,
            ask: ask,
            verdict: verdict,
            decidedBy: events.filter { chosen.contains($0.position) }.map { event in
                DecidingEvent(
                    position: event.position,
                    kind: event.event.kind,
                    effectiveAt: event.effectiveAt,
                    recordedAt: event.recordedAt
                )
            },
            spare: spare.sorted(),
            grounds: reasons.grounds(for: verdict),
            changes: reasons.changes(of: verdict)
                + Self.changesAfterRelease(refold, verdict, traces),
            at: time,
            moment: moment,
            position: head
        )
    }
}

extension Explanation {
    /// What is still in the way once a suspension is lifted.
    private static func changesAfterRelease(
        _ refold: Refold,
        _ verdict: Paywall.Verdict,
        _ traces: ExplanationTraces
    ) -> [Change] {
        guard verdict == .refused(.held) else { return [] }
        let holds = refold.story.filter { $0.event.kind == .held }.map(\.position)
        let released = refold.subject(without: Set(holds))
        let next = refold.verdict(on: released)
        guard case .refused = next else { return [] }
        return Reasons(ask: refold.ask, subject: released, traces: traces).changes(of: next)
    }
}

extension Paywall.Ask {
    /// Everything that can be asked for.
    public static let all: [Paywall.Ask] =
        Spread.allCases.map { .reading($0) } + [.consultation]

    /// The name in chat, after the command that asks for it.
    public var name: String {
        switch self {
        case .reading(.one): "read1"
        case .reading(.three): "read3"
        case .reading(.hexagram): "hexa"
        case .reading(.celtic): "celtic"
        case .consultation: "consult"
        }
    }

    /// Finds what is asked for by its command or by the spread's own name.
    public init?(name: String) {
        let named = Self.all.first { ask in
            if case .reading(let spread) = ask, spread.name == name { return true }
            return ask.name == name
        }
        guard let named else { return nil }
        self = named
    }
}

public import Ledger
public import Payments
internal import Projections

/// Why somebody may have something now, or not, and what would change that.
///
/// The verdict is ``Paywall/decide(_:for:person:settings:costToday:at:)``'s; this adds the events
/// it rests on.
public struct Explanation: Sendable {
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
    }

    /// Who.
    public var user: UserID
    /// What was asked for.
    public var ask: Paywall.Ask
    /// The answer.
    public var verdict: Paywall.Verdict
    /// What it rests on, the decisive first.
    public var grounds: [Ground]
    /// What would change it.
    public var changes: [Change]
    /// The moment it holds for.
    public var at: Instant
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
        var position: Position
        var at: Instant

        init(_ user: UserID, in books: borrowing Books, at moment: Instant) {
            self.user = user
            self.person = books.person(user) ?? Person()
            self.settings = books.settings
            self.costToday = books.cost(of: books.settings.dayClock.day(of: moment))
            self.position = books.position
            self.at = moment
        }
    }

    /// Explains one ask from the books and the events of the user.
    init(_ ask: Paywall.Ask, _ subject: Subject, _ traces: ExplanationTraces) {
        let (person, settings) = (subject.person, subject.settings)
        let verdict = Paywall.decide(
            ask,
            for: subject.user,
            person: person,
            settings: settings,
            costToday: subject.costToday,
            at: subject.at
        )
        let reasons = Reasons(ask: ask, subject: subject, traces: traces)
        self.init(
            user: subject.user,
            ask: ask,
            verdict: verdict,
            grounds: reasons.grounds(for: verdict),
            changes: reasons.changes(of: verdict),
            at: subject.at,
            position: subject.position
        )
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

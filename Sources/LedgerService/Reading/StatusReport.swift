public import Ledger
public import Payments
public import Projections

/// What one person has: the figures of `/status` and of `starledger status`.
public struct StatusReport: Hashable, Sendable {
    /// Who.
    public var user: UserID
    /// The person's state.
    public var person: Person
    /// What is left of the daily quotas.
    public var allowance: Allowance
    /// When a pass ends that is still valid.
    public var passUntil: Instant?
    /// The position that the report goes by.
    public var position: Position

    /// Reads a person's figures from the projections.
    public init(of user: UserID, in books: borrowing Books, at time: Instant) {
        let settings = books.settings
        let person = books.person(user) ?? Person()
        self.user = user
        self.person = person
        self.allowance = Paywall.allowance(
            for: user,
            person: person,
            settings: settings,
            costToday: books.cost(of: settings.dayClock.day(of: time)),
            at: time
        )
        self.passUntil = person.hasPass(at: time) ? person.passUntil : nil
        self.position = books.position
    }

    /// One line of JSON, in the shape that `status --json` promises.
    public var json: String {
        var tickets = JSONLine()
        for kind in TicketKind.allCases {
            tickets.add(kind.sku.rawValue, Int64(self.person.tickets(kind).held))
        }
        var line = JSONLine()
        line.add("user", self.user.rawValue)
        line.addRaw("tickets", tickets.finished)
        line.add("pass_until", self.passUntil)
        line.add("images", self.person.hasImages)
        line.add("trial_day", self.allowance.trialDay.map { Int64($0) })
        line.addRaw("one_card", Self.json(self.allowance.oneCard))
        line.addRaw("consult", Self.json(self.allowance.consult))
        line.add("terms_accepted_at", self.person.termsAcceptedAt)
        line.add("language", self.person.language.code)
        line.add("first_seen", self.person.firstSeen)
        line.add("position", self.position)
        return line.finished
    }

    private static func json(_ quota: Allowance.Quota) -> String {
        var line = JSONLine()
        line.add("limit", quota.limit.map { Int64($0) })
        line.add("remaining", quota.remaining.map { Int64($0) })
        return line.finished
    }
}

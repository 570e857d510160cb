public import Ledger
public import Payments
public import Projections

/// What a command led to: the outcome for whoever asked, and what administrators must hear of.
public struct Ruling: Sendable {
    /// The outcome.
    public var outcome: Outcome

    /// What administrators must hear of.
    public var alerts: [Alert]

    /// Whom it was about, after the owner of a charge was looked up.
    public var user: UserID?

    /// What they have after it.
    public var person: Person?

    /// Describes a ruling.
    public init(_ outcome: Outcome, alerts: [Alert], user: UserID?) {
        self.outcome = outcome
        self.alerts = alerts
        self.user = user
    }
}

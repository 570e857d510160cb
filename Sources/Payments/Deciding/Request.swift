public import Ledger
public import Projections

/// The circumstances of a command.
public struct Request: Hashable, Sendable {
    /// Whom it is about; `nil` for the ledger itself.
    ///
    /// See ``Command/actsOnOwner``.
    public var user: UserID?

    /// The clock at intake: the time that rules use.
    public var at: Instant

    /// What brought it about.
    public var cause: Cause

    /// Who wants it.
    public var actor: Actor

    /// The request id, shared with the log lines.
    public var rid: String

    /// The idempotency key, if it has one.
    public var key: String?

    /// Telegram's `language_code`, for the language of a first contact.
    public var clientLanguage: String?

    /// Describes the circumstances.
    public init(
        user: UserID?,
        at: Instant,
        cause: Cause,
        actor: Actor,
        rid: String,
        key: String? = nil,
        clientLanguage: String? = nil
    ) {
        self.user = user
        self.at = at
        self.cause = cause
        self.actor = actor
        self.rid = rid
        self.key = key
        self.clientLanguage = clientLanguage
    }
}

/// All that a decision reads: the parts of the books that its command touches.
public struct Standing: Sendable {
    /// The state of the request's user; a new ``Person`` for someone unknown.
    public var person: Person

    /// The state of the command's charge, if it has one and it is known.
    public var charge: Charge?

    /// The settings of the whole system.
    public var settings: Settings

    /// What is for sale.
    public var catalogue: Catalogue

    /// What the language model cost on the day of the request so far, in micro-USD.
    public var costToday: Int64

    /// The event that bears the request's key, confirmed in the log.
    public var earlier: RecordedEvent?

    /// The position that the first event of this decision will get.
    public var next: Position

    /// What was told under the name with which ``Command/pairRow(_:listedAs:)`` pairs a row.
    public var listed: Charge?

    /// Whether the two may be one payment, see ``Books/canPair(_:with:)``.
    public var canPair = false

    /// Describes the state.
    public init(
        person: Person,
        charge: Charge?,
        settings: Settings,
        catalogue: Catalogue,
        costToday: Int64,
        earlier: RecordedEvent?,
        next: Position
    ) {
        self.person = person
        self.charge = charge
        self.settings = settings
        self.catalogue = catalogue
        self.costToday = costToday
        self.earlier = earlier
        self.next = next
    }
}

/// What a command comes to.
public struct Decision: Hashable, Sendable {
    /// What is to be appended, all or nothing.
    ///
    /// A refusal appends nothing, but for the `first_seen` of someone who came for the first time,
    /// a rejected checkout, and money that was reported.
    public var events: [NewEvent]

    /// What to answer.
    public var outcome: Outcome

    /// What the administrators must be told at once.
    public var alerts: [Alert]

    /// Creates a decision.
    public init(events: [NewEvent], outcome: Outcome, alerts: [Alert] = []) {
        self.events = events
        self.outcome = outcome
        self.alerts = alerts
    }
}

/// Something that an administrator must look at.
public enum Alert: Hashable, Sendable {
    /// Money arrived that fits no product.
    case unmatched(ChargeID, MismatchReason)
    /// A known charge came again with other content.
    case conflict(ChargeID)
    /// A refund found nothing left to take from this user.
    case nothingLeft(UserID)
    /// A refund of money that the earlier database took in.
    case importedRefund(ChargeID)
    /// Telegram gave money back that nobody here had asked for.
    case refundOutside(ChargeID)
    /// Telegram refused a refund for good.
    case refundFailed(ChargeID, String)
    /// A time from Telegram lay this far ahead and was clamped.
    case clockAhead(seconds: Int64)
    /// The day's model cost reached this share of its cap.
    case costCap(percent: Int)
}

extension Alert {
    /// The name in documents and logs.
    public var name: String {
        switch self {
        case .unmatched: "unmatched"
        case .conflict: "conflict"
        case .nothingLeft: "nothing_left"
        case .importedRefund: "imported_refund"
        case .refundOutside: "refund_outside"
        case .refundFailed: "refund_failed"
        case .clockAhead: "clock_ahead"
        case .costCap: "cost_cap"
        }
    }
}

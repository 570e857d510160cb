// What happened to the ledger itself.

/// What a person held when the ledger took over from the earlier database.
public struct OpeningBalance: Hashable, Sendable {
    /// Three-card tickets held.
    public var ticketsThree: Int64

    /// Hexagram tickets held.
    public var ticketsSeven: Int64

    /// Celtic cross tickets held.
    public var ticketsTen: Int64

    /// When the pass ends, if there is one.
    public var passUntil: Instant?

    /// Whether the image option is on.
    public var hasImages: Bool

    /// When the terms were accepted, if they were.
    public var termsAcceptedAt: Instant?

    /// The language chosen, if one was.
    public var language: Language?

    /// The first contact.
    public var firstSeen: Instant?

    /// Free one-card readings already used on the day of the take-over.
    public var oneCardToday: Int64

    /// Free consultations already used on the day of the take-over.
    public var consultToday: Int64

    /// Describes the event.
    public init(
        ticketsThree: Int64 = 0,
        ticketsSeven: Int64 = 0,
        ticketsTen: Int64 = 0,
        passUntil: Instant? = nil,
        hasImages: Bool = false,
        termsAcceptedAt: Instant? = nil,
        language: Language? = nil,
        firstSeen: Instant? = nil,
        oneCardToday: Int64 = 0,
        consultToday: Int64 = 0
    ) {
        self.ticketsThree = ticketsThree
        self.ticketsSeven = ticketsSeven
        self.ticketsTen = ticketsTen
        self.passUntil = passUntil
        self.hasImages = hasImages
        self.termsAcceptedAt = termsAcceptedAt
        self.language = language
        self.firstSeen = firstSeen
        self.oneCardToday = oneCardToday
        self.consultToday = consultToday
    }
}

extension OpeningBalance: VisitablePayload {
    static var blank: Self {
        Self(
            ticketsThree: 0,
            ticketsSeven: 0,
            ticketsTen: 0,
            passUntil: nil,
            hasImages: false,
            termsAcceptedAt: nil,
            language: nil,
            firstSeen: nil,
            oneCardToday: 0,
            consultToday: 0
        )
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "tickets_3", &self.ticketsThree)
        try coder.field(17, "tickets_7", &self.ticketsSeven)
        try coder.field(18, "tickets_10", &self.ticketsTen)
        try coder.field(19, "pass_until", &self.passUntil)
        try coder.field(20, "images", &self.hasImages)
        try coder.field(21, "terms_accepted_at", &self.termsAcceptedAt)
        try coder.field(22, "language", &self.language)
        try coder.field(23, "first_seen", &self.firstSeen)
        try coder.field(24, "one_card_today", &self.oneCardToday)
        try coder.field(25, "consult_today", &self.consultToday)
    }
}

/// The ledger was found older than it had been: a copy was put back, a new epoch begins.
public struct Restored: Hashable, Sendable {
    /// The new epoch, from 2.
    public var epoch: Int64

    /// The highest position that is known to have existed.
    public var lostHead: Int64

    /// Describes the event.
    public init(
        epoch: Int64,
        lostHead: Int64
    ) {
        self.epoch = epoch
        self.lostHead = lostHead
    }
}

extension Restored: VisitablePayload {
    static var blank: Self {
        Self(epoch: 0, lostHead: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "epoch", &self.epoch)
        try coder.field(17, "lost_head", &self.lostHead)
    }
}

/// Our payments were compared with Telegram's own list.
public struct Reconciled: Hashable, Sendable {
    /// Transactions compared.
    public var checked: Int64

    /// Missing payments and refunds that were appended.
    public var appended: Int64

    /// Differences that an administrator must look at.
    public var mismatches: Int64

    /// The balance by our log, in Stars.
    public var ours: Int64

    /// The balance by Telegram, in Stars.
    public var telegram: Int64

    /// Describes the event.
    public init(
        checked: Int64 = 0,
        appended: Int64 = 0,
        mismatches: Int64 = 0,
        ours: Int64 = 0,
        telegram: Int64 = 0
    ) {
        self.checked = checked
        self.appended = appended
        self.mismatches = mismatches
        self.ours = ours
        self.telegram = telegram
    }
}

extension Reconciled: VisitablePayload {
    static var blank: Self {
        Self(checked: 0, appended: 0, mismatches: 0, ours: 0, telegram: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "checked", &self.checked)
        try coder.field(17, "appended", &self.appended)
        try coder.field(18, "mismatches", &self.mismatches)
        try coder.field(19, "ours", &self.ours)
        try coder.field(20, "telegram", &self.telegram)
    }
}

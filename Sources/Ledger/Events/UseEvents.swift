// How tickets, passes and free quotas were used.
//
// A use is named by the position of the event that started it.

/// A reading began; its cards are drawn and its cost is decided.
public struct ReadingStarted: Hashable, Sendable {
    /// At whose cost.
    public var access: Access

    /// The layout.
    public var spread: Spread

    /// The cards: a repeat delivers the same.
    public var draw: Draw

    /// What it is about, if a theme was chosen.
    public var theme: Theme?

    /// A keyed digest of the normalised question, for the abuse signal.
    public var questionDigest: Int64?

    /// Describes the event.
    public init(
        access: Access,
        spread: Spread,
        draw: Draw,
        theme: Theme? = nil,
        questionDigest: Int64? = nil
    ) {
        self.access = access
        self.spread = spread
        self.draw = draw
        self.theme = theme
        self.questionDigest = questionDigest
    }
}

extension ReadingStarted: VisitablePayload {
    static var blank: Self {
        Self(access: .free, spread: .one, draw: Draw([]), theme: nil, questionDigest: nil)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "access", &self.access)
        try coder.field(17, "spread", &self.spread)
        try coder.field(18, "cards", &self.draw)
        try coder.field(19, "theme", &self.theme)
        try coder.field(20, "question_digest", &self.questionDigest)
    }
}

/// A consultation began; its cost is decided.
public struct ConsultationStarted: Hashable, Sendable {
    /// At whose cost.
    public var access: Access

    /// A keyed digest of the normalised question, for the abuse signal.
    public var questionDigest: Int64?

    /// Describes the event.
    public init(
        access: Access,
        questionDigest: Int64? = nil
    ) {
        self.access = access
        self.questionDigest = questionDigest
    }
}

extension ConsultationStarted: VisitablePayload {
    static var blank: Self {
        Self(access: .free, questionDigest: nil)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "access", &self.access)
        try coder.field(17, "question_digest", &self.questionDigest)
    }
}

/// A ticket was set aside for a reading.
public struct TicketReserved: Hashable, Sendable {
    /// Which kind.
    public var ticket: TicketKind

    /// The reading it is set aside for.
    public var use: Int64

    /// Describes the event.
    public init(
        ticket: TicketKind,
        use: Int64
    ) {
        self.ticket = ticket
        self.use = use
    }
}

extension TicketReserved: VisitablePayload {
    static var blank: Self {
        Self(ticket: .three, use: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "ticket", &self.ticket)
        try coder.field(17, "use", &self.use)
    }
}

/// A reserved ticket was used up: its reading arrived.
public struct TicketConsumed: Hashable, Sendable {
    /// Which kind.
    public var ticket: TicketKind

    /// The reading that used it.
    public var use: Int64

    /// Describes the event.
    public init(
        ticket: TicketKind,
        use: Int64
    ) {
        self.ticket = ticket
        self.use = use
    }
}

extension TicketConsumed: VisitablePayload {
    static var blank: Self {
        Self(ticket: .three, use: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "ticket", &self.ticket)
        try coder.field(17, "use", &self.use)
    }
}

/// A reserved ticket went back to its holder: its reading did not arrive.
public struct TicketReleased: Hashable, Sendable {
    /// Which kind.
    public var ticket: TicketKind

    /// The reading that did not arrive.
    public var use: Int64

    /// Describes the event.
    public init(
        ticket: TicketKind,
        use: Int64
    ) {
        self.ticket = ticket
        self.use = use
    }
}

extension TicketReleased: VisitablePayload {
    static var blank: Self {
        Self(ticket: .three, use: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "ticket", &self.ticket)
        try coder.field(17, "use", &self.use)
    }
}

/// A reading arrived.
public struct ReadingDelivered: Hashable, Sendable {
    /// The reading.
    public var use: Int64

    /// Whether the built-in reader stood in for the language model.
    public var isFallback: Bool

    /// Describes the event.
    public init(
        use: Int64,
        isFallback: Bool = false
    ) {
        self.use = use
        self.isFallback = isFallback
    }
}

extension ReadingDelivered: VisitablePayload {
    static var blank: Self {
        Self(use: 0, isFallback: false)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "use", &self.use)
        try coder.field(17, "fallback", &self.isFallback)
    }
}

/// A reading failed for good; it cost nothing.
public struct ReadingFailed: Hashable, Sendable {
    /// The reading.
    public var use: Int64

    /// Why.
    public var reason: FailureReason

    /// Describes the event.
    public init(
        use: Int64,
        reason: FailureReason
    ) {
        self.use = use
        self.reason = reason
    }
}

extension ReadingFailed: VisitablePayload {
    static var blank: Self {
        Self(use: 0, reason: .undeliverable)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "use", &self.use)
        try coder.field(17, "reason", &self.reason)
    }
}

/// A consultation's answer arrived.
public struct ConsultationAnswered: Hashable, Sendable {
    /// The consultation.
    public var use: Int64

    /// Describes the event.
    public init(
        use: Int64
    ) {
        self.use = use
    }
}

extension ConsultationAnswered: VisitablePayload {
    static var blank: Self {
        Self(use: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "use", &self.use)
    }
}

/// A consultation failed for good; it cost nothing.
public struct ConsultationFailed: Hashable, Sendable {
    /// The consultation.
    public var use: Int64

    /// Why.
    public var reason: FailureReason

    /// Describes the event.
    public init(
        use: Int64,
        reason: FailureReason
    ) {
        self.use = use
        self.reason = reason
    }
}

extension ConsultationFailed: VisitablePayload {
    static var blank: Self {
        Self(use: 0, reason: .undeliverable)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "use", &self.use)
        try coder.field(17, "reason", &self.reason)
    }
}

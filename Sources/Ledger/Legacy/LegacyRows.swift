// The rows of the Python bot's tables, as they lie: what a value means is for others to say.

/// What one person has.
public struct LegacyUser: LegacyRow {
    /// What belongs to another character's bot begins so.
    private static let strangerPrefix = "arisa_"

    /// Where it comes from.
    public static var table: LegacyTable { .users }

    /// Its number in the table.
    public let row: Int64
    /// Whose it is.
    public let userID: LegacyValue
    /// When the row was made.
    public let createdAt: LegacyValue
    /// When an older kind of pass ends.
    public let premiumUntil: LegacyValue
    /// When the pass ends.
    public let passUntil: LegacyValue
    /// The first contact.
    public let firstSeen: LegacyValue
    /// The day that the two counts of today belong to.
    public let usageDate: LegacyValue
    /// Consultations of that day.
    public let consultToday: LegacyValue
    /// One-card readings of that day.
    public let oneCardToday: LegacyValue
    /// Three-card tickets.
    public let ticketsThree: LegacyValue
    /// Hexagram tickets.
    public let ticketsSeven: LegacyValue
    /// Celtic cross tickets.
    public let ticketsTen: LegacyValue
    /// Whether the image option is on.
    public let imagesEnabled: LegacyValue
    /// When the terms were accepted.
    public let termsAcceptedAt: LegacyValue
    /// The language chosen.
    public let language: LegacyValue
    /// The columns of another character's bot that hold something, by name.
    public let strangers: [String]

    /// Reads a row.
    public init(_ columns: LegacyColumns) {
        self.row = columns.row
        self.userID = columns["user_id"]
        self.createdAt = columns["created_at"]
        self.premiumUntil = columns["premium_until"]
        self.passUntil = columns["pass_until"]
        self.firstSeen = columns["first_seen"]
        self.usageDate = columns["usage_date"]
        self.consultToday = columns["general_chat_count_today"]
        self.oneCardToday = columns["one_oracle_count_today"]
        self.ticketsThree = columns["tickets_3"]
        self.ticketsSeven = columns["tickets_7"]
        self.ticketsTen = columns["tickets_10"]
        self.imagesEnabled = columns["images_enabled"]
        self.termsAcceptedAt = columns["terms_accepted_at"]
        self.language = columns["lang"]
        self.strangers = Self.strangers(in: columns)
    }

    /// The day of a count of 0 stands in every row and says nothing.
    private static func strangers(in columns: LegacyColumns) -> [String] {
        let held = columns.beginning(with: self.strangerPrefix)
            .filter { !$0.value.isEmpty && $0.value != .integer(0) }
            .map(\.name)
        return held == ["arisa_pass_usage_date"] ? [] : held
    }
}

/// What one person paid.
public struct LegacyPayment: LegacyRow {
    /// Where it comes from.
    public static var table: LegacyTable { .payments }

    /// Its number in the table.
    public let row: Int64
    /// Who paid.
    public let userID: LegacyValue
    /// What for.
    public let sku: LegacyValue
    /// How much.
    public let stars: LegacyValue
    /// Telegram's name for the payment.
    public let charge: LegacyValue
    /// `paid` or `refunded`.
    public let status: LegacyValue
    /// When it was paid.
    public let createdAt: LegacyValue
    /// When it went back.
    public let refundedAt: LegacyValue

    /// Reads a row.
    public init(_ columns: LegacyColumns) {
        self.row = columns.row
        self.userID = columns["user_id"]
        self.sku = columns["sku"]
        self.stars = columns["stars"]
        self.charge = columns["telegram_payment_charge_id"]
        self.status = columns["status"]
        self.createdAt = columns["created_at"]
        self.refundedAt = columns["refunded_at"]
    }
}

/// A step on the way of a purchase, or what an administrator gave or took.
public struct LegacyPaymentEvent: LegacyRow {
    /// Where it comes from.
    public static var table: LegacyTable { .paymentEvents }

    /// Its number in the table.
    public let row: Int64
    /// Whom it is about.
    public let userID: LegacyValue
    /// What happened.
    public let eventType: LegacyValue
    /// The product.
    public let sku: LegacyValue
    /// The charge, the button, or the administrator's words.
    public let payload: LegacyValue
    /// When.
    public let createdAt: LegacyValue

    /// Reads a row.
    public init(_ columns: LegacyColumns) {
        self.row = columns.row
        self.userID = columns["user_id"]
        self.eventType = columns["event_type"]
        self.sku = columns["sku"]
        self.payload = columns["payload"]
        self.createdAt = columns["created_at"]
    }
}

/// What an administrator did.
public struct LegacyAudit: LegacyRow {
    /// Where it comes from.
    public static var table: LegacyTable { .audits }

    /// Its number in the table.
    public let row: Int64
    /// What was done.
    public let action: LegacyValue
    /// Who did it.
    public let actorID: LegacyValue
    /// To whom.
    public let targetID: LegacyValue
    /// The administrator's words.
    public let payload: LegacyValue
    /// Whether it was done.
    public let status: LegacyValue
    /// When.
    public let createdAt: LegacyValue

    /// Reads a row.
    public init(_ columns: LegacyColumns) {
        self.row = columns.row
        self.action = columns["action"]
        self.actorID = columns["actor_user_id"]
        self.targetID = columns["target_user_id"]
        self.payload = columns["payload"]
        self.status = columns["status"]
        self.createdAt = columns["created_at"]
    }
}

/// What one person wrote to the administrators.
public struct LegacyFeedback: LegacyRow {
    /// Where it comes from.
    public static var table: LegacyTable { .feedback }

    /// Its number in the table.
    public let row: Int64
    /// Who wrote it.
    public let userID: LegacyValue
    /// What they wrote.
    public let text: LegacyValue
    /// When.
    public let createdAt: LegacyValue

    /// Reads a row.
    public init(_ columns: LegacyColumns) {
        self.row = columns.row
        self.userID = columns["user_id"]
        self.text = columns["text"]
        self.createdAt = columns["created_at"]
    }
}

/// A reading, a consultation, an error, or that feedback was left.
public struct LegacyAppEvent: LegacyRow {
    /// Where it comes from.
    public static var table: LegacyTable { .appEvents }

    /// Its number in the table.
    public let row: Int64
    /// What happened.
    public let eventType: LegacyValue

    /// Reads a row.
    public init(_ columns: LegacyColumns) {
        self.row = columns.row
        self.eventType = columns["event_type"]
    }
}

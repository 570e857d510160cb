/// The kinds of event: a closed set, past tense.
///
/// The raw value is what the log stores and ``name`` is what JSON, filters and replies carry.
/// Both are contracts: never renamed, never reused. A new kind needs a codec version, a golden
/// file and a line in the domain's table.
public enum EventKind: UInt8, CaseIterable, Sendable {
    case invoiceSent = 1
    case checkoutApproved = 2
    case checkoutRejected = 3
    case paymentReceived = 4
    case paymentUnmatched = 5
    case paymentConflict = 6
    case refundRequested = 7
    case paymentRefunded = 8
    case refundFailed = 9
    case subscriptionChanged = 10
    case granted = 11
    case revoked = 12
    case held = 13
    case released = 14
    case settingChanged = 15
    case incidentNoted = 16
    case readingStarted = 17
    case consultationStarted = 18
    case ticketReserved = 19
    case ticketConsumed = 20
    case ticketReleased = 21
    case readingDelivered = 22
    case readingFailed = 23
    case consultationAnswered = 24
    case consultationFailed = 25
    case firstSeen = 26
    case termsAccepted = 27
    case languageChosen = 28
    case feedbackLeft = 29
    case userErased = 30
    case modelUsed = 31
    case errorRecorded = 32
    case openingBalance = 33
    case restored = 34
    case reconciled = 35
}

extension EventKind {
    /// The wire name, for example `payment_received`.
    public var name: String {
        switch self {
        case .invoiceSent: "invoice_sent"
        case .checkoutApproved: "checkout_approved"
        case .checkoutRejected: "checkout_rejected"
        case .paymentReceived: "payment_received"
        case .paymentUnmatched: "payment_unmatched"
        case .paymentConflict: "payment_conflict"
        case .refundRequested: "refund_requested"
        case .paymentRefunded: "payment_refunded"
        case .refundFailed: "refund_failed"
        case .subscriptionChanged: "subscription_changed"
        case .granted: "granted"
        case .revoked: "revoked"
        case .held: "held"
        case .released: "released"
        case .settingChanged: "setting_changed"
        case .incidentNoted: "incident_noted"
        case .readingStarted: "reading_started"
        case .consultationStarted: "consultation_started"
        case .ticketReserved: "ticket_reserved"
        case .ticketConsumed: "ticket_consumed"
        case .ticketReleased: "ticket_released"
        case .readingDelivered: "reading_delivered"
        case .readingFailed: "reading_failed"
        case .consultationAnswered: "consultation_answered"
        case .consultationFailed: "consultation_failed"
        case .firstSeen: "first_seen"
        case .termsAccepted: "terms_accepted"
        case .languageChosen: "language_chosen"
        case .feedbackLeft: "feedback_left"
        case .userErased: "user_erased"
        case .modelUsed: "model_used"
        case .errorRecorded: "error_recorded"
        case .openingBalance: "opening_balance"
        case .restored: "restored"
        case .reconciled: "reconciled"
        }
    }

    /// Finds the kind with a wire name, or `nil` if there is none.
    public init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

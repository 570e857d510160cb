/// Something that happened: a past fact, never edited, never deleted.
///
/// What an event means to anyone is the business of the projections; here it is only kept.
public enum Event: Hashable, Sendable {
    case invoiceSent(InvoiceSent)
    case checkoutApproved(CheckoutApproved)
    case checkoutRejected(CheckoutRejected)
    case paymentReceived(PaymentReceived)
    case paymentUnmatched(PaymentUnmatched)
    case paymentConflict(PaymentConflict)
    case refundRequested(RefundRequested)
    case paymentRefunded(PaymentRefunded)
    case refundFailed(RefundFailed)
    case subscriptionChanged(SubscriptionChanged)
    case granted(Granted)
    case revoked(Revoked)
    case held(Held)
    case released(Released)
    case settingChanged(SettingChanged)
    case incidentNoted(IncidentNoted)
    case readingStarted(ReadingStarted)
    case consultationStarted(ConsultationStarted)
    case ticketReserved(TicketReserved)
    case ticketConsumed(TicketConsumed)
    case ticketReleased(TicketReleased)
    case readingDelivered(ReadingDelivered)
    case readingFailed(ReadingFailed)
    case consultationAnswered(ConsultationAnswered)
    case consultationFailed(ConsultationFailed)
    case firstSeen(FirstSeen)
    case termsAccepted(TermsAccepted)
    case languageChosen(LanguageChosen)
    case feedbackLeft(FeedbackLeft)
    case userErased(UserErased)
    case modelUsed(ModelUsed)
    case errorRecorded(ErrorRecorded)
    case openingBalance(OpeningBalance)
    case restored(Restored)
    case reconciled(Reconciled)
}

extension Event {
    /// The kind of this event.
    public var kind: EventKind {
        // No `default`: a new case must choose its kind before it compiles.
        switch self {
        case .invoiceSent: .invoiceSent
        case .checkoutApproved: .checkoutApproved
        case .checkoutRejected: .checkoutRejected
        case .paymentReceived: .paymentReceived
        case .paymentUnmatched: .paymentUnmatched
        case .paymentConflict: .paymentConflict
        case .refundRequested: .refundRequested
        case .paymentRefunded: .paymentRefunded
        case .refundFailed: .refundFailed
        case .subscriptionChanged: .subscriptionChanged
        case .granted: .granted
        case .revoked: .revoked
        case .held: .held
        case .released: .released
        case .settingChanged: .settingChanged
        case .incidentNoted: .incidentNoted
        case .readingStarted: .readingStarted
        case .consultationStarted: .consultationStarted
        case .ticketReserved: .ticketReserved
        case .ticketConsumed: .ticketConsumed
        case .ticketReleased: .ticketReleased
        case .readingDelivered: .readingDelivered
        case .readingFailed: .readingFailed
        case .consultationAnswered: .consultationAnswered
        case .consultationFailed: .consultationFailed
        case .firstSeen: .firstSeen
        case .termsAccepted: .termsAccepted
        case .languageChosen: .languageChosen
        case .feedbackLeft: .feedbackLeft
        case .userErased: .userErased
        case .modelUsed: .modelUsed
        case .errorRecorded: .errorRecorded
        case .openingBalance: .openingBalance
        case .restored: .restored
        case .reconciled: .reconciled
        }
    }

    /// The charge this event is about, which the log keeps in a column of its own.
    public var charge: ChargeID? {
        switch self {
        case .paymentReceived(let event): event.charge
        case .paymentUnmatched(let event): event.charge
        case .paymentConflict(let event): event.charge
        case .refundRequested(let event): event.charge
        case .paymentRefunded(let event): event.charge
        case .refundFailed(let event): event.charge
        case .granted(let event): event.charge
        case .revoked(let event): event.charge
        case .subscriptionChanged(let event): event.charge
        default: nil
        }
    }
}

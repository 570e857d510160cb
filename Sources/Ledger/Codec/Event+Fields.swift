extension Event {
    /// An event of a kind with every field blank, to decode into.
    static func blank(_ kind: EventKind) -> Event {
        switch kind {
        case .invoiceSent: .invoiceSent(.blank)
        case .checkoutApproved: .checkoutApproved(.blank)
        case .checkoutRejected: .checkoutRejected(.blank)
        case .paymentReceived: .paymentReceived(.blank)
        case .paymentUnmatched: .paymentUnmatched(.blank)
        case .paymentConflict: .paymentConflict(.blank)
        case .refundRequested: .refundRequested(.blank)
        case .paymentRefunded: .paymentRefunded(.blank)
        case .refundFailed: .refundFailed(.blank)
        case .subscriptionChanged: .subscriptionChanged(.blank)
        case .granted: .granted(.blank)
        case .revoked: .revoked(.blank)
        case .held: .held(.blank)
        case .released: .released(.blank)
        case .settingChanged: .settingChanged(.blank)
        case .incidentNoted: .incidentNoted(.blank)
        case .readingStarted: .readingStarted(.blank)
        case .consultationStarted: .consultationStarted(.blank)
        case .ticketReserved: .ticketReserved(.blank)
        case .ticketConsumed: .ticketConsumed(.blank)
        case .ticketReleased: .ticketReleased(.blank)
        case .readingDelivered: .readingDelivered(.blank)
        case .readingFailed: .readingFailed(.blank)
        case .consultationAnswered: .consultationAnswered(.blank)
        case .consultationFailed: .consultationFailed(.blank)
        case .firstSeen: .firstSeen(.blank)
        case .termsAccepted: .termsAccepted(.blank)
        case .languageChosen: .languageChosen(.blank)
        case .feedbackLeft: .feedbackLeft(.blank)
        case .userErased: .userErased(.blank)
        case .modelUsed: .modelUsed(.blank)
        case .errorRecorded: .errorRecorded(.blank)
        case .openingBalance: .openingBalance(.blank)
        case .restored: .restored(.blank)
        case .reconciled: .reconciled(.blank)
        }
    }

    /// Visits the fields of the payload.
    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        switch self {
        case .invoiceSent(var payload):
            try payload.visit(&coder)
            self = .invoiceSent(payload)
        case .checkoutApproved(var payload):
            try payload.visit(&coder)
            self = .checkoutApproved(payload)
        case .checkoutRejected(var payload):
            try payload.visit(&coder)
            self = .checkoutRejected(payload)
        case .paymentReceived(var payload):
            try payload.visit(&coder)
            self = .paymentReceived(payload)
        case .paymentUnmatched(var payload):
            try payload.visit(&coder)
            self = .paymentUnmatched(payload)
        case .paymentConflict(var payload):
            try payload.visit(&coder)
            self = .paymentConflict(payload)
        case .refundRequested(var payload):
            try payload.visit(&coder)
            self = .refundRequested(payload)
        case .paymentRefunded(var payload):
            try payload.visit(&coder)
            self = .paymentRefunded(payload)
        case .refundFailed(var payload):
            try payload.visit(&coder)
            self = .refundFailed(payload)
        case .subscriptionChanged(var payload):
            try payload.visit(&coder)
            self = .subscriptionChanged(payload)
        case .granted(var payload):
            try payload.visit(&coder)
            self = .granted(payload)
        case .revoked(var payload):
            try payload.visit(&coder)
            self = .revoked(payload)
        case .held(var payload):
            try payload.visit(&coder)
            self = .held(payload)
        case .released(var payload):
            try payload.visit(&coder)
            self = .released(payload)
        case .settingChanged(var payload):
            try payload.visit(&coder)
            self = .settingChanged(payload)
        case .incidentNoted(var payload):
            try payload.visit(&coder)
            self = .incidentNoted(payload)
        case .readingStarted(var payload):
            try payload.visit(&coder)
            self = .readingStarted(payload)
        case .consultationStarted(var payload):
            try payload.visit(&coder)
            self = .consultationStarted(payload)
        case .ticketReserved(var payload):
            try payload.visit(&coder)
            self = .ticketReserved(payload)
        case .ticketConsumed(var payload):
            try payload.visit(&coder)
            self = .ticketConsumed(payload)
        case .ticketReleased(var payload):
            try payload.visit(&coder)
            self = .ticketReleased(payload)
        case .readingDelivered(var payload):
            try payload.visit(&coder)
            self = .readingDelivered(payload)
        case .readingFailed(var payload):
            try payload.visit(&coder)
            self = .readingFailed(payload)
        case .consultationAnswered(var payload):
            try payload.visit(&coder)
            self = .consultationAnswered(payload)
        case .consultationFailed(var payload):
            try payload.visit(&coder)
            self = .consultationFailed(payload)
        case .firstSeen(var payload):
            try payload.visit(&coder)
            self = .firstSeen(payload)
        case .termsAccepted(var payload):
            try payload.visit(&coder)
            self = .termsAccepted(payload)
        case .languageChosen(var payload):
            try payload.visit(&coder)
            self = .languageChosen(payload)
        case .feedbackLeft(var payload):
            try payload.visit(&coder)
            self = .feedbackLeft(payload)
        case .userErased(var payload):
            try payload.visit(&coder)
            self = .userErased(payload)
        case .modelUsed(var payload):
            try payload.visit(&coder)
            self = .modelUsed(payload)
        case .errorRecorded(var payload):
            try payload.visit(&coder)
            self = .errorRecorded(payload)
        case .openingBalance(var payload):
            try payload.visit(&coder)
            self = .openingBalance(payload)
        case .restored(var payload):
            try payload.visit(&coder)
            self = .restored(payload)
        case .reconciled(var payload):
            try payload.visit(&coder)
            self = .reconciled(payload)
        }
    }
}

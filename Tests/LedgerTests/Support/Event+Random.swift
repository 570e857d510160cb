import Ledger

extension Event {
    /// An event of a kind with every field at random.
    static func random(_ kind: EventKind, _ dice: inout Dice) -> Event {
        switch kind {
        case .invoiceSent:
            .invoiceSent(
                InvoiceSent(sku: dice.sku(), stars: dice.stars(), catalogueVersion: dice.integer())
            )
        case .checkoutApproved:
            .checkoutApproved(CheckoutApproved(sku: dice.sku(), stars: dice.stars()))
        case .checkoutRejected:
            .checkoutRejected(
                CheckoutRejected(
                    reason: dice.one(of: CheckoutRefusal.self),
                    sku: dice.maybe { $0.sku() },
                    stars: dice.integer(),
                    currency: dice.maybe { $0.text() }
                )
            )
        case .paymentReceived:
            .paymentReceived(
                PaymentReceived(
                    charge: dice.charge(),
                    sku: dice.sku(),
                    stars: dice.stars(),
                    gives: dice.maybe { $0.gift() },
                    from: dice.maybe { $0.instant() },
                    catalogueVersion: dice.integer(),
                    subscription: dice.maybe { $0.one(of: SubscriptionTerm.self) },
                    paidUntil: dice.maybe { $0.instant() },
                    resolves: dice.flag(),
                    isDoubtful: dice.flag(),
                    row: dice.maybe { $0.charge() },
                    share: dice.integer()
                )
            )
        case .paymentUnmatched:
            .paymentUnmatched(
                PaymentUnmatched(
                    charge: dice.charge(),
                    reason: dice.one(of: MismatchReason.self),
                    stars: dice.stars(),
                    sku: dice.maybe { $0.sku() },
                    currency: dice.maybe { $0.text() },
                    share: dice.integer()
                )
            )
        case .paymentConflict:
            .paymentConflict(
                PaymentConflict(
                    charge: dice.charge(),
                    stars: dice.stars(),
                    sku: dice.maybe { $0.sku() },
                    first: dice.integer()
                )
            )
        case .refundRequested:
            .refundRequested(RefundRequested(charge: dice.charge(), reason: dice.text()))
        case .paymentRefunded:
            .paymentRefunded(
                PaymentRefunded(charge: dice.charge(), stars: dice.stars(), imported: dice.flag())
            )
        case .refundFailed: .refundFailed(RefundFailed(charge: dice.charge(), reason: dice.text()))
        case .subscriptionChanged:
            .subscriptionChanged(
                SubscriptionChanged(
                    state: dice.one(of: SubscriptionState.self),
                    sku: dice.maybe { $0.sku() },
                    charge: dice.maybe { $0.charge() }
                )
            )
        case .granted:
            .granted(
                Granted(
                    charge: dice.maybe { $0.charge() },
                    sku: dice.sku(),
                    gives: dice.gift(),
                    from: dice.maybe { $0.instant() },
                    catalogueVersion: dice.integer(),
                    reason: dice.text(),
                    givesBack: dice.maybe { $0.integer() },
                    isQuiet: dice.flag()
                )
            )
        case .revoked:
            .revoked(
                Revoked(
                    sku: dice.sku(),
                    unit: dice.integer(),
                    reason: dice.text(),
                    isQuiet: dice.flag()
                )
            )
        case .held: .held(Held(reason: dice.text()))
        case .released: .released(Released(reason: dice.text()))
        case .settingChanged: .settingChanged(SettingChanged(name: dice.text(), value: dice.text()))
        case .incidentNoted:
            .incidentNoted(IncidentNoted(text: dice.text(), about: dice.maybe { $0.text() }))
        case .readingStarted:
            .readingStarted(
                ReadingStarted(
                    access: dice.one(of: Access.self),
                    spread: dice.one(of: Spread.self),
                    draw: dice.draw(),
                    theme: dice.maybe { $0.one(of: Theme.self) },
                    questionDigest: dice.maybe { $0.integer() }
                )
            )
        case .consultationStarted:
            .consultationStarted(
                ConsultationStarted(
                    access: dice.one(of: Access.self),
                    questionDigest: dice.maybe { $0.integer() }
                )
            )
        case .ticketReserved:
            .ticketReserved(
                TicketReserved(ticket: dice.one(of: TicketKind.self), use: dice.integer())
            )
        case .ticketConsumed:
            .ticketConsumed(
                TicketConsumed(ticket: dice.one(of: TicketKind.self), use: dice.integer())
            )
        case .ticketReleased:
            .ticketReleased(
                TicketReleased(ticket: dice.one(of: TicketKind.self), use: dice.integer())
            )
        case .readingDelivered:
            .readingDelivered(ReadingDelivered(use: dice.integer(), isFallback: dice.flag()))
        case .readingFailed:
            .readingFailed(
                ReadingFailed(use: dice.integer(), reason: dice.one(of: FailureReason.self))
            )
        case .consultationAnswered: .consultationAnswered(ConsultationAnswered(use: dice.integer()))
        case .consultationFailed:
            .consultationFailed(
                ConsultationFailed(use: dice.integer(), reason: dice.one(of: FailureReason.self))
            )
        case .firstSeen: .firstSeen(FirstSeen(language: dice.one(of: Language.self)))
        case .termsAccepted: .termsAccepted(TermsAccepted(termsVersion: dice.integer()))
        case .languageChosen: .languageChosen(LanguageChosen(language: dice.one(of: Language.self)))
        case .feedbackLeft: .feedbackLeft(FeedbackLeft(sealedText: dice.bytes()))
        case .userErased: .userErased(UserErased())
        case .modelUsed:
            .modelUsed(
                ModelUsed(
                    model: dice.text(),
                    promptTokens: dice.integer(),
                    completionTokens: dice.integer(),
                    costMicroUSD: dice.integer(),
                    use: dice.maybe { $0.integer() }
                )
            )
        case .errorRecorded: .errorRecorded(ErrorRecorded(error: dice.one(of: ErrorKind.self)))
        case .openingBalance:
            .openingBalance(
                OpeningBalance(
                    ticketsThree: dice.integer(),
                    ticketsSeven: dice.integer(),
                    ticketsTen: dice.integer(),
                    passUntil: dice.maybe { $0.instant() },
                    hasImages: dice.flag(),
                    termsAcceptedAt: dice.maybe { $0.instant() },
                    language: dice.maybe { $0.one(of: Language.self) },
                    firstSeen: dice.maybe { $0.instant() },
                    oneCardToday: dice.integer(),
                    consultToday: dice.integer()
                )
            )
        case .restored: .restored(Restored(epoch: dice.integer(), lostHead: dice.integer()))
        case .reconciled:
            .reconciled(
                Reconciled(
                    checked: dice.integer(),
                    appended: dice.integer(),
                    mismatches: dice.integer(),
                    ours: dice.integer(),
                    telegram: dice.integer()
                )
            )
        }
    }
}

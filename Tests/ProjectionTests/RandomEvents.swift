import Ledger

/// Events of every kind in any order: histories that no decision would ever make.
struct RandomEvents {
    private var state: UInt64
    private var position: Position = 0

    init(seed: UInt64) {
        self.state = seed
    }

    /// The next event of the log.
    mutating func next() -> RecordedEvent {
        self.position += 1
        let seconds = 1_795_400_000 + Int64(self.position) * 5_000 + self.number(100_000) - 50_000
        let actors: [Actor] = [
            .user, .system, .administrator(UserID(rawValue: 9)), .operator("op"),
        ]
        let envelope = Envelope(
            user: self.number(20) == 0 ? nil : UserID(rawValue: 1 + self.number(3)),
            effectiveAt: Instant(seconds: seconds),
            cause: self.pick(Cause.allCases),
            actor: self.pick(actors),
            rid: "r",
            key: self.number(2) == 0 ? "k\(self.number(50))" : nil
        )
        return RecordedEvent(
            position: self.position,
            recordedAt: Instant(seconds: 1_900_000_000 + self.position),
            envelope: envelope,
            event: self.event()
        )
    }

    private mutating func event() -> Event {
        let kind = self.pick(EventKind.allCases)
        return self.money(kind) ?? self.use(kind) ?? self.other(kind)
    }

    private mutating func money(_ kind: EventKind) -> Event? {
        let (charge, stars, gift) = (self.charge(), self.stars(), self.gift())
        switch kind {
        case .invoiceSent: return .invoiceSent(InvoiceSent(sku: self.sku(), stars: stars))
        case .checkoutApproved:
            return .checkoutApproved(CheckoutApproved(sku: self.sku(), stars: stars))
        case .checkoutRejected: return .checkoutRejected(CheckoutRejected(reason: .otherUser))
        case .paymentReceived:
            return .paymentReceived(
                PaymentReceived(
                    charge: charge,
                    sku: self.sku(),
                    stars: stars,
                    gives: self.number(4) == 0 ? nil : gift,
                    from: self.number(4) == 0 ? Instant(seconds: self.number(2_000_000_000)) : nil,
                    subscription: self.number(4) == 0 ? .first : nil,
                    row: self.number(3) == 0 ? self.charge() : nil
                )
            )
        case .paymentUnmatched:
            return .paymentUnmatched(
                PaymentUnmatched(
                    charge: charge,
                    reason: self.pick(MismatchReason.allCases),
                    stars: stars,
                    currency: self.number(4) == 0 ? "USD" : nil
                )
            )
        case .paymentConflict:
            return .paymentConflict(PaymentConflict(charge: charge, stars: stars, first: 1))
        case .refundRequested:
            return .refundRequested(RefundRequested(charge: charge, reason: "r"))
        case .paymentRefunded:
            return .paymentRefunded(
                PaymentRefunded(charge: charge, stars: stars, imported: self.number(5) == 0)
            )
        case .refundFailed: return .refundFailed(RefundFailed(charge: charge, reason: "r"))
        case .subscriptionChanged:
            return .subscriptionChanged(SubscriptionChanged(state: .canceled, sku: self.sku()))
        case .granted:
            return .granted(
                Granted(
                    charge: self.number(3) == 0 ? charge : nil,
                    sku: self.sku(),
                    gives: gift,
                    reason: "r",
                    givesBack: self.number(2) == 0 ? self.earlier() : nil
                )
            )
        case .revoked:
            return .revoked(
                Revoked(
                    sku: self.sku(),
                    unit: self.earlier(),
                    reason: "r",
                    takes: self.number(2) == 0 ? gift : nil
                )
            )
        default: return nil
        }
    }

    private mutating func use(_ kind: EventKind) -> Event? {
        let (use, ticket) = (self.earlier(), self.pick(TicketKind.allCases))
        switch kind {
        case .readingStarted:
            return .readingStarted(
                ReadingStarted(
                    access: self.pick(Access.allCases),
                    spread: self.pick(Spread.allCases),
                    draw: Draw([DrawnCard(card: 77, isReversed: true)].compactMap { $0 }),
                    theme: .life,
                    questionDigest: self.number(2) == 0 ? self.number(4) : nil
                )
            )
        case .consultationStarted:
            return .consultationStarted(
                ConsultationStarted(
                    access: self.pick(Access.allCases),
                    questionDigest: self.number(2) == 0 ? self.number(4) : nil
                )
            )
        case .ticketReserved:
            return .ticketReserved(TicketReserved(ticket: ticket, use: use))
        case .ticketConsumed:
            return .ticketConsumed(TicketConsumed(ticket: ticket, use: use))
        case .ticketReleased:
            return .ticketReleased(TicketReleased(ticket: ticket, use: use))
        case .readingDelivered: return .readingDelivered(ReadingDelivered(use: use))
        case .readingFailed: return .readingFailed(ReadingFailed(use: use, reason: .fault))
        case .consultationAnswered:
            return .consultationAnswered(ConsultationAnswered(use: use))
        case .consultationFailed:
            return .consultationFailed(ConsultationFailed(use: use, reason: .model))
        default: return nil
        }
    }

    private mutating func other(_ kind: EventKind) -> Event {
        switch kind {
        case .held: .held(Held(reason: "r"))
        case .released: .released(Released(reason: "r"))
        case .settingChanged:
            .settingChanged(SettingChanged(name: "PAYWALL_ENABLED", value: "true"))
        case .incidentNoted: .incidentNoted(IncidentNoted(text: "t"))
        case .firstSeen: .firstSeen(FirstSeen(language: .portuguese))
        case .termsAccepted: .termsAccepted(TermsAccepted(termsVersion: self.number(3)))
        case .languageChosen: .languageChosen(LanguageChosen(language: .english))
        case .feedbackLeft: .feedbackLeft(FeedbackLeft(sealedText: [1, 2, 3]))
        case .userErased: .userErased(UserErased())
        case .modelUsed:
            .modelUsed(
                ModelUsed(
                    model: "m",
                    promptTokens: self.number(4) == 0 ? .max : 5,
                    costMicroUSD: self.number(4) == 0 ? .max : 7
                )
            )
        case .errorRecorded: .errorRecorded(ErrorRecorded(error: self.pick(ErrorKind.allCases)))
        case .openingBalance:
            .openingBalance(
                OpeningBalance(
                    ticketsThree: self.number(3),
                    ticketsSeven: .max,
                    ticketsTen: .min,
                    passUntil: Instant(microseconds: self.number(2) == 0 ? .max : .min),
                    hasImages: true,
                    oneCardToday: .max,
                    consultToday: .min
                )
            )
        case .restored: .restored(Restored(epoch: 2, lostHead: 5))
        default: .reconciled(Reconciled(checked: 1))
        }
    }

    private mutating func charge() -> ChargeID { ChargeID(rawValue: "c\(self.number(6))") }
    private mutating func sku() -> SKU { SKU(rawValue: "S\(self.number(3))") }
    private mutating func earlier() -> Position { max(1, self.position - self.number(12)) }

    private mutating func stars() -> Stars {
        (try? Stars(self.number(1_000))) ?? .zero
    }

    private mutating func gift() -> Gift {
        switch self.number(6) {
        case 0: .option
        case 1: .pass(seconds: 604_800)
        case 2: .pass(seconds: .max - 20)
        default: .ticket(self.pick(TicketKind.allCases))
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(self.number(Int64(elements.count)))]
    }

    /// SplitMix64, the same on every machine.
    private mutating func number(_ bound: Int64) -> Int64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int64((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}

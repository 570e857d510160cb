import Ledger

// What the golden files hold: for each kind its plainest event, its fullest, and one for each value
// of its enumerations. A sample is never changed, only added.

private let sku = SKU(rawValue: "TICKET_3")
private let someCharge = ChargeID(rawValue: "stxk_5rB9-77")
private let noon = Instant(microseconds: 1_767_236_400_000_000)
private let digest: Int64 = -8_070_450_532_247_928_832

extension Stars {
    static let hundred = (try? Stars(100)) ?? .zero
}

extension Event {
    /// The named samples of a kind.
    ///
    /// No `default`: a new kind must bring its own.
    static func samples(of kind: EventKind) -> [(name: String, event: Event)] {
        switch kind {
        case .invoiceSent, .checkoutApproved, .checkoutRejected:
            self.shopSamples(of: kind)
        case .paymentReceived, .paymentUnmatched, .paymentConflict, .refundRequested,
            .paymentRefunded, .refundFailed, .subscriptionChanged:
            self.moneySamples(of: kind)
        case .granted, .revoked, .held, .released, .settingChanged, .incidentNoted:
            self.adminSamples(of: kind)
        case .readingStarted, .consultationStarted, .ticketReserved, .ticketConsumed,
            .ticketReleased, .readingDelivered, .readingFailed, .consultationAnswered,
            .consultationFailed:
            self.useSamples(of: kind)
        case .firstSeen, .termsAccepted, .languageChosen, .feedbackLeft, .userErased:
            self.personSamples(of: kind)
        case .modelUsed, .errorRecorded, .openingBalance, .restored, .reconciled:
            self.ledgerSamples(of: kind)
        }
    }

    private static func shopSamples(of kind: EventKind) -> [(String, Event)] {
        switch kind {
        case .invoiceSent:
            [
                ("plain", .invoiceSent(.init(sku: sku, stars: .zero))),
                ("full", .invoiceSent(.init(sku: sku, stars: .hundred, catalogueVersion: 3))),
            ]
        case .checkoutApproved:
            [
                ("plain", .checkoutApproved(.init(sku: sku, stars: .hundred))),
                ("largest", .checkoutApproved(.init(sku: sku, stars: .max))),
            ]
        default:
            CheckoutRefusal.allCases.map { reason in
                (reason.name, .checkoutRejected(.init(reason: reason)))
            } + [
                (
                    "full",
                    .checkoutRejected(
                        .init(reason: .wrongAmount, sku: sku, stars: -1, currency: "EUR")
                    )
                )
            ]
        }
    }

    private static func moneySamples(of kind: EventKind) -> [(String, Event)] {
        switch kind {
        case .paymentReceived:
            self.paymentSamples
        case .paymentUnmatched:
            MismatchReason.allCases.map { reason in
                (
                    reason.name,
                    .paymentUnmatched(.init(charge: someCharge, reason: reason, stars: .hundred))
                )
            } + [
                (
                    "full",
                    .paymentUnmatched(
                        .init(
                            charge: someCharge,
                            reason: .unknownSKU,
                            stars: .max,
                            sku: SKU(rawValue: "占い"),
                            currency: "XTR"
                        )
                    )
                )
            ]
        case .paymentConflict:
            [
                ("plain", .paymentConflict(.init(charge: someCharge, stars: .zero, first: 1))),
                (
                    "full",
                    .paymentConflict(
                        .init(charge: someCharge, stars: .hundred, sku: sku, first: 300)
                    )
                ),
            ]
        case .refundRequested:
            [("plain", .refundRequested(.init(charge: someCharge, reason: "none given")))]
        case .paymentRefunded:
            [
                ("plain", .paymentRefunded(.init(charge: someCharge, stars: .hundred))),
                (
                    "imported",
                    .paymentRefunded(.init(charge: someCharge, stars: .hundred, imported: true))
                ),
            ]
        case .refundFailed:
            [("plain", .refundFailed(.init(charge: someCharge, reason: "CHARGE_NOT_FOUND")))]
        default:
            SubscriptionState.allCases.map { state in
                (state.name, .subscriptionChanged(.init(state: state)))
            } + [
                (
                    "full",
                    .subscriptionChanged(.init(state: .canceled, sku: sku, charge: someCharge))
                )
            ]
        }
    }

    private static var paymentSamples: [(String, Event)] {
        let gifts: [(String, Gift)] = [
            ("ticket_3", .ticket(.three)), ("ticket_7", .ticket(.seven)),
            ("ticket_10", .ticket(.ten)), ("pass", .pass(seconds: 604_800)),
            ("shortest_pass", .pass(seconds: 1)), ("images", .option),
        ]
        let given: [(String, Event)] = gifts.map { name, gift in
            (
                name,
                .paymentReceived(.init(charge: someCharge, sku: sku, stars: .hundred, gives: gift))
            )
        }
        let long = ChargeID(rawValue: String(repeating: "Q7_", count: 60))
        return given + [
            ("plain", .paymentReceived(.init(charge: long, sku: sku, stars: .zero))),
            ("full", .paymentReceived(self.fullPayment)),
            (
                "renewal",
                .paymentReceived(
                    .init(charge: someCharge, sku: sku, stars: .hundred, subscription: .renewal)
                )
            ),
            (
                "doubtful",
                .paymentReceived(
                    .init(
                        charge: someCharge,
                        sku: sku,
                        stars: .hundred,
                        gives: .ticket(.three),
                        isDoubtful: true
                    )
                )
            ),
            (
                "row",
                .paymentReceived(
                    .init(
                        charge: someCharge,
                        sku: sku,
                        stars: .hundred,
                        row: ChargeID(rawValue: "legacy:7")
                    )
                )
            ),
            (
                "share",
                .paymentReceived(
                    .init(
                        charge: someCharge,
                        sku: sku,
                        stars: .hundred,
                        gives: .ticket(.three),
                        share: 10
                    )
                )
            ),
        ]
    }

    private static var fullPayment: PaymentReceived {
        PaymentReceived(
            charge: someCharge,
            sku: SKU(rawValue: "PASS_30D"),
            stars: .max,
            gives: .pass(seconds: 2_592_000),
            from: noon,
            catalogueVersion: 12,
            subscription: .first,
            paidUntil: noon.adding(seconds: 2_592_000),
            resolves: true
        )
    }

    private static func adminSamples(of kind: EventKind) -> [(String, Event)] {
        switch kind {
        case .granted:
            [
                (
                    "plain",
                    .granted(.init(sku: sku, gives: .ticket(.three), reason: "none given"))
                ),
                (
                    "full",
                    .granted(
                        .init(
                            charge: someCharge,
                            sku: sku,
                            gives: .pass(seconds: 604_800),
                            from: noon,
                            catalogueVersion: 3,
                            reason: "お詫び",
                            givesBack: 17,
                            isQuiet: true
                        )
                    )
                ),
            ]
        case .revoked:
            [
                ("plain", .revoked(.init(sku: sku, unit: 4, reason: "none given"))),
                ("quiet", .revoked(.init(sku: sku, unit: 4, reason: "test", isQuiet: true))),
                (
                    "refunded_before",
                    .revoked(
                        .init(
                            charge: someCharge,
                            sku: sku,
                            unit: 0,
                            reason: "repair",
                            isQuiet: true,
                            takes: .option
                        )
                    )
                ),
            ]
        case .held:
            [("plain", .held(.init(reason: "abuse")))]
        case .released:
            [("plain", .released(.init(reason: "resolved")))]
        case .settingChanged:
            [
                ("plain", .settingChanged(.init(name: "PAYWALL_ENABLED", value: "true"))),
                ("emptied", .settingChanged(.init(name: "ADMIN_USER_IDS", value: ""))),
            ]
        default:
            [
                ("plain", .incidentNoted(.init(text: "balance differs"))),
                ("full", .incidentNoted(.init(text: "a\n\"b\"\u{1}", about: "stxk"))),
            ]
        }
    }

    private static func useSamples(of kind: EventKind) -> [(String, Event)] {
        switch kind {
        case .readingStarted:
            Access.allCases.map { access in
                (access.name, .readingStarted(.init(access: access, spread: .one, draw: Draw([]))))
            } + self.readingSamples
        case .consultationStarted:
            [
                ("plain", .consultationStarted(.init(access: .free))),
                ("full", .consultationStarted(.init(access: .pass, questionDigest: digest))),
            ]
        case .ticketReserved:
            TicketKind.allCases.map { ticket in
                (ticket.sku.rawValue, .ticketReserved(.init(ticket: ticket, use: 7)))
            }
        case .ticketConsumed:
            [("plain", .ticketConsumed(.init(ticket: .seven, use: 300)))]
        case .ticketReleased:
            [("plain", .ticketReleased(.init(ticket: .ten, use: 70_000)))]
        case .readingDelivered:
            [
                ("plain", .readingDelivered(.init(use: 7))),
                ("fallback", .readingDelivered(.init(use: 7, isFallback: true))),
            ]
        case .readingFailed:
            FailureReason.allCases.map { reason in
                (reason.name, .readingFailed(.init(use: 7, reason: reason)))
            }
        case .consultationAnswered:
            [("plain", .consultationAnswered(.init(use: 7)))]
        default:
            FailureReason.allCases.map { reason in
                (reason.name, .consultationFailed(.init(use: 7, reason: reason)))
            }
        }
    }

    private static var readingSamples: [(String, Event)] {
        let spreads: [(String, Event)] = Spread.allCases.map { spread in
            let cards = (0..<spread.cardCount).compactMap { index in
                DrawnCard(card: UInt8(index * 8 % 78), isReversed: index % 3 == 1)
            }
            return (
                spread.name,
                .readingStarted(.init(access: .ticket, spread: spread, draw: Draw(cards)))
            )
        }
        let themes: [(String, Event)] = Theme.allCases.map { theme in
            (
                theme.name,
                .readingStarted(
                    .init(
                        access: .free,
                        spread: .one,
                        draw: Draw([DrawnCard(card: 77, isReversed: true)].compactMap(\.self)),
                        theme: theme,
                        questionDigest: digest
                    )
                )
            )
        }
        return spreads + themes
    }

    private static func personSamples(of kind: EventKind) -> [(String, Event)] {
        switch kind {
        case .firstSeen:
            Language.allCases.map { language in
                (language.code, .firstSeen(.init(language: language)))
            }
        case .termsAccepted:
            [
                ("plain", .termsAccepted(.init())),
                ("full", .termsAccepted(.init(termsVersion: 2))),
            ]
        case .languageChosen:
            [("plain", .languageChosen(.init(language: .portuguese)))]
        case .feedbackLeft:
            [
                ("plain", .feedbackLeft(.init(sealedText: []))),
                ("full", .feedbackLeft(.init(sealedText: Array(0...200)))),
            ]
        default:
            [
                ("plain", .userErased(.init())),
                ("full", .userErased(.init(reason: "at their request", keyDigest: .min))),
            ]
        }
    }

    private static func ledgerSamples(of kind: EventKind) -> [(String, Event)] {
        switch kind {
        case .modelUsed:
            [
                ("plain", .modelUsed(.init(model: "built-in"))),
                (
                    "full",
                    .modelUsed(
                        .init(
                            model: "gpt",
                            promptTokens: 1_200,
                            completionTokens: 350,
                            costMicroUSD: 4_100,
                            use: 7
                        )
                    )
                ),
            ]
        case .errorRecorded:
            ErrorKind.allCases.map { error in
                (error.name, .errorRecorded(.init(error: error)))
            }
        case .openingBalance:
            [
                ("plain", .openingBalance(.init())),
                ("full", .openingBalance(self.fullBalance)),
            ]
        case .restored:
            [("plain", .restored(.init(epoch: 2, lostHead: 300)))]
        default:
            [
                ("plain", .reconciled(.init())),
                (
                    "full",
                    .reconciled(
                        .init(checked: 9, appended: 2, mismatches: 1, ours: 500, telegram: -100)
                    )
                ),
            ]
        }
    }

    private static var fullBalance: OpeningBalance {
        OpeningBalance(
            ticketsThree: 1,
            ticketsSeven: 2,
            ticketsTen: 300,
            passUntil: noon,
            hasImages: true,
            termsAcceptedAt: noon,
            language: .english,
            firstSeen: Instant(microseconds: -1),
            oneCardToday: 1,
            consultToday: 2
        )
    }
}

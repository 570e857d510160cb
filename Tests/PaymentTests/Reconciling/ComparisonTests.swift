import Ledger
import Payments
import Projections
import Testing

/// What comparing one transaction with the books comes to.
@Suite struct ComparisonTests {
    /// One transaction, against books in which something happened before.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var transaction: StarTransaction
        var isListed = false
        var comparison = Comparison()
        var finding: Finding
        var before: @Sendable (inout Desk) -> Void = { _ in }

        var testDescription: String { self.name }
    }

    @Test(
        "Each transaction leads to one finding",
        arguments: Self.payments + Self.refunds + Self.imports
    )
    func finding(_ test: Case) {
        var desk = Desk()
        desk.welcome()
        test.before(&desk)
        let finding = test.comparison.finding(
            test.transaction,
            desk.charge(test.transaction.id.rawValue),
            isListed: test.isListed
        )
        #expect(finding == test.finding)
    }

    static let payments: [Case] = [
        Case(name: "nobody knows it", transaction: .paid(), finding: .missingPayment(.ticket)),
        Case(name: "both know it", transaction: .paid(), finding: .agrees) {
            $0.pay("TICKET_3", "a")
        },
        Case(
            name: "young, on the schedule",
            transaction: .paid(),
            comparison: Comparison(isSettledBefore: .paid.adding(seconds: -1)),
            finding: .tooYoung
        ),
        Case(
            name: "old enough, on the schedule",
            transaction: .paid(),
            comparison: Comparison(isSettledBefore: .paid),
            finding: .missingPayment(.ticket)
        ),
        Case(
            name: "granted by hand before, for the same person",
            transaction: .paid(),
            finding: .missingPayment(.ticket)
        ) { $0.grantByHand("a") },
        Case(
            name: "granted by hand before, for another person",
            transaction: .paid(by: 2),
            finding: .mismatch(.of(.user, ours: 0, telegram: 100, detail: "user 2"))
        ) { $0.grantByHand("a") },
        Case(
            name: "given back before it was seen",
            transaction: .paid(),
            finding: .missingPayment(.ticket)
        ) { $0.hearOfRefund("a") },
        Case(
            name: "another amount",
            transaction: .paid(90),
            finding: .mismatch(.of(.amount, ours: 100, telegram: 90))
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "a fraction more",
            transaction: .paid(100, nanostars: 1),
            finding: .mismatch(
                Mismatch(
                    .amount,
                    charge: .a,
                    user: .one,
                    ours: .of(100),
                    telegram: .of(100, 1),
                    sku: .ticket,
                    at: .paid
                )
            )
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "less, and an affiliate took a share",
            transaction: .paid(90, affiliate: .of(10)),
            finding: .agrees
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "missing, and an affiliate took a share",
            transaction: .paid(90, affiliate: .of(10)),
            finding: .missingPayment(.of([90, 100]))
        ),
        Case(
            name: "missing, and the share is no whole number",
            transaction: .paid(90, affiliate: .of(9, 5)),
            finding: .missingPayment(.of([90]))
        ),
        Case(
            name: "another person",
            transaction: .paid(by: 2),
            finding: .mismatch(.of(.user, ours: 100, telegram: 100, detail: "user 2"))
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "another product",
            transaction: .paid(sku: "TICKET_7"),
            finding: .mismatch(.of(.product, ours: 100, telegram: 100, detail: "TICKET_7"))
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "no payload where the books name a product",
            transaction: .paid(sku: nil),
            finding: .agrees
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "no payload, and nobody knows it",
            transaction: .paid(sku: nil),
            finding: .missingPayment(.of([100], payload: ""))
        ),
        Case(
            name: "it waits for an administrator",
            transaction: .paid(7),
            finding: .mismatch(.of(.unmatched, ours: 7, telegram: 7, detail: "wrong_amount"))
        ) { $0.pay("TICKET_3", "a", amount: 7) },
        Case(name: "it waited, and was resolved", transaction: .paid(7), finding: .agrees) {
            $0.pay("TICKET_3", "a", amount: 7)
            $0.order(.resolve(.a, .ticket), on: nil)
        },
        Case(name: "it waited, and goes back", transaction: .paid(7), finding: .agrees) {
            $0.pay("TICKET_3", "a", amount: 7)
            $0.refund("a")
        },
        Case(
            name: "a subscription",
            transaction: .paid(subscription: 2_592_000),
            finding: .missingPayment(.of([100], subscription: 2_592_000))
        ),
        Case(
            name: "Stars of a business account",
            transaction: .paid(sku: nil, kind: "business_account_transfer"),
            finding: .treasury
        ),
        Case(name: "from nobody", transaction: .own("other", .incoming), finding: .treasury),
    ]

    static let refunds: [Case] = [
        Case(
            name: "of a payment that stands",
            transaction: .refunded(),
            finding: .missingRefund(.ticket)
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "of a payment that Telegram is asked for",
            transaction: .refunded(),
            finding: .missingRefund(.ticket)
        ) {
            $0.pay("TICKET_3", "a")
            $0.refund("a")
        },
        Case(name: "both know it", transaction: .refunded(), finding: .agrees) {
            $0.pay("TICKET_3", "a")
            $0.refund("a")
            $0.settle("a")
        },
        Case(
            name: "of another amount",
            transaction: .refunded(90),
            finding: .mismatch(.of(.amount, ours: -100, telegram: -90, detail: "refund"))
        ) {
            $0.pay("TICKET_3", "a")
            $0.refund("a")
            $0.settle("a")
        },
        Case(
            name: "to another person",
            transaction: .refunded(to: 2),
            finding: .mismatch(
                .of(.user, ours: 100, telegram: -100, detail: "refunded to user 2")
            )
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "called anything",
            transaction: .refunded(kind: "paid_media_payment", hasPayload: false),
            finding: .missingRefund(.ticket)
        ) { $0.pay("TICKET_3", "a") },
        Case(
            name: "of what the list alone has",
            transaction: .refunded(),
            isListed: true,
            finding: .missingRefund(.ticket)
        ),
        Case(
            name: "of what nobody saw",
            transaction: .refunded(),
            finding: .missingRefund(.unseen)
        ),
        Case(name: "of what nobody saw, known", transaction: .refunded(), finding: .agrees) {
            $0.hearOfRefund("a")
        },
        Case(
            name: "a gift",
            transaction: .refunded(kind: "gift_purchase", hasPayload: false),
            finding: .treasury
        ),
        Case(
            name: "something without a payload",
            transaction: .refunded(kind: "new", hasPayload: false),
            finding: .mismatch(
                Mismatch(
                    .notARefund,
                    charge: .a,
                    user: .one,
                    telegram: .of(-100),
                    at: .paid,
                    detail: "new"
                )
            )
        ),
        Case(name: "a withdrawal", transaction: .own("fragment", .outgoing), finding: .treasury),
    ]

    /// The take-over came a minute after the payment.
    private static let taken = Comparison(cutOver: .paid.adding(seconds: 60))

    static let imports: [Case] = [
        Case(
            name: "before the take-over, and in no row",
            transaction: .paid(),
            comparison: Self.taken,
            finding: .mismatch(
                Mismatch(
                    .beforeImport,
                    charge: .a,
                    user: .one,
                    telegram: .of(100),
                    sku: .ticket,
                    at: .paid
                )
            )
        ),
        Case(
            name: "before the take-over, and granted by hand since",
            transaction: .paid(),
            comparison: Self.taken,
            finding: .agrees
        ) { $0.grantByHand("a") },
        Case(
            name: "in the moment of the take-over",
            transaction: .paid(),
            comparison: Comparison(cutOver: .paid),
            finding: .missingPayment(.ticket)
        ),
        Case(
            name: "imported, with other content: the identifier decides",
            transaction: .paid(90, by: 2, sku: "TICKET_7"),
            comparison: Self.taken,
            finding: .agrees
        ) { $0.importPayment("a") },
        Case(
            name: "imported, and given back after the take-over",
            transaction: .refunded(),
            comparison: Comparison(cutOver: .paid),
            finding: .missingRefund(.ticket)
        ) { $0.importPayment("a") },
        Case(
            name: "imported, and given back before it without a note",
            transaction: .refunded(),
            comparison: Self.taken,
            finding: .mismatch(
                Mismatch(
                    .refundBeforeImport,
                    charge: .a,
                    user: .one,
                    telegram: .of(-100),
                    sku: .ticket,
                    at: .paid
                )
            )
        ) { $0.importPayment("a") },
        Case(
            name: "a refund before the take-over that nobody saw",
            transaction: .refunded(),
            comparison: Self.taken,
            finding: .mismatch(
                Mismatch(
                    .refundBeforeImport,
                    charge: .a,
                    user: .one,
                    telegram: .of(-100),
                    sku: .ticket,
                    at: .paid,
                    detail: "invoice_payment"
                )
            )
        ),
    ]

    @Test("What bears no date waits on the schedule, and is never granted beside an import")
    func undated() {
        var transaction = StarTransaction.paid()
        transaction.date = nil
        var missing = MissingPayment.ticket
        missing.paidAt = nil
        #expect(Comparison().finding(transaction, nil) == .missingPayment(missing))
        let schedule = Comparison(isSettledBefore: .paid)
        #expect(schedule.finding(transaction, nil) == .tooYoung)
        let imported = Comparison(cutOver: .paid).finding(transaction, nil)
        guard case .mismatch(let mismatch) = imported else {
            Issue.record("\(imported)")
            return
        }
        #expect(mismatch.kind == .beforeImport)
    }
}

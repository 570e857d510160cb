import Ledger
import Payments
import Projections
import Testing

@Suite struct ShopTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var sku = "TICKET_3"
        var outcome: String
        var prepare: @Sendable (inout Desk) -> Void = { $0.welcome() }

        var testDescription: String { self.name }
    }

    @Test(
        "An invoice goes out unless something stands in its way, in order of precedence",
        arguments: [
            Case(name: "for sale", outcome: "invoice"),
            Case(name: "unknown", sku: "TICKET_4", outcome: "refused:unknown_product"),
            Case(name: "shop closed", sku: "ADDON_IMAGES", outcome: "refused:sales_closed") {
                $0.set(.salesEnabled, "0")
            },
            Case(name: "option off", sku: "ADDON_IMAGES", outcome: "refused:in_preparation") {
                _ = $0
            },
            Case(name: "option on", sku: "ADDON_IMAGES", outcome: "invoice") {
                $0.welcome()
                $0.set(.imageAddonEnabled, "1")
            },
            Case(name: "owned", sku: "ADDON_IMAGES", outcome: "refused:already_owned") {
                $0.set(.imageAddonEnabled, "1")
                $0.pay("ADDON_IMAGES", "a")
            },
            Case(name: "no monthly pass", sku: "PASS_MONTHLY", outcome: "refused:not_for_sale"),
            Case(name: "a monthly pass", sku: "PASS_MONTHLY", outcome: "invoice") {
                $0.welcome()
                $0.set(.subscriptionStars, "900")
            },
            Case(name: "subscribed", sku: "PASS_MONTHLY", outcome: "refused:already_subscribed") {
                $0.welcome()
                $0.set(.subscriptionStars, "900")
                $0.subscribe("a")
            },
            Case(name: "subscribed and cancelled", sku: "PASS_MONTHLY", outcome: "invoice") {
                $0.welcome()
                $0.set(.subscriptionStars, "900")
                $0.subscribe("a")
                $0.give(.changeSubscription(.canceled, payload: Desk.monthlyPayload))
            },
            Case(name: "not renewed", sku: "PASS_MONTHLY", outcome: "invoice") {
                $0.welcome()
                $0.set(.subscriptionStars, "900")
                $0.subscribe("a")
                $0.advance(days: 30)
            },
            Case(name: "pass and ticket", outcome: "refused:pass_needs_no_ticket") {
                $0.pay("PASS_7D", "a")
            },
            Case(name: "pass and pass", sku: "PASS_7D", outcome: "invoice") {
                $0.welcome()
                $0.pay("PASS_7D", "a")
            },
            Case(name: "terms", outcome: "refused:terms_first") { _ = $0 },
            Case(name: "two taps in 29 s", outcome: "refused:tapped_twice") {
                $0.welcome()
                $0.give(.sendInvoice(SKU(rawValue: "TICKET_3")))
                $0.advance(seconds: 29)
            },
            Case(name: "two taps in 30 s", outcome: "invoice") {
                $0.welcome()
                $0.give(.sendInvoice(SKU(rawValue: "TICKET_3")))
                $0.advance(seconds: 30)
            },
            Case(name: "two products", outcome: "invoice") {
                $0.welcome()
                $0.give(.sendInvoice(SKU(rawValue: "TICKET_7")))
            },
            Case(name: "a purchase between two taps", outcome: "invoice") {
                $0.welcome()
                $0.give(.sendInvoice(SKU(rawValue: "TICKET_3")))
                $0.pay("TICKET_3", "a")
            },
            Case(name: "suspended: purchases go on", outcome: "invoice") {
                $0.welcome()
                $0.order(.hold(reason: ""))
            },
        ]
    )
    func invoice(_ example: Case) {
        var desk = Desk()
        example.prepare(&desk)
        let decision = desk.give(.sendInvoice(SKU(rawValue: example.sku)))
        #expect(decision.outcome.name == example.outcome)
        let isSent = decision.events.contains { $0.event.kind == .invoiceSent }
        #expect(isSent == (example.outcome == "invoice"))
    }

    @Test("An invoice stores its price and the catalogue's version")
    func invoiceEvent() throws {
        var desk = Desk()
        desk.welcome()
        let decision = desk.give(.sendInvoice(SKU(rawValue: "TICKET_7")))
        let stars = try Stars(300)
        let sku = SKU(rawValue: "TICKET_7")
        #expect(
            decision.events.map(\.event) == [
                .invoiceSent(InvoiceSent(sku: sku, stars: stars, catalogueVersion: 1))
            ]
        )
        guard case .invoice(let invoice) = decision.outcome else {
            Issue.record("\(decision.outcome)")
            return
        }
        #expect(invoice.sku == sku && invoice.stars == stars && !invoice.isSubscription)
        #expect(invoice.gives == .ticket(.seven))
    }

    struct CheckoutCase: Sendable, CustomTestStringConvertible {
        var name: String
        var payload = #"{"sku": "TICKET_3", "user_id": 1}"#
        var amount: Int64 = 100
        var currency = "XTR"
        var outcome: String
        var prepare: @Sendable (inout Desk) -> Void = { $0.welcome() }

        var testDescription: String { self.name }
    }

    @Test(
        "A pre-checkout is approved unless something is wrong, in order of precedence",
        arguments: [
            CheckoutCase(name: "right", outcome: "checkout_approved"),
            CheckoutCase(
                name: "no user: the payer's",
                payload: #"{"sku":"TICKET_3"}"#,
                outcome: "checkout_approved"
            ),
            CheckoutCase(
                name: "further members",
                payload: #"{"sku":"TICKET_3","user_id":1,"v":[1,{"a":null}]}"#,
                outcome: "checkout_approved"
            ),
            CheckoutCase(
                name: "garbage",
                payload: "???",
                currency: "USD",
                outcome: "checkout_rejected:unreadable_payload"
            ),
            CheckoutCase(
                name: "a user that is no number",
                payload: #"{"sku":"TICKET_3","user_id":"1"}"#,
                outcome: "checkout_rejected:unreadable_payload"
            ),
            CheckoutCase(
                name: "unknown SKU before another user",
                payload: #"{"sku":"TICKET_4","user_id":2}"#,
                outcome: "checkout_rejected:unknown_sku"
            ),
            CheckoutCase(
                name: "another user before the currency",
                payload: #"{"sku":"TICKET_3","user_id":2}"#,
                currency: "USD",
                outcome: "checkout_rejected:other_user"
            ),
            CheckoutCase(
                name: "currency before amount",
                amount: 7,
                currency: "USD",
                outcome: "checkout_rejected:wrong_currency"
            ),
            CheckoutCase(
                name: "amount before a closed shop",
                amount: 99,
                outcome: "checkout_rejected:wrong_amount"
            ) { $0.set(.salesEnabled, "0") },
            CheckoutCase(
                name: "negative amount",
                amount: -100,
                outcome: "checkout_rejected:wrong_amount"
            ),
            CheckoutCase(
                name: "closed shop before terms",
                outcome: "checkout_rejected:sales_closed"
            ) { $0.set(.salesEnabled, "0") },
            CheckoutCase(name: "terms", outcome: "checkout_rejected:terms_not_accepted") { _ = $0 },
            CheckoutCase(
                name: "option off",
                payload: #"{"sku":"ADDON_IMAGES"}"#,
                amount: 500,
                outcome: "checkout_rejected:not_for_sale"
            ),
            CheckoutCase(
                name: "option owned",
                payload: #"{"sku":"ADDON_IMAGES"}"#,
                amount: 500,
                outcome: "checkout_rejected:already_owned"
            ) {
                $0.welcome()
                $0.set(.imageAddonEnabled, "1")
                $0.pay("ADDON_IMAGES", "a")
            },
            CheckoutCase(name: "a former price", amount: 80, outcome: "checkout_approved") {
                $0.welcome()
                $0.catalogue = .cheaper
            },
            CheckoutCase(name: "a price once quoted", amount: 100, outcome: "checkout_approved") {
                $0.welcome()
                $0.give(.sendInvoice(SKU(rawValue: "TICKET_3")))
                $0.catalogue = .cheaper
            },
            CheckoutCase(
                name: "a price quoted to someone else",
                amount: 100,
                outcome: "checkout_rejected:wrong_amount"
            ) {
                $0.welcome()
                $0.welcome(2)
                $0.give(.sendInvoice(SKU(rawValue: "TICKET_3")), to: 2)
                $0.catalogue = .cheaper
            },
            CheckoutCase(
                name: "withdrawn from sale",
                payload: #"{"sku":"TICKET_7"}"#,
                amount: 300,
                outcome: "checkout_rejected:not_for_sale"
            ) {
                $0.welcome()
                $0.catalogue = .cheaper
            },
        ]
    )
    func checkout(_ example: CheckoutCase) {
        var desk = Desk()
        example.prepare(&desk)
        let head = Position(desk.log.count)
        let checkout = Checkout(
            payload: example.payload,
            amount: example.amount,
            currency: example.currency
        )
        let decision = desk.give(.approveCheckout(checkout))
        #expect(decision.outcome.name == example.outcome)
        let kind = example.outcome.split(separator: ":").first.map(String.init)
        #expect(desk.kinds(since: head).last == kind)
    }
}

extension Catalogue {
    /// Three cards for 120 or formerly 80, and seven cards withdrawn from sale.
    static let cheaper: Catalogue = {
        do {
            return try Catalogue(
                json: """
                    {"version": 2, "products": [
                    {"sku": "TICKET_3", "stars": 120, "gives": "ticket:three", "former_prices": [80]},
                    {"sku": "TICKET_7", "stars": 300, "gives": "ticket:hexagram", "on_sale": false}]}
                    """
            )
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}

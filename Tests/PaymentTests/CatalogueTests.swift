import Ledger
import Payments
import Projections
import Testing

@Suite struct CatalogueTests {
    @Test(
        "The built-in catalogue sells what the domain's table says",
        arguments: [
            ("TICKET_3", 100, Gift.ticket(.three)), ("TICKET_7", 300, .ticket(.seven)),
            ("TICKET_10", 500, .ticket(.ten)), ("PASS_7D", 1_000, .pass(seconds: 604_800)),
            ("PASS_30D", 3_500, .pass(seconds: 2_592_000)), ("ADDON_IMAGES", 500, .option),
        ]
    )
    func builtIn(sku: String, stars: Int64, gives: Gift) throws {
        let found = Catalogue.builtIn.product(SKU(rawValue: sku), settings: Settings())
        let product = try #require(found)
        #expect(product.stars.count == stars && product.gives == gives && product.isOnSale)
    }

    @Test(
        "A wrong file is refused with one line a problem, naming the field",
        arguments: [
            ("[]", ["catalogue: accepted: one JSON object"]),
            (
                #"{"version": 0, "products": []}"#,
                [
                    "catalogue: version: accepted: a whole number from 1",
                    "catalogue: products: accepted: a list with one product at least",
                ]
            ),
            (
                """
                {"version": 1, "products": [
                {"sku": "ticket", "stars": 0, "gives": "cake"},
                {"sku": "TICKET_3", "stars": 1.5, "gives": "ticket:celtic", "on_sale": "yes"},
                7,
                {"sku": "A", "stars": 1, "gives": "images", "former_prices": [1, -1]},
                {"sku": "A", "stars": 1, "gives": "pass:0"},
                {"sku": "A", "stars": 1, "gives": "pass:60"}]}
                """,
                [
                    "catalogue: products[0].sku: accepted: 1 to 32 of A-Z, 0-9 and _",
                    "catalogue: products[0].stars: accepted: whole Stars from 1 to 100000",
                    "catalogue: products[0].gives: accepted: ticket:three, ticket:hexagram, "
                        + "ticket:celtic, images or pass:SECONDS",
                    "catalogue: products[1].on_sale: accepted: true or false",
                    "catalogue: products[1].stars: accepted: whole Stars from 1 to 100000",
                    "catalogue: products[1].gives: accepted: ticket:three for this sku",
                    "catalogue: products[2]: accepted: an object",
                    "catalogue: products[3].former_prices[1]: accepted: whole Stars from 1 to "
                        + "100000",
                    "catalogue: products[4].gives: accepted: ticket:three, ticket:hexagram, "
                        + "ticket:celtic, images or pass:SECONDS",
                    "catalogue: products[5].sku: accepted: each product once",
                ]
            ),
        ]
    )
    func problems(json: String, problems: [String]) {
        let error = #expect(throws: CatalogueError.self) { try Catalogue(json: json) }
        #expect(error?.problems == problems)
    }

    @Test("The digest changes with any price, and is stable")
    func digest() throws {
        let again = try Catalogue(json: Catalogue.builtInJSON)
        #expect(again.digest == Catalogue.builtIn.digest)
        #expect(again.digest.count == 16)
        let dearer = Catalogue.builtInJSON.replacing("\"stars\": 300", with: "\"stars\": 301")
        #expect(try Catalogue(json: dearer).digest != again.digest)
        let setting = Setting.catalogueDigest
        #expect(try setting.canonical(again.digest) == again.digest)
    }

    @Test("The monthly pass has the price that the setting names")
    func monthly() throws {
        let sku = SKU(rawValue: "PASS_MONTHLY")
        let found = Catalogue.builtIn.product(sku, settings: Settings())
        #expect(found?.isOnSale == false)
        var desk = Desk()
        desk.set(.subscriptionStars, "900")
        let priced = Catalogue.builtIn.product(sku, settings: desk.books.settings)
        #expect(priced?.stars == (try Stars(900)))
        #expect(priced?.isOnSale == true && priced?.isSubscription == true)
    }

    @Test(
        "A payload is an object with a SKU, and a user or none",
        arguments: [
            (#"{"sku": "TICKET_3", "user_id": 77}"#, "TICKET_3", 77),
            (#"{"user_id":77,"sku":"TICKET_3","x":{}}"#, "TICKET_3", 77),
            (#"{"sku":"TICKET_3","user_id":null}"#, "TICKET_3", nil),
            (#"{"sku":"A"}"#, "A", nil),
            (#"{"sku":""}"#, nil, nil), (#"{"sku":7}"#, nil, nil), ("{}", nil, nil),
            (#"{"sku":"A","user_id":true}"#, nil, nil), (#"{"sku":"A","user_id":1.5}"#, nil, nil),
            ("", nil, nil), ("TICKET_3", nil, nil), ("[]", nil, nil), (#"{"sku":"A""#, nil, nil),
            (#"{"sku":"A","x":99999999999999999999999}"#, "A", nil),
            (String(repeating: "[", count: 2_000), nil, nil),
        ] as [(String, String?, Int64?)]
    )
    func payload(text: String, sku: String?, user: Int64?) {
        let payload = InvoicePayload(text)
        #expect(payload?.sku.rawValue == sku)
        #expect(payload?.user?.rawValue == user)
        if let payload { #expect(InvoicePayload(payload.text) == payload) }
    }

    @Test("Every payload of ours fits Telegram's 128 bytes")
    func payloadLength() {
        let user = UserID(rawValue: (1 << 52) - 1)
        for product in Catalogue.builtIn.products {
            #expect(InvoicePayload(sku: product.sku, user: user).text.utf8.count <= 128)
        }
    }
}

import Ledger
import Payments
import Projections
import Testing

@Suite("Money, deeds and words of the old file are history: they come along and give nothing")
struct ImportedHistoryTests {
    private static let paidAt = Instant(seconds: 1_793_491_200)

    /// A payment's columns, what it becomes, when it counts, and what is said to be wrong.
    static let payments: [([String: LegacyValue], PaymentReceived, Instant, [String])] = [
        ([:], Self.ticket(), Self.paidAt, []),
        (["status": .null], Self.ticket(), Self.paidAt, []),
        (["status": .text("PAID")], Self.ticket(), Self.paidAt, []),
        (["status": .text("pending")], Self.ticket(), Self.paidAt, ["status_unknown"]),
        (["stars": .text("100")], Self.ticket(), Self.paidAt, []),
        (["stars": .null], Self.ticket(stars: 0), Self.paidAt, ["stars_unreadable"]),
        (["stars": .integer(-100)], Self.ticket(stars: 0), Self.paidAt, ["stars_unreadable"]),
        (["stars": .integer(100_000)], Self.ticket(stars: 100_000), Self.paidAt, []),
        (["stars": .integer(100_001)], Self.ticket(stars: 0), Self.paidAt, ["stars_unreadable"]),
        (["stars": .integer(.max)], Self.ticket(stars: 0), Self.paidAt, ["stars_unreadable"]),
        (
            ["telegram_payment_charge_id": .null],
            Self.ticket(charge: "legacy:1"),
            Self.paidAt,
            ["charge_missing"]
        ),
        (
            ["telegram_payment_charge_id": .text("  ")],
            Self.ticket(charge: "legacy:1"),
            Self.paidAt,
            ["charge_missing"]
        ),
        (
            ["telegram_payment_charge_id": .bytes],
            Self.ticket(charge: "legacy:1"),
            Self.paidAt,
            ["charge_missing"]
        ),
        (["telegram_payment_charge_id": .text(" 決済 ")], Self.ticket(charge: "決済"), Self.paidAt, []),
        (
            ["sku": .text("ARISA_CREDIT_100")], Self.unknown("ARISA_CREDIT_100"), Self.paidAt,
            ["sku_unknown"]
        ),
        (["sku": .null], Self.unknown(""), Self.paidAt, ["sku_unknown"]),
        (["created_at": .null], Self.ticket(), Desk.start, ["time_unreadable"]),
        (["created_at": .text("then")], Self.ticket(), Desk.start, ["time_unreadable"]),
        (["created_at": .text("2031-01-01")], Self.ticket(), Desk.start, ["time_in_future"]),
        (["user_id": .text("1")], Self.ticket(), Self.paidAt, []),
    ]

    @Test("Every column of a payment, of every type", arguments: Self.payments)
    func payment(
        _ values: [String: LegacyValue],
        _ expected: PaymentReceived,
        _ moment: Instant,
        _ problems: [String]
    ) throws {
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(1)])
        file.addPayment(values)
        let event = try #require(file.translated().events.last)
        #expect(event.event == .paymentReceived(expected))
        #expect(event.envelope.effectiveAt == moment)
        #expect(event.envelope.cause == .imported && event.envelope.actor == .system)
        #expect(event.envelope.key == "import:payments:1")
        #expect(file.problems() == problems.map { "payments 1 \($0)" })
    }

    @Test("A time that cannot be read is that of the row before")
    func timeBefore() {
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(2)])
        file.addPayment([:])
        file.addPayment(["created_at": .null])
        #expect(
            file.translated().events.map(\.envelope.effectiveAt).suffix(2) == [
                Self.paidAt, Self.paidAt,
            ]
        )
    }

    @Test("A payment of nobody is left out and named")
    func nobody() {
        var file = OldFile()
        file.addPayment(["user_id": .null])
        file.addPayment(["user_id": .text("me")])
        let (events, report) = file.translated()
        #expect(events.isEmpty && report.payments == 0)
        #expect(file.problems() == ["payments 1 user_missing", "payments 2 user_missing"])
    }

    /// A refunded payment's columns, when its refund counts, and what is said to be wrong.
    static let refunds: [([String: LegacyValue], Instant, [String])] = [
        (
            ["status": .text("refunded"), "refunded_at": .text("2026-11-02T00:00:00")],
            Instant(seconds: 1_793_577_600), []
        ),
        (["refunded_at": .text("2026-11-02T00:00:00")], Instant(seconds: 1_793_577_600), []),
        (["status": .text("refunded")], Self.paidAt, ["refund_time_missing"]),
        (
            ["status": .text("refunded"), "refunded_at": .text("later")],
            Self.paidAt, ["time_unreadable"]
        ),
        (["refunded_at": .text("2031-01-01")], Desk.start, ["time_in_future"]),
    ]

    @Test("A refund by its status or by its time", arguments: Self.refunds)
    func refund(
        _ values: [String: LegacyValue],
        _ moment: Instant,
        _ problems: [String]
    ) throws {
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(1)])
        file.addPayment(values)
        let event = try #require(file.translated().events.last)
        let refund = PaymentRefunded(
            charge: ChargeID(rawValue: "stx1"),
            stars: Self.stars(100),
            imported: true
        )
        #expect(event.event == .paymentRefunded(refund))
        #expect(event.envelope.effectiveAt == moment)
        #expect(file.problems() == problems.map { "payments 1 \($0)" })
    }

    @Test("One charge is one payment; the made-up ids of two rows differ")
    func charges() {
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(9)])
        file.addPayment(["telegram_payment_charge_id": .text("a")])
        file.addPayment(["telegram_payment_charge_id": .text("a"), "user_id": .integer(2)])
        file.addPayment(["telegram_payment_charge_id": .null])
        file.addPayment(["telegram_payment_charge_id": .null])
        file.addPayment(["telegram_payment_charge_id": .text("legacy:4")])
        #expect(
            file.problems() == [
                "payments 2 charge_twice", "payments 3 charge_missing",
                "payments 4 charge_missing", "payments 5 charge_twice",
            ]
        )
        #expect(file.translated().report.payments == 3)
    }

    @Test("A charge that the ledger knows from elsewhere stays whose it is")
    func knownCharge() {
        var desk = Desk()
        desk.order(
            .grant(
                Grant(
                    sku: SKU(rawValue: "TICKET_3"),
                    reason: "",
                    charge: ChargeID(rawValue: "stx1")
                )
            ),
            on: 5
        )
        var file = OldFile()
        file.addUser(.integer(1))
        file.addPayment([:])
        #expect(file.problems(after: desk.log) == ["payments 1 charge_known"])
    }

    @Test("Reports of money are compared with the payments")
    func reports() {
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(2)])
        file.addPayment([:])
        file.addPayment(["telegram_payment_charge_id": .null])
        file.addPaymentEvent("successful_payment", ["payload": .text("stx1")])
        file.addPaymentEvent("successful_payment", ["payload": .null])
        file.addPaymentEvent("successful_payment", ["payload": .text("stx9")])
        file.addPaymentEvent("successful_payment", ["payload": .null, "user_id": .integer(2)])
        file.addPaymentEvent("refund", ["payload": .text("stx1")])
        file.addPaymentEvent("refund", ["payload": .text("stx9")])
        file.addPaymentEvent("buy_click", ["payload": .text("buy:TICKET_3"), "user_id": .null])
        file.addPaymentEvent("bought", [:])
        file.addPaymentEvent(nil, [:])
        for type in ["tarot", "consult", "error", "feedback"] { file.addAppEvent(.text(type)) }
        file.addAppEvent(.text("dance"))
        file.addAppEvent(.null)
        #expect(
            file.problems() == [
                "payments 2 charge_missing", "payment_events 3 payment_missing",
                "payment_events 4 payment_missing", "payment_events 5 refund_missing",
                "payment_events 6 refund_missing", "payment_events 8 event_type_unknown",
                "payment_events 9 event_type_unknown", "app_events 5 event_type_unknown",
                "app_events 6 event_type_unknown",
            ]
        )
    }

    @Test("Administrators' deeds come along once, give and take nothing, and stand in the trail")
    func deeds() {
        var file = OldFile()
        file.addUser(.integer(1), ["tickets_3": .integer(1), "images_enabled": .integer(1)])
        file.addAudit("admin_grant", ["payload": .text("/admin grant 1 TICKET_3 sorry")])
        file.addAudit("admin_revoke", ["payload": .text(#"{"sku": "ADDON_IMAGES"}"#)])
        file.addAudit("admin_grant", ["payload": .text("PASS_7D"), "status": .text("failed")])
        file.addAudit("admin_grant", ["payload": .text("PASS_7D"), "target_user_id": .null])
        file.addAudit("admin_grant", ["payload": .text("nothing")])
        file.addAudit("admin_party", [:])
        // The same deed as the first, told again; and one that only stands here.
        file.addPaymentEvent("admin_grant", ["sku": .text("TICKET_3")])
        file.addPaymentEvent(
            "admin_revoke",
            ["sku": .text("TICKET_3"), "created_at": .text("2026-11-02T00:00:00")]
        )
        var desk = Desk()
        let report = desk.takeOver(file)
        #expect(
            report.problems.map { "\($0.table.rawValue) \($0.row) \($0.code.rawValue)" } == [
                "audits 4 audit_unreadable", "audits 5 audit_unreadable",
                "audits 6 audit_unreadable",
            ]
        )
        #expect(report.deeds == 3)
        #expect(desk.person().tickets(.three) == desk.person().tickets(.three))
        #expect(desk.person().tickets(.three).held == 1 && desk.person().hasImages)
        #expect(desk.person().units.map(\.origin) == [.opening, .opening])
        let trail = desk.books.audit.newest(9)
        #expect(trail.map(\.kind) == [.revoked, .revoked, .granted, .settingChanged])
        #expect(
            trail.map(\.actor.name).prefix(3) == ["operator:unknown", "admin:9001", "admin:9001"]
        )
    }

    @Test("Feedback comes along with its time; what holds no text is named, and never printed")
    func feedback() {
        var file = OldFile()
        file.addUser(.integer(1))
        let time = LegacyValue.text("2026-11-01T00:00:00")
        file.addFeedback(["user_id": .integer(1), "text": .text("良かった"), "created_at": time])
        file.addFeedback(["user_id": .integer(1), "text": .text(" "), "created_at": time])
        file.addFeedback(["user_id": .integer(1), "text": .bytes, "created_at": time])
        file.addFeedback(["user_id": .null, "text": .text("秘密"), "created_at": time])
        file.addFeedback(["user_id": .integer(1), "text": .text("秘密"), "created_at": .null])
        let (events, report) = file.translated()
        #expect(events.suffix(2).map(\.envelope.effectiveAt) == [Self.paidAt, Self.paidAt])
        #expect(report.feedback == 2)
        #expect(
            file.problems() == [
                "feedback 2 feedback_unreadable", "feedback 3 feedback_unreadable",
                "feedback 4 user_missing", "feedback 5 time_unreadable",
            ]
        )
        #expect(!report.json.contains("秘密"))
    }

    private static func stars(_ count: Int64) -> Stars { (try? Stars(count)) ?? .zero }

    private static func ticket(charge: String = "stx1", stars: Int64 = 100) -> PaymentReceived {
        PaymentReceived(
            charge: ChargeID(rawValue: charge),
            sku: SKU(rawValue: "TICKET_3"),
            stars: Self.stars(stars),
            gives: .ticket(.three),
            catalogueVersion: 1
        )
    }

    private static func unknown(_ sku: String) -> PaymentReceived {
        PaymentReceived(
            charge: ChargeID(rawValue: "stx1"),
            sku: SKU(rawValue: sku),
            stars: Self.stars(100)
        )
    }
}

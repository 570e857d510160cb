import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// The books are compared with Telegram's list, and what they miss comes back once.
@Suite struct ReconciliationTests {
    /// 250 payments of 40 people, every tenth given back, in the order of Telegram's list.
    static var history: [StarTransaction] {
        (0..<250).flatMap { index -> [StarTransaction] in
            let (id, user) = ("stx\(index)", Int64(index % 40 + 1))
            let minutes = Int64(2_000 - index)
            let paid = StarTransaction.paid(id, by: user, minutesAgo: minutes)
            guard index % 10 == 0 else { return [paid] }
            return [paid, .refund(of: id, to: user, minutesAgo: minutes)]
        }
    }

    @Test("An empty ledger gets everything back once, and equals Telegram's balance")
    func everything() async throws {
        let list = ScriptedList(Self.history)
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                #expect(report.checked == 275)
                #expect(report.appended == 275)
                #expect(report.unknownHere == 275)
                #expect(report.mismatches == [])
                #expect(report.ours == 22_500)
                #expect(report.telegram == StarAmount(stars: 22_500))
                #expect(ledger.tickets(1) == 0 && ledger.tickets(2) == 7)
                let head = ledger.head
                #expect(head == 276)
                let again = try await ledger.reconcile(with: list)
                #expect(again.appended == 0 && again.unknownHere == 0 && again.isClean)
                #expect(ledger.head == head, "a second run appends nothing")
                #expect(
                    again.lines == [
                        "275 transactions compared, list read 2 times; 0 missing events recorded",
                        "balance: ours ⭐22500, Telegram ⭐22500", "nothing to look at",
                    ]
                )
            }
        }
    }

    @Test("What was recorded bears the time of Telegram, the cause and the request")
    func envelope() async throws {
        let list = ScriptedList([.paid("a"), .refund(of: "a")])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                _ = try await ledger.reconcile(with: list)
                let events = try await ledger.history(HistoryFilter(), last: 10)
                #expect(
                    events.map { $0.event.kind }
                        == [.paymentReceived, .paymentRefunded, .reconciled]
                )
                #expect(
                    events.map { Instant.noon.seconds - $0.effectiveAt.seconds } == [
                        3_600, 1_800, 0,
                    ]
                )
                #expect(events.allSatisfy { $0.envelope.cause == .reconciliation })
                #expect(events.allSatisfy { $0.envelope.rid == "test" })
                #expect(events.allSatisfy { $0.envelope.actor == .system })
                let figures = Reconciled(checked: 2, appended: 2)
                #expect(events.last?.event == .reconciled(figures))
            }
        }
    }

    @Test(
        "A pass found late starts now, and one lost with a disk ran when it ran",
        arguments: [
            (Reconciliation.Mode.schedule, Int64(0)), (.verb, 0), (.recover, -86_400),
        ]
    )
    func passStart(_ mode: Reconciliation.Mode, _ shift: Int64) async throws {
        let list = ScriptedList([.paid("a", "PASS_7D", 1_000, minutesAgo: 1_440)])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                _ = try await ledger.reconcile(with: list, mode)
                let end = ledger.read { $0.person(UserID(rawValue: 1))?.passUntil }
                #expect(end == .noon.adding(seconds: 7 * 86_400 + shift))
            }
        }
    }

    @Test("Each kind of difference is named, stays named, and nothing is deleted")
    func differences() async throws {
        let list = ScriptedList([
            .paid("amount", "TICKET_3", 90), .paid("user", by: 2), .paid("product", "TICKET_7"),
            .paid("odd", nil, 55), .refund(of: "unseen", 40),
            .refund(of: "gift", 15, payload: nil), .withdrawal("own", 30),
        ])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                for id in ["amount", "user", "product", "gone"] { try await ledger.take(id) }
                let before = ledger.head
                let report = try await ledger.reconcile(with: list)
                #expect(report.lines == Self.differenceLines)
                #expect(report.unknownHere == 3 && report.unknownThere == 1)
                #expect(ledger.head == before + 3, "the odd payment, the refund, the note")
                let again = try await ledger.reconcile(with: list)
                // The refund is known now.
                let kinds = again.mismatches.map(\.kind)
                #expect(
                    kinds == [
                        .amount, .user, .product, .unmatched, .notARefund, .paymentUnknownThere,
                    ]
                )
                #expect(again.appended == 0)
            }
        }
    }

    private static let differenceLines = [
        "7 transactions compared, list read 2 times; 2 missing events recorded",
        "  recorded unmatched user 1 ⭐55 2026-11-24T02:00:00Z odd",
        "  recorded refund user 1 ⭐40 2026-11-24T02:30:00Z unseen",
        "amount: the books say ⭐100, Telegram says ⭐90 "
            + "(user 1, TICKET_3, 2026-11-24T02:00:00Z, charge amount)",
        "  next: starledger history --charge amount",
        "user: Telegram names another person: user 2 "
            + "(user 1, TICKET_3, 2026-11-24T02:00:00Z, charge user)",
        "  next: starledger history --charge user",
        "product: Telegram's payload names another product: TICKET_7 "
            + "(user 1, TICKET_3, 2026-11-24T02:00:00Z, charge product)",
        "  next: starledger history --charge product",
        "unmatched: ⭐55 fit no product (unreadable_payload) and wait for you "
            + "(user 1, 2026-11-24T02:00:00Z, charge odd)",
        "  next: /admin resolve odd SKU, or /refund odd",
        "not_a_refund: Stars went to a person (⭐-15), and it was no refund "
            + "(user 1, 2026-11-24T02:30:00Z, charge gift)",
        "  next: /admin incident 1 what it was, if the owner gave it away",
        "payment_unknown_there: the books have a payment of ⭐100 that Telegram does not list "
            + "(user 1, TICKET_3, 2026-11-24T02:00:00Z, charge gone)",
        "  next: starledger history --charge gone, and /admin revoke 1 TICKET_3 reason "
            + "if it never was paid",
        "refund_of_unseen: Telegram gave back a payment that nobody had seen (⭐-40); "
            + "it is recorded (user 1, 2026-11-24T02:30:00Z, charge unseen)",
        "  next: starledger history --charge unseen",
        "the bot's own Stars: 1 transaction that is nobody's purchase, ⭐-30",
        "balance: ours ⭐415, Telegram ⭐260 (list ⭐260)", "7 differences to look at",
    ]

    @Test("A balance that is not the sum of the list is a chargeback, and nothing else is")
    func chargeback() async throws {
        let list = ScriptedList([.paid("a"), .withdrawal("own", 30)])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                #expect(try await ledger.reconcile(with: list).isClean)
                list.edit { $0.beside = StarAmount(stars: -250, nanostars: -500_000_000) }
                let report = try await ledger.reconcile(with: list)
                let listed = StarAmount(stars: 70)
                let balance = StarAmount(stars: -180, nanostars: -500_000_000)
                #expect(
                    report.mismatches == [Mismatch(.balance, ours: listed, telegram: balance)]
                )
                #expect(
                    report.json == #"{"checked":2,"appended":0,"mismatches":[{"kind":"balance","#
                        + #""charge":null,"user":null,"sku":null,"ours":70,"telegram":-180.5,"#
                        + #""at":null,"detail":null,"next":"compare with the bot's Stars in "#
                        + #"@BotFather; /admin incident what it was"}],"unknown_here":0,"#
                        + #""unknown_there":0,"balance":{"ours":100,"telegram":-180.5}}"#
                )
            }
        }
    }

    @Test("Unmatched money is a difference until somebody resolves it or gives it back")
    func unmatched() async throws {
        let list = ScriptedList([.paid("a", "TICKET_3", 7), .paid("b", "TICKET_9", 8)])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                #expect(report.mismatches.map(\.detail) == ["wrong_amount", "unknown_sku"])
                #expect(report.ours == 15 && ledger.tickets() == 0)
                let resolve = Command.resolve(
                    ChargeID(rawValue: "a"),
                    SKU(rawValue: "TICKET_3")
                )
                _ = try await ledger.submit(resolve, .byOperator(about: nil))
                #expect(ledger.tickets() == 1)
                let again = try await ledger.reconcile(with: list)
                #expect(again.mismatches.map(\.charge?.rawValue) == ["b"])
            }
        }
    }

    @Test("A payment near a grant by hand of the same product is recorded, and listed for review")
    func nearGrant() async throws {
        let list = ScriptedList([.paid("a"), .paid("b", by: 2), .paid("c", by: 3)])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let ticket = SKU(rawValue: "TICKET_3")
                let (plain, linked) = (
                    Grant(sku: ticket, reason: "asked"),
                    Grant(sku: ticket, reason: "asked", charge: ChargeID(rawValue: "b"))
                )
                _ = try await ledger.submit(.grant(plain), .byOperator(about: 1))
                _ = try await ledger.submit(.grant(linked), .byOperator(about: 2))
                let report = try await ledger.reconcile(with: list)
                #expect(
                    report.mismatches == [
                        Mismatch(
                            .nearGrant,
                            charge: ChargeID(rawValue: "a"),
                            user: UserID(rawValue: 1),
                            telegram: StarAmount(stars: 100),
                            sku: ticket,
                            at: .noon.adding(seconds: -3_600),
                            detail: "#1"
                        )
                    ]
                )
                #expect((1...3).map { ledger.tickets($0) } == [2, 1, 1])
            }
        }
    }

    @Test("Of an affiliate's sale that was missing, the amount that fits is recorded")
    func affiliate() async throws {
        let share = StarAmount(stars: 10)
        let list = ScriptedList([
            .paid("net", "TICKET_3", 90, affiliate: share),
            .paid("gross", "TICKET_3", 100, affiliate: share),
            .paid("odd", "TICKET_3", 33, affiliate: share),
        ])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                #expect(ledger.tickets() == 2)
                #expect(report.backfilled.map(\.stars) == [100, 100, 43])
                #expect(report.mismatches.map(\.kind) == [.unmatched])
                #expect(try await ledger.reconcile(with: list).appended == 0)
            }
        }
    }

    @Test("Of an affiliate's sale the late update is no conflict, with either amount")
    func lateAffiliate() async throws {
        let share = StarAmount(stars: 10)
        let list = ScriptedList([
            .paid("net", "TICKET_3", 90, affiliate: share),
            .paid("gross", "TICKET_3", 100, affiliate: share),
            .paid("odd", "TICKET_3", 33, affiliate: share),
        ])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                _ = try await ledger.reconcile(with: list)
                let cases: [(id: String, stars: Int64, outcome: String)] = [
                    ("net", 100, "paid_again:thanks"), ("net", 90, "paid_again:thanks"),
                    ("net", 95, "conflict"), ("gross", 100, "paid_again:thanks"),
                    ("odd", 43, "paid_again"), ("odd", 33, "paid_again"), ("odd", 44, "conflict"),
                ]
                for test in cases {
                    let answer = try await ledger.take(test.id, "TICKET_3", test.stars)
                    #expect(answer.outcome.outcome.name == test.outcome, "\(test)")
                }
            }
        }
    }

    @Test("A refund is booked with what the charge was booked with")
    func affiliateRefund() async throws {
        let share = StarAmount(stars: 10)
        let list = ScriptedList([
            .paid("net", "TICKET_3", 90, affiliate: share), .refund(of: "net", 90),
            .refund(of: "unseen", 40),
        ])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                #expect(report.backfilled.map(\.stars) == [100, 100, 40])
                let net = ledger.read { $0.charge(ChargeID(rawValue: "net")) }
                #expect(net?.starsRefunded == 100)
                #expect(ledger.read { $0.account.net } == -40)
                #expect(try await ledger.reconcile(with: list).appended == 0)
            }
        }
    }

    @Test("Of a subscription the oldest charge is the first, and its end is reckoned")
    func subscription() async throws {
        let month: Int64 = 2_592_000
        let list = ScriptedList([
            .paid("a", "PASS_30D", 3_500, minutesAgo: 50_000, subscription: month),
            .paid("b", "PASS_30D", 3_500, minutesAgo: 6_800, subscription: month),
        ])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                _ = try await ledger.reconcile(with: list, .recover)
                let found = ledger.read {
                    $0.person(UserID(rawValue: 1))?.subscription(to: SKU(rawValue: "PASS_30D"))
                }
                let subscription = try #require(found)
                #expect(subscription.firstCharge == ChargeID(rawValue: "a"))
                #expect(subscription.paidUntil == .noon.adding(seconds: month - 6_800 * 60))
            }
        }
    }
}

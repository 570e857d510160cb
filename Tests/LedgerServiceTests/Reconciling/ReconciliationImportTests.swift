import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// Beside a take-over of the earlier database, the opening balances are the only givers.
@Suite struct ReconciliationImportTests {
    /// A ledger into which an earlier database was taken over half an hour before noon.
    static func takeOver(in place: LedgerPlace) async throws {
        var envelope = Envelope(
            user: UserID(rawValue: 1),
            effectiveAt: .noon.adding(seconds: -3_600),
            cause: .imported,
            actor: .operator("taro"),
            rid: "import"
        )
        var events: [NewEvent] = []
        for id in ["stx-known", "legacy:7"] {
            events.append(
                NewEvent(
                    .paymentReceived(
                        PaymentReceived(
                            charge: ChargeID(rawValue: id),
                            sku: SKU(rawValue: "TICKET_3"),
                            stars: try Stars(100),
                            gives: .ticket(.three)
                        )
                    ),
                    in: envelope
                )
            )
        }
        envelope.effectiveAt = .noon.adding(seconds: -1_800)
        events.append(NewEvent(.openingBalance(OpeningBalance(ticketsThree: 2)), in: envelope))
        try await TakenOver.write(events, to: place)
    }

    @Test("Rows pair, what is older is listed and never granted, what is newer is")
    func takenOver() async throws {
        let list = ScriptedList([
            .paid("stx-known", minutesAgo: 60), .paid("stx-pair", minutesAgo: 55),
            .paid("stx-lost", by: 2, minutesAgo: 40), .paid("stx-new", by: 3, minutesAgo: 20),
            .refund(of: "stx-pair", minutesAgo: 10),
        ])
        try await withTemporaryPlace { place in
            try await Self.takeOver(in: place)
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                #expect(report.mismatches.map(\.kind) == [.beforeImport])
                #expect(report.mismatches.map(\.charge?.rawValue) == ["stx-lost"])
                #expect(report.appended == 2 && report.unknownHere == 3)
                #expect((1...3).map { ledger.tickets($0) } == [1, 0, 1])
                let row = ledger.read { $0.charge(ChargeID(rawValue: "legacy:7")) }
                #expect(row?.state == .refunded)
                let again = try await ledger.reconcile(with: list)
                #expect(again.appended == 0 && again.mismatches == report.mismatches)
            }
        }
    }

    @Test(
        "What went back is not advised to be granted, whenever it went back",
        arguments: [
            (Int64(35), ["stx-back: nothing: do not grant it, the Stars are back"]),
            // After the take-over: it is recorded, so that the second reading finds no difference.
            (Int64(10), [String]()),
        ]
    )
    func givenBack(minutesAgo: Int64, others: [String]) async throws {
        let list = ScriptedList([
            .paid("stx-known", minutesAgo: 60), .paid("stx-row", minutesAgo: 55),
            .paid("stx-lost", by: 2, minutesAgo: 40), .paid("stx-back", by: 3, minutesAgo: 39),
            .refund(of: "stx-back", to: 3, minutesAgo: minutesAgo),
        ])
        try await withTemporaryPlace { place in
            try await Self.takeOver(in: place)
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                let advice = report.mismatches.filter { $0.kind == .beforeImport }.map {
                    "\($0.charge?.rawValue ?? ""): \($0.next)"
                }
                #expect(
                    advice == [
                        "stx-lost: starledger repair-import, or "
                            + "/admin grant 2 TICKET_3 charge=stx-lost reason"
                    ] + others
                )
                #expect(ledger.tickets(3) == 0)
            }
        }
    }

    @Test("A row whose transaction Telegram does not list is named")
    func unpaired() async throws {
        let list = ScriptedList([.paid("stx-known", minutesAgo: 60)])
        try await withTemporaryPlace { place in
            try await Self.takeOver(in: place)
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                #expect(
                    report.mismatches.map { "\($0.kind) \($0.charge?.rawValue ?? "")" }
                        == ["paymentUnknownThere legacy:7"]
                )
                #expect(report.lines.contains { $0.contains("an imported payment of ⭐100") })
            }
        }
    }
}

import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// What a reading verb sees: now, at a position, at a time.
@Suite struct LedgerViewTests {
    @Test("A moment shows what had happened until then, and nothing later")
    func moments() async throws {
        try await withTemporaryPlace { place in
            let later = Instant.noon.adding(seconds: 3_600)
            try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.pay("charge-1"), .of(7))
                _ = try await ledger.submit(.pay("charge-2"), .of(7, at: later))
            }
            let view = try LedgerView(place: place)
            func held(_ moment: LedgerView.Moment) throws -> Int32 {
                try view.books(at: moment).person(UserID(rawValue: 7))?.tickets(.three).held ?? 0
            }
            #expect(try held(.now) == 2)
            #expect(try held(.position(view.head.position - 1)) == 1)
            #expect(try held(.position(0)) == 0)
            #expect(try held(.time(.noon)) == 1)
            #expect(try held(.time(later)) == 2)
            #expect(try held(.time(Instant.noon.adding(seconds: -1))) == 0)
        }
    }

    /// One filter, and the kinds it lets through.
    struct FilterCase: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var expected: [EventKind]
        var set: @Sendable (inout HistoryFilter) -> Void
    }

    @Test(
        "A filter lets through what fits all its parts",
        arguments: [
            FilterCase(
                testDescription: "none",
                expected: [.firstSeen, .paymentReceived, .firstSeen, .termsAccepted],
                set: { _ in }
            ),
            FilterCase(
                testDescription: "user",
                expected: [.firstSeen, .termsAccepted],
                set: { $0.user = UserID(rawValue: 8) }
            ),
            FilterCase(
                testDescription: "kind",
                expected: [.firstSeen, .firstSeen],
                set: { $0.kind = .firstSeen }
            ),
            FilterCase(
                testDescription: "charge",
                expected: [.paymentReceived],
                set: { $0.charge = ChargeID(rawValue: "charge-1") }
            ),
            FilterCase(testDescription: "rid", expected: [], set: { $0.rid = "other" }),
            FilterCase(
                testDescription: "until is not included",
                expected: [],
                set: { $0.until = .noon }
            ),
            FilterCase(
                testDescription: "user and kind",
                expected: [.termsAccepted],
                set: {
                    $0.user = UserID(rawValue: 8)
                    $0.kind = .termsAccepted
                }
            ),
        ]
    )
    func filters(_ example: FilterCase) async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.pay("charge-1"), .of(7))
                _ = try await ledger.submit(.acceptTerms(version: 1), .of(8))
            }
            var filter = HistoryFilter()
            example.set(&filter)
            var kinds: [EventKind] = []
            try LedgerView(place: place).forEach(matching: filter) { event, _ in
                kinds.append(event.event.kind)
            }
            #expect(kinds == example.expected)
        }
    }

    @Test(
        "A listing of days is clamped to 1…14 and ends with today",
        arguments: [
            (0, 1), (1, 1), (7, 7), (14, 14), (15, 14), (-3, 1),
        ]
    )
    func days(asked: Int, shown: Int) {
        let reports = DailyReport.last(days: asked, in: Books(), at: .noon)
        #expect(reports.count == shown)
        #expect(reports.last?.day.text == "2026-11-24")
    }
}

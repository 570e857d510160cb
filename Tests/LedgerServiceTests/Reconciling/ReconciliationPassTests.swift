import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// The list is read until it holds still, in whole or at its end, and again after any end.
@Suite struct ReconciliationPassTests {
    private struct Broken: Error {}

    @Test("A transaction that arrives between two pages is found, and its balance counts")
    func meanwhile() async throws {
        for moment in 1...9 {
            let list = ScriptedList(ReconciliationTests.history)
            list.edit {
                $0.beforePage = { content, number in
                    guard number == moment else { return }
                    content.transactions.append(.paid("late", by: 77, minutesAgo: 0))
                }
            }
            try await withTemporaryPlace { place in
                try await withLedger(at: place) { ledger in
                    let report = try await ledger.reconcile(with: list)
                    let isRead = list.offsets.count >= moment
                    #expect(report.appended == (isRead ? 276 : 275), "page \(moment)")
                    #expect(report.isClean && report.checked == report.appended)
                    #expect(ledger.tickets(77) == (isRead ? 1 : 0))
                    #expect(report.telegram == StarAmount(stars: report.ours))
                }
            }
        }
    }

    @Test("A transaction that moves the others is missed by no pass that counts")
    func moved() async throws {
        let list = ScriptedList(ReconciliationTests.history)
        list.edit {
            $0.beforePage = { content, number in
                // Between the first and the second page: all after it moves by one.
                guard number == 2 else { return }
                content.transactions.insert(.paid("early", by: 77, minutesAgo: 9_000), at: 0)
            }
        }
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list)
                #expect(report.passCount == 3)
                #expect(report.appended == 276 && ledger.tickets(77) == 1 && report.isClean)
            }
        }
    }

    @Test("A list that never holds still ends the run, and what was found stays")
    func restless() async throws {
        let list = ScriptedList(ReconciliationTests.history)
        list.edit {
            $0.beforePage = { content, number in
                guard number % 3 == 1 else { return }
                content.transactions.insert(.paid("new\(number)", minutesAgo: 9_000), at: 0)
            }
        }
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let error = await #expect(throws: ReconciliationError.self) {
                    _ = try await ledger.reconcile(with: list)
                }
                #expect(error?.code == .listMoves)
                #expect(error?.appended == ledger.head && ledger.head > 275)
                #expect(error?.description.hasSuffix("run reconcile again") == true)
                list.edit { $0.beforePage = nil }
                let report = try await ledger.reconcile(with: list)
                #expect(report.isClean && report.appended == 0)
            }
        }
    }

    @Test("Ended between any two pages and run again, by a kill too: the same result")
    func ended() async throws {
        for page in 1...6 {
            let list = ScriptedList(ReconciliationTests.history)
            list.edit {
                $0.beforePage = { _, number in if number == page { throw Broken() } }
            }
            try await withTemporaryPlace { place in
                try await withLedger(at: place) { ledger in
                    await #expect(throws: Broken.self) {
                        _ = try await ledger.reconcile(with: list)
                    }
                    if page % 2 == 0 { ledger.abandonWithoutFlushing() }
                }
                list.edit { $0.beforePage = nil }
                try await withLedger(at: place) { ledger in
                    let report = try await ledger.reconcile(with: list)
                    #expect(report.isClean && report.ours == 22_500)
                    #expect(ledger.head == 276)
                    #expect(ledger.tickets(1) == 0 && ledger.tickets(2) == 7)
                }
            }
        }
    }

    @Test("A dry run says what it would do, and does nothing, also beside the bot")
    func dryRun() async throws {
        let list = ScriptedList([
            .paid("a"), .refund(of: "a"), .paid("odd", nil, 5), .paid("b", by: 2),
        ])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                try await ledger.take("b", of: 2)
                let head = ledger.head
                let dry = try await ledger.reconcile(with: list, isDryRun: true)
                let beside = try await Reconciliation(
                    dryRunOn: try LedgerView(place: place).books(),
                    of: place,
                    source: list,
                    catalogue: .builtIn,
                    clock: { .noon }
                ).run(.verb)
                #expect(dry == beside)
                #expect(ledger.head == head)
                #expect(
                    dry.lines == [
                        "dry run: 4 transactions compared, list read 2 times; "
                            + "3 unknown here; nothing was recorded",
                        "  missing payment user 1 TICKET_3 ⭐100 2026-11-24T02:00:00Z a",
                        "  missing unmatched user 1 ⭐5 2026-11-24T02:00:00Z odd",
                        "  missing refund user 1 ⭐100 2026-11-24T02:30:00Z a",
                        "unmatched: ⭐5 fit no product (unreadable_payload) and wait for you "
                            + "(user 1, 2026-11-24T02:00:00Z, charge odd)",
                        "  next: /admin resolve odd SKU, or /refund odd",
                        "balance: ours ⭐100, Telegram ⭐105 (list ⭐105)",
                        "1 difference to look at",
                    ]
                )
            }
        }
    }

    @Test("The schedule leaves what is young, and finds it when it is old enough")
    func young() async throws {
        let list = ScriptedList([
            .paid("a"), .paid("b", minutesAgo: 9), .refund(of: "a", minutesAgo: 1),
        ])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let report = try await ledger.reconcile(with: list, .schedule)
                #expect(report.checked == 1 && report.youngCount == 2 && report.appended == 1)
                #expect(report.isClean)
            }
            try await withLedger(at: place, clock: { .noon.adding(seconds: 60) }) { ledger in
                let scheduled = try await ledger.reconcile(with: list, .schedule)
                let asked = try await ledger.reconcile(with: list, .verb)
                #expect(scheduled.appended == 1 && asked.appended == 1)
                #expect(ledger.tickets() == 1)
            }
        }
    }

    @Test("A payment that came by an update a moment ago is not missed at Telegram by the schedule")
    func youngHere() async throws {
        let list = ScriptedList([])
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                try await ledger.take("a", minutesAgo: 9)
                #expect(try await ledger.reconcile(with: list, .schedule).unknownThere == 0)
                try await ledger.take("b", minutesAgo: 10)
                #expect(try await ledger.reconcile(with: list, .schedule).unknownThere == 1)
                #expect(try await ledger.reconcile(with: list, .verb).unknownThere == 2)
            }
        }
    }

    @Test("From a bookmark only the end is read, with at least a page read again")
    func bookmark() async throws {
        let list = ScriptedList(ReconciliationTests.history)
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let whole = try await ledger.reconcile(with: list)
                list.edit {
                    $0.offsets = []
                    $0.transactions.append(.paid("new", by: 77))
                }
                let end = try await ledger.reconcile(with: list, from: whole.bookmark)
                #expect(list.offsets == [100, 100, 200, 276])
                #expect(!end.isWhole && end.appended == 1 && end.isClean)
                #expect(end.listed == StarAmount(stars: 22_600) && end.listed == end.telegram)
                list.edit { $0.offsets = [] }
                let idle = try await ledger.reconcile(with: list, from: end.bookmark)
                #expect(list.offsets == [100, 100, 200, 276])
                #expect(idle.appended == 0 && idle.isClean)
            }
        }
    }

    @Test("What the end does not explain is looked for in the whole list")
    func wholeAgain() async throws {
        let list = ScriptedList(ReconciliationTests.history)
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let whole = try await ledger.reconcile(with: list)
                list.edit { $0.transactions.append(.refund(of: "nobody", 3)) }
                let unseen = try await ledger.reconcile(with: list, from: whole.bookmark)
                #expect(unseen.isWhole && unseen.mismatches.map(\.kind) == [.refundOfUnseen])
                list.edit { $0.transactions.removeFirst() }
                let moved = try await ledger.reconcile(with: list, from: whole.bookmark)
                #expect(moved.isWhole)
                #expect(moved.mismatches.map(\.kind) == [.paymentUnknownThere])
            }
        }
    }

    @Test("A bookmark lies before whatever was too young")
    func youngBookmark() async throws {
        var history = ReconciliationTests.history
        history[150] = .paid("young", by: 77, minutesAgo: 1)
        let list = ScriptedList(history)
        try await withTemporaryPlace { place in
            var bookmark: ReconciliationBookmark?
            bookmark = try await withLedger(at: place) { ledger in
                try await ledger.reconcile(with: list, .schedule).bookmark
            }
            let (from, later) = (bookmark, Instant.noon.adding(seconds: 3_600))
            try await withLedger(at: place, clock: { later }) { ledger in
                let report = try await ledger.reconcile(with: list, .schedule, from: from)
                #expect(ledger.tickets(77) == 1 && report.appended == 1)
                #expect(!report.isWhole)
            }
        }
    }
}

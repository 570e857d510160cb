import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// A payment of the earlier bot has two names, and its refund takes once, by whichever name and in
/// whatever order it is told.
@Suite struct RowRefundTests {
    /// What may be told of the refund of one row.
    enum Step: String, CaseIterable, Sendable {
        /// Telegram's update.
        case update
        /// The same update again.
        case redelivery
        /// `/refund` with Telegram's name, and Telegram's answer where it is asked.
        case ask
        /// A comparison with a list that does not have the refund yet.
        case compareBefore
        /// A comparison with a list that has it.
        case compareAfter
    }

    static let row = ChargeID(rawValue: "legacy:7")
    static let listed = ChargeID(rawValue: "stx-row")
    static let orders = Self.permutations(of: Step.allCases)

    private static func permutations(of steps: [Step]) -> [[Step]] {
        guard !steps.isEmpty else { return [[]] }
        return steps.indices.flatMap { index in
            var rest = steps
            let first = rest.remove(at: index)
            return Self.permutations(of: rest).map { [first] + $0 }
        }
    }

    private static let payments: [StarTransaction] = [
        .paid("stx-known", minutesAgo: 60), .paid("stx-row", minutesAgo: 55),
    ]
    private static let refund = StarTransaction.refund(of: "stx-row", minutesAgo: 10)

    private func take(_ step: Step, in ledger: LedgerService) async throws {
        switch step {
        case .update, .redelivery:
            _ = try await ledger.submit(
                .noteRefund(Self.listed, stars: 100, at: .noon),
                .ofSystem(1)
            )
        case .ask:
            let asked = try await ledger.submit(
                .requestRefund(Self.listed, reason: "asked"),
                .ofSystem(nil)
            )
            guard case .refundRequested = asked.outcome.outcome else { return }
            _ = try await ledger.submit(
                .settleRefund(Self.listed, .done),
                .ofSystem(1)
            )
        case .compareBefore: _ = try await ledger.reconcile(with: ScriptedList(Self.payments))
        case .compareAfter:
            _ = try await ledger.reconcile(with: ScriptedList(Self.payments + [Self.refund]))
        }
    }

    @Test("A row's refund takes one ticket and counts once, in every order", arguments: Self.orders)
    func anyOrder(_ steps: [Step]) async throws {
        try await withTemporaryPlace { place in
            try await ReconciliationImportTests.takeOver(in: place)
            try await withLedger(at: place) { ledger in
                for step in steps { try await self.take(step, in: ledger) }
                #expect(ledger.tickets() == 1)
                #expect(ledger.read { $0.account.net } == 100)
                #expect(ledger.read { $0.charge(Self.row)?.state } == .refunded)
                #expect(ledger.read { $0.charge(Self.listed) == $0.charge(Self.row) })
                #expect(ledger.read { $0.allCharges.count } == 2)
                let head = ledger.head
                let list = ScriptedList(Self.payments + [Self.refund])
                let report = try await ledger.reconcile(with: list)
                #expect(report.isClean && report.appended == 0 && report.pairedCount == 0)
                #expect(ledger.head <= head + 1)
            }
        }
    }

    @Test("/refund by Telegram's name finds the row once it is paired, and not before")
    func asking() async throws {
        try await withTemporaryPlace { place in
            try await ReconciliationImportTests.takeOver(in: place)
            try await withLedger(at: place) { ledger in
                let command = Command.requestRefund(Self.listed, reason: "asked")
                let early = try await ledger.submit(command, .ofSystem(nil))
                #expect(early.outcome.outcome == .refused(.unknownCharge))
                let report = try await ledger.reconcile(with: ScriptedList(Self.payments))
                #expect(report.pairedCount == 1 && report.pairedRefundCount == 0)
                #expect(
                    report.lines.contains("1 imported payment found under Telegram's names")
                )
                let asked = try await ledger.submit(command, .ofSystem(nil))
                #expect(asked.outcome.outcome == .refundRequested(.took, cancels: nil))
                #expect(ledger.read { $0.listedName(of: Self.row) } == Self.listed)
                #expect(ledger.tickets() == 1)
            }
        }
    }

    @Test("A dry run pairs nothing")
    func dryRun() async throws {
        try await withTemporaryPlace { place in
            try await ReconciliationImportTests.takeOver(in: place)
            try await withLedger(at: place) { ledger in
                let head = ledger.head
                let list = ScriptedList(Self.payments)
                let report = try await ledger.reconcile(with: list, isDryRun: true)
                #expect(report.isClean && report.pairedCount == 0 && ledger.head == head)
            }
        }
    }
}

extension Request {
    fileprivate static func ofSystem(_ user: Int64?) -> Request {
        Request(
            user: user.map { UserID(rawValue: $0) },
            at: .noon,
            cause: .update,
            actor: .system,
            rid: "test"
        )
    }
}

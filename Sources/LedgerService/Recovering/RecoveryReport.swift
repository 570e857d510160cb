public import Ledger
internal import Payments
internal import Projections

/// What a recovery did: what was lost, what came back, what cannot come back, what to do next.
public struct RecoveryReport: Hashable, Sendable {
    /// Somebody who holds tickets that they may have used in the time that was lost.
    public struct Holder: Hashable, Sendable {
        /// Who.
        public var user: UserID
        /// How many of each kind are held, by product.
        public var tickets: [String: Int64]

        /// Describes a holder.
        package init(user: UserID, tickets: [String: Int64]) {
            self.user = user
            self.tickets = tickets
        }
    }

    /// When the recovery began.
    public var startedAt: Instant

    /// Whether nothing was changed.
    public var isDryRun: Bool

    /// The ledger that was recovered.
    public var database: String

    /// The backup that it was recovered from.
    public var backup: String

    /// What was found in files.
    public var findings: RecoveryFindings

    /// What came back from Telegram.
    public var money = RecoveredMoney()

    /// How our log compared with Telegram's list, and what was appended.
    public var reconciliation = ReconciliationReport()

    /// Who holds tickets now.
    public var holders: [Holder] = []

    /// Whether the keys of personal text are there.
    public var hasKeys = true

    /// Whose key had come back and was destroyed again.
    public var erasedAgain: [UserID] = []

    /// Who was erased in the time that was lost: the new log does not say so.
    public var unrecordedErasures: [UserID] = []

    /// Where the new ledger stands.
    public var head: Position = 0

    /// How often events were lost, plus one.
    public var epoch: Int64 = 1

    /// Describes a recovery that has brought nothing back yet.
    package init(
        startedAt: Instant,
        isDryRun: Bool,
        database: String,
        backup: String,
        findings: RecoveryFindings
    ) {
        self.startedAt = startedAt
        self.isDryRun = isDryRun
        self.database = database
        self.backup = backup
        self.findings = findings
    }

    /// How many things somebody should look at before all is well.
    public var differenceCount: Int { Int(self.reconciliation.mismatchCount) }

    /// Whether Telegram's balance is the sum of its list.
    var isBalanced: Bool { !self.reconciliation.mismatches.contains { $0.kind == .balance } }

    /// When the last event was recorded that was not lost.
    public var lostFrom: Instant { Instant(microseconds: self.findings.builtRecordedAt) }

    /// When the ledger was last written, as far as files or Telegram say so.
    public var lostUntil: Instant? {
        let written = self.findings.lastWrittenAt.map { Instant(microseconds: $0) }
        let known = [written, self.money.last].compactMap(\.self).max()
        return known.map { max($0, self.lostFrom) }
    }

    /// Users of whom money came back, in order.
    public var usersWithMoney: [UserID] { self.money.shares.keys.sorted() }

    /// Users who are known to have used tickets that they hold again, in order.
    public var usersWithKnownUses: [UserID] {
        self.findings.known.ticketsUsed.keys.map { UserID(rawValue: $0) }.sorted()
    }
}

extension RecoveryReport.Holder {
    /// Who holds tickets, in order of the user.
    static func all(in books: borrowing Books) -> [RecoveryReport.Holder] {
        var found: [RecoveryReport.Holder] = []
        for user in books.users {
            guard let person = books.person(user) else { continue }
            var tickets: [String: Int64] = [:]
            for kind in TicketKind.allCases {
                let held = Int64(person.tickets(kind).held)
                if held > 0 { tickets[kind.sku.rawValue] = held }
            }
            guard !tickets.isEmpty else { continue }
            found.append(RecoveryReport.Holder(user: user, tickets: tickets))
        }
        return found
    }
}

import Ledger
import LedgerService
import Payments
import Projections
import Synchronization

/// Telegram's list as a test writes it.
final class ScriptedList: StarTransactionSource {
    /// What the list and the balance are at the moment.
    struct Content: Sendable {
        var transactions: [StarTransaction] = []
        /// What the balance has beyond the list.
        var beside = StarAmount.zero
        /// Called before each page with its number, counted from 1.
        var beforePage: (@Sendable (inout Content, Int) throws -> Void)?
        /// The offset of each page that was asked for.
        var offsets: [Int] = []
    }

    private let content: Mutex<Content>

    init(_ transactions: [StarTransaction] = []) {
        self.content = Mutex(Content(transactions: transactions))
    }

    func edit(_ body: (inout Content) -> Void) {
        self.content.withLock { body(&$0) }
    }

    var offsets: [Int] { self.content.withLock { $0.offsets } }

    func page(offset: Int, limit: Int) async throws -> [StarTransaction] {
        try self.content.withLock { content in
            content.offsets.append(offset)
            try content.beforePage?(&content, content.offsets.count)
            return Array(content.transactions.dropFirst(offset).prefix(limit))
        }
    }

    func balance() async throws -> StarAmount {
        self.content.withLock { content in
            content.transactions.reduce(content.beside) { $0 + $1.change }
        }
    }
}

extension StarTransaction {
    /// A payment, some minutes before noon.
    static func paid(
        _ id: String,
        by user: Int64 = 1,
        _ sku: String? = "TICKET_3",
        _ stars: Int64 = 100,
        minutesAgo: Int64 = 60,
        subscription: Int64? = nil,
        affiliate: StarAmount? = nil
    ) -> StarTransaction {
        StarTransaction(
            id: ChargeID(rawValue: id),
            direction: .incoming,
            amount: StarAmount(stars: stars),
            date: Instant.noon.adding(seconds: -60 * minutesAgo),
            partner: .user(
                Person(
                    id: UserID(rawValue: user),
                    payload: sku.map { #"{"sku":"\#($0)","user_id":\#(user)}"# },
                    subscriptionSeconds: subscription,
                    kind: "invoice_payment",
                    affiliateShare: affiliate
                )
            )
        )
    }

    /// The refund of a payment, under its name.
    static func refund(
        of id: String,
        to user: Int64 = 1,
        _ stars: Int64 = 100,
        minutesAgo: Int64 = 30,
        payload: String? = "p"
    ) -> StarTransaction {
        StarTransaction(
            id: ChargeID(rawValue: id),
            direction: .outgoing,
            amount: StarAmount(stars: stars),
            date: Instant.noon.adding(seconds: -60 * minutesAgo),
            partner: .user(Person(id: UserID(rawValue: user), payload: payload))
        )
    }

    /// A withdrawal of the owner's.
    static func withdrawal(_ id: String, _ stars: Int64) -> StarTransaction {
        StarTransaction(
            id: ChargeID(rawValue: id),
            direction: .outgoing,
            amount: StarAmount(stars: stars),
            date: .noon.adding(seconds: -1_200),
            partner: .other("fragment")
        )
    }
}

extension LedgerService {
    /// Compares with a list.
    func reconcile(
        with list: ScriptedList,
        _ mode: Reconciliation.Mode = .verb,
        isDryRun: Bool = false,
        from bookmark: ReconciliationBookmark? = nil
    ) async throws -> ReconciliationReport {
        try await Reconciliation(
            ledger: self,
            source: list,
            rid: "test",
            isDryRun: isDryRun
        ).run(mode, from: bookmark)
    }

    /// Takes a payment in as an update would.
    @discardableResult
    func take(
        _ id: String,
        of user: Int64 = 1,
        _ sku: String = "TICKET_3",
        _ stars: Int64 = 100,
        minutesAgo: Int64 = 60
    ) async throws -> Answer<Ruling> {
        let payment = Payment(
            charge: ChargeID(rawValue: id),
            payload: #"{"sku":"\#(sku)","user_id":\#(user)}"#,
            amount: stars,
            paidAt: .noon.adding(seconds: -60 * minutesAgo)
        )
        return try await self.submit(.receivePayment(payment), .of(user))
    }

    /// How long the log is.
    var head: Position { self.read { $0.position } }

    /// How many three-card tickets someone holds.
    func tickets(_ user: Int64 = 1) -> Int {
        self.read { Int($0.person(UserID(rawValue: user))?.tickets(.three).held ?? 0) }
    }
}

/// One line of the bot's list of Stars.
///
/// - Source: Bot API, `StarTransaction` and `TransactionPartner`; held against aiogram's models.
public struct SandboxTransaction: Sendable, Hashable {
    /// The other side.
    public enum Partner: Sendable, Hashable {
        /// A person.
        case user(Person)
        /// A withdrawal by way of Fragment.
        case fragment
        /// Stars spent on advertisements.
        case telegramAds
        /// Paid broadcasts, by how many requests they took.
        case telegramAPI(requestCount: Int64)
        /// An affiliate programme that pays the bot.
        case affiliateProgram(perMille: Int64)
        /// Something that the Bot API has no word for.
        case other
    }

    /// A person on the other side.
    public struct Person: Sendable, Hashable {
        /// Who.
        public var id: Int64
        /// What the invoice carried; absent where nothing was bought from the bot.
        public var payload: String?
        /// How long a subscription's payment lasts.
        public var subscriptionPeriodSeconds: Int64?
        /// Telegram's word for what it was, which for refunds may be any of them.
        public var kind: String
        /// What an affiliate took, in Stars.
        public var affiliateStars: Int64?

        /// Describes a person.
        public init(
            id: Int64,
            payload: String?,
            subscriptionPeriodSeconds: Int64? = nil,
            kind: String = "invoice_payment",
            affiliateStars: Int64? = nil
        ) {
            self.id = id
            self.payload = payload
            self.subscriptionPeriodSeconds = subscriptionPeriodSeconds
            self.kind = kind
            self.affiliateStars = affiliateStars
        }
    }

    /// Names it; a refund bears the name of its payment.
    public var id: String
    /// How much, never negative.
    public var amountStars: Int64
    /// Billionths on top.
    public var nanostars: Int64
    /// When, Unix seconds.
    public var date: Int64
    /// Whether the Stars went out.
    public var isOutgoing: Bool
    /// The other side.
    public var partner: Partner

    /// Describes a transaction.
    public init(
        id: String,
        amountStars: Int64,
        nanostars: Int64 = 0,
        date: Int64,
        isOutgoing: Bool = false,
        partner: Partner
    ) {
        self.id = id
        self.amountStars = amountStars
        self.nanostars = nanostars
        self.date = date
        self.isOutgoing = isOutgoing
        self.partner = partner
    }

    /// What it adds to the bot's balance, in whole Stars.
    var changeStars: Int64 { self.isOutgoing ? -self.amountStars : self.amountStars }
}

/// Transactions that were there before the world began, made when somebody asks for them.
struct TransactionHistory: Sendable {
    let count: Int
    let transaction: @Sendable (Int) -> SandboxTransaction
}

// MARK: - What goes wrong, and what goes on outside

extension TelegramWorld {
    /// The bot's list of Stars, oldest first, without a history.
    public var transactions: [SandboxTransaction] {
        self.transact { $0.transactions }
    }

    /// Lists a transaction of which no update tells, and moves the bot's Stars by it.
    public func list(_ transaction: SandboxTransaction) {
        self.transact { state in
            state.transactions.append(transaction)
            state.botBalance += transaction.changeStars
            state.tell(.purses)
        }
    }

    /// Changes what the list says of some transactions; the bot's Stars stay as they are.
    ///
    /// - Parameter edit: Returns the transaction as it is to be, or `nil` to take it off the list.
    public func editTransactions(
        _ edit: @Sendable (SandboxTransaction) -> SandboxTransaction?
    ) {
        self.transact { $0.transactions = $0.transactions.compactMap(edit) }
    }

    /// Puts many transactions before all others; each is made when a page with it is asked for.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - balanceStars: What they come to.
    ///   - transaction: Makes one, by its index from 0; equal indices give equal transactions.
    public func addHistory(
        count: Int,
        balanceStars: Int64,
        _ transaction: @escaping @Sendable (Int) -> SandboxTransaction
    ) {
        self.transact { state in
            state.history = TransactionHistory(count: count, transaction: transaction)
            state.botBalance += balanceStars
        }
    }

    /// Is told of each page that the bot asks for, before it is read.
    ///
    /// So a test can let something happen between two pages.
    public func onTransactionPage(_ hook: (@Sendable (TelegramWorld, Int) -> Void)?) {
        self.transact { $0.pageHook = hook }
    }

    /// Lets the hook do what it does before a page is read.
    func passPageHook(_ method: String, _ parameters: BotParameters) {
        guard method == "getstartransactions", let hook = self.transact({ $0.pageHook }) else {
            return
        }
        hook(self, Int(parameters.int("offset") ?? 0))
    }
}

extension WorldState {
    /// A page of the list, oldest first.
    func transactionPage(offset: Int, limit: Int) -> [SandboxTransaction] {
        let before = self.history?.count ?? 0
        let old = (offset..<max(offset, min(before, offset + limit))).compactMap { index in
            self.history?.transaction(index)
        }
        let skipped = max(0, offset - before)
        return old + self.transactions.dropFirst(skipped).prefix(limit - old.count)
    }

    /// A transaction as the Bot API shows it.
    func json(_ transaction: SandboxTransaction) -> SandboxJSON {
        let partner = self.json(transaction.partner, isOutgoing: transaction.isOutgoing)
        let json: SandboxJSON = [
            "id": .string(transaction.id),
            "amount": .int(transaction.amountStars),
            "date": .int(transaction.date),
            transaction.isOutgoing ? "receiver" : "source": partner,
        ]
        let nanostars = transaction.nanostars
        return json.with("nanostar_amount", nanostars == 0 ? nil : .int(nanostars))
    }

    private func json(
        _ partner: SandboxTransaction.Partner,
        isOutgoing: Bool
    ) -> SandboxJSON {
        switch partner {
        case .user(let person):
            let share = person.affiliateStars.map { isOutgoing ? -$0 : $0 }
            let known = self.users[person.id] != nil
            let stranger: SandboxJSON = [
                "id": .int(person.id), "is_bot": false, "first_name": "?",
            ]
            let json: SandboxJSON = [
                "type": "user", "transaction_type": .string(person.kind),
                "user": known ? self.userJSON(person.id) : stranger,
            ]
            return json.with("invoice_payload", person.payload.map(SandboxJSON.string))
                .with(
                    "subscription_period",
                    person.subscriptionPeriodSeconds.map(SandboxJSON.int)
                )
                .with(
                    "affiliate",
                    share.map { ["commission_per_mille": 100, "amount": .int($0)] }
                )
        case .fragment: return ["type": "fragment"]
        case .telegramAds: return ["type": "telegram_ads"]
        case .telegramAPI(let count): return ["type": "telegram_api", "request_count": .int(count)]
        case .affiliateProgram(let perMille):
            return ["type": "affiliate_program", "commission_per_mille": .int(perMille)]
        case .other: return ["type": "other"]
        }
    }
}

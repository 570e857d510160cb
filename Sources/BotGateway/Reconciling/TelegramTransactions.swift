internal import Ledger
internal import LedgerService
package import Payments

/// Telegram's list of Stars, through the client: what Telegram asks to wait for is waited for.
package struct TelegramTransactions: StarTransactionSource {
    private let client: TelegramClient

    /// Reads through a client.
    package init(_ client: TelegramClient) {
        self.client = client
    }

    /// A page of the list, oldest first.
    ///
    /// - Throws: ``TelegramError``.
    package func page(offset: Int, limit: Int) async throws -> [StarTransaction] {
        try await self.client.starTransactions(offset: offset, limit: limit)
            .map { StarTransaction($0) }
    }

    /// How many Stars the bot has.
    ///
    /// - Throws: ``TelegramError``.
    package func balance() async throws -> StarAmount {
        StarAmount(try await self.client.starBalance())
    }
}

extension StarAmount {
    init(_ amount: TelegramStarAmount) {
        self.init(stars: amount.amount, nanostars: amount.nanostarAmount)
    }
}

extension StarTransaction {
    /// Reads a line of the list: what has a receiver went out, all else came in.
    init(_ transaction: TelegramTransaction) {
        let partner = transaction.receiver ?? transaction.source
        self.init(
            id: transaction.id,
            direction: transaction.receiver == nil ? .incoming : .outgoing,
            amount: StarAmount(
                stars: transaction.amount,
                nanostars: transaction.nanostarAmount
            ),
            date: transaction.date,
            partner: partner.map { Partner($0) } ?? .other("unknown")
        )
    }
}

extension StarTransaction.Partner {
    init(_ partner: TelegramPartner) {
        guard partner.type == "user", let user = partner.user else {
            self = .other(partner.type)
            return
        }
        let share = partner.affiliateShare.map { StarAmount($0) }
        self = .user(
            StarTransaction.Person(
                id: user.id,
                payload: partner.invoicePayload,
                subscriptionSeconds: partner.subscriptionPeriodSeconds,
                kind: partner.transactionType,
                affiliateShare: share ?? (partner.hasAffiliate ? .zero : nil)
            )
        )
    }
}

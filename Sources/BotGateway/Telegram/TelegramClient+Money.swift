package import Ledger

extension TelegramClient {
    /// Makes a link that opens an invoice; anyone who has it may pay, any number of times.
    ///
    /// - Parameters:
    ///   - invoice: What is offered.
    ///   - isSubscription: Whether it is charged again every 30 days.
    /// - Returns: The link.
    /// - Throws: ``TelegramError``; a refusal too.
    package func createInvoiceLink(
        _ invoice: TelegramInvoice,
        isSubscription: Bool = false
    ) async throws -> String {
        try await self.result(of: CreateInvoiceLink(invoice, isSubscription: isSubscription))
    }

    /// Gives a payment back in full.
    ///
    /// Asked again after a lost answer, Telegram says that it is back already.
    ///
    /// - Throws: ``TelegramError``: then it is open whether the Stars are back.
    package func refund(user: UserID, charge: ChargeID) async throws -> RefundOutcome {
        let method = RefundStarPayment(
            userID: user.rawValue,
            telegramPaymentChargeID: charge.rawValue
        )
        switch try await self.outcome(of: method) {
        case .success: return .refunded
        case .failure(let refusal) where refusal.value.reason == .alreadyRefunded:
            return .alreadyRefunded
        case .failure(let refusal): return .refused(refusal.value)
        }
    }

    /// A page of what came to the bot and what left it, oldest first.
    ///
    /// - Parameters:
    ///   - offset: How many to skip.
    ///   - limit: How many to return, 1 to 100.
    /// - Returns: The page; a shorter one than asked for is the last.
    /// - Throws: ``TelegramError``; a refusal too.
    package func starTransactions(
        offset: Int,
        limit: Int = 100
    ) async throws -> [TelegramTransaction] {
        precondition(GetStarTransactions.limits.contains(limit), "a page has 1 to 100 transactions")
        let method = GetStarTransactions(offset: offset, limit: limit)
        return try await self.result(of: method).transactions
    }

    /// How many Stars the bot has.
    ///
    /// - Throws: ``TelegramError``; a refusal too.
    package func starBalance() async throws -> TelegramStarAmount {
        try await self.result(of: GetMyStarBalance())
    }

    /// Ends the renewal of a subscription, or lets the person take it up again.
    ///
    /// - Parameters:
    ///   - user: Whose it is.
    ///   - charge: The first charge of the subscription.
    ///   - isCanceled: `true` = no further charge.
    /// - Returns: Whether Telegram did it.
    /// - Throws: ``TelegramError``.
    package func editSubscription(
        user: UserID,
        charge: ChargeID,
        isCanceled: Bool
    ) async throws -> ChangeOutcome {
        let method = EditUserStarSubscription(
            userID: user.rawValue,
            telegramPaymentChargeID: charge.rawValue,
            isCanceled: isCanceled
        )
        return Self.changed(try await self.outcome(of: method))
    }
}

internal import Ledger
package import LedgerService
internal import Logging
package import Payments
package import Projections

extension OperatorDesk {
    /// Compares the books with Telegram's list of Stars, and records what is missing.
    ///
    /// What users and administrators are told lies in the outbox afterwards; the bot delivers it.
    ///
    /// - Parameters:
    ///   - order: What is wanted.
    ///   - telegram: How to reach Telegram.
    ///   - operationsChat: The operations chat, if there is one.
    ///   - mode: What it is for.
    /// - Returns: What was found and done.
    /// - Throws: ``ReconciliationError``, ``TelegramError`` or ``LedgerError``.
    package func reconcile(
        _ order: ReconcileOrder,
        through telegram: TelegramClient.Configuration,
        operationsChat: Int64? = nil,
        mode: Reconciliation.Mode = .verb
    ) async throws -> ReconciliationReport {
        let alarm = Alarm(
            desk: self.desk,
            operationsChat: operationsChat.map { UserID(rawValue: $0) }
        )
        return try await TelegramClient.withClient(telegram) { client in
            let desk = ReconcileDesk(
                desk: self.desk,
                alarm: alarm,
                cashier: Cashier(desk: self.desk, alarm: alarm),
                client: client,
                // What becomes owed lies in the outbox; nobody delivers it here.
                lanes: Lanes()
            )
            return try await desk.reconcile(order, mode: mode)
        }
    }
}

/// Compares books that are only read, also while the bot writes them.
package enum DryReconciliation {
    /// Compares once; nothing is recorded.
    ///
    /// - Parameters:
    ///   - books: The books.
    ///   - place: Where the ledger lies whose books they are.
    ///   - catalogue: What is on sale.
    ///   - telegram: How to reach Telegram.
    /// - Returns: What was found.
    /// - Throws: ``ReconciliationError``, ``TelegramError`` or ``LedgerError``.
    package static func run(
        on books: Books,
        of place: LedgerPlace,
        catalogue: Catalogue,
        through telegram: TelegramClient.Configuration
    ) async throws -> ReconciliationReport {
        try await TelegramClient.withClient(telegram) { client in
            let reconciliation = Reconciliation(
                dryRunOn: books,
                of: place,
                source: TelegramTransactions(client),
                catalogue: catalogue
            )
            return try await reconciliation.run(.verb)
        }
    }
}

internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments

/// A ledger that a verb opens for itself alone: never through the bot.
enum OwnLedger {
    /// Takes the lease, opens the ledger, lends it, and closes again.
    ///
    /// - Throws: ``LedgerError`` `leaseHeld` while another process writes the ledger.
    static func open<Result: Sendable>(
        _ place: LedgerPlace,
        verb: String,
        _ catalogue: Catalogue,
        _ clock: @escaping @Sendable () -> Instant,
        _ body: @Sendable @escaping (LedgerService) async throws -> Result
    ) async throws -> Result {
        let ledger = try LedgerService(
            place: place,
            verb: verb,
            catalogue: catalogue,
            clock: clock,
            logger: Logger(label: "starledger") { _ in SwiftLogNoOpLogHandler() }
        )
        return try await Self.lend(ledger, body)
    }

    /// Opens a ledger whose lease is taken, lends it, and closes again.
    static func lend<Result: Sendable>(
        _ ledger: LedgerService,
        _ body: @Sendable @escaping (LedgerService) async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await ledger.run()
                return nil
            }
            group.addTask {
                defer { ledger.close() }
                _ = try await ledger.opened()
                return try await body(ledger)
            }
            var result: Result?
            while let ended = try await group.next() { result = ended ?? result }
            guard let result else { throw Failure("the ledger was shut too early; try again") }
            return result
        }
    }
}

public import Payments

/// Telegram's own list of Stars, and its balance.
///
/// - Source: Bot API, `getStarTransactions` and `getMyStarBalance`.
public protocol StarTransactionSource: Sendable {
    /// A page of the list, oldest first.
    ///
    /// - Parameters:
    ///   - offset: How many transactions to skip.
    ///   - limit: How many to return at most, 1 to 100.
    /// - Returns: The transactions; fewer than asked for only at the end of the list.
    /// - Throws: Whatever keeps the list from being read; the run ends, and can be repeated.
    func page(offset: Int, limit: Int) async throws -> [StarTransaction]

    /// How many Stars the bot has; negative after chargebacks.
    ///
    /// - Throws: Whatever keeps the balance from being read.
    func balance() async throws -> StarAmount
}

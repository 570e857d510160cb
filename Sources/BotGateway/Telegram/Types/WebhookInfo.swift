package import Ledger

/// How Telegram delivers updates at present, and how well.
package struct WebhookInfo: Hashable, Sendable, Decodable {
    /// Where updates are pushed; empty while they are polled.
    package let url: String
    /// How many updates wait at Telegram.
    package let pendingUpdateCount: Int
    /// When the last delivery failed.
    package let lastErrorDate: Instant?
    /// Why the last delivery failed.
    package let lastErrorMessage: String?
    /// When Telegram last failed to keep its own data centres in step for this bot.
    package let lastSynchronizationErrorDate: Instant?
    /// How many pushes run at once at most.
    package let maxConnections: Int?
    /// The kinds of updates delivered; absent = Telegram's own choice.
    package let allowedUpdates: [String]?

    /// Reads the state; everything may be absent.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSONKey.self)
        self.url = fields.lenient(String.self, "url") ?? ""
        self.pendingUpdateCount = fields.lenient(Int.self, "pending_update_count") ?? 0
        self.lastErrorDate = fields.lenientInstant("last_error_date")
        self.lastErrorMessage = fields.lenient(String.self, "last_error_message")
        self.lastSynchronizationErrorDate = fields.lenientInstant(
            "last_synchronization_error_date"
        )
        self.maxConnections = fields.lenient(Int.self, "max_connections")
        self.allowedUpdates = fields.lenient([String].self, "allowed_updates")
    }
}

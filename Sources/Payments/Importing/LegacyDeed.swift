internal import Ledger

/// What an administrator of the old bot gave or took, by the audit trail or by a payment event.
struct LegacyDeed {
    /// What makes two rows the same deed.
    struct Identity: Hashable, Sendable {
        var isGrant: Bool
        var target: UserID?
        var sku: SKU?
        var at: Instant?
    }

    let isGrant: Bool
    let actor: UserID?
    let target: UserID?
    let sku: SKU?
    let at: Instant?
    /// Whether the old bot says that it was done.
    let isDone: Bool

    var identity: Identity {
        Identity(isGrant: self.isGrant, target: self.target, sku: self.sku, at: self.at)
    }

    /// Reads a row of the audit trail, or `nil` if it is about something else.
    init?(_ row: LegacyAudit) {
        guard let isGrant = Self.isGrant(row.action) else { return nil }
        self.isGrant = isGrant
        self.actor = row.actorID.user
        self.target = row.targetID.user
        self.sku = Self.sku(in: row.payload)
        self.at = row.createdAt.time
        let status = row.status.words?.lowercased()
        self.isDone = status == nil || ["success", "ok", "done"].contains(status)
    }

    /// Reads a payment event, or `nil` if it is about something else.
    init?(_ row: LegacyPaymentEvent) {
        guard let isGrant = Self.isGrant(row.eventType) else { return nil }
        self.isGrant = isGrant
        self.actor = nil
        self.target = row.userID.user
        self.sku = row.sku.words.map { SKU(rawValue: $0) } ?? Self.sku(in: row.payload)
        self.at = row.createdAt.time
        self.isDone = true
    }

    private static func isGrant(_ action: LegacyValue) -> Bool? {
        switch action.words {
        case "admin_grant": true
        case "admin_revoke": false
        default: nil
        }
    }

    /// The product among the administrator's words: the only one in capitals with a line below.
    private static func sku(in payload: LegacyValue) -> SKU? {
        payload.words?.split { !($0.isUppercase || $0.isNumber || $0 == "_") }
            .first { $0.contains("_") && $0.first?.isUppercase == true }
            .map { SKU(rawValue: String($0)) }
    }
}

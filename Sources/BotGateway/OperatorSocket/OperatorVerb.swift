/// The verbs that write, by the name that is typed.
///
/// A new one: add a case here and in ``OperatorDeed``, and carry it out in
/// ``OperatorDesk/carryOut(_:)``; the socket and its client then know it.
package enum OperatorVerb: String, CaseIterable, Codable, Sendable {
    case grant
    case revoke
    case refund
    case erase
    case reconcile

    /// How long its answer may take, in seconds.
    ///
    /// Long enough for a commit that waits for a slow disk, and for a refund that waits for
    /// Telegram: see ``OperatorDesk/refundSecondsMax``.
    package var patienceSeconds: Int64 {
        switch self {
        case .grant, .revoke, .refund, .erase: 30
        // The whole list, which Telegram may make us wait for.
        case .reconcile: 900
        }
    }

    /// Whether it cannot do without Telegram.
    package var needsTelegram: Bool { self == .reconcile }
}

/// What an operator wants done: a verb and its arguments.
package enum OperatorDeed: Hashable, Sendable {
    /// Gives a user a product.
    case grant(GrantArguments)
    /// Takes back the newest unit of a product.
    case revoke(RevokeArguments)
    /// Gives the Stars of one payment back.
    case refund(RefundArguments)
    /// Destroys the key of a person's own words.
    case erase(EraseArguments)
    /// Records what Telegram's list has and the ledger lacks.
    case reconcile(ReconcileArguments)

    /// The verb.
    package var verb: OperatorVerb {
        switch self {
        case .grant: .grant
        case .revoke: .revoke
        case .refund: .refund
        case .erase: .erase
        case .reconcile: .reconcile
        }
    }
}

// MARK: - Arguments

/// The arguments of `grant`.
package struct GrantArguments: Codable, Hashable, Sendable {
    /// The user's Telegram id.
    package var user: Int64
    /// The product.
    package var sku: String
    /// Why.
    package var reason: String
    /// The payment that this fulfils by hand, if any.
    package var charge: String?
    /// Whether the user is not told.
    package var quiet: Bool?

    /// Describes a grant.
    package init(user: Int64, sku: String, reason: String, charge: String?, quiet: Bool) {
        self.user = user
        self.sku = sku
        self.reason = reason
        self.charge = charge
        self.quiet = quiet
    }
}

/// The arguments of `revoke`.
package struct RevokeArguments: Codable, Hashable, Sendable {
    /// The user's Telegram id.
    package var user: Int64
    /// The product.
    package var sku: String
    /// Why.
    package var reason: String
    /// Whether the user is not told.
    package var quiet: Bool?

    /// Describes a revoke.
    package init(user: Int64, sku: String, reason: String, quiet: Bool) {
        self.user = user
        self.sku = sku
        self.reason = reason
        self.quiet = quiet
    }
}

/// The arguments of `refund`.
package struct RefundArguments: Codable, Hashable, Sendable {
    /// The payment's `telegram_payment_charge_id`.
    package var charge: String
    /// Why.
    package var reason: String

    /// Describes a refund.
    package init(charge: String, reason: String) {
        self.charge = charge
        self.reason = reason
    }
}

/// The arguments of `erase`.
package struct EraseArguments: Codable, Hashable, Sendable {
    /// The user's Telegram id.
    package var user: Int64
    /// Why.
    package var reason: String

    /// Describes an erasure.
    package init(user: Int64, reason: String) {
        self.user = user
        self.reason = reason
    }
}

/// The arguments of `reconcile`.
package struct ReconcileArguments: Codable, Hashable, Sendable {
    /// Whether users are told about what was missing and is theirs.
    package var tell: Bool?
    /// Whether it follows a restore: what is found ran when it ran, and does not begin now.
    package var afterRestore: Bool?

    private enum CodingKeys: String, CodingKey {
        case tell
        case afterRestore = "after_restore"
    }

    /// Describes a comparison.
    package init(tell: Bool, afterRestore: Bool? = nil) {
        self.tell = tell
        self.afterRestore = afterRestore
    }
}

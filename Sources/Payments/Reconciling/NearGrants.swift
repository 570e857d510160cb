public import Ledger
public import Projections

/// Finds grants that somebody may have made because a payment was missing.
public enum NearGrants {
    /// How long before the payment a grant may lie, in seconds: clocks differ.
    public static let beforeSeconds: Int64 = 3_600

    /// How long after the payment a grant may lie, in seconds: complaints take days.
    public static let afterSeconds: Int64 = 7 * 86_400

    /// The grants of a product near a payment.
    ///
    /// Whether a grant fulfils a charge stands in its event: the caller leaves out those that do.
    ///
    /// - Parameters:
    ///   - sku: The product that was paid for.
    ///   - paidAt: When it was paid.
    ///   - person: Who paid.
    /// - Returns: The units that administrators gave, the oldest first, live ones only.
    public static func units(of sku: SKU, paidAt: Instant, in person: Person) -> [Unit] {
        let earliest = paidAt.adding(seconds: -Self.beforeSeconds)
        let latest = paidAt.adding(seconds: Self.afterSeconds)
        return person.units.filter { unit in
            unit.origin == .grant && unit.sku == sku && (earliest...latest).contains(unit.at)
                && person.liveCount(of: unit) > 0
        }
    }
}

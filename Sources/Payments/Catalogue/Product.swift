public import Ledger

/// Something that is, or was, for sale.
public struct Product: Hashable, Sendable {
    /// Its name in the catalogue, in invoices and in buttons.
    public let sku: SKU

    /// Today's price; zero for a subscription that nobody priced.
    public let stars: Stars

    /// Prices that were once asked and may still be paid.
    public let formerPrices: [Stars]

    /// What the buyer gets.
    public let gives: Gift

    /// Whether new invoices go out for it.
    public let isOnSale: Bool

    /// Whether it renews by itself every 30 days.
    public let isSubscription: Bool
}

extension Product {
    /// Whether an amount is, or once was, its price.
    func hasPrice(_ stars: Stars) -> Bool {
        stars > .zero && (stars == self.stars || self.formerPrices.contains(stars))
    }

    /// The subscription at the price that the setting names, or off sale without one.
    func priced(_ stars: Stars?) -> Product {
        Product(
            sku: self.sku,
            stars: stars ?? .zero,
            formerPrices: self.formerPrices,
            gives: self.gives,
            isOnSale: self.isOnSale && stars != nil,
            isSubscription: true
        )
    }
}

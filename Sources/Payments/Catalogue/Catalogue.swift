public import Ledger
public import Projections

/// What is for sale, at which price, and what each product gives.
///
/// Validated once at the start. Folds never read it: every event that gives something says what.
public struct Catalogue: Hashable, Sendable {
    /// The version, stored in every event that took a price or a gift from here.
    public let version: Int64

    /// The products, in the order in which the shop shows them.
    public let products: [Product]

    init(version: Int64, products: [Product]) {
        self.version = version
        self.products = products
    }

    /// Finds a product, on sale or not; a subscription has the price that the settings name.
    public func product(_ sku: SKU, settings: Settings) -> Product? {
        guard let product = self.products.first(where: { $0.sku == sku }) else { return nil }
        return product.isSubscription ? product.priced(settings.subscriptionStars) : product
    }

    /// 16 hexadecimal digits that change with anything the catalogue says.
    public var digest: String {
        let lines = self.products.map { product in
            let prices = product.formerPrices.map { String($0.count) }.joined(separator: ",")
            let flags = "\(product.isOnSale)|\(product.isSubscription)"
            return
                "\(product.sku.rawValue)|\(product.stars.count)|\(prices)|\(product.gives)|\(flags)"
        }
        let text = (["\(self.version)"] + lines).joined(separator: "\n")
        let digits = String(KeyFingerprint(text).rawValue, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// A catalogue file that cannot be used.
public struct CatalogueError: Error, Hashable {
    /// What is wrong: one line each, naming the field and what is accepted.
    public let problems: [String]
}

extension CatalogueError: CustomStringConvertible {
    /// The problems, one a line.
    public var description: String { self.problems.joined(separator: "\n") }
}

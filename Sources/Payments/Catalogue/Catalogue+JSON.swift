internal import Foundation
internal import Ledger

// The file: {"version": 1, "products": [{"sku": "TICKET_3", "stars": 100,
// "gives": "ticket:three", "on_sale": true, "former_prices": [80], "subscription": false}]}.
// `gives` is ticket:three, ticket:hexagram, ticket:celtic, images or pass:SECONDS; the last three
// members may be left out. A subscription has no `stars`: its price is SUBSCRIPTION_STARS.

extension Catalogue {
    /// The catalogue for those who have no file of their own.
    public static let builtIn: Catalogue = {
        do {
            return try Catalogue(json: Self.builtInJSON)
        } catch {
            preconditionFailure("the built-in catalogue is broken: \(error)")
        }
    }()

    /// The built-in catalogue's file, to start one of one's own from.
    public static let builtInJSON = """
        {
          "version": 1,
          "products": [
            {"sku": "TICKET_3", "stars": 100, "gives": "ticket:three"},
            {"sku": "TICKET_7", "stars": 300, "gives": "ticket:hexagram"},
            {"sku": "TICKET_10", "stars": 500, "gives": "ticket:celtic"},
            {"sku": "PASS_7D", "stars": 1000, "gives": "pass:604800"},
            {"sku": "PASS_30D", "stars": 3500, "gives": "pass:2592000"},
            {"sku": "PASS_MONTHLY", "gives": "pass:2592000", "subscription": true},
            {"sku": "ADDON_IMAGES", "stars": 500, "gives": "images"}
          ]
        }
        """

    /// Reads a catalogue file.
    ///
    /// - Throws: ``CatalogueError`` with every problem found, not only the first.
    public init(json: String) throws(CatalogueError) {
        guard let file = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)),
            case .object(let members) = file
        else { throw CatalogueError(problems: ["catalogue: accepted: one JSON object"]) }
        var reader = CatalogueReader()
        let version = reader.version(members["version"])
        let products = reader.products(members["products"])
        guard reader.problems.isEmpty else { throw CatalogueError(problems: reader.problems) }
        self.init(version: version, products: products)
    }
}

/// Reads the fields of a catalogue and collects what is wrong.
private struct CatalogueReader {
    private static let starsMax: Int64 = 100_000
    private static let subscriptionStarsMax: Int64 = 10_000
    private static let passDaysMax: Int64 = 3_660

    private(set) var problems: [String] = []

    mutating func version(_ value: JSONValue?) -> Int64 {
        guard case .integer(let version) = value, version >= 1 else {
            return self.complain("version", "a whole number from 1", 0)
        }
        return version
    }

    mutating func products(_ value: JSONValue?) -> [Product] {
        guard case .array(let entries) = value, !entries.isEmpty else {
            return self.complain("products", "a list with one product at least", [])
        }
        var products: [Product] = []
        for (index, entry) in entries.enumerated() {
            let path = "products[\(index)]"
            guard case .object(let members) = entry else {
                self.complain(path, "an object", ())
                continue
            }
            guard let product = self.product(members, path) else { continue }
            if products.contains(where: { $0.sku == product.sku }) {
                self.complain("\(path).sku", "each product once", ())
            }
            products.append(product)
        }
        return products
    }

    private mutating func product(_ members: [String: JSONValue], _ path: String) -> Product? {
        let sku = self.sku(members["sku"], path)
        let isSubscription = self.flag(members["subscription"], "\(path).subscription") ?? false
        let isOnSale = self.flag(members["on_sale"], "\(path).on_sale") ?? true
        let stars =
            isSubscription
            ? Stars.zero : self.stars(members["stars"], "\(path).stars", max: Self.starsMax)
        let formerPrices = self.formerPrices(members["former_prices"], path)
        let gives = self.gift(members["gives"], sku: sku, path)
        guard let sku, let stars, let gives else { return nil }
        return Product(
            sku: sku,
            stars: stars,
            formerPrices: formerPrices,
            gives: gives,
            isOnSale: isOnSale,
            isSubscription: isSubscription
        )
    }

    private mutating func sku(_ value: JSONValue?, _ path: String) -> SKU? {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
        guard case .text(let text) = value, (1...32).contains(text.count),
            text.allSatisfy(allowed.contains)
        else { return self.complain("\(path).sku", "1 to 32 of A-Z, 0-9 and _", nil) }
        return SKU(rawValue: text)
    }

    private mutating func flag(_ value: JSONValue?, _ path: String) -> Bool? {
        switch value {
        case nil: nil
        case .flag(let flag): flag
        default: self.complain(path, "true or false", nil)
        }
    }

    private mutating func stars(_ value: JSONValue?, _ path: String, max: Int64) -> Stars? {
        guard case .integer(let count) = value, (1...max).contains(count),
            let stars = try? Stars(count)
        else { return self.complain(path, "whole Stars from 1 to \(max)", nil) }
        return stars
    }

    private mutating func formerPrices(_ value: JSONValue?, _ path: String) -> [Stars] {
        guard let value else { return [] }
        guard case .array(let prices) = value else {
            return self.complain("\(path).former_prices", "a list of whole Stars", [])
        }
        var result: [Stars] = []
        for (index, price) in prices.enumerated() {
            let place = "\(path).former_prices[\(index)]"
            if let stars = self.stars(price, place, max: Self.starsMax) { result.append(stars) }
        }
        return result
    }

    private mutating func gift(_ value: JSONValue?, sku: SKU?, _ path: String) -> Gift? {
        let accepted = "ticket:three, ticket:hexagram, ticket:celtic, images or pass:SECONDS"
        guard case .text(let text) = value, let gift = Self.gift(text) else {
            return self.complain("\(path).gives", accepted, nil)
        }
        // These names are promises that listings and buttons make.
        if let kind = TicketKind.allCases.first(where: { $0.sku == sku }), gift != .ticket(kind) {
            return self.complain("\(path).gives", "ticket:\(kind.spread.name) for this sku", nil)
        }
        return gift
    }

    private static func gift(_ text: String) -> Gift? {
        if text == "images" { return .option }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        if parts[0] == "ticket" {
            return TicketKind.allCases.first { $0.spread.name == parts[1] }.map { .ticket($0) }
        }
        guard parts[0] == "pass", let seconds = Int64(parts[1]),
            (1...Self.passDaysMax * 86_400).contains(seconds)
        else { return nil }
        return .pass(seconds: seconds)
    }

    @discardableResult
    private mutating func complain<Value>(
        _ path: String,
        _ accepted: String,
        _ value: Value
    ) -> Value {
        self.problems.append("catalogue: \(path): accepted: \(accepted)")
        return value
    }
}

/// Any JSON value, read leniently so that every problem can be named.
enum JSONValue: Decodable {
    case null
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? container.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let array = try? container.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

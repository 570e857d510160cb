internal import Foundation
public import Ledger

/// What an invoice carries and Telegram brings back: `{"sku": "TICKET_3", "user_id": 77}`.
///
/// Not a key: one invoice can be paid several times. Without a user it belongs to whoever pays.
public struct InvoicePayload: Hashable, Sendable {
    /// The longest payload that is read.
    ///
    /// Telegram's own limit is 128 bytes.
    public static let byteCountMax = 1_024

    /// The product.
    public let sku: SKU

    /// Whom it was made for, if for one person.
    public let user: UserID?

    /// Describes an invoice.
    public init(sku: SKU, user: UserID?) {
        self.sku = sku
        self.user = user
    }

    /// Reads a payload, or `nil` if it is not one of ours.
    ///
    /// Further members are ignored.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.byteCountMax,
            let file = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)),
            case .object(let members) = file,
            case .text(let sku) = members["sku"], !sku.isEmpty
        else { return nil }
        switch members["user_id"] {
        case nil, .null: self.init(sku: SKU(rawValue: sku), user: nil)
        case .integer(let id): self.init(sku: SKU(rawValue: sku), user: UserID(rawValue: id))
        default: return nil
        }
    }

    /// The text to put into an invoice.
    ///
    /// The SKU is one of the catalogue's, so nothing needs escaping.
    public var text: String {
        guard let user = self.user else { return "{\"sku\":\"\(self.sku.rawValue)\"}" }
        return "{\"sku\":\"\(self.sku.rawValue)\",\"user_id\":\(user.rawValue)}"
    }
}

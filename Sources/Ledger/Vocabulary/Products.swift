/// A kind of ticket: each opens one spread and no other.
public enum TicketKind: UInt8, CaseIterable, Sendable {
    /// Three cards.
    case three = 1
    /// Seven cards, a hexagram.
    case seven = 2
    /// Ten cards, a Celtic cross.
    case ten = 3
}

extension TicketKind {
    /// The spread that this ticket opens.
    public var spread: Spread {
        switch self {
        case .three: .three
        case .seven: .hexagram
        case .ten: .celtic
        }
    }

    /// The product that sells this ticket, also its name in JSON.
    public var sku: SKU {
        switch self {
        case .three: SKU(rawValue: "TICKET_3")
        case .seven: SKU(rawValue: "TICKET_7")
        case .ten: SKU(rawValue: "TICKET_10")
        }
    }

    /// Finds the ticket that opens a spread, or `nil` for the one card, which needs none.
    public init?(opening spread: Spread) {
        guard let kind = Self.allCases.first(where: { $0.spread == spread }) else { return nil }
        self = kind
    }
}

/// What a product gives.
///
/// Stored in the event, so that no fold ever reads the catalogue.
public enum Gift: Hashable, Sendable {
    /// One reading of one kind.
    case ticket(TicketKind)
    /// Everything, for a while. Unit: seconds, from 1 to ``passSecondsMax``.
    case pass(seconds: Int64)
    /// The image option.
    case option
}

extension Gift {
    /// The longest pass that can be stored, in seconds.
    public static let passSecondsMax = Int64.max - 16
}

/// At whose cost a reading or a consultation is had.
public enum Access: UInt8, CaseIterable, Sendable {
    /// The daily free quota; the only access that counts against it.
    case free = 1
    /// A valid pass.
    case pass = 2
    /// One ticket.
    case ticket = 3
    /// An administrator's.
    case admin = 4
    /// The paywall is off.
    case open = 5
}

extension Access {
    /// The name in JSON.
    public var name: String {
        switch self {
        case .free: "free"
        case .pass: "pass"
        case .ticket: "ticket"
        case .admin: "admin"
        case .open: "open"
        }
    }
}

/// A Telegram user.
///
/// - Range: up to 52 significant bits. Source: Bot API, `User.id`.
public struct UserID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The identifier as Telegram writes it.
    public let rawValue: Int64

    /// Wraps an identifier that came from outside.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Orders users by number, so that listings are stable.
    public static func < (left: UserID, right: UserID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Telegram's `telegram_payment_charge_id`: names one payment, and is its idempotency key.
///
/// Opaque and of any length; more than 128 characters have been seen. Two are the same if their
/// UTF-8 bytes are, as in the log's column, and not if Unicode merely calls them equivalent. So it
/// is not `RawRepresentable`, whose operators would compare the strings.
public struct ChargeID: Hashable, Sendable {
    /// The identifier as Telegram writes it.
    public let rawValue: String

    /// Wraps an identifier that came from outside.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Compares the bytes.
    public static func == (left: ChargeID, right: ChargeID) -> Bool {
        left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        var text = self.rawValue
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// A shortened form for logs, which never show a charge in full.
    public var masked: String {
        self.rawValue.count <= 8 ? "…" : "\(self.rawValue.prefix(4))…\(self.rawValue.suffix(4))"
    }
}

/// A product in the catalogue, for example `TICKET_3`.
public struct SKU: RawRepresentable, Hashable, Sendable {
    /// The identifier as the catalogue and the invoice payload write it.
    public let rawValue: String

    /// Wraps an identifier that came from outside.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// Where an event stands in the log: 1, 2, 3 … without a gap.
public typealias Position = Int64

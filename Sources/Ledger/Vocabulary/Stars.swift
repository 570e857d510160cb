/// A non-negative amount of Telegram Stars.
///
/// - Unit: one whole Star (currency code `XTR`). Stars have no minor unit, so Telegram's
///   `total_amount` is the number of Stars, not hundredths.
/// - Range: `0...Stars.max`. Arithmetic that would leave the range throws; it never wraps.
/// - Source: Bot API, *Payments in Telegram Stars* and `SuccessfulPayment.total_amount`.
public struct Stars: Hashable, Comparable, Sendable {
    /// The largest amount one `Stars` can hold: 2^53 − 1, exact in any JSON reader.
    public static let max = Stars(unchecked: 9_007_199_254_740_991)

    /// No Stars.
    public static let zero = Stars(unchecked: 0)

    /// The number of whole Stars.
    public let count: Int64

    /// Creates an amount from a count that came from outside.
    ///
    /// - Parameter count: Whole Stars.
    /// - Throws: ``AmountError/outOfRange(count:)`` if `count` is negative or above ``max``.
    public init(_ count: Int64) throws(AmountError) {
        guard (0...Self.max.count).contains(count) else { throw .outOfRange(count: count) }
        self.count = count
    }

    /// Returns the sum of two amounts.
    ///
    /// - Throws: ``AmountError/outOfRange(count:)`` if the sum is above ``max``.
    public func adding(_ other: Stars) throws(AmountError) -> Stars {
        // Both operands are below 2^53, so the sum cannot overflow Int64.
        try Stars(self.count + other.count)
    }

    /// Orders amounts by size.
    public static func < (left: Stars, right: Stars) -> Bool {
        left.count < right.count
    }

    private init(unchecked count: Int64) {
        self.count = count
    }
}

/// An amount that ``Stars`` cannot represent.
public enum AmountError: Error, Equatable {
    /// The count was negative or too large.
    case outOfRange(count: Int64)
}

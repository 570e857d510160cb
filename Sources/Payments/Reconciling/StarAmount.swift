/// An amount of Stars with its fraction, as Telegram's lists and balances give it.
///
/// May be negative: a balance is after chargebacks. Sums do not overflow in the life of a bot, and
/// where they would they stay at the end of the range.
public struct StarAmount: Hashable, Sendable {
    /// How many billionths make one Star.
    public static let nanostarsPerStar: Int64 = 1_000_000_000

    /// Nothing.
    public static let zero = StarAmount(stars: 0)

    /// Whole Stars, rounded toward zero.
    public let stars: Int64

    /// Billionths of a Star on top, with the sign of ``stars``.
    public let nanostars: Int64

    /// Puts an amount together; a fraction of a whole Star or more is carried over.
    public init(stars: Int64, nanostars: Int64 = 0) {
        let (carried, rest) = nanostars.quotientAndRemainder(dividingBy: Self.nanostarsPerStar)
        var (whole, part) = (Self.sum(stars, carried), rest)
        if whole > 0, part < 0 {
            (whole, part) = (whole - 1, part + Self.nanostarsPerStar)
        } else if whole < 0, part > 0 {
            (whole, part) = (whole + 1, part - Self.nanostarsPerStar)
        }
        self.stars = whole
        self.nanostars = part
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right < 0 ? .min : .max) : sum
    }
}

extension StarAmount {
    /// The same amount the other way round.
    public static prefix func - (amount: StarAmount) -> StarAmount {
        StarAmount(
            stars: amount.stars == .min ? .max : -amount.stars,
            nanostars: -amount.nanostars
        )
    }

    /// Adds two amounts.
    public static func + (left: StarAmount, right: StarAmount) -> StarAmount {
        StarAmount(
            stars: Self.sum(left.stars, right.stars),
            nanostars: left.nanostars + right.nanostars
        )
    }

    /// Takes one amount from another.
    public static func - (left: StarAmount, right: StarAmount) -> StarAmount {
        left + -right
    }
}

extension StarAmount: CustomStringConvertible {
    /// The amount for people: `100`, `-5`, `99.5`.
    public var description: String {
        guard self.nanostars != 0 else { return String(self.stars) }
        let sign = self.stars < 0 || self.nanostars < 0 ? "-" : ""
        var digits = String(self.nanostars.magnitude)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(self.stars.magnitude).\(digits)"
    }
}

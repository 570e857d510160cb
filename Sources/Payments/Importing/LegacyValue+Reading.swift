internal import Ledger

// What a value of the old file means, without a word about what is wrong with it.

extension LegacyValue {
    /// The whole number that it holds, by whatever type; `nil` for nothing and for anything else.
    var wholeNumber: Int64? {
        switch self {
        case .integer(let number): number
        case .real(let number): Int64(exactly: number)
        case .text(let text): Int64(text.trimmed)
        case .null, .bytes: nil
        }
    }

    /// The text that it holds, without blanks around it; `nil` for nothing and for anything else.
    var words: String? {
        switch self {
        case .text(let text): text.trimmed.isEmpty ? nil : text.trimmed
        case .integer(let number): String(number)
        case .null, .real, .bytes: nil
        }
    }

    /// The user that it names.
    var user: UserID? {
        guard let number = self.wholeNumber, number > 0 else { return nil }
        return UserID(rawValue: number)
    }

    /// The charge that it names; the bytes as they are, but for blanks around them.
    var charge: ChargeID? { self.words.map { ChargeID(rawValue: $0) } }

    /// The time that it names.
    var time: Instant? {
        guard case .text(let text) = self else { return nil }
        return LegacyTime.parse(text)
    }
}

extension String {
    /// Without blanks around it.
    var trimmed: String {
        guard self.first?.isWhitespace == true || self.last?.isWhitespace == true else {
            return self
        }
        return String(
            self.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        )
    }
}

extension LegacyPayment {
    /// Telegram's name for the payment, or one made up from its row that Telegram would never give:
    /// Telegram's have no colon.
    var chargeID: ChargeID {
        self.charge.charge ?? ChargeID(rawValue: "\(ImportPairs.prefix)\(self.row)")
    }

    /// What was paid for, as written.
    var product: SKU { SKU(rawValue: self.sku.words ?? "") }

    /// Whether the money went back.
    var isRefunded: Bool {
        self.status.words?.lowercased() == "refunded" || !self.refundedAt.isEmpty
    }
}

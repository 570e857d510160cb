/// A text does not fit where Telegram wants it.
package struct TelegramLimit: Error, Hashable, CustomStringConvertible {
    /// Which field.
    package let field: String
    /// How many it may have.
    package let allowed: ClosedRange<Int>
    /// How many it has.
    package let found: Int
    /// What is counted.
    package let unit: String

    /// What is wrong, in one line, without the text itself.
    package var description: String {
        "\(self.field) has \(self.found) \(self.unit), "
            + "allowed are \(self.allowed.lowerBound) to \(self.allowed.upperBound)"
    }

    /// Checks a text by its Unicode code points, as Telegram counts.
    static func check(
        _ text: String,
        _ field: String,
        characters allowed: ClosedRange<Int>
    ) throws(TelegramLimit) {
        let found = text.unicodeScalars.count
        guard allowed.contains(found) else {
            throw TelegramLimit(field: field, allowed: allowed, found: found, unit: "characters")
        }
    }

    /// Checks a text by its bytes.
    static func check(
        _ text: String,
        _ field: String,
        bytes allowed: ClosedRange<Int>
    ) throws(TelegramLimit) {
        let found = text.utf8.count
        guard allowed.contains(found) else {
            throw TelegramLimit(field: field, allowed: allowed, found: found, unit: "bytes")
        }
    }
}

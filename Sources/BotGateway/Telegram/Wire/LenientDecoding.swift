import Ledger

/// A key of a JSON object, taken as Telegram writes it.
struct JSONKey: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String

    var intValue: Int? {
        nil
    }

    init(stringLiteral value: String) {
        self.stringValue = value
    }

    init?(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

/// How the types of ``Update`` read their fields.
///
/// What the gateway cannot act without is read with `decode`, and its absence makes the update
/// unreadable. Everything else is read with `lenient`, so that a field that Telegram changes or
/// adds costs that field and not the update, and never the batch.
extension KeyedDecodingContainer<JSONKey> {
    /// Reads a field that may be absent, null or of an unexpected type; then it is `nil`.
    func lenient<Value: Decodable>(_ type: Value.Type, _ key: JSONKey) -> Value? {
        (try? self.decodeIfPresent(type, forKey: key)) ?? nil
    }

    /// Reads a time that may be absent, or beyond what a clock can show; then it is `nil`.
    func lenientInstant(_ key: JSONKey) -> Instant? {
        guard
            let seconds = self.lenient(Int64.self, key),
            (1...Self.secondsMax).contains(seconds)
        else { return nil }
        return Instant(seconds: seconds)
    }

    /// The first second of the year 10000, so that no date of Telegram's can overflow ours.
    private static var secondsMax: Int64 {
        253_402_300_800
    }
}

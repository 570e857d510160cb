/// A value of the Python bot's file as it lies there, whatever its column was declared as.
public enum LegacyValue: Hashable, Sendable {
    /// NULL, or a column that an older file does not have.
    case null
    /// A whole number.
    case integer(Int64)
    /// A number with a point.
    case real(Double)
    /// A text.
    case text(String)
    /// Bytes, or a text that is not UTF-8.
    case bytes
}

extension LegacyValue {
    /// Whether nothing stands there.
    public var isEmpty: Bool {
        switch self {
        case .null: true
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .integer, .real, .bytes: false
        }
    }
}

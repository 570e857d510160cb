/// A JSON value, as it comes from the bot and goes to it.
///
/// Updates that nobody knows yet can be built from it by hand:
/// ```swift
/// world.deliver(["poll_answer": ["poll_id": "1", "option_ids": [0]]])
/// ```
public enum SandboxJSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number; Telegram's ids need up to 52 bits.
    case int(Int64)
    /// A number with a fraction or an exponent.
    case double(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([SandboxJSON])
    /// An object; its keys are written in sorted order, so equal values have equal bytes.
    case object([String: SandboxJSON])
}

extension SandboxJSON {
    /// The value under a key; `nil` if this is no object or has no such key.
    public subscript(key: String) -> SandboxJSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The element at an index counted from zero; `nil` if this is no list or it is shorter.
    public subscript(index: Int) -> SandboxJSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The text, if this is one.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number, if this is one.
    public var int: Int64? {
        switch self {
        case .int(let number): number
        case .double(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// The truth value, if this is one.
    public var bool: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    /// The elements, if this is a list.
    public var array: [SandboxJSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, if this is an object.
    public var object: [String: SandboxJSON]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// This object with one member set; `nil` leaves it as it is.
    func with(_ key: String, _ value: SandboxJSON?) -> SandboxJSON {
        guard case .object(var members) = self, let value else { return self }
        members[key] = value
        return .object(members)
    }
}

// MARK: - Literals

extension SandboxJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    /// Creates a text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Creates a whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// Creates a truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Creates a list.
    public init(arrayLiteral elements: SandboxJSON...) { self = .array(elements) }
    /// Creates an object; of a repeated key the last value stands.
    public init(dictionaryLiteral elements: (String, SandboxJSON)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
    /// Creates `null`.
    public init(nilLiteral: ()) { self = .null }
}

extension SandboxJSON: CustomStringConvertible {
    /// The JSON text, on one line.
    public var description: String { self.text }
}

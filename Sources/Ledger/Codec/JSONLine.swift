/// Builds one JSON object on one line, keys in the order they are written.
///
/// JSON lives at the edges only: listings, proofs, and the chat page of the sandbox.
public struct JSONLine {
    private var text = "{"
    private var isEmpty = true

    /// Begins an empty object.
    public init() {}

    /// The finished object.
    public var finished: String { self.text + "}" }

    /// Adds an integer, or `null`.
    public mutating func add(_ key: String, _ value: Int64?) {
        self.addRaw(key, value.map { String($0) } ?? "null")
    }

    /// Adds a truth value.
    public mutating func add(_ key: String, _ value: Bool) {
        self.addRaw(key, value ? "true" : "false")
    }

    /// Adds text, or `null`.
    public mutating func add(_ key: String, _ value: String?) {
        self.addRaw(key, value.map(Self.quoted) ?? "null")
    }

    /// Adds a moment as RFC 3339, or `null`.
    public mutating func add(_ key: String, _ value: Instant?) {
        self.add(key, value?.rfc3339)
    }

    /// Adds a value that is JSON already.
    public mutating func addRaw(_ key: String, _ json: String) {
        if !self.isEmpty { self.text += "," }
        self.isEmpty = false
        self.text += Self.quoted(key)
        self.text += ":"
        self.text += json
    }

    /// Returns text as a JSON string.
    public static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

/// Writes an event's fields into a JSON object.
struct JSONFieldWriter: FieldCoder {
    var line = JSONLine()

    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) {
        self.write(name, value.json)
    }

    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) {
        if let json = value?.json {
            self.write(name, json)
        } else {
            self.line.addRaw("\(name)", "null")
        }
    }

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) {
        self.line.add("\(name)", value.stored)
    }

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) {
        self.line.add("\(name)", value?.stored)
    }

    /// Bytes are sealed text: only their number is shown.
    mutating func field(_ tag: UInt8, _ name: StaticString, _ value: inout [UInt8]) {
        self.line.add("\(name)_bytes", Int64(value.count))
    }

    mutating func field(_ tag: UInt8, _ name: StaticString, _ value: inout Draw) {
        let cards = value.cards.map { card in
            "{\"card\":\(card.card),\"reversed\":\(card.isReversed)}"
        }
        self.line.addRaw("\(name)", "[" + cards.joined(separator: ",") + "]")
    }

    private mutating func write(_ name: StaticString, _ json: JSONScalar) {
        switch json {
        case .integer(let value): self.line.add("\(name)", value)
        case .boolean(let value): self.line.add("\(name)", value)
        case .text(let value): self.line.add("\(name)", value)
        }
    }
}

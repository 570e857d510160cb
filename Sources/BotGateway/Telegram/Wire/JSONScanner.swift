/// Finds where the members of an object and the elements of an array begin and end.
///
/// It balances brackets and strings and understands nothing else: what a value means, and whether
/// it is well formed inside, is left to the decoder that reads that value alone. So one element
/// that no decoder accepts never costs its neighbours, and every element keeps the bytes that
/// Telegram sent, which a round trip through `JSONSerialization` would rewrite. It does not
/// recurse, so depth costs nothing.
struct JSONScanner {
    /// A member of an object: its key as written, without quotes, and its value.
    struct Member {
        let key: String
        let value: ArraySlice<UInt8>
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let comma = UInt8(ascii: ",")
    private static let colon = UInt8(ascii: ":")

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.position = bytes.startIndex
    }

    /// Returns the members of an object in order, or `nil` if the bytes are not one object.
    static func members(of bytes: ArraySlice<UInt8>) -> [Member]? {
        var scanner = JSONScanner(bytes)
        return scanner.members()
    }

    /// Returns the elements of an array in order, or `nil` if the bytes are not one array.
    static func elements(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        var scanner = JSONScanner(bytes)
        return scanner.elements()
    }

    private mutating func members() -> [Member]? {
        guard self.take(UInt8(ascii: "{")) else { return nil }
        if self.take(UInt8(ascii: "}")) { return self.isAtEnd ? [] : nil }
        var members: [Member] = []
        repeat {
            self.skipSpace()
            guard
                let key = self.string(),
                self.take(Self.colon),
                let value = self.value()
            else { return nil }
            let name = String(decoding: key.dropFirst().dropLast(), as: UTF8.self)
            members.append(Member(key: name, value: value))
        } while self.take(Self.comma)
        return self.take(UInt8(ascii: "}")) && self.isAtEnd ? members : nil
    }

    private mutating func elements() -> [ArraySlice<UInt8>]? {
        guard self.take(UInt8(ascii: "[")) else { return nil }
        if self.take(UInt8(ascii: "]")) { return self.isAtEnd ? [] : nil }
        var elements: [ArraySlice<UInt8>] = []
        repeat {
            guard let value = self.value() else { return nil }
            elements.append(value)
        } while self.take(Self.comma)
        return self.take(UInt8(ascii: "]")) && self.isAtEnd ? elements : nil
    }

    private var isAtEnd: Bool {
        mutating get {
            self.skipSpace()
            return self.position == self.bytes.endIndex
        }
    }

    private var next: UInt8? {
        self.position < self.bytes.endIndex ? self.bytes[self.position] : nil
    }

    private mutating func skipSpace() {
        while let byte = self.next, byte == 0x20 || (0x09...0x0D).contains(byte) {
            self.position += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        self.skipSpace()
        guard self.next == byte else { return false }
        self.position += 1
        return true
    }

    /// Takes a string with its quotes.
    private mutating func string() -> ArraySlice<UInt8>? {
        let start = self.position
        guard self.next == Self.quote else { return nil }
        self.position += 1
        while let byte = self.next {
            self.position += 1
            if byte == Self.quote { return self.bytes[start..<self.position] }
            if byte == Self.backslash { self.position += 1 }
        }
        return nil
    }

    /// Takes one value of any kind, without the space around it.
    private mutating func value() -> ArraySlice<UInt8>? {
        self.skipSpace()
        switch self.next {
        case Self.quote: return self.string()
        case UInt8(ascii: "{"), UInt8(ascii: "["): return self.nested()
        default: return self.bare()
        }
    }

    /// Takes an object or an array up to the bracket that closes it.
    private mutating func nested() -> ArraySlice<UInt8>? {
        let start = self.position
        var depth = 0
        while let byte = self.next {
            switch byte {
            case Self.quote:
                guard self.string() != nil else { return nil }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
            default:
                break
            }
            self.position += 1
            if depth == 0 { return self.bytes[start..<self.position] }
        }
        return nil
    }

    /// Takes a number, `true`, `false` or `null`.
    private mutating func bare() -> ArraySlice<UInt8>? {
        let start = self.position
        let ends: [UInt8] = [Self.comma, UInt8(ascii: "}"), UInt8(ascii: "]"), Self.colon]
        while let byte = self.next, byte > 0x20, !ends.contains(byte) {
            self.position += 1
        }
        return self.position > start ? self.bytes[start..<self.position] : nil
    }
}

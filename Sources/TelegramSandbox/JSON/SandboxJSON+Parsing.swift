extension SandboxJSON {
    /// Text that is not JSON.
    public struct Malformed: Error, Hashable {
        /// Where reading stopped, in bytes from the start.
        public let offset: Int
    }

    /// The deepest nesting that is read; Telegram's own objects need about ten.
    public static let depthMax = 64

    /// Reads a JSON text.
    ///
    /// - Parameter text: The whole text; nothing but white space may follow the value.
    /// - Throws: ``Malformed`` with the place.
    public init(parsing text: String) throws(Malformed) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads a JSON text from its UTF-8 bytes.
    ///
    /// - Parameter bytes: The whole text; nothing but white space may follow the value.
    /// - Throws: ``Malformed`` with the place.
    public init(parsing bytes: [UInt8]) throws(Malformed) {
        var reader = Reader(bytes: bytes)
        self = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw Malformed(offset: reader.offset) }
    }
}

/// A cursor over the bytes of one JSON text.
private struct Reader {
    let bytes: [UInt8]
    var offset = 0

    mutating func skipSpace() {
        while let byte = self.peek, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { self.offset += 1 }
    }

    mutating func value(depth: Int) throws(SandboxJSON.Malformed) -> SandboxJSON {
        guard depth < SandboxJSON.depthMax else { throw self.malformed }
        self.skipSpace()
        switch self.peek {
        case UInt8(ascii: "{"): return try self.object(depth: depth)
        case UInt8(ascii: "["): return try self.array(depth: depth)
        case UInt8(ascii: "\""): return .string(try self.string())
        case UInt8(ascii: "t"): return try self.word("true", .bool(true))
        case UInt8(ascii: "f"): return try self.word("false", .bool(false))
        case UInt8(ascii: "n"): return try self.word("null", .null)
        default: return try self.number()
        }
    }

    private var peek: UInt8? {
        self.offset < self.bytes.count ? self.bytes[self.offset] : nil
    }

    private var malformed: SandboxJSON.Malformed { SandboxJSON.Malformed(offset: self.offset) }

    private mutating func take(_ character: Unicode.Scalar) throws(SandboxJSON.Malformed) {
        guard self.peek == UInt8(ascii: character) else { throw self.malformed }
        self.offset += 1
    }

    private mutating func word(
        _ word: String,
        _ value: SandboxJSON
    ) throws(SandboxJSON.Malformed) -> SandboxJSON {
        guard self.bytes[self.offset...].starts(with: word.utf8) else { throw self.malformed }
        self.offset += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(SandboxJSON.Malformed) -> SandboxJSON {
        var members: [String: SandboxJSON] = [:]
        try self.take("{")
        self.skipSpace()
        if self.peek == UInt8(ascii: "}") {
            self.offset += 1
            return .object(members)
        }
        while true {
            self.skipSpace()
            let key = try self.string()
            self.skipSpace()
            try self.take(":")
            members[key] = try self.value(depth: depth + 1)
            self.skipSpace()
            guard self.peek == UInt8(ascii: ",") else { break }
            self.offset += 1
        }
        try self.take("}")
        return .object(members)
    }

    private mutating func array(depth: Int) throws(SandboxJSON.Malformed) -> SandboxJSON {
        var elements: [SandboxJSON] = []
        try self.take("[")
        self.skipSpace()
        if self.peek == UInt8(ascii: "]") {
            self.offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try self.value(depth: depth + 1))
            self.skipSpace()
            guard self.peek == UInt8(ascii: ",") else { break }
            self.offset += 1
        }
        try self.take("]")
        return .array(elements)
    }

    private mutating func number() throws(SandboxJSON.Malformed) -> SandboxJSON {
        let start = self.offset
        while let byte = self.peek, "+-.0123456789eE".utf8.contains(byte) { self.offset += 1 }
        let text = String(decoding: self.bytes[start..<self.offset], as: UTF8.self)
        if let whole = Int64(text) { return .int(whole) }
        guard let fraction = Double(text) else { throw SandboxJSON.Malformed(offset: start) }
        return .double(fraction)
    }

    private mutating func string() throws(SandboxJSON.Malformed) -> String {
        try self.take("\"")
        var text: [UInt8] = []
        while let byte = self.peek {
            self.offset += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try self.escape(into: &text)
            case 0..<0x20: throw self.malformed
            default: text.append(byte)
            }
        }
        throw self.malformed
    }

    private mutating func escape(into text: inout [UInt8]) throws(SandboxJSON.Malformed) {
        guard let byte = self.peek else { throw self.malformed }
        self.offset += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"):
            text += String(Character(try self.scalar())).utf8
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        default: throw self.malformed
        }
    }

    /// Reads one `\u` escape, and the second half of a surrogate pair with it.
    private mutating func scalar() throws(SandboxJSON.Malformed) -> Unicode.Scalar {
        let first = try self.hexadecimal()
        guard (0xD800..<0xDC00).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw self.malformed }
            return scalar
        }
        try self.take("\\")
        try self.take("u")
        let second = try self.hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw self.malformed }
        return scalar
    }

    private mutating func hexadecimal() throws(SandboxJSON.Malformed) -> UInt32 {
        guard self.offset + 4 <= self.bytes.count else { throw self.malformed }
        let digits = self.bytes[self.offset..<self.offset + 4]
        guard let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw self.malformed
        }
        self.offset += 4
        return number
    }
}

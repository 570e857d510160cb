/// Where this process listens.
package struct HTTPBinding: Hashable, Sendable {
    /// Where it listens unless it is told otherwise: on this machine only.
    package static let standard = HTTPBinding(host: "127.0.0.1", port: 8_080)

    /// The ports that can be asked for.
    private static let ports = 1...65_535

    /// A name or an address; an IPv6 address without brackets.
    package let host: String
    /// The port; 0 = any free one.
    package let port: Int

    /// Describes a place to listen.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port` or `[IPv6]:port`, or returns `nil`.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        let isPlain = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isPlain, let port = Int(digits), Self.ports.contains(port) else { return nil }
        guard let host = Self.host(text[..<colon]) else { return nil }
        self.init(host: host, port: port)
    }

    private static func host(_ text: Substring) -> String? {
        if text.hasPrefix("[") {
            let inside = text.dropFirst().dropLast()
            let isAddress = inside.utf8.allSatisfy { byte in
                byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || Self.isHexadecimal(byte)
            }
            guard text.hasSuffix("]"), isAddress, inside.contains(":") else { return nil }
            return String(inside)
        }
        let isName = text.utf8.allSatisfy { byte in
            Self.isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        return isName && !text.isEmpty ? String(text) : nil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}

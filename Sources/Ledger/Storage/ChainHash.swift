internal import Crypto

/// A link of the chain: the SHA-256 of the link before it and of every stored field of an event.
public struct ChainHash: Hashable, Sendable {
    /// The length of a link in bytes.
    public static let byteCount = 32

    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Reads a stored link, or `nil` if it has not 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() {
            words[index / 8] |= UInt64(byte) << UInt64(8 * (index % 8))
        }
        self.words = (words[0], words[1], words[2], words[3])
    }

    init(_ digest: SHA256Digest) {
        self.words = unsafe digest.withUnsafeBytes { bytes in
            unsafe bytes.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for word in [self.words.0, self.words.1, self.words.2, self.words.3] {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }

    /// The 64 hexadecimal digits.
    public var hex: String { Hexadecimal.encode(self.bytes) }

    /// Compares two links.
    public static func == (left: ChainHash, right: ChainHash) -> Bool {
        left.words == right.words
    }

    /// Hashes the link for use in collections.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.words.0)
    }
}

/// Bytes as hexadecimal digits.
public enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Returns two lower-case digits a byte.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(Self.digits[Int(byte >> 4)])
            text.append(Self.digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads two digits a byte, or returns `nil` if the text is not that.
    public static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}

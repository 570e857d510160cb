internal import Crypto
private import Foundation
internal import Ledger

/// Seals bytes so that only the holder of one key can read them (ChaCha20-Poly1305, RFC 8439).
struct Seal: Sendable {
    private let key: SymmetricKey

    /// Creates a seal from a key of 32 bytes.
    init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// Draws a new key.
    static func newKey() -> [UInt8] {
        unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) }
    }

    /// Seals bytes.
    func close(_ bytes: [UInt8]) -> [UInt8] {
        do {
            return Array(try ChaChaPoly.seal(bytes, using: self.key).combined)
        } catch {
            // ChaCha20-Poly1305 refuses nothing but a message of 256 GiB.
            preconditionFailure("sealing failed: \(error)")
        }
    }

    /// Opens sealed bytes, or returns `nil` if they were sealed with another key or changed.
    func open(_ sealed: [UInt8]) -> [UInt8]? {
        guard let box = try? ChaChaPoly.SealedBox(combined: sealed) else { return nil }
        return (try? ChaChaPoly.open(box, using: self.key)).map { Array($0) }
    }

    /// A keyed digest of a text, the same for texts that differ in case, width and spaces only.
    ///
    /// Folded twice: what the compatibility forms come to may have a case and spaces of its own.
    func digest(_ text: String) -> Int64 {
        let plain = text.precomposedStringWithCompatibilityMapping
        let folded = plain.uppercased().lowercased().precomposedStringWithCompatibilityMapping
        let normalised = folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let code = HMAC<SHA256>.authenticationCode(for: Array(normalised.utf8), using: self.key)
        return code.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}

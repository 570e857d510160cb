import Crypto

/// Digests by the library, not by the code under test.
enum Digests {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

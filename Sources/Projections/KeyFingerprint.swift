internal import Ledger

/// A 64-bit fingerprint of an idempotency key, the same in every process and version.
///
/// Two keys may share one, so a hit is confirmed in the log: the event at the position found must
/// bear the key itself. On a collision the newer position is remembered, because repeats come soon.
///
/// - Source: FNV-1a, 64 bits, then the finalizer of MurmurHash3 to spread short keys.
public struct KeyFingerprint: Hashable, Sendable {
    /// The fingerprint.
    public let rawValue: UInt64

    /// Takes the fingerprint of a key.
    public init(_ key: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        self.rawValue = Self.mixed(hash)
    }

    /// Spreads 64 bits, so that every bit of the result hangs on all of them.
    ///
    /// - Source: the finalizer of MurmurHash3.
    static func mixed(_ bits: UInt64) -> UInt64 {
        var hash = bits
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }

    private init(rawValue: UInt64) {
        self.rawValue = rawValue
    }
}

extension KeyFingerprint: Canonical {
    static var blank: KeyFingerprint { KeyFingerprint(rawValue: 0) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var bits = Int64(bitPattern: self.rawValue)
        try coder.integer(&bits)
        self = KeyFingerprint(rawValue: UInt64(bitPattern: bits))
    }
}

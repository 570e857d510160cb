/// SplitMix64: small, fast, and the same numbers for the same seed on every machine.
struct SeededRandom: RandomNumberGenerator {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A word of letters, digits, `-` and `_`.
    mutating func word(count: Int) -> String {
        let letters = (0..<count).map { _ in Self.alphabet[Int(self.next() % 64)] }
        return String(decoding: letters, as: UTF8.self)
    }

    /// A number of 18 or 19 digits, the shape of Telegram's query ids.
    mutating func queryID() -> String {
        String(UInt64.random(in: 100_000_000_000_000_000...9_000_000_000_000_000_000, using: &self))
    }
}

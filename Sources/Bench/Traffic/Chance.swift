/// Numbers that look random and are the same for the same seed.
///
/// Source: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014.
struct Chance: RandomNumberGenerator {
    private static let letters = Array(
        "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789-_".utf8
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

    /// A number below a bound.
    mutating func below(_ bound: UInt64) -> UInt64 {
        // The bounds here are tiny beside 2⁶⁴: that some come a little more often shows nowhere.
        self.next() % bound
    }

    /// A word of so many letters.
    mutating func word(of count: Int) -> String {
        var word: [UInt8] = []
        word.reserveCapacity(count)
        while word.count < count {
            var bits = self.next()
            for _ in 0..<min(8, count - word.count) {
                word.append(Self.letters[Int(bits % UInt64(Self.letters.count))])
                bits >>= 8
            }
        }
        return String(decoding: word, as: UTF8.self)
    }
}

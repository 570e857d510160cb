/// A generator whose numbers follow from its seed alone, on every platform and for ever.
///
/// SplitMix64: a draw recorded as "seed 7" in a test is the same draw in ten years. It is not for
/// secrets.
///
/// - Source: Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators* (2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts the sequence that belongs to a seed.
    public init(seed: UInt64) {
        self.state = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension RandomNumberGenerator {
    /// A number from 0 to `bound` − 1, each as likely as the other.
    ///
    /// Ours rather than the standard library's `next(upperBound:)`, whose algorithm may change
    /// under a recorded seed. Multiplies and rejects, after Lemire (2019).
    mutating func number(below bound: UInt64) -> UInt64 {
        precondition(bound > 0, "there is no number below zero")
        let threshold = (0 &- bound) % bound
        while true {
            let product = self.next().multipliedFullWidth(by: bound)
            if product.low >= threshold { return product.high }
        }
    }
}

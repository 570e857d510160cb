import Payments
import Testing

/// Stars with a fraction add up without losing any.
@Suite struct StarAmountTests {
    /// One sum.
    struct Sum: Sendable {
        var left: StarAmount
        var right: StarAmount
        var text: String
    }

    @Test(
        "A sum carries, and keeps one sign",
        arguments: [
            Sum(left: .of(1), right: .of(2), text: "3"),
            Sum(left: .of(0, 500_000_000), right: .of(0, 500_000_000), text: "1"),
            Sum(left: .of(1), right: .of(0, -1), text: "0.999999999"),
            Sum(left: .of(-1), right: .of(0, 1), text: "-0.999999999"),
            Sum(left: .of(-5, -7), right: .of(2), text: "-3.000000007"),
            Sum(left: .of(2, 250_000_000), right: .of(-2, -250_000_000), text: "0"),
            Sum(left: .of(.max), right: .of(1), text: "9223372036854775807"),
            Sum(left: .of(.min), right: .of(-1), text: "-9223372036854775808"),
        ]
    )
    func sum(_ sum: Sum) {
        #expect("\(sum.left + sum.right)" == sum.text)
        #expect("\(sum.right + sum.left)" == sum.text)
    }

    @Test("Adding and taking away again leaves what was there")
    func inverse() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<1_000 {
            let left = StarAmount.random(using: &generator)
            let right = StarAmount.random(using: &generator)
            #expect(left + right - right == left, "\(left) \(right)")
            #expect(-(-left) == left)
            #expect(left - left == .zero)
        }
    }
}

extension StarAmount {
    static func of(_ stars: Int64, _ nanostars: Int64 = 0) -> StarAmount {
        StarAmount(stars: stars, nanostars: nanostars)
    }

    static func random(using generator: inout SeededGenerator) -> StarAmount {
        StarAmount(
            stars: Int64.random(in: -1_000...1_000, using: &generator),
            nanostars: Int64.random(in: -3_000_000_000...3_000_000_000, using: &generator)
        )
    }
}

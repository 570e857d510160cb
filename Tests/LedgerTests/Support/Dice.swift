import Ledger

/// Draws values of the vocabulary, extremes as often as ordinary ones.
struct Dice {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        self.generator = SeededGenerator(seed: seed)
    }

    mutating func count(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self.generator)
    }

    mutating func integer() -> Int64 {
        switch self.count(0...9) {
        case 0: .min
        case 1: .max
        case 2: 0
        case 3: -1
        case 4: Int64.random(in: -200...200, using: &self.generator)
        default: Int64.random(in: .min ... .max, using: &self.generator)
        }
    }

    mutating func flag() -> Bool { Bool.random(using: &self.generator) }

    mutating func one<Value: CaseIterable>(of _: Value.Type) -> Value {
        let all = Array(Value.allCases)
        return all[self.count(0...(all.count - 1))]
    }

    mutating func maybe<Value>(_ value: (inout Dice) -> Value) -> Value? {
        self.flag() ? value(&self) : nil
    }

    mutating func text() -> String {
        let pieces = ["", "a", "\u{0}", "\"\\\n", "占い", "🃏", "e\u{301}", "\u{FFFD}", "x y"]
        var text = ""
        for _ in 0..<self.count(0...12) { text += pieces[self.count(0...(pieces.count - 1))] }
        return self.count(0...19) == 0 ? String(repeating: text, count: 40) : text
    }

    mutating func bytes() -> [UInt8] {
        (0..<self.count(0...200)).map { _ in
            UInt8.random(in: .min ... .max, using: &self.generator)
        }
    }

    mutating func instant() -> Instant { Instant(microseconds: self.integer()) }
    mutating func sku() -> SKU { SKU(rawValue: self.text()) }
    mutating func charge() -> ChargeID { ChargeID(rawValue: self.text()) }

    mutating func stars() -> Stars {
        let range = 0...Stars.max.count
        let count = self.flag() ? Int64.random(in: range, using: &self.generator) : range.upperBound
        return (try? Stars(count)) ?? .zero
    }

    mutating func gift() -> Gift {
        switch self.count(0...3) {
        case 0: .option
        case 1: .pass(seconds: Int64.random(in: 1...Gift.passSecondsMax, using: &self.generator))
        case 2: .pass(seconds: self.flag() ? 1 : Gift.passSecondsMax)
        default: .ticket(self.one(of: TicketKind.self))
        }
    }

    mutating func draw() -> Draw {
        let cards = (0..<self.count(0...Draw.cardCountMax)).compactMap { _ in
            let card = UInt8(self.count(0...(DrawnCard.deckCount - 1)))
            return DrawnCard(card: card, isReversed: self.flag())
        }
        return Draw(cards)
    }

    mutating func envelope() -> Envelope {
        let actors: [Actor] = [
            .system, .user, .administrator(UserID(rawValue: self.integer())),
            .operator(self.text()),
        ]
        // 0 is how the log writes that no user is meant.
        let user = self.maybe { $0.integer() }.flatMap { $0 == 0 ? nil : UserID(rawValue: $0) }
        return Envelope(
            user: user,
            effectiveAt: self.instant(),
            cause: self.one(of: Cause.self),
            actor: actors[self.count(0...3)],
            rid: self.text(),
            key: self.maybe { $0.text() }
        )
    }
}

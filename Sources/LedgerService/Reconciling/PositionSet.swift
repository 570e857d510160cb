internal import Ledger

/// A set of positions of the log, one bit each: a million take 122 KiB.
struct PositionSet: Sendable {
    private var words: [UInt64] = []

    mutating func insert(_ position: Position) {
        guard position > 0 else { return }
        let word = Int(position >> 6)
        if word >= self.words.count {
            self.words.append(contentsOf: repeatElement(0, count: word + 1 - self.words.count))
        }
        self.words[word] |= 1 << UInt64(position & 63)
    }

    func contains(_ position: Position) -> Bool {
        let word = Int(position >> 6)
        guard position > 0, word < self.words.count else { return false }
        return self.words[word] & (1 << UInt64(position & 63)) != 0
    }
}

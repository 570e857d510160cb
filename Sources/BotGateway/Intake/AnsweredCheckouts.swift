internal import Ledger

/// Which pre-checkouts have been answered: each is answered once, also when it is taken in again.
final class AnsweredCheckouts: Sendable {
    /// How many are remembered; a pre-checkout lives for 150 seconds.
    static let countMax = 10_000

    private let answered = Lock(Set<PreCheckoutQueryID>())

    /// Whether this caller is the first to answer.
    func claim(_ id: PreCheckoutQueryID) -> Bool {
        self.answered.withLock { answered in
            if answered.count >= Self.countMax { answered = [] }
            return answered.insert(id).inserted
        }
    }
}

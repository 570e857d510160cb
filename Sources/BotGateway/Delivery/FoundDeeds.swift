internal import Ledger

/// What turned out to be done although whoever did it was told that nobody knows.
///
/// They do it again, and would tell people a second time: what they had to say then lies among the
/// answers owed and is delivered.
final class FoundDeeds: Sendable {
    /// How many deeds are remembered; the oldest make room.
    static let deedCountMax = 1_024

    /// A deed that is asked for again.
    enum Deed: Hashable, Sendable {
        /// A payment that was taken in.
        case payment(ChargeID)
        /// A refund that was asked for.
        case refund(ChargeID)
        /// A refund that was settled.
        case settlement(ChargeID)
    }

    private let deeds = Lock<[Deed]>([])

    /// Remembers what some events did.
    func note(_ events: [RecordedEvent]) {
        self.note(events.compactMap { Self.deed(of: $0.event) })
    }

    /// Remembers some deeds.
    func note(_ found: [Deed]) {
        self.deeds.withLock { deeds in
            deeds += found
            deeds.removeFirst(max(0, deeds.count - Self.deedCountMax))
        }
    }

    /// Whether this was done and is done again for the first time; asked once the ledger has
    /// answered, so that it is forgotten then.
    func claim(_ deed: Deed) -> Bool {
        self.deeds.withLock { deeds in
            guard let index = deeds.firstIndex(of: deed) else { return false }
            deeds.remove(at: index)
            return true
        }
    }

    /// Whether this was done.
    func contains(_ deed: Deed) -> Bool {
        self.deeds.withLock { $0.contains(deed) }
    }

    private static func deed(of event: Event) -> Deed? {
        switch event {
        case .paymentReceived(let payment): .payment(payment.charge)
        case .paymentUnmatched(let payment): .payment(payment.charge)
        case .refundRequested(let request): .refund(request.charge)
        case .paymentRefunded(let refund): .settlement(refund.charge)
        default: nil
        }
    }
}

internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// `/purchases`: one's own payments, the newest first, with the transaction ids.
struct Purchases: Sendable {
    let desk: Desk

    /// Composes the list.
    func page(_ visit: Visit) -> Reply {
        let charges = self.desk.ledger.read { books in
            books.allCharges.filter { $0.charge.user == visit.user && $0.charge.first != nil }
        }
        guard !charges.isEmpty else {
            return Reply(to: visit.user, self.desk.say(.purchasesNone, visit))
        }
        let items = charges.reversed().map { self.item($0.id, $0.charge, visit) }
        let page = [self.desk.say(.purchasesTitle, visit)] + items
        return Reply(to: visit.user, page.joined(separator: "\n\n"))
            .with(codes: charges.map(\.id.rawValue))
    }

    private func item(_ id: ChargeID, _ charge: Charge, _ visit: Visit) -> String {
        let language = self.desk.language(of: visit)
        let clock = ClockText(self.desk.settings.dayClock)
        let sku = charge.sku ?? charge.reportedSKU
        let line = self.desk.say(
            .purchasesItem,
            visit,
            [
                "product": sku.map { self.desk.name(of: $0, in: language) } ?? "–",
                "amount": charge.currency.map { "\(charge.stars) \($0)" } ?? "⭐\(charge.stars)",
                "state": self.desk.say(Self.state(charge.state), visit),
                "date": charge.paidAt.map(clock.full) ?? "–",
            ]
        )
        return "\(line)\n\(id.rawValue)"
    }

    private static func state(_ state: Charge.State) -> TextKey {
        switch state {
        case .received, .fulfilledByHand: .purchasesReceived
        case .unmatched, .unseen: .purchasesPending
        case .refunding: .purchasesRefunding
        case .refunded, .refundedBeforeArrival: .purchasesRefunded
        }
    }
}

import Ledger
import Payments
import Projections

// What administrators, Telegram and the earlier database do at a desk, in a word each.

extension Desk {
    /// Tickets ever issued to user 1.
    func tickets(_ user: Int64 = 1) -> Int {
        self.person(user).units.count { unit in
            if case .ticket = unit.gift { true } else { false }
        }
    }

    @discardableResult
    mutating func grant(
        _ sku: String,
        charge: String? = nil,
        user: Int64 = 1
    ) -> Decision {
        let grant = Grant(
            sku: SKU(rawValue: sku),
            reason: "",
            charge: charge.map { ChargeID(rawValue: $0) }
        )
        return self.order(.grant(grant), on: user)
    }

    @discardableResult
    mutating func revoke(_ sku: String, user: Int64 = 1) -> Decision {
        self.order(.revoke(SKU(rawValue: sku), reason: "", isQuiet: false), on: user)
    }

    @discardableResult
    mutating func noteRefund(_ charge: String, stars: Int64, user: Int64 = 1) -> Decision {
        self.give(
            .noteRefund(ChargeID(rawValue: charge), stars: stars, at: nil),
            to: user,
            actor: .system
        )
    }

    mutating func importPayment(_ sku: String, _ charge: String, isGiven: Bool = true) {
        let product = self.catalogue.product(SKU(rawValue: sku), settings: self.books.settings)
        guard let product else { return }
        let payment = PaymentReceived(
            charge: ChargeID(rawValue: charge),
            sku: product.sku,
            stars: product.stars,
            gives: isGiven ? product.gives : nil
        )
        self.append(.paymentReceived(payment), cause: .imported)
    }

    mutating func deliver(_ use: Position?) {
        self.give(.deliverReading(use: use ?? 0, isFallback: false), actor: .system)
    }

    mutating func fail(_ use: Position?) {
        self.give(.failReading(use: use ?? 0, .model), actor: .system)
    }
}

internal import Ledger
internal import Projections

extension Decider {
    /// Takes what a payment had given that the earlier bot refunded; once, and by the rules of any
    /// refund: where nothing is left, nothing is taken and no debt remains.
    func takeBack(_ id: ChargeID, _ reason: String) -> Decision {
        guard let charge = self.ownedCharge else { return self.refuse(.unknownCharge) }
        guard charge.owesWithdrawal else { return self.refuse(.chargeSettled(charge.state)) }
        guard let gift = charge.gift, let sku = charge.sku else { return self.answer(.unchanged) }
        let event = Revoked(
            charge: id,
            sku: sku,
            unit: 0,
            reason: self.reason(reason),
            isQuiet: true,
            takes: gift
        )
        return self.record(.revoked(event), .revoked(gift))
    }
}

public import Ledger

extension Books {
    /// Some of the charges, in no order.
    ///
    /// Goes through all of them once, so it is for work that does so rarely.
    ///
    /// - Parameters:
    ///   - countMax: How many to return at most.
    ///   - matches: Which.
    /// - Returns: The charges, and how many there are beyond the limit too.
    public func charges(
        upTo countMax: Int,
        where matches: (ChargeID, Charge) -> Bool
    ) -> (found: [(id: ChargeID, charge: Charge)], count: Int) {
        var found: [(id: ChargeID, charge: Charge)] = []
        var count = 0
        self.charges.forEach { id, charge in
            guard matches(id, charge) else { return }
            count += 1
            if found.count < countMax { found.append((id, charge)) }
        }
        return (found, count)
    }
}

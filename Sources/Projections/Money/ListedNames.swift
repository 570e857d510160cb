internal import Ledger

/// Under which names Telegram lists the payments whose rows in an earlier database had none.
///
/// One payment then has two names. The books keep it under the row's, and every reader and every
/// command may use either.
struct ListedNames: Hashable, Sendable {
    /// The rows, by Telegram's names.
    private(set) var rows: [ChargeID: ChargeID] = [:]

    /// Telegram's names, by the rows.
    private(set) var names: [ChargeID: ChargeID] = [:]

    /// Gives a row its second name.
    mutating func pair(_ row: ChargeID, with listed: ChargeID) {
        self.rows[listed] = row
        self.names[row] = listed
    }
}

extension Charge {
    /// Whether Telegram may list it under a name of which something else was told before, or
    /// nothing: a refund that came before the two were paired is the only thing that fits.
    func canBeListed(as told: Charge?) -> Bool {
        guard self.first != nil else { return false }
        guard let told else { return true }
        return told.user == self.user && told.first == nil && told.handGrant == nil
            && told.refund != .requested
    }
}

extension RecordedEvent {
    /// The two names of one payment that the event pairs, if it pairs some.
    var pair: (row: ChargeID, listed: ChargeID)? {
        guard case .paymentReceived(let payment) = self.event, let row = payment.row else {
            return nil
        }
        return (row, payment.charge)
    }
}

extension MoneyChange {
    /// Takes out what was told under a name that turned out to be another one of a known payment:
    /// the refund of that payment counts it.
    mutating func leaveOut(_ told: Charge?) {
        guard let told, told.isStars else { return }
        self.refunded &-= told.starsRefunded
    }
}

extension ListedNames: Canonical {
    static var blank: ListedNames { ListedNames() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.table(&self.rows) {
            $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8)
        }
        guard coder.isReading else { return }
        self.names = [:]
        for (listed, row) in self.rows { self.names[row] = listed }
    }
}

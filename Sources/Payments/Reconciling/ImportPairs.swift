public import Ledger
public import Projections

/// Pairs transactions from before a take-over with the rows of the earlier database that had no
/// identifier, by user and amount and time; each row with one transaction at most.
public struct ImportPairs: Sendable {
    /// How far apart the two times may lie, in seconds.
    public static let windowSeconds: Int64 = 600

    /// What the identifier of a row begins with that had none of Telegram's.
    ///
    /// The import makes it, from the row's number; Telegram's own have no colon.
    public static let prefix = "legacy:"

    /// One row that waits for its transaction.
    public struct Row: Hashable, Sendable {
        /// Its identifier in the log.
        public var id: ChargeID
        /// What the books know of it.
        public var charge: Charge

        /// Describes a row.
        public init(id: ChargeID, charge: Charge) {
            self.id = id
            self.charge = charge
        }
    }

    private var waiting: [UserID: [Row]]
    private var paired: [ChargeID: Row] = [:]

    /// Begins with all rows unpaired.
    public init(_ rows: [Row] = []) {
        self.waiting = Dictionary(grouping: rows) { $0.charge.user }
            .mapValues { rows in
                rows.sorted {
                    ($0.charge.paidAt ?? .distantPast) < ($1.charge.paidAt ?? .distantPast)
                }
            }
    }

    /// Whether an identifier stands for a row that had none of Telegram's.
    public static func isOfRow(_ charge: ChargeID) -> Bool {
        charge.rawValue.hasPrefix(Self.prefix)
    }

    /// The row that a transaction is, if it is one; the nearest in time.
    ///
    /// - Parameters:
    ///   - transaction: A payment, or the refund of one that was paired before.
    ///   - cutOver: Until when the earlier database was kept.
    /// - Returns: The row; the same transaction gets the same row again.
    public mutating func row(for transaction: StarTransaction, before cutOver: Instant?) -> Row? {
        if let row = self.paired[transaction.id] { return row }
        guard transaction.direction == .incoming, let user = transaction.person?.id,
            let date = transaction.date, let cutOver, date < cutOver,
            let rows = self.waiting[user]
        else { return nil }
        let fitting = rows.indices.filter { index in
            rows[index].charge.stars == transaction.amount.stars
                && Self.distance(rows[index], date) <= Self.windowSeconds
        }
        let nearest = fitting.min { Self.distance(rows[$0], date) < Self.distance(rows[$1], date) }
        guard let nearest else { return nil }
        let row = rows[nearest]
        self.waiting[user]?.remove(at: nearest)
        self.paired[transaction.id] = row
        return row
    }

    private static func distance(_ row: Row, _ date: Instant) -> Int64 {
        guard let paidAt = row.charge.paidAt else { return .max }
        let (distance, overflow) = paidAt.seconds.subtractingReportingOverflow(date.seconds)
        return overflow || distance == .min ? .max : abs(distance)
    }
}

extension Instant {
    fileprivate static let distantPast = Instant(microseconds: .min)
}

/// Compares a ledger with what is known outside it, as a start does, and changes nothing.
public enum HeadInspection {
    /// What a start would find.
    public enum Finding: Hashable, Sendable {
        /// There is no ledger and never was one: a start makes it.
        case none
        /// The file holds all that was known.
        case complete
        /// A copy was put back: a start begins a new epoch after the last event that is there.
        case putBack(kept: Position, lost: Position)
    }

    /// Looks.
    ///
    /// - Parameters:
    ///   - path: The ledger's file.
    ///   - knownElsewhere: Where the log stood as far as signed checkpoints know.
    /// - Returns: What a start would find.
    /// - Throws: ``LedgerError`` where a start would refuse.
    public static func run(
        path: String,
        knownElsewhere: (LedgerHead) -> [LedgerHead] = { _ in [] }
    ) throws(LedgerError) -> Finding {
        if LedgerFile.isAbsentOrEmpty(path) {
            try LedgerFile.refuseOrphan(path)
            return .none
        }
        let isWritten = Lease.holder(of: path) != nil
        let check = HeadCheck(beside: path)
        let file = try LedgerFile.openForReading(path: path)
        let finding = try check.finding(
            for: file,
            path: path,
            knownElsewhere: knownElsewhere(file.head),
            isBeingWritten: isWritten
        )
        switch finding {
        case .complete: return .complete
        case .restoredCopy(let lost):
            return .putBack(kept: file.head.position, lost: lost.position)
        }
    }
}

/// Whether a ledger lies at a path, for those who write one and never begin one.
public enum LedgerPresence {
    /// Makes sure that there is a file that may be a ledger; opening it says whether it is one.
    ///
    /// - Parameter path: Where it should lie.
    /// - Throws: ``LedgerError`` `storageUnavailable` if there is none, `damaged` if there was one
    ///   and only what belongs to it is left.
    public static func require(at path: String) throws(LedgerError) {
        guard LedgerFile.isAbsentOrEmpty(path) else { return }
        try LedgerFile.refuseOrphan(path)
        throw Self.missing(path)
    }

    static func missing(_ path: String) -> LedgerError {
        LedgerError(
            .storageUnavailable,
            "there is no ledger at \(path); set SQLITE_DB_PATH or --database"
        )
    }
}

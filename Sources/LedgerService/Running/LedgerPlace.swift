public import Ledger

/// Where the files of a ledger lie.
public struct LedgerPlace: Hashable, Sendable {
    /// The ledger's file.
    public var database: String

    /// Places a ledger; everything else lies beside its file.
    public init(database: String) {
        self.database = database
    }

    /// The folder of the ledger's file.
    public var folder: String {
        guard let slash = self.database.lastIndex(of: "/") else { return "." }
        return slash == self.database.startIndex ? "/" : String(self.database[..<slash])
    }

    /// The keys that seal personal text.
    public var keys: String { self.folder + "/keys.db" }

    /// The snapshots of the projections.
    public var snapshots: String { self.folder + "/snapshots" }

    /// The socket through which operators write while the bot holds the ledger.
    public var socket: String { self.database + ".sock" }

    /// Makes sure that a ledger lies here, for verbs that never begin one.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if there is none, `damaged` if there was one.
    public func requireLedger() throws(LedgerError) {
        try LedgerPresence.require(at: self.database)
    }
}

private import Foundation
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

    /// Whether there is no file, or an empty one, at a path.
    static func isAbsent(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0 == 0
    }

    /// The keys that seal personal text.
    public var keys: String { self.folder + "/keys.db" }

    /// Marks that an import was begun and is not complete.
    public var unfinishedImport: String { self.folder + "/import.unfinished" }

    /// The snapshots of the projections.
    public var snapshots: String { self.folder + "/snapshots" }

    /// The key that signs backups, segments and checkpoints.
    public var signingKey: String { self.folder + "/signing.key" }

    /// The signed checkpoints of the log, outside the database.
    public var checkpoints: String { self.folder + "/checkpoints" }

    /// The backups that `serve` makes.
    public var backups: String { self.folder + "/backups" }

    /// Says that the last backup of the schedule failed.
    var failedBackup: String { self.folder + "/backup.failed" }

    /// The files that a restore replaced.
    public var replaced: String { self.folder + "/replaced" }

    /// The segments that an export made.
    public var segments: String { self.folder + "/segments" }

    /// The socket through which operators write while the bot holds the ledger.
    public var socket: String { self.database + ".sock" }

    /// Makes sure that a ledger lies here, for verbs that never begin one.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if there is none, `damaged` if there was one.
    public func requireLedger() throws(LedgerError) {
        try LedgerPresence.require(at: self.database)
    }
}

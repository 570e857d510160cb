private import Foundation

/// How much room the ledger's files take and have.
public struct LedgerStorage: Hashable, Sendable {
    /// The size of the write-ahead log beside the file.
    public var writeAheadLogBytes: Int64

    /// What is free on the disk; `nil` where the file system does not say.
    public var freeBytes: Int64?

    /// Describes the room.
    public init(writeAheadLogBytes: Int64, freeBytes: Int64?) {
        self.writeAheadLogBytes = writeAheadLogBytes
        self.freeBytes = freeBytes
    }
}

extension LedgerService {
    /// How much room the files take and have at this moment.
    public var storage: LedgerStorage {
        let files = FileManager.default
        let log = try? files.attributesOfItem(atPath: self.place.database + "-wal")
        let disk = try? files.attributesOfFileSystem(forPath: self.place.folder)
        return LedgerStorage(
            // No write-ahead log takes no room.
            writeAheadLogBytes: (log?[.size] as? NSNumber)?.int64Value ?? 0,
            freeBytes: (disk?[.systemFreeSize] as? NSNumber)?.int64Value
        )
    }
}

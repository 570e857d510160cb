/// What SQLite asks of a disk.
package enum DiskOperation: Int32, CaseIterable, Sendable {
    case open, read, write, truncate, sync, size, lock, mapMemory, lockMemory, delete, access
}

/// Which file of a database is meant.
package enum DiskFile: Int32, CaseIterable, Sendable {
    /// The database.
    case main
    /// Its write-ahead log.
    case log
    /// A rollback journal, or anything else; deletions and look-ups count here too.
    case other
}

/// What becomes of an operation.
package enum FaultKind: Int32, CaseIterable, Sendable {
    /// The system call fails.
    case error
    /// There is no space left.
    case full
    /// Half of the bytes are written, then there is no space left.
    case shortWrite
    /// `fsync` fails although everything had reached the disk.
    case syncWritten
    /// `fsync` fails, and what was not yet on disk is gone at once.
    case syncLost
    /// `fsync` fails, and what was not yet on disk can be read until the power fails.
    case syncDoomed
    /// Somebody else holds the lock.
    case busy
    /// The power fails.
    case powerCut
    /// The bytes are written elsewhere, and the disk says that all is well.
    case misdirected
    /// The bytes are not written, and the disk says that all is well.
    case lostWrite
    /// One bit of what is read is another one.
    case flip
    /// The operation takes some milliseconds.
    case delay

    /// The operations that can go wrong in this way.
    package var operations: [DiskOperation] {
        switch self {
        case .error: DiskOperation.allCases
        case .full: [.write, .truncate, .mapMemory]
        case .shortWrite, .misdirected, .lostWrite: [.write]
        case .syncWritten, .syncLost, .syncDoomed: [.sync]
        case .busy: [.lock, .lockMemory]
        case .powerCut: [.write, .truncate, .sync, .delete]
        case .flip: [.read]
        case .delay: [.read, .write, .sync, .lock]
        }
    }

    /// Whether the disk says that all is well when it is not.
    package var isSilent: Bool {
        self == .misdirected || self == .lostWrite || self == .flip
    }
}

/// When what goes wrong: the first operation that fails, and how many from there on.
package struct FaultPlan: Hashable, Sendable {
    /// What goes wrong.
    package var kind: FaultKind

    /// Which operations are counted.
    package var operations: [DiskOperation]

    /// Of which files.
    package var files = DiskFile.allCases

    /// Which of them is the first to fail, counted from 1.
    package var first: Int64

    /// How many fail from there on.
    package var count: Int64

    /// Chooses bits, offsets and milliseconds.
    package var seed: UInt64

    /// Plans a fault.
    ///
    /// - Parameters:
    ///   - kind: What goes wrong.
    ///   - operations: Which operations are counted; by default all that can go wrong so.
    ///   - first: Which of them is the first to fail.
    ///   - isForEver: Whether all fail from there on.
    ///   - seed: Chooses bits, offsets and milliseconds.
    package init(
        _ kind: FaultKind,
        of operations: [DiskOperation]? = nil,
        at first: Int64,
        forEver isForEver: Bool = false,
        seed: UInt64 = 1
    ) {
        self.kind = kind
        self.operations = operations ?? kind.operations
        self.first = first
        self.count = isForEver ? .max : 1
        self.seed = seed
    }
}

extension FaultPlan: CustomStringConvertible {
    package var description: String {
        let operations = self.operations.map { "\($0)" }.joined(separator: "/")
        let last = self.count == 1 ? "" : self.count == .max ? " and for ever" : " to \(self.last)"
        let files = self.files.count == DiskFile.allCases.count ? "" : " of \(self.files)"
        return "\(self.kind) at \(operations) \(self.first)\(last)\(files) seed \(self.seed)"
    }

    private var last: Int64 { self.first + self.count - 1 }
}

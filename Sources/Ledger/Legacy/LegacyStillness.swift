private import Foundation

/// Notices that another program writes a file, without ever holding it up.
///
/// Source: sqlite.org, *Database File Format* 1.3 (the change counter at 24, of rollback journals
/// only) and *File Locking*; the bytes of the locks are `PENDING_BYTE` and those that follow it.
struct LegacyStillness {
    /// What changes when a file is written.
    private struct Mark: Equatable {
        var device: UInt64
        var file: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
        var changeCount: [UInt8]
    }

    private static let pendingByte: off_t = 0x4000_0000
    private static let lockByteCount: off_t = 512
    private static let changeCounterOffset: off_t = 24

    private let path: String
    private let mark: Mark

    /// Looks at a file for the first time.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if there is none, or somebody writes it.
    init(of path: String) throws(LedgerError) {
        self.path = path
        try Self.refuseWriters(of: path)
        self.mark = try Self.mark(of: path)
    }

    /// Looks again.
    func check() throws(LedgerError) {
        try Self.refuseWriters(of: self.path)
        guard try Self.mark(of: self.path) == self.mark else {
            throw Self.busy(self.path, "has changed since it was opened")
        }
    }

    private static func refuseWriters(of path: String) throws(LedgerError) {
        for suffix in ["-wal", "-journal"] where !LedgerFile.isAbsentOrEmpty(path + suffix) {
            throw LedgerError(
                .storageUnavailable,
                "\(path)\(suffix) holds changes that are not in \(path) yet: stop the old bot first; "
                    + "if it is stopped, run `sqlite3 \(path) .tables` once, which takes them in"
            )
        }
        if self.isLocked(path) {
            throw self.busy(path, "is locked by another program")
        }
    }

    private static func busy(_ path: String, _ what: String) -> LedgerError {
        LedgerError(.storageUnavailable, "\(path) \(what): stop the old bot first, then try again")
    }

    /// Whether another process holds one of SQLite's locks.
    ///
    /// With a write-ahead log, whoever has the file open holds one all the time.
    private static func isLocked(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = Glibc.flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = Self.pendingByte
        lock.l_len = Self.lockByteCount
        guard unsafe fcntl(descriptor, F_GETLK, &lock) == 0 else { return false }
        return lock.l_type != Int16(F_UNLCK)
    }

    private static func mark(of path: String) throws(LedgerError) -> Mark {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        var found = stat()
        guard descriptor >= 0, unsafe fstat(descriptor, &found) == 0 else {
            if descriptor >= 0 { close(descriptor) }
            throw LedgerError(
                .storageUnavailable,
                "cannot read \(path): \(unsafe String(cString: strerror(errno))); name the old bot's file"
            )
        }
        defer { close(descriptor) }
        var count = [UInt8](repeating: 0, count: 4)
        _ = unsafe pread(descriptor, &count, count.count, Self.changeCounterOffset)
        return Mark(
            device: UInt64(found.st_dev),
            file: UInt64(found.st_ino),
            size: Int64(found.st_size),
            seconds: found.st_mtim.tv_sec,
            nanoseconds: found.st_mtim.tv_nsec,
            changeCount: count
        )
    }
}

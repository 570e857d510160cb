private import Foundation

/// Makes a ledger that did not exist before.
///
/// It is made whole under another name and then put in its place, so that a kill at any moment
/// leaves either no ledger or a complete one.
enum NewLedgerFile {
    /// Makes the file.
    ///
    /// - Parameters:
    ///   - path: Where it will lie.
    ///   - ledgerID: Sixteen bytes; by default drawn, and another's only for a copy of its log.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    static func create(
        at path: String,
        ledgerID: [UInt8] = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    ) throws(LedgerError) {
        let draft = path + ".new"
        for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(draft + suffix) }
        try FilePermissions.createForOwner(draft)
        do throws(SQLiteError) {
            try Self.fill(draft, ledgerID)
        } catch {
            unsafe unlink(draft)
            throw LedgerFile.translated(error, path: path)
        }
        guard unsafe rename(draft, path) == 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw LedgerError(.storageUnavailable, "cannot create \(path): \(reason)")
        }
        FilePermissions.flushFolder(of: path)
    }

    /// Closing the last connection copies the write-ahead log into the file and removes it.
    private static func fill(_ draft: String, _ ledgerID: [UInt8]) throws(SQLiteError) {
        let connection = try Connection(path: draft, mode: .write)
        try LedgerFile.configure(connection)
        try connection.transaction(orWrapping: { $0 }) { () throws(SQLiteError) in
            for statement in Schema.statements { try connection.execute(statement) }
            var head = try connection.prepare(
                """
                INSERT INTO ledger_head (id, ledger_id, epoch, position, hash, recorded_at)
                VALUES (1, ?1, 1, 0, ?2, 0)
                """
            )
            try head.bind(1, ledgerID)
            try head.bind(2, Chain.genesis(ledgerID: ledgerID).bytes)
            try head.run()
            // `SLGR` and 1, as `Schema` says; a PRAGMA takes no bound value.
            try connection.execute("PRAGMA application_id = 1397507922")
            try connection.execute("PRAGMA user_version = 1")
        }
        // Only the file itself is renamed: what stays behind in the log would be lost.
        try connection.requireEmptyWriteAheadLog()
    }
}

/// Files that only their owner may read, and that outlive the power.
enum FilePermissions {
    /// Creates an empty file that is readable by its owner only, if there is none.
    static func createForOwner(_ path: String) throws(LedgerError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw LedgerError(
                .storageUnavailable,
                "cannot create \(path): \(reason); make the folder exist and be writable"
            )
        }
        close(descriptor)
    }

    /// Makes a new name durable.
    ///
    /// A file system that cannot is no reason to stop.
    static func flushFolder(of path: String) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

private import Foundation

/// Copies a ledger's file while others write it.
package enum Backup {
    /// Copies every page as of one moment, by SQLite's Online Backup API.
    ///
    /// The writer is never held up: a reader of a write-ahead log blocks nobody. The copy is one
    /// complete file, readable by its owner only, and durable when this returns.
    ///
    /// - Parameters:
    ///   - path: The ledger.
    ///   - draft: Where the copy is made; what lies there from an earlier attempt is removed.
    ///   - step: Told how many pages are copied and how many there are; returns whether to go on.
    /// - Returns: The head of the moment that was copied.
    /// - Throws: ``LedgerError``, `closing` if `step` had enough; no draft is left.
    package static func copyPages(
        of path: String,
        to draft: String,
        step: (_ done: Int64, _ of: Int64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> LedgerHead {
        Self.removeDraft(draft)
        let mark = HeadFile.read(of: path)
        let source = try LedgerFile.openForReading(path: path)
        try Self.refuseShortened(source, mark, path: path)
        try FilePermissions.createForOwner(draft)
        let copied: LedgerHead?
        do throws(SQLiteError) {
            copied = try Self.copy(source.connection, to: draft, step: step)
        } catch {
            Self.removeDraft(draft)
            throw LedgerFile.translated(error, path: error.isDamage ? path : draft)
        }
        guard let copied else {
            Self.removeDraft(draft)
            throw LedgerError(.closing, "the backup was ended before it was complete")
        }
        try FileSwitch.flush(draft)
        return copied
    }

    /// Removes a copy that does not count, with whatever lies beside it.
    package static func removeDraft(_ draft: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(draft + suffix) }
    }

    /// Removes what readers leave beside a file that nobody writes: empty, and shared memory.
    package static func tidyAfterReading(_ path: String) {
        guard LedgerFile.isAbsentOrEmpty(path + "-wal") else { return }
        for suffix in ["-wal", "-shm"] { unsafe unlink(path + suffix) }
    }

    /// Compares what can be read with the mark beside the file.
    ///
    /// A damaged write-ahead log ends without a word at its first bad frame. A copy that was put back
    /// has none, and is what it is.
    private static func refuseShortened(
        _ file: LedgerFile,
        _ mark: HeadFile.Mark?,
        path: String
    ) throws(LedgerError) {
        guard let mark, !LedgerFile.isAbsentOrEmpty(path + "-wal") else { return }
        if file.head.position >= mark.position, try file.hash(at: mark.position) == mark.hash {
            return
        }
        throw LedgerError(
            .damaged,
            "\(path) ends at event \(file.head.position) but event \(mark.position) was "
                + "committed: the file or its -wal is damaged; keep both, no backup was made"
        )
    }

    /// The pages of one moment: a transaction that stays open while they are copied.
    private static func copy(
        _ source: Connection,
        to draft: String,
        step: (Int64, Int64) -> Bool
    ) throws(SQLiteError) -> LedgerHead? {
        let target = try Connection(path: draft, mode: .write)
        try source.execute("BEGIN")
        let ends = try LogEnds.read(from: source)
        try ends.check()
        guard try source.copyPages(to: target, step: step) else { return nil }
        try source.execute("ROLLBACK")
        return ends.head
    }
}

private import CSQLite

extension Connection {
    /// How many pages one step copies; 4 MiB with pages of 4 KiB.
    static let copyStepPageCount: Int32 = 1_024

    /// Copies the whole database, page by page, into another one.
    ///
    /// Inside a read transaction of this connection all pages are of one moment, however busily
    /// others write meanwhile; without one SQLite begins again whenever somebody has written.
    /// Source: <https://www.sqlite.org/backup.html>.
    ///
    /// - Parameters:
    ///   - target: An empty database that nobody else uses.
    ///   - step: Told how many pages are copied and how many there are; returns whether to go on.
    /// - Returns: Whether all was copied; `false` if `step` had enough.
    /// - Throws: ``SQLiteError``; the target is then of no use.
    func copyPages(
        to target: Connection,
        step: (_ done: Int64, _ of: Int64) -> Bool
    ) throws(SQLiteError) -> Bool {
        guard
            let copy = unsafe sqlite3_backup_init(target.handle, "main", self.handle, "main")
        else {
            throw target.error(unsafe sqlite3_extended_errcode(target.handle), sql: "backup_init")
        }
        var code = SQLITE_OK
        var isWanted = true
        while code == SQLITE_OK, isWanted {
            code = unsafe sqlite3_backup_step(copy, Self.copyStepPageCount)
            let total = Int64(unsafe sqlite3_backup_pagecount(copy))
            let left = Int64(unsafe sqlite3_backup_remaining(copy))
            isWanted = step(total - left, total)
        }
        let finished = unsafe sqlite3_backup_finish(copy)
        if code == SQLITE_DONE, finished == SQLITE_OK { return true }
        guard code == SQLITE_OK || code == SQLITE_DONE else {
            throw target.error(code, sql: "backup_step")
        }
        guard finished == SQLITE_OK else { throw target.error(finished, sql: "backup_finish") }
        return false
    }
}

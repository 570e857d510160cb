/// Makes sure that a write-ahead log belongs to the file that it lies beside.
///
/// SQLite replays any log whose checksums are right over any file of that name. Put an older copy
/// of a killed ledger back beside its `-wal`, and its end looks sound while its middle is missing.
enum WriteAheadLogCheck {
    /// Follows the chain from where the file alone ends to where both together end.
    ///
    /// - Throws: ``LedgerError`` `damaged` where it breaks.
    static func run(on file: LedgerFile, path: String) throws(LedgerError) {
        let alone = Self.headOfFileAlone(path: path)
        let start = alone?.position ?? 0
        do throws(LedgerError) {
            let link = try file.hash(at: start)
            guard let link, link == alone?.hash ?? link else {
                throw .damaged(at: start, "is another one in the -wal", cause: nil)
            }
            var chain = Chain(head: link)
            try EventReader(file: file).forEachRow(after: start) { row, hash throws(LedgerError) in
                if chain.extend(row) == hash { return true }
                throw .damaged(at: row.position, "does not follow from the one before", cause: nil)
            }
        } catch {
            throw LedgerError(
                .damaged,
                "the -wal beside \(path) is another file's, or damaged; keep both and run "
                    + "`starledger restore`",
                cause: error
            )
        }
    }

    /// A process killed while it copied the log into the file may have left no head to be read
    /// there; the chain is then followed from the beginning.
    private static func headOfFileAlone(path: String) -> LedgerHead? {
        do throws(SQLiteError) {
            return try LogEnds.read(from: LedgerFile.connectionAsItLies(path: path)).head
        } catch {
            return nil
        }
    }
}

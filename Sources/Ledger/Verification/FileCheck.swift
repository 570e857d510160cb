/// Looks at how a ledger's file is set up, and at the library that reads it.
struct FileCheck {
    /// The versions of SQLite in which two connections that write or checkpoint at once may corrupt
    /// a file.
    ///
    /// Source: <https://www.sqlite.org/wal.html>, *The WAL-reset bug*: 3.7.0 to 3.51.2.
    private static let walResetVersions = ([3, 7, 0], [3, 51, 2])

    let connection: Connection
    let path: String

    /// Checks the PRAGMAs that lie in the file; those of a connection are the writer's own.
    func run(_ result: inout Verification) {
        do throws(SQLiteError) {
            let header = try self.connection.firstBytes(HeaderDamage.byteCount)
            // What is grave was found before the file was opened.
            if let damage = HeaderDamage(of: header, at: self.path), !damage.isGrave {
                let message =
                    "the header of the file is damaged: \(damage.words) are not a ledger's"
                result.add(.init(.setting, message))
            }
            let encoding = try self.connection.text("PRAGMA encoding")
            if encoding != "UTF-8" {
                result.add(.init(.setting, "the encoding is \(encoding ?? "unknown"), not UTF-8"))
            }
            let vacuum = try self.connection.integer("PRAGMA auto_vacuum")
            if vacuum != 0 { result.add(.init(.setting, "auto_vacuum is on")) }
            let journal = try self.connection.text("PRAGMA journal_mode")
            if journal != "wal" {
                result.note(
                    "the journal mode is \(journal ?? "unknown"); the next start makes it WAL again"
                )
            }
        } catch {
            result.add(.init(.storage, error.description))
        }
        self.noteLibrary(&result)
    }

    private func noteLibrary(_ result: inout Verification) {
        guard Self.hasWalResetBug(result.libraryVersion) else { return }
        result.note(
            "SQLite \(result.libraryVersion) has the WAL-reset bug (3.7.0 to 3.51.2), which needs two "
                + "writing connections at once; this program has one, so let no other write the file"
        )
    }

    static func hasWalResetBug(_ version: String) -> Bool {
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        guard numbers.count >= 3 else { return false }
        let (low, high) = (Self.walResetVersions.0, Self.walResetVersions.1)
        let found = Array(numbers.prefix(3))
        return !found.lexicographicallyPrecedes(low) && !high.lexicographicallyPrecedes(found)
    }
}

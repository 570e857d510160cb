private import Foundation

/// The file `<ledger>.restore`: a restore is between the old ledger and the new one.
///
/// While it is there nobody may write the ledger; the restore that left it is run again.
package struct RestoreMarker: Hashable, Sendable {
    private static let format = "starledger-restore-1"

    /// What the operator typed, and types again: `restore`, or `recover`.
    package var verb: String

    /// The backup that was being put in place.
    package var source: String

    /// The folder that keeps what was there before.
    package var kept: String

    /// Whether there was a ledger before.
    package var hadLedger: Bool

    /// Describes a restore that is under way.
    package init(verb: String = "restore", source: String, kept: String, hadLedger: Bool) {
        self.verb = verb
        self.source = source
        self.kept = kept
        self.hadLedger = hadLedger
    }

    /// Reads the marker of a ledger, or returns `nil` if no restore is under way.
    ///
    /// - Parameter ledger: The ledger's file.
    /// - Returns: What the restore left behind.
    /// - Throws: ``LedgerError`` `damaged` if it is there and cannot be read.
    package static func read(of ledger: String) throws(LedgerError) -> RestoreMarker? {
        let path = Self.path(of: ledger)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data = FileManager.default.contents(atPath: path) ?? Data()
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
            .map(String.init)
        guard lines.count == 5, lines[0] == Self.format, lines[1].hasPrefix("source "),
            lines[2].hasPrefix("kept "), lines[4].hasPrefix("verb "),
            let hadLedger = ["ledger yes": true, "ledger no": false][lines[3]]
        else {
            throw LedgerError(
                .damaged,
                "\(path) cannot be read; it was left by a restore: see what lies in the folder "
                    + "replaced/ beside it before you move it away"
            )
        }
        return RestoreMarker(
            verb: String(lines[4].dropFirst("verb ".count)),
            source: String(lines[1].dropFirst("source ".count)),
            kept: String(lines[2].dropFirst("kept ".count)),
            hadLedger: hadLedger
        )
    }

    /// Refuses to write a ledger that is not put in place yet.
    ///
    /// - Parameter ledger: The ledger's file.
    /// - Throws: ``LedgerError`` `storageUnavailable` with the verb to run again.
    package static func refuseWriting(_ ledger: String) throws(LedgerError) {
        guard let marker = try Self.read(of: ledger) else { return }
        throw LedgerError(
            .storageUnavailable,
            "a \(marker.verb) of \(ledger) was interrupted; run `starledger \(marker.verb) "
                + "\(marker.source)` again before anything else"
        )
    }

    func write(for ledger: String) throws(LedgerError) {
        let path = Self.path(of: ledger)
        let lines = [
            Self.format, "source \(self.source)", "kept \(self.kept)",
            "ledger \(self.hadLedger ? "yes" : "no")", "verb \(self.verb)",
        ]
        let draft = path + ".new"
        do {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: draft))
        } catch {
            throw LedgerError(.storageUnavailable, "cannot write \(draft)", cause: error)
        }
        unsafe chmod(draft, 0o600)
        try FileSwitch.flush(draft)
        try FileSwitch.rename(draft, to: path)
    }

    static func remove(of ledger: String) {
        unsafe unlink(Self.path(of: ledger))
        FilePermissions.flushFolder(of: ledger)
    }

    private static func path(of ledger: String) -> String { ledger + ".restore" }
}

private import Foundation

/// Puts a finished ledger in the place of another, which is kept.
///
/// A power cut or a kill at any moment leaves the old ledger, the new one, or a marker that keeps
/// everybody from writing until the restore is run again. No write-ahead log ever lies beside a
/// file that it does not belong to.
package struct LedgerSwitch: Sendable {
    /// The ledger's file.
    package let path: String

    /// Describes a switch.
    ///
    /// - Parameter path: The ledger's file.
    package init(path: String) {
        self.path = path
    }

    /// Where the new ledger is made ready.
    package var staging: String { self.path + ".restoring" }

    /// Where the old ledger lies now: in its place, or kept by a restore that was interrupted.
    ///
    /// - Parameter marker: What that restore left.
    /// - Returns: The file, or `nil` if there is none.
    package func oldLedger(_ marker: RestoreMarker?) -> String? {
        if let marker {
            let kept = self.kept("", by: marker)
            if FileManager.default.fileExists(atPath: kept) { return kept }
            if !marker.hadLedger { return nil }
        }
        return LedgerFile.isAbsentOrEmpty(self.path) ? nil : self.path
    }

    /// Whether a write-ahead log lies there whose file is gone or empty: it is kept as well.
    package var hasOrphanedLog: Bool {
        LedgerFile.isAbsentOrEmpty(self.path) && !LedgerFile.isAbsentOrEmpty(self.path + "-wal")
    }

    /// Keeps the mark of where the old ledger stood, so that the next open knows what is missing.
    ///
    /// - Parameter head: Where it stood.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package func keepMark(of head: LedgerHead) throws(LedgerError) {
        try HeadFile.raise(of: self.path, to: head)
    }

    /// Where the old ledger stood, as the file beside it says; `nil` if there is none.
    package var markedPosition: Position? { HeadFile.read(of: self.path)?.position }

    /// Switches to the ledger that was made ready.
    ///
    /// - Parameters:
    ///   - marker: What is being done; written down before the first file is moved.
    ///   - mark: Where the new ledger stands, if the mark of the old one is not to stay.
    /// - Throws: ``LedgerError`` `storageUnavailable`; running the restore again goes on from there.
    package func run(_ marker: RestoreMarker, mark: HeadMark? = nil) throws(LedgerError) {
        try self.keepCopyOfMark(by: marker)
        Failpoint.pass("restore.kept")
        try marker.write(for: self.path)
        Failpoint.pass("restore.marked")
        if marker.hadLedger {
            for suffix in ["", "-wal", "-shm"] {
                try self.keep(suffix, by: marker)
                Failpoint.pass("restore.moved")
            }
        } else if !LedgerFile.isAbsentOrEmpty(self.path + "-wal") {
            // Of a ledger whose file is gone or empty it may be the only place of its last events.
            try self.keep("-wal", by: marker)
        }
        // What is there now was left by the interrupted restore, or is not a ledger.
        for suffix in ["-wal", "-shm"] { unsafe unlink(self.path + suffix) }
        try FileSwitch.rename(self.staging, to: self.path)
        Failpoint.pass("restore.switched")
        try self.finish(mark: mark)
    }

    /// Ends a switch whose files are in their places.
    ///
    /// - Parameter mark: Where the new ledger stands, if the mark of the old one is not to stay.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package func finish(mark: HeadMark?) throws(LedgerError) {
        try mark?.write(beside: self.path)
        RestoreMarker.remove(of: self.path)
        Failpoint.pass("restore.unmarked")
    }

    /// What was kept once stays: the file that lies in its place then is the new ledger's.
    private func keep(_ suffix: String, by marker: RestoreMarker) throws(LedgerError) {
        let (source, target) = (self.path + suffix, self.kept(suffix, by: marker))
        let files = FileManager.default
        guard files.fileExists(atPath: source), !files.fileExists(atPath: target) else { return }
        try FileSwitch.rename(source, to: target)
    }

    private func keepCopyOfMark(by marker: RestoreMarker) throws(LedgerError) {
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: marker.kept,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let (source, target) = (HeadFile.path(of: self.path), self.kept(".head", by: marker))
            guard files.fileExists(atPath: source), !files.fileExists(atPath: target) else {
                return
            }
            try files.copyItem(atPath: source, toPath: target)
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot keep the old ledger in \(marker.kept); check the folder and the disk",
                cause: error
            )
        }
    }

    private func kept(_ suffix: String, by marker: RestoreMarker) -> String {
        let name = self.path.split(separator: "/").last.map(String.init) ?? self.path
        return "\(marker.kept)/\(name)\(suffix)"
    }
}

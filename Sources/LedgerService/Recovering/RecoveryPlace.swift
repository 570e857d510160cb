private import Foundation
internal import Ledger

/// Where a recovery works: a folder of its own beside the ledger.
struct RecoveryPlace {
    /// The ledger that is recovered.
    let ledger: LedgerPlace

    /// Whether nothing may be left behind.
    let isDryRun: Bool

    /// Where the ledger under construction, the journal and the reports lie.
    ///
    /// A dry run never touches what a recovery that was interrupted has built already.
    var folder: String { self.ledger.folder + (self.isDryRun ? "/recovery.dry-run" : "/recovery") }

    /// The ledger under construction.
    var candidate: LedgerPlace { LedgerPlace(database: self.folder + "/candidate/ledger.db") }

    /// How far the recovery has come.
    var journal: String { self.folder + "/state.json" }

    /// Where the report of a recovery lies, without its ending.
    func report(of start: Instant) -> String {
        "\(self.folder)/report-\(Self.digits(of: start))"
    }

    private static func digits(of time: Instant) -> String {
        Instant(seconds: time.seconds).rfc3339.filter { $0 != "-" && $0 != ":" }
    }

    /// Whether the keys of personal text lie beside the ledger.
    var hasKeys: Bool { FileManager.default.fileExists(atPath: self.ledger.keys) }

    /// Whether there is a key to hold signatures against.
    var hasSigningKey: Bool { FileManager.default.fileExists(atPath: self.ledger.signingKey) }

    /// Whether there is a folder.
    func hasFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    /// Where the old files are kept.
    func kept(since start: Instant) -> String {
        "\(self.absolute(self.ledger.replaced))/\(Self.digits(of: start))"
    }

    /// A path that means the same wherever the operator stands.
    func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    /// Makes the folder of the ledger: on a new machine there is none.
    func makeLedgerFolder() throws(LedgerError) {
        try Self.makeFolder(self.ledger.folder)
    }

    /// Makes the folder, readable by its owner only.
    func make() throws(LedgerError) {
        try Self.makeFolder(self.folder)
    }

    /// Begins an empty place for the ledger under construction.
    func clearCandidate() throws(LedgerError) {
        try self.removeCandidate()
        try Self.makeFolder(self.candidate.folder)
    }

    /// Lets go of the ledger under construction, if there is one.
    func removeCandidate() throws(LedgerError) {
        try Self.remove(self.candidate.folder)
    }

    /// Lets go of the journal of a recovery that was not begun; reports of earlier ones stay.
    func removeJournal() throws(LedgerError) {
        try Self.remove(self.journal)
        // Only an empty folder goes.
        unsafe rmdir(self.folder)
    }

    /// Lets go of everything, as a dry run does.
    func removeAll() throws(LedgerError) {
        try Self.remove(self.folder)
    }

    private static func makeFolder(_ path: String) throws(LedgerError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot make the folder \(path); check its permissions and the disk",
                cause: error
            )
        }
    }

    private static func remove(_ path: String) throws(LedgerError) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot remove \(path); check its permissions",
                cause: error
            )
        }
    }
}

private import Foundation
internal import Ledger

/// The mark that an import was begun: half of one must not be served, because whoever is missing
/// would be taken for a newcomer.
enum UnfinishedImport {
    /// Makes sure that no import is half done.
    static func refuse(in place: LedgerPlace) throws(LedgerError) {
        guard FileManager.default.fileExists(atPath: place.unfinishedImport) else { return }
        throw LedgerError(
            .damaged,
            "an import into \(place.database) was begun and not finished; run `starledger import` "
                + "with the same file again, or remove \(place.unfinishedImport) to begin without it"
        )
    }

    /// Marks that an import makes a ledger, before it does: an empty one would be served as new.
    static func beginIfNew(in place: LedgerPlace) throws(LedgerError) {
        if LedgerPlace.isAbsent(place.database) { try Self.begin(in: place) }
    }

    /// Marks that an import begins; durable before its first event is.
    static func begin(in place: LedgerPlace) throws(LedgerError) {
        let path = place.unfinishedImport
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.cannot("make", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.cannot("keep", path) }
        try Self.keepFolder(of: place)
    }

    /// Takes the mark away once everything is on disk.
    static func end(in place: LedgerPlace) throws(LedgerError) {
        let path = place.unfinishedImport
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw Self.cannot("remove", path)
        }
        try Self.keepFolder(of: place)
    }

    private static func keepFolder(of place: LedgerPlace) throws(LedgerError) {
        let descriptor = unsafe open(place.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.cannot("open", place.folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.cannot("keep", place.folder) }
    }

    private static func cannot(_ verb: String, _ path: String) -> LedgerError {
        LedgerError(
            .storageUnavailable,
            "cannot \(verb) \(path): \(unsafe String(cString: strerror(errno))); check the folder"
        )
    }
}

private import Foundation
internal import Ledger

extension Recovery {
    /// Saves the report; from here on the exchange is all that is left.
    func save(_ report: RecoveryReport, _ journal: inout RecoveryJournal) throws(LedgerError) {
        let path = self.place.report(of: journal.start)
        try Self.write(report.json + "\n", to: path + ".json")
        try Self.write(report.text, to: path + ".txt")
        let head = try EventReader(path: self.place.candidate.database).head
        journal.head = head.position
        journal.headHash = head.hash.hex
        journal.differenceCount = report.differenceCount
        journal.step = .switchOver
        try journal.write(self.place.journal)
        Failpoint.pass("recover.reported")
    }

    /// The report that was saved, whichever run wrote it.
    func savedResult(of journal: RecoveryJournal) throws(LedgerError) -> Result {
        let path = self.place.report(of: journal.start)
        return Result(
            text: try Self.read(path + ".txt"),
            json: try Self.read(path + ".json"),
            differenceCount: journal.differenceCount,
            reportPath: path + ".txt"
        )
    }

    /// Whether the ledger in place holds all that this recovery brought back.
    func isInPlace(_ journal: RecoveryJournal) -> Bool {
        guard let position = journal.head, let hash = journal.headHash else { return false }
        do throws(LedgerError) {
            var verifier = try Verifier(path: self.settings.place.database)
            guard verifier.run().isSound else { return false }
            let reader = try EventReader(path: self.settings.place.database)
            return try reader.hash(at: position)?.hex == hash
        } catch {
            return false
        }
    }

    private static func write(_ text: String, to path: String) throws(LedgerError) {
        let draft = path + ".new"
        do {
            try Data(text.utf8).write(to: URL(filePath: draft))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: draft
            )
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot write \(path); check its permissions and the disk",
                cause: error
            )
        }
        try FileSwitch.flush(draft)
        try FileSwitch.rename(draft, to: path)
    }

    private static func read(_ path: String) throws(LedgerError) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw LedgerError(
                .storageUnavailable,
                "cannot read \(path); remove recovery/state.json to begin again"
            )
        }
        return String(decoding: data, as: UTF8.self)
    }
}
extension Recovery {
    /// Puts the new ledger in the old one's place, and keeps the old one in `replaced/`.
    ///
    /// The mark of the lost end goes with it: the new ledger has begun its epoch already.
    func switchOver(_ journal: inout RecoveryJournal) throws(LedgerError) {
        let path = self.settings.place.database
        let (files, candidate) = (LedgerSwitch(path: path), self.place.candidate.database)
        if try self.holds(journal, candidate) {
            try FileSwitch.flush(candidate)
            try FileSwitch.rename(candidate, to: files.staging)
            Failpoint.pass("recover.staged")
        }
        let earlier = try RestoreMarker.read(of: path)
        if try self.holds(journal, files.staging) {
            let marker = RestoreMarker(
                verb: "recover",
                source: self.place.absolute(self.settings.backup),
                kept: earlier?.kept ?? self.place.kept(since: journal.start),
                hadLedger: earlier?.hadLedger
                    ?? [path, path + "-wal"].contains(where: Self.isThere)
            )
            let head = try EventReader(path: files.staging).head
            Backup.tidyAfterReading(files.staging)
            try files.run(marker, mark: HeadMark(of: head))
        } else if earlier != nil {
            try files.finish(mark: HeadMark(of: try EventReader(path: path).head))
        }
        Backup.tidyAfterReading(path)
        try self.place.removeCandidate()
        journal.step = .done
        try journal.write(self.place.journal)
        Failpoint.pass("recover.done")
    }

    /// Whether the ledger that was built is somewhere: beside, on its way, or in place.
    func canSwitch(_ journal: RecoveryJournal) throws(LedgerError) -> Bool {
        let path = self.settings.place.database
        for place in [self.place.candidate.database, LedgerSwitch(path: path).staging, path] {
            if try self.holds(journal, place) { return true }
        }
        return false
    }

    /// Whether somebody wrote the ledger in place since the recovery looked at it: what was built
    /// lacks that, and its report does not tell of it.
    func hasMovedOn(since journal: RecoveryJournal) throws(LedgerError) -> Bool {
        let path = self.settings.place.database
        guard journal.step != .done, try RestoreMarker.read(of: path) == nil,
            try !self.holds(journal, path)
        else { return false }
        return self.liveHash != journal.liveHash
    }

    /// The link at the end of the ledger in place, or `nil` if it cannot be read.
    var liveHash: String? { try? EventReader(path: self.settings.place.database).head.hash.hex }

    /// Whether a file is the ledger that was built.
    func holds(_ journal: RecoveryJournal, _ path: String) throws(LedgerError) -> Bool {
        guard let position = journal.head, Self.isThere(path) else { return false }
        do throws(LedgerError) {
            let reader = try EventReader(path: path)
            return try reader.hash(at: position)?.hex == journal.headHash
        } catch {
            // What cannot be read is not it.
            guard error.code == .storageUnavailable else { return false }
            throw error
        }
    }

    private static func isThere(_ path: String) -> Bool {
        let found = try? FileManager.default.attributesOfItem(atPath: path)
        return ((found?[.size] as? NSNumber)?.int64Value ?? 0) > 0
    }
}

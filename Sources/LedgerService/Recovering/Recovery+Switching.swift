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
    /// Exchanges the ledgers, and keeps the old one.
    func switchOver(_ journal: inout RecoveryJournal) throws(LedgerError) {
        let candidate = self.place.candidate.database
        let live = self.settings.place.database
        if FileManager.default.fileExists(atPath: candidate) {
            do {
                let folder = self.settings.place.replaced + "/x"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                for suffix in ["-wal", "-shm", "", ".head"] where FileManager.default.fileExists(atPath: live + suffix) {
                    try FileManager.default.moveItem(atPath: live + suffix, toPath: folder + "/ledger.db" + suffix)
                }
            } catch {
                throw LedgerError(.storageUnavailable, "x", cause: error)
            }
            try FileSwitch.rename(candidate + ".head", to: live + ".head")
            try FileSwitch.rename(candidate, to: live)
        }
        journal.step = .done
        try journal.write(self.place.journal)
        try self.place.removeCandidate()
    }
}
extension Recovery { func appendSegments(to copy: inout LedgerCopy, _ findings: inout RecoveryFindings) throws(LedgerError) {} }

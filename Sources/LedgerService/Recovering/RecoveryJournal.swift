private import Foundation
internal import Ledger

/// How far a recovery has come, in a file that outlives the process: `recovery/state.json`.
struct RecoveryJournal: Codable, Equatable {
    /// The steps, in order; each is noted when the one before it is done.
    enum Step: String, Codable, CaseIterable {
        /// The ledger is built from files. Becomes `reconcile`; begins again after a kill.
        case build
        /// The ledger under construction is complete as far as files go, and Telegram is asked.
        /// Becomes `switchOver`; goes on after a kill.
        case reconcile
        /// The report is written and the files are exchanged. Becomes `done`; goes on after a kill.
        case switchOver = "switch"
        /// The new ledger is in place. Terminal.
        case done
    }

    private static let format = "starledger-recovery-1"

    private var format = Self.format

    /// The step that is under way.
    var step: Step

    /// The backup that the recovery goes by, and the SHA-256 of its bytes.
    var backup: String
    var sha256: String

    /// What its manifest said.
    var manifest: RecoveryFindings.Manifest

    /// When it began, in microseconds since 1970.
    var startedAt: Int64

    /// What was found and taken before Telegram was asked; as JSON, once it is known.
    var findings: RecoveryFindings?

    /// The link at the end of the ledger in place when the recovery looked at it, if it was read.
    var liveHash: String?

    /// Where the new ledger ended when it was put in place, once it is known.
    var head: Int64?
    var headHash: String?

    /// How many things somebody should look at.
    var differenceCount = 0

    init(
        backup: String,
        sha256: String,
        manifest: RecoveryFindings.Manifest,
        startedAt: Instant
    ) {
        self.step = .build
        self.backup = backup
        self.sha256 = sha256
        self.manifest = manifest
        self.startedAt = startedAt.microseconds
    }

    /// When it began.
    var start: Instant { Instant(microseconds: self.startedAt) }

    /// Reads the journal, or returns `nil` if there is none or it is not whole.
    ///
    /// A journal that cannot be read costs the work that was done, and nothing else.
    static func read(_ path: String) -> RecoveryJournal? {
        guard let data = FileManager.default.contents(atPath: path),
            let journal = try? JSONDecoder().decode(Self.self, from: data),
            journal.format == Self.format
        else { return nil }
        return journal
    }

    /// Writes the journal so that a kill leaves the old or the new one.
    func write(_ path: String) throws(LedgerError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let draft = path + ".new"
        do {
            try encoder.encode(self).write(to: URL(filePath: draft))
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
}

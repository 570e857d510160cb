private import Foundation
public import Ledger

/// The erasures that a restore carried out again.
public struct AppliedErasures: Hashable, Sendable {
    /// Whose key had come back and was destroyed again.
    public var destroyed: [UserID] = []

    /// Who was erased after the restored moment: the restored log does not say so.
    public var unrecorded: [UserID] = []

    /// Whether there is a file of keys at all.
    public var hasKeys = true

    /// Describes what was carried out.
    ///
    /// - Parameters:
    ///   - destroyed: Whose key had come back and was destroyed again.
    ///   - unrecorded: Who was erased after the restored moment.
    public init(destroyed: [UserID] = [], unrecorded: [UserID] = []) {
        self.destroyed = destroyed
        self.unrecorded = unrecorded
    }
}

extension Restore {
    /// Destroys again what was erased, as the newest log or manifest knows.
    func applyErasures(
        _ survey: LogSurvey,
        _ losses: LossReport,
        _ manifest: BackupManifest?
    ) throws(LedgerError) -> AppliedErasures {
        let recorded = Set(survey.erased.map(\.user))
        let known = survey.erased + losses.erased
        let newest = BackupFolder(path: self.place.backups).backups
            .first { $0.manifest.ledgerID == survey.ledgerID }?.manifest
        let named = Set((newest?.erased ?? []) + (manifest?.erased ?? []))
        var applied = AppliedErasures()
        applied.unrecorded = named.union(known.map(\.user)).subtracting(recorded).sorted()
        applied.hasKeys = FileManager.default.fileExists(atPath: self.place.keys)
        guard applied.hasKeys else { return applied }
        let keyring = try Keyring(path: self.place.keys)
        var destroyed: Set<UserID> = []
        for erased in known where try keyring.apply(erased.erasure, of: erased.user) {
            destroyed.insert(erased.user)
        }
        // Only a manifest names them: whatever the restored log holds of theirs was sealed before.
        for user in named.subtracting(known.map(\.user)) where try keyring.hasKey(of: user) {
            _ = try keyring.destroyKeyForEver(of: user)
            destroyed.insert(user)
        }
        applied.destroyed = destroyed.sorted()
        return applied
    }
}

extension Keyring {
    fileprivate func hasKey(of user: UserID) throws(LedgerError) -> Bool {
        try KeyFile(path: self.path).key(named: Self.name(of: user)) != nil
    }
}

/// What a restore came to.
public struct RestoreReport: Sendable {
    /// What was asked for.
    public var request: Restore.Request

    /// The manifest of the backup, if it had one.
    public var manifest: BackupManifest?

    /// Whether it was signed with the key that lies beside the ledger; `nil` if that is not known.
    public var isSignedHere: Bool?

    /// Where the restored log ends.
    public var head: LedgerHead

    /// The segments that were appended to the backup.
    public var segments: [SegmentFile]

    /// What the replaced ledger knew beyond it; `nil` if nothing, as far as is known.
    public var lost: Restore.LostEvents?

    /// Where the replaced ledger is kept; `nil` if there was none.
    public var kept: String?

    /// Whose key was destroyed again.
    public var erased: AppliedErasures

    /// Whether nothing here tells how far the ledger went after the backup.
    public var isEndUnknown: Bool
}

private import Foundation
public import Ledger

/// Makes backups of a ledger, while it is being written or not.
///
/// A backup counts only when it was verified: the chain of the copy, its head against the head of
/// the moment that was copied, and a fresh fold against the newest snapshot. Until then it lies
/// beside under another name, so that a kill at any moment leaves none or a complete one.
public struct BackupMaker: Sendable {
    /// Told what is being done, how far it has come, and how far it goes; returns whether to go on.
    public typealias Step = (_ work: String, _ done: Int64, _ of: Int64) -> Bool

    /// The ledger.
    public let place: LedgerPlace

    /// Says when a backup is made.
    public let clock: @Sendable () -> Instant

    /// Creates a maker of backups.
    ///
    /// - Parameters:
    ///   - place: The ledger.
    ///   - clock: Says when a backup is made.
    public init(place: LedgerPlace, clock: @escaping @Sendable () -> Instant = { .now }) {
        self.place = place
        self.clock = clock
    }

    /// Makes a backup.
    ///
    /// - Parameters:
    ///   - target: Where it lies, or a folder where it gets a name by the time; by default the
    ///     ledger's folder of backups.
    ///   - step: Told how far it has come.
    /// - Returns: The backup.
    /// - Throws: ``LedgerError``; nothing counts as a backup then. `closing` if `step` had enough.
    public func make(
        at target: String? = nil,
        step: Step = { _, _, _ in true }
    ) throws(LedgerError) -> MadeBackup {
        let time = self.clock()
        let path = self.path(of: target, at: time)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw LedgerError(
                .storageUnavailable,
                "\(path) exists already and is not overwritten; name another file"
            )
        }
        if target == nil { try BackupFolder(path: self.place.backups).make() }
        let draft = path + ".new"
        do throws(LedgerError) {
            let backup = try self.make(draft, path, at: time, step)
            Backup.tidyAfterReading(draft)
            Failpoint.pass("backup.verified")
            try FileSwitch.rename(draft, to: path)
            return backup
        } catch {
            Backup.removeDraft(draft)
            throw error
        }
    }

    private func path(of target: String?, at time: Instant) -> String {
        guard let target else {
            return BackupFolder(path: self.place.backups).path(ofBackupAt: time)
        }
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else { return target }
        return BackupFolder(path: target).path(ofBackupAt: time)
    }

    private func make(
        _ draft: String,
        _ path: String,
        at time: Instant,
        _ step: Step
    ) throws(LedgerError) -> MadeBackup {
        let head = try Backup.copyPages(of: self.place.database, to: draft) { done, total in
            step("copy", done, total)
        }
        Failpoint.pass("backup.copied")
        let survey = try self.verified(draft, head: head, step)
        let manifest = BackupManifest(
            head: head,
            merkleRoot: survey.frontier.root,
            kinds: survey.kinds,
            erased: survey.erasedUsers,
            file: try FileDigest(of: draft),
            madeAt: time
        )
        // A backup is worth more than its signature: it is made with a new key, and that is said.
        let lostKey = self.lostKey
        let key = try SigningKey.open(path: self.place.signingKey)
        return MadeBackup(
            path: path,
            // Before its backup: whoever sees a backup of ours sees its manifest too.
            manifest: try manifest.write(for: path, signedBy: key),
            differences: survey.differences,
            lostKey: lostKey.flatMap { $0 == key.publicKey ? nil : $0 }
        )
    }

    /// Whose key signed before, where the file of the key is gone.
    private var lostKey: [UInt8]? {
        guard !FileManager.default.fileExists(atPath: self.place.signingKey) else { return nil }
        let checkpoints = CheckpointFolder(path: self.place.checkpoints).entries()
        return checkpoints.last { $0.checkpoint?.isSigned ?? false }?.checkpoint?.publicKey
            ?? LastBackup(of: self.place)?.manifest.publicKey
    }

    private func verified(
        _ draft: String,
        head: LedgerHead,
        _ step: Step
    ) throws(LedgerError) -> LogSurvey {
        var verifier = try Verifier(path: draft)
        let found = verifier.run { done, total in _ = step("verify", done, total) }
        if let finding = found.findings.first {
            let place = finding.position.map { " at event \($0)" } ?? ""
            throw LedgerError(
                .damaged,
                "the copy of \(self.place.database) is not sound\(place): \(finding.message); "
                    + "no backup was made, run `starledger verify`"
            )
        }
        let reader = try EventReader(path: draft)
        guard reader.head == head else {
            throw LedgerError(
                .damaged,
                "the copy of \(self.place.database) ends at event \(reader.head.position), not "
                    + "\(head.position); no backup was made, run `starledger verify`"
            )
        }
        return try LogSurvey(of: reader, comparing: self.place.snapshots) { done in
            step("fold", done, head.position)
        }
    }
}

/// A backup that was made and verified.
public struct MadeBackup: Sendable {
    /// Where it lies.
    public var path: String

    /// What it holds.
    public var manifest: BackupManifest

    /// How many projections of the newest snapshot differ from a fresh fold; the snapshot is wrong
    /// then, and not the backup.
    public var differences: Int

    /// The public key that signed before, if its file was gone and a new key was made for this.
    public var lostKey: [UInt8]?
}

private import Foundation
public import Ledger

/// Puts a backup in the place of a ledger.
///
/// Verifies first, makes everything ready beside, keeps what is replaced, and switches by renaming.
/// Running it again after a kill at any moment comes to the same end. The next open of the ledger
/// begins a new epoch if events are missing.
public struct Restore: Sendable {
    /// Told what is being done, how far it has come and how far it goes.
    public typealias Step = (_ work: String, _ done: Int64, _ of: Int64) -> Void

    /// What is to be restored.
    public struct Request: Hashable, Sendable {
        /// The backup.
        public var file: String

        /// A folder of segments that lead on from it.
        public var segments: String?

        /// The last position wanted.
        public var position: Position?

        /// Events recorded later are not wanted.
        public var time: Instant?

        /// Asks for a backup as it is, or for a moment before or after it.
        ///
        /// - Parameters:
        ///   - file: The backup.
        ///   - segments: A folder of segments that lead on from it.
        ///   - position: The last position wanted.
        ///   - time: Events recorded later are not wanted.
        public init(
            file: String,
            segments: String? = nil,
            position: Position? = nil,
            time: Instant? = nil
        ) {
            self.file = file
            self.segments = segments
            self.position = position
            self.time = time
        }
    }

    let place: LedgerPlace
    private let clock: @Sendable () -> Instant

    /// Creates a restore.
    ///
    /// - Parameters:
    ///   - place: The ledger that is replaced.
    ///   - clock: Names the folder of what is kept.
    public init(place: LedgerPlace, clock: @escaping @Sendable () -> Instant = { .now }) {
        self.place = place
        self.clock = clock
    }

    /// Restores.
    ///
    /// - Parameters:
    ///   - request: What.
    ///   - step: Told how far it has come.
    /// - Returns: What came of it.
    /// - Throws: ``LedgerError``: `leaseHeld` while a process writes the ledger, `damaged` if the
    ///   backup is not sound, `contradiction` if it is another ledger's; the old ledger stays then.
    public func run(
        _ request: Request,
        step: Step = { _, _, _ in }
    ) throws(LedgerError) -> RestoreReport {
        try self.refuseItself(request.file)
        try self.makeFolder()
        let lease = try Lease(of: self.place.database, verb: "restore", since: self.clock())
        defer { withExtendedLifetime(lease) {} }
        let files = LedgerSwitch(path: self.place.database)
        let earlier = try RestoreMarker.read(of: self.place.database)
        let old = files.oldLedger(earlier)
        let ready: Ready
        do throws(LedgerError) {
            ready = try self.makeReady(request, files, old, step)
        } catch {
            StagedBackup.remove(at: files.staging)
            throw error
        }
        Backup.tidyAfterReading(files.staging)
        try FileSwitch.flush(files.staging)
        Failpoint.pass("restore.staged")
        let marker = RestoreMarker(
            source: Self.absolute(request.file),
            kept: earlier?.kept ?? self.folderToKeep(),
            hadLedger: earlier?.hadLedger ?? (old != nil)
        )
        let keepsLog = files.hasOrphanedLog
        try files.run(marker, mark: ready.mark)
        let foreign = try CheckpointFolder(path: self.place.checkpoints)
            .moveForeign(to: "\(marker.kept)/checkpoints", than: ready.head.ledgerID)
        return RestoreReport(
            request: request,
            manifest: ready.staged.manifest,
            isSignedHere: self.isSignedHere(ready.staged.manifest),
            head: ready.head,
            segments: ready.staged.segments,
            lost: ready.lost,
            kept: old == nil && !keepsLog && foreign == 0 ? nil : marker.kept,
            erased: ready.erasures,
            isEndUnknown: ready.mark != nil && ready.lost == nil
        )
    }

    private struct Ready {
        var staged: StagedBackup
        var head: LedgerHead
        var lost: LostEvents?
        var erasures: AppliedErasures
        /// What is put beside the ledger where no head file tells how far the old one went.
        var mark: HeadMark?
    }

    /// Does all that leaves the old ledger as it is; every reader is closed when this returns.
    private func makeReady(
        _ request: Request,
        _ files: LedgerSwitch,
        _ old: String?,
        _ step: Step
    ) throws(LedgerError) -> Ready {
        var staged = try StagedBackup(request, at: files.staging, step: step)
        try staged.bringToMoment(step: step)
        let reader = try EventReader(path: files.staging)
        let known = Notary.known(of: reader.head, in: self.place).first
        let losses = try LossReport(
            of: old,
            against: reader,
            markedAt: max(files.markedPosition ?? 0, known?.position ?? 0)
        )
        let survey = try self.survey(reader, step)
        let erasures = try self.applyErasures(survey, losses, staged.manifest)
        try self.replaceSnapshots(by: survey, reader.head)
        if let head = losses.oldHead { try files.keepMark(of: head) }
        // Nobody knows how far a ledger went of which nothing is left: what follows is another epoch.
        let isUnknown = files.markedPosition == nil
        let mark =
            isUnknown ? HeadMark.lost(known.map { HeadMark(of: $0) }, behind: reader.head) : nil
        return Ready(
            staged: staged,
            head: reader.head,
            lost: losses.lost,
            erasures: erasures,
            mark: mark
        )
    }

    private func refuseItself(_ file: String) throws(LedgerError) {
        guard FileManager.default.fileExists(atPath: file) else {
            throw LedgerError(
                .storageUnavailable,
                "there is no backup at \(file); see `ls \(self.place.backups)`"
            )
        }
        guard Self.absolute(file) != Self.absolute(self.place.database) else {
            throw LedgerError(.contradiction, "\(file) is the ledger itself; name a backup of it")
        }
    }

    private static func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private func makeFolder() throws(LedgerError) {
        do {
            try FileManager.default.createDirectory(
                atPath: self.place.folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot make the folder \(self.place.folder)",
                cause: error
            )
        }
    }

    private func survey(
        _ reader: EventReader,
        _ step: Step
    ) throws(LedgerError) -> LogSurvey {
        try LogSurvey(of: reader, comparing: self.place.snapshots) { done in
            step("replay", done, reader.head.position)
            return true
        }
    }

    /// Snapshots are a cache, and those of the replaced log would only be in the way.
    private func replaceSnapshots(
        by survey: LogSurvey,
        _ head: LedgerHead
    ) throws(LedgerError) {
        SnapshotFile.removeAll(in: self.place.snapshots)
        try SnapshotFile.write(
            survey.books,
            head: head,
            hash: head.hash,
            into: self.place.snapshots
        )
    }

    private func folderToKeep() -> String {
        let digits = Instant(seconds: self.clock().seconds).rfc3339
            .filter { $0 != "-" && $0 != ":" }
        let path = "\(Self.absolute(self.place.replaced))/\(digits)"
        var free = path
        var number = 2
        while FileManager.default.fileExists(atPath: free) {
            free = "\(path)-\(number)"
            number += 1
        }
        return free
    }

    /// Whether the manifest was signed with the key that lies beside the ledger; `nil` if there is
    /// no manifest or no key to compare with.
    private func isSignedHere(_ manifest: BackupManifest?) -> Bool? {
        guard let manifest, FileManager.default.fileExists(atPath: self.place.signingKey),
            let key = try? SigningKey.open(path: self.place.signingKey)
        else { return nil }
        return key.publicKey == manifest.publicKey
    }
}

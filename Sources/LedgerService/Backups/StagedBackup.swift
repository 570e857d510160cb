private import Foundation
internal import Ledger

/// A backup on its way into the place of a ledger: copied beside it, verified, and brought to the
/// moment that is wanted.
struct StagedBackup {
    /// What it is brought to.
    var request: Restore.Request

    /// Where it is made ready.
    var staging: String

    /// The manifest, if the backup has one.
    private(set) var manifest: BackupManifest?

    /// The segments that were appended.
    private(set) var segments: [SegmentFile] = []

    /// Where the backup ended before anything was cut off or appended.
    private(set) var backupHead: LedgerHead

    /// Copies a backup and verifies the copy; the backup itself is only read.
    ///
    /// - Throws: ``LedgerError`` `damaged` if it is not sound.
    init(
        _ request: Restore.Request,
        at staging: String,
        step: Restore.Step
    ) throws(LedgerError) {
        self.request = request
        self.staging = staging
        self.manifest = try BackupManifest.read(of: request.file)
        Self.remove(at: staging)
        let digest = try FileDigest(of: request.file, copyingTo: staging) { done, total in
            step("copy", done, total)
        }
        do throws(LedgerError) {
            try Self.takeLog(of: request.file, to: staging, hasManifest: self.manifest != nil)
            try Self.compare(digest, with: self.manifest, of: request.file)
            self.backupHead = try Self.verified(staging, manifest: self.manifest, step)
        } catch {
            Backup.removeDraft(staging)
            // The operator knows the backup, and not its copy.
            let message = error.message.replacingOccurrences(of: staging, with: request.file)
            throw LedgerError(error.code, message, cause: error.cause)
        }
        Failpoint.pass("restore.copied")
    }

    /// Removes what was made ready and is not wanted.
    static func remove(at staging: String) {
        for draft in [staging, Self.whole(staging), staging + ".new"] { Backup.removeDraft(draft) }
    }

    /// The backup itself, while a part of it is copied.
    private static func whole(_ staging: String) -> String { staging + ".whole" }

    /// A backup of ours is one file; a copy that somebody made of a bot that was killed has a
    /// write-ahead log, which belongs to it.
    private static func takeLog(
        of file: String,
        to staging: String,
        hasManifest: Bool
    ) throws(LedgerError) {
        let log = file + "-wal"
        let size = try? FileManager.default.attributesOfItem(atPath: log)[.size] as? NSNumber
        guard let size, size.int64Value > 0 else { return }
        guard !hasManifest else {
            throw LedgerError(
                .damaged,
                "\(log) is not part of the backup \(file); move it away and restore again"
            )
        }
        _ = try FileDigest(of: log, copyingTo: staging + "-wal", progress: { _, _ in })
        _ = try LedgerCopy(continuing: staging).finish()
    }

    private static func compare(
        _ digest: FileDigest,
        with manifest: BackupManifest?,
        of file: String
    ) throws(LedgerError) {
        guard let manifest else { return }
        guard digest.byteCount == manifest.byteCount, digest.sha256 == manifest.sha256 else {
            throw LedgerError(
                .damaged,
                "\(file) is not the file that its manifest was made of: it was damaged or changed; "
                    + "take another backup, or `starledger verify --database \(file)` to see where"
            )
        }
    }

    private static func verified(
        _ staging: String,
        manifest: BackupManifest?,
        _ step: Restore.Step
    ) throws(LedgerError) -> LedgerHead {
        var verifier = try Verifier(path: staging)
        let found = verifier.run { done, total in step("verify", done, total) }
        if let finding = found.findings.first {
            let place = finding.position.map { " at event \($0)" } ?? ""
            throw LedgerError(
                .damaged,
                "\(staging) is not sound\(place): \(finding.message); take another backup, or "
                    + "save the good part with `starledger verify --database \(staging) "
                    + "--salvage OUT` and restore OUT"
            )
        }
        let head = try EventReader(path: staging).head
        if let manifest {
            let said = (manifest.ledgerID, manifest.epoch, manifest.head, manifest.chainHead)
            guard (head.ledgerID, head.epoch, head.position, head.hash) == said else {
                throw LedgerError(.damaged, "the manifest of \(staging) is another backup's")
            }
        }
        return head
    }

    /// Brings the copy to the moment that is wanted.
    ///
    /// - Throws: ``LedgerError`` `contradiction` if neither the backup nor the segments reach it.
    mutating func bringToMoment(step: Restore.Step) throws(LedgerError) {
        if try self.endsBeyondMoment() { return try self.cut(step) }
        if let folder = self.request.segments { try self.extend(by: folder, step) }
        let head = try EventReader(path: self.staging).head
        if let position = self.request.position, head.position != position {
            throw LedgerError(
                .contradiction,
                "event \(position) is not reached: \(self.request.file) and the segments lead up to "
                    + "event \(head.position), recorded at \(head.recordedAt.rfc3339)"
            )
        }
    }

    private func endsBeyondMoment() throws(LedgerError) -> Bool {
        if let position = self.request.position { return self.backupHead.position > position }
        if let time = self.request.time { return self.backupHead.recordedAt > time }
        return false
    }

    /// A ledger without an event would be none.
    private func refuseNothing(_ reader: EventReader) throws(LedgerError) {
        guard let time = self.request.time, let first = try reader.event(at: 1),
            first.recordedAt > time
        else { return }
        throw LedgerError(
            .contradiction,
            "no event of \(self.request.file) was recorded by \(time.rfc3339): its first is of "
                + "\(first.recordedAt.rfc3339); name a later time"
        )
    }

    private mutating func cut(_ step: Restore.Step) throws(LedgerError) {
        try self.refuseNothing(try EventReader(path: self.staging))
        let whole = Self.whole(self.staging)
        Backup.removeDraft(whole)
        try FileSwitch.rename(self.staging, to: whole)
        Backup.removeDraft(self.staging)
        let reader = try EventReader(path: whole)
        var copy = try LedgerCopy(at: self.staging, like: reader.head)
        try copy.append(
            from: reader,
            upTo: self.request.position ?? .max,
            recordedBy: self.request.time,
            progress: { step("cut", $0, self.request.position ?? reader.head.position) }
        )
        _ = try copy.finish()
        Backup.removeDraft(whole)
        Failpoint.pass("restore.cut")
    }

    private mutating func extend(
        by folder: String,
        _ step: Restore.Step
    ) throws(LedgerError) {
        let segments = try SegmentFolder(path: folder, beyond: self.backupHead)
        var copy = try LedgerCopy(continuing: self.staging)
        let used = try segments.extend(
            &copy,
            upTo: self.request.position ?? .max,
            recordedBy: self.request.time,
            progress: { step("segments", $0, max($0, self.request.position ?? $0)) }
        )
        if self.request.position == nil, self.request.time == nil,
            let beyond = segments.gap(after: copy.head.position)
        {
            let next = copy.head.position + 1
            throw LedgerError(
                .contradiction,
                "events \(next) to \(beyond.header.after) are in no segment of \(folder), but "
                    + "\(beyond.path) goes on after them; find what is missing, or restore with "
                    + "--position \(copy.head.position)"
            )
        }
        // Questions and answers under way belong to the moment of the backup.
        if !used.isEmpty { try copy.removeWork() }
        _ = try copy.finish()
        self.segments = used
        Failpoint.pass("restore.extended")
    }
}

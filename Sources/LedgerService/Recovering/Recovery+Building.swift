internal import Ledger

extension Recovery {
    /// A backup that was verified.
    struct CheckedBackup {
        var sha256: String
        var head: LedgerHead
        var manifest: RecoveryFindings.Manifest
    }

    /// Verifies the backup; nothing is begun with one that is not sound.
    func lookAtBackup() throws(LedgerError) -> CheckedBackup {
        let path = self.settings.backup
        var verifier = try Verifier(path: path)
        let verification = verifier.run { self.progress("verify", $0, $1) }
        if let finding = verification.findings.first {
            throw LedgerError(
                .damaged,
                "the backup \(path) is damaged: \(finding.message); name another one, or save what "
                    + "is whole of it by `starledger verify --salvage`"
            )
        }
        Failpoint.pass("recover.verified")
        let digest = try FileDigest(of: path)
        return CheckedBackup(
            sha256: Hexadecimal.encode(digest.sha256),
            head: verification.head,
            manifest: try self.checkManifest(verification.head, digest)
        )
    }

    /// Begins anew, and notes it.
    func begin(by backup: CheckedBackup) throws(LedgerError) -> RecoveryJournal {
        try self.place.make()
        var journal = RecoveryJournal(
            backup: self.settings.backup,
            sha256: backup.sha256,
            manifest: backup.manifest,
            startedAt: self.settings.clock()
        )
        journal.liveHash = self.liveHash
        try journal.write(self.place.journal)
        Failpoint.pass("recover.begun")
        return journal
    }

    /// Builds the ledger beside the old one from whatever files hold.
    ///
    /// - Throws: ``Refused`` if the old ledger is sound; ``LedgerError``.
    func build(_ journal: inout RecoveryJournal) throws {
        let backup = try EventReader(path: self.settings.backup)
        let path = self.settings.place.database
        let marker = try RestoreMarker.read(of: path)
        let old = OldLedger(
            at: LedgerSwitch(path: path).oldLedger(marker) ?? path,
            of: self.settings.place,
            against: backup.head,
            backupHash: { (try? backup.hash(at: $0)) ?? nil },
            progress: { self.progress("look", $0, backup.head.position) }
        )
        let (kind, takesFromOld) = try self.judge(old, backup.head.position)
        try self.place.clearCandidate()
        var findings = RecoveryFindings(
            backupHead: backup.head.position,
            backupRecordedAt: backup.head.recordedAt,
            manifest: journal.manifest,
            oldLedger: kind,
            oldDamage: old.state.damage,
            lastWrittenAt: old.lastWrittenAt
        )
        let head = try self.copy(backup, takesFromOld ? old.log : nil, &findings)
        try self.mark(head, old, &findings)
        self.noteLosses(of: old, &findings)
        journal.findings = findings
        journal.step = .reconcile
        try journal.write(self.place.journal)
        Failpoint.pass("recover.built")
    }

    private func judge(
        _ old: OldLedger,
        _ backup: Position
    ) throws -> (RecoveryFindings.OldLedger, takesFromOld: Bool) {
        let verdict = RecoveryVerdict.on(
            old.state,
            backup: backup,
            path: self.settings.place.database,
            isForced: self.settings.isForced
        )
        switch verdict {
        case .refuse(let line): throw Refused(description: line)
        case .recover(let kind, let takesFromOld): return (kind, takesFromOld)
        }
    }

    /// Copies event by event: the chain decides what follows what, wherever it lies.
    private func copy(
        _ backup: EventReader,
        _ old: OldLog?,
        _ findings: inout RecoveryFindings
    ) throws(LedgerError) -> LedgerHead {
        var copy = try LedgerCopy(at: self.place.candidate.database, like: backup.head)
        try copy.append(from: backup) { self.progress("copy", $0, backup.head.position) }
        Failpoint.pass("recover.copied")
        try self.appendSegments(to: &copy, &findings)
        if let old {
            let before = copy.head.position
            do throws(LedgerError) {
                try copy.append(from: old.reader) { self.progress("keep", $0, old.head.position) }
            } catch {
                // What came before the damage is in the copy: that is what was wanted.
                guard error.code == .damaged else { throw error }
            }
            let count = copy.head.position - before
            if count > 0 {
                findings.taken = RecoveryFindings.Source(
                    path: self.settings.place.database,
                    eventCount: count
                )
            }
            try self.appendSegments(to: &copy, &findings)
        }
        return try copy.finish()
    }

    /// Appends the segments that follow, wherever the log has got to.
    private func appendSegments(
        to copy: inout LedgerCopy,
        _ findings: inout RecoveryFindings
    ) throws(LedgerError) {
        guard self.place.hasFolder(self.settings.segments) else {
            guard self.settings.segments == self.settings.place.segments else {
                throw LedgerError(
                    .storageUnavailable,
                    "there is no folder \(self.settings.segments); name the one with the segments"
                )
            }
            return
        }
        let before = copy.head.position
        let folder = try SegmentFolder(path: self.settings.segments, beyond: copy.head)
        let used = try folder.extend(&copy, upTo: .max, recordedBy: nil) {
            self.progress("segments", $0, $0)
        }
        var last = before
        for segment in used {
            let end = min(segment.trailer.head, copy.head.position)
            let count = end - last
            findings.segments.append(.init(path: segment.path, eventCount: count))
            last = end
        }
        Failpoint.pass("recover.segments")
    }

    /// Puts the mark of what was lost beside the new ledger, so that it begins a new epoch.
    private func mark(
        _ head: LedgerHead,
        _ old: OldLedger,
        _ findings: inout RecoveryFindings
    ) throws(LedgerError) {
        let path = self.place.candidate.database
        findings.builtHead = head.position
        findings.builtRecordedAt = head.recordedAt.microseconds
        let known = old.knownEnd
        findings.lostHead = known.map { max($0.position, head.position) }
        let isWhole = try known.map { (known) throws(LedgerError) in
            try EventReader(path: path).hash(at: known.position) == known.hash
        }
        let mark = isWhole == true ? HeadMark(of: head) : HeadMark.lost(known, behind: head)
        try mark.write(beside: path)
        Failpoint.pass("recover.marked")
    }

    /// Lists what the old ledger still shows and could not be taken.
    private func noteLosses(of old: OldLedger, _ findings: inout RecoveryFindings) {
        guard let log = old.log else { return }
        let start: Position
        switch old.state {
        case .same(let branch) where branch.common < min(branch.proven, findings.backupHead):
            start = branch.common
        case .same: start = findings.builtHead
        case .another: start = 0
        case .absent, .unreadable, .foreign: return
        }
        _ = log.forEachReadable(after: start) { findings.known.note($0) }
    }
}

extension OldLedger {
    /// The farthest end that anything tells of: the mark, the old file itself, or a checkpoint.
    fileprivate var knownEnd: HeadMark? {
        let ends: [HeadMark?]
        switch self.state {
        // What lies beside another ledger tells of that one.
        case .another, .foreign: ends = self.checkpoints
        case .absent, .unreadable: ends = [self.mark] + self.checkpoints
        case .same: ends = [self.mark, self.log?.end] + self.checkpoints
        }
        let known = ends.compactMap(\.self)
        var farthest = known.max { $0.position < $1.position }
        // The new epoch must be higher than any that was.
        if let epoch = known.map(\.epoch).max() { farthest?.epoch = epoch }
        return farthest
    }
}

extension CurrentLedger {
    /// What is wrong with it, in one clause.
    fileprivate var damage: String? {
        switch self {
        case .absent, .another: nil
        case .unreadable(let why), .foreign(let why): why
        case .same(let branch): branch.damage
        }
    }
}

extension Recovery {
    /// Holds the manifest beside the backup, if there is one, against what was verified.
    ///
    /// The link of the last event covers every event before it: where it fits, all of them do.
    ///
    /// - Returns: What it says, in a few words.
    /// - Throws: ``LedgerError`` `damaged` if it tells of another file.
    fileprivate func checkManifest(
        _ head: LedgerHead,
        _ digest: FileDigest
    ) throws(LedgerError) -> RecoveryFindings.Manifest {
        let path = self.settings.backup
        guard let manifest = try BackupManifest.read(of: path) else { return .absent }
        guard manifest.ledgerID == head.ledgerID, manifest.chainHead == head.hash,
            manifest.head == head.position, manifest.sha256 == digest.sha256
        else {
            throw LedgerError(
                .damaged,
                "\(path) is not the file that \(BackupManifest.path(of: path)) tells of: it was changed, "
                    + "or the two do not belong together; name another backup, or move the manifest away"
            )
        }
        guard self.place.hasSigningKey else { return .signed }
        let key = try SigningKey.open(path: self.settings.place.signingKey)
        return key.publicKey == manifest.publicKey ? .signedHere : .signedElsewhere
    }
}

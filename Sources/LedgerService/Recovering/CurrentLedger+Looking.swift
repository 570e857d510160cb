private import Foundation
internal import Ledger

/// What was read of the ledger that is to be recovered.
struct OldLedger {
    /// How it compares with the backup.
    var state: CurrentLedger

    /// Its log, if anything of it can be read.
    var log: OldLog?

    /// What was known of its end outside the file, when it was last written.
    var mark: HeadMark?

    /// Where it stood once, as its signed checkpoints know.
    var checkpoints: [HeadMark]

    /// When its files were last written.
    var lastWrittenAt: Instant?

    /// Looks at the ledger that lies at a place; nothing of it is changed.
    ///
    /// - Parameters:
    ///   - path: Where it lies now: in its place, or kept by a restore that was interrupted.
    ///   - place: The ledger that is to be recovered.
    ///   - backup: Where the backup ends.
    ///   - backupHash: Finds the backup's link at a position.
    ///   - progress: Told the position reached, now and then.
    init(
        at path: String,
        of place: LedgerPlace,
        against backup: LedgerHead,
        backupHash: (Position) -> ChainHash?,
        progress: (Position) -> Void
    ) {
        self.mark = HeadMark(beside: place.database)
        self.checkpoints = Notary.known(of: backup, in: place).map { HeadMark(of: $0) }
        self.lastWrittenAt = Self.lastWritten(path, mark: self.mark)
        self.state = .absent
        guard !Self.isEmpty(path) else { return }
        var log: OldLog
        do throws(LedgerError) {
            log = try OldLog(path: path, assuming: backup)
            // A head row may be damaged, too: the first event says whose log this is.
            let isOurs = log.hash(at: 1).map { $0 == backupHash(1) } ?? false
            if isOurs, log.head.ledgerID != backup.ledgerID {
                log = try OldLog(path: path, assuming: backup, ignoringHead: true)
            }
        } catch {
            self.state = Self.unreadable(error)
            return
        }
        self.log = log
        guard log.head.ledgerID == backup.ledgerID else {
            self.state = .another(eventCount: log.head.position)
            return
        }
        // What was known in an earlier epoch was lost then, and that is an event of the log.
        let known = self.checkpoints.filter { $0.epoch >= log.head.epoch }
        let marks = [self.mark].compactMap(\.self) + known
        self.state = .same(Self.branch(log, path, backup, marks, backupHash, progress))
    }

    private static func branch(
        _ log: OldLog,
        _ path: String,
        _ backup: LedgerHead,
        _ marks: [HeadMark],
        _ backupHash: (Position) -> ChainHash?,
        _ progress: (Position) -> Void
    ) -> CurrentLedger.Branch {
        let (proven, damage) = log.proven(progress: progress)
        let isComplete = marks.allSatisfy { mark in
            mark.position <= proven && log.hash(at: mark.position) == mark.hash
        }
        // A copy that was put back has no write-ahead log: this one lost the end of its own.
        let isCut = !isComplete && !Self.isEmpty(path + "-wal")
        let cut = isCut ? "committed events are missing from its -wal" : nil
        return CurrentLedger.Branch(
            proven: proven,
            common: Self.common(upTo: min(proven, backup.position), log, backupHash),
            damage: damage.map(\.firstClause) ?? cut ?? Self.damageBesideTheLog(path),
            isComplete: isComplete,
            hasMark: !marks.isEmpty
        )
    }

    /// The last position at which two logs have the same link: all before it are the same.
    private static func common(
        upTo last: Position,
        _ log: OldLog,
        _ backupHash: (Position) -> ChainHash?
    ) -> Position {
        var (same, other) = (Position(0), last + 1)
        if let hash = backupHash(last), hash == log.hash(at: last) { return last }
        while other - same > 1 {
            let middle = same + (other - same) / 2
            let isSame = backupHash(middle).map { $0 == log.hash(at: middle) } ?? false
            if isSame { same = middle } else { other = middle }
        }
        return same
    }

    /// The log may be whole while an index, a trigger or another page is not.
    private static func damageBesideTheLog(_ path: String) -> String? {
        do throws(LedgerError) {
            var verifier = try Verifier(path: path)
            return verifier.run().findings.first?.message
        } catch {
            return error.firstClause
        }
    }

    private static func unreadable(_ error: LedgerError) -> CurrentLedger {
        switch error.code {
        case .newerSchema: .foreign(error.message)
        case .notOurs where !error.message.contains("is not a SQLite database"):
            .foreign(error.firstClause)
        default: .unreadable(error.firstClause)
        }
    }

    private static func isEmpty(_ path: String) -> Bool {
        Self.attribute(.size, of: path).flatMap { ($0 as? NSNumber)?.int64Value } ?? 0 == 0
    }

    /// The newest of the files' own times; a reader that only looks leaves them as they are.
    private static func lastWritten(_ path: String, mark: HeadMark?) -> Instant? {
        let files = [path, path + "-wal"].filter { !Self.isEmpty($0) }
        let times = files.compactMap { Self.attribute(.modificationDate, of: $0) as? Date }
        let written = times.map { time in
            Instant(microseconds: Int64(time.timeIntervalSince1970 * 1_000_000))
        }
        return mark?.notedAt ?? written.max()
    }

    private static func attribute(_ key: FileAttributeKey, of path: String) -> Any? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[key]
    }
}

extension LedgerError {
    /// What is wrong, without what to do about it: that is this recovery.
    fileprivate var firstClause: String {
        self.message.split(separator: ";").first.map(String.init) ?? self.message
    }
}

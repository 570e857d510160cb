private import Foundation
public import Ledger
internal import Projections

/// Verifies a ledger: the file by ``Verifier``, and the snapshots by a fresh fold.
public enum Inspection {
    /// Checks everything that can be checked without the writer.
    ///
    /// - Parameters:
    ///   - place: The ledger.
    ///   - checkpoints: Files of checkpoints that were kept elsewhere, to hold the log against.
    ///   - progress: Told the position reached and the head, now and then.
    /// - Returns: What was found.
    /// - Throws: ``LedgerError`` if the file is not a ledger or cannot be opened at all.
    public static func run(
        place: LedgerPlace,
        checkpoints: [String] = [],
        progress: (_ done: Position, _ of: Position) -> Void
    ) throws(LedgerError) -> Verification {
        let further = try checkpoints.map { (file) throws(LedgerError) in
            try CheckpointFolder.Entry(file: file)
        }
        let witnesses = Self.witnesses(beside: place, further)
        let behind = try Verification.behindDamagedHeader(
            of: place.database,
            witnesses: witnesses,
            progress: progress
        )
        if let behind { return behind }
        var verifier = try Verifier(path: place.database, witnesses: witnesses)
        var result = verifier.run(progress: progress)
        if !result.findings.contains(where: \.code.isOfTheLog) {
            let replay = try Replay.run(place: place, progress: { _, _ in })
            if replay.differences > 0 {
                result.add(
                    Verification.Finding(
                        .projection,
                        "\(replay.differences) projections of the newest snapshot differ from the "
                            + "log; stop the bot and run `starledger replay` to put fresh ones in place"
                    )
                )
            }
        }
        return result
    }

    /// Checks everything but the projections, with rests.
    ///
    /// - Parameters:
    ///   - place: The ledger; somebody may be writing it.
    ///   - paging: How much is read between two rests.
    /// - Returns: What was found.
    /// - Throws: ``LedgerError`` if the file cannot be opened, `closing` if no more was wanted.
    static func read(
        place: LedgerPlace,
        paging: EventPaging
    ) throws(LedgerError) -> Verification {
        var isWanted = true
        let witnesses = Self.witnesses(beside: place, [])
        var verifier = try Verifier(path: place.database, witnesses: witnesses)
        let result = verifier.run(
            paging: EventPaging(rowCount: paging.rowCount) {
                isWanted = isWanted && paging.isWanted()
                return isWanted
            }
        )
        guard isWanted else { throw LedgerError(.closing, "the verification was ended") }
        return result
    }

    private static func witnesses(
        beside place: LedgerPlace,
        _ further: [CheckpointFolder.Entry]
    ) -> Witnesses {
        Witnesses(
            beside: place.database,
            checkpoints: place.checkpoints,
            signingKey: place.signingKey,
            further: further
        )
    }

    /// What is missing since a copy was put back that waits for its first start.
    ///
    /// - Parameters:
    ///   - copy: The copy.
    ///   - place: The ledger.
    /// - Returns: What is missing, as exactly as it can be said; `nil` if nobody knows.
    public static func loss(of copy: PutBack, at place: LedgerPlace) -> Restore.LostEvents? {
        copy.lost.flatMap { OpeningLoss(place: place).events(lost: $0, kept: copy.kept) }
    }

    /// Keeps what was found, for whoever asks when the ledger was verified last.
    ///
    /// A copy that nobody writes, known by having no head file, has no record of its own.
    ///
    /// - Throws: ``LedgerError`` where the disk fails.
    public static func record(
        _ result: Verification,
        of place: LedgerPlace,
        at time: Instant
    ) throws(LedgerError) {
        let files = FileManager.default
        guard files.isWritableFile(atPath: place.checkpoints),
            files.fileExists(atPath: place.database + ".head")
        else { return }
        let record = LastVerify(
            time: time,
            position: result.head.position,
            chain: result.head.hash,
            isSound: result.isSound
        )
        try record.write(in: place.checkpoints)
    }
}

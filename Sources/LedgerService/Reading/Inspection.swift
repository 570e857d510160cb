public import Ledger
internal import Projections

/// Verifies a ledger: the file by ``Verifier``, and the snapshots by a fresh fold.
public enum Inspection {
    /// Checks everything that can be checked without the writer.
    ///
    /// - Parameters:
    ///   - place: The ledger.
    ///   - progress: Told the position reached and the head, now and then.
    /// - Returns: What was found.
    /// - Throws: ``LedgerError`` if the file is not a ledger or cannot be opened at all.
    public static func run(
        place: LedgerPlace,
        progress: (_ done: Position, _ of: Position) -> Void
    ) throws(LedgerError) -> Verification {
        var verifier = try Verifier(path: place.database)
        var result = verifier.run(progress: progress)
        if result.isSound {
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
}

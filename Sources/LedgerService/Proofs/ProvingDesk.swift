private import Foundation
public import Ledger

/// Makes proofs for people, also while the bot runs.
public struct ProvingDesk {
    private let place: LedgerPlace
    private let reader: EventReader
    private let folder: CheckpointFolder

    /// Opens a ledger for reading.
    ///
    /// - Throws: ``LedgerError`` if there is none, or it cannot be read.
    public init(place: LedgerPlace) throws(LedgerError) {
        self.place = place
        self.reader = try EventReader(path: place.database)
        self.folder = CheckpointFolder(path: place.checkpoints)
    }

    /// Proves that an event is in the log.
    ///
    /// - Parameters:
    ///   - position: The event's position.
    ///   - file: The checkpoint to prove it under; `nil` for the first that covers it, or one that
    ///     is signed now where none does.
    /// - Returns: The proof.
    /// - Throws: ``LedgerError`` `damaged` where the log is not the one that was signed.
    public func inclusion(
        of position: Position,
        under file: String?
    ) throws(LedgerError) -> InclusionProof {
        guard position <= self.reader.head.position else {
            throw LedgerError(
                .storageUnavailable,
                "there is no event \(position) yet: the log ends at \(self.reader.head.position)"
            )
        }
        let checkpoint: Checkpoint
        if let file {
            checkpoint = try self.checkpoint(in: file)
            guard position <= checkpoint.position else {
                throw LedgerError(
                    .storageUnavailable,
                    "\(file) covers the events up to \(checkpoint.position), not \(position); leave "
                        + "--checkpoint out, or name a newer one"
                )
            }
        } else {
            checkpoint = try self.covering(position)
        }
        return try InclusionProof(of: position, under: checkpoint, in: self.reader)
    }

    /// Proves that the log of a checkpoint goes on in that of a newer one.
    ///
    /// - Parameters:
    ///   - old: The file of the older checkpoint.
    ///   - new: That of the newer one; `nil` for the newest of this ledger.
    /// - Returns: The proof.
    /// - Throws: ``LedgerError`` `damaged` where it does not.
    public func consistency(
        from old: String,
        to new: String?
    ) throws(LedgerError) -> ConsistencyProof {
        let older = try self.checkpoint(in: old)
        let newer: Checkpoint
        if let new {
            newer = try self.checkpoint(in: new)
        } else {
            newer = try self.covering(self.reader.head.position)
        }
        guard older.position <= newer.position else {
            throw LedgerError(
                .storageUnavailable,
                "\(old) is of event \(older.position), which comes after event \(newer.position); "
                    + "name the older checkpoint first"
            )
        }
        return try ConsistencyProof(from: older, to: newer, in: self.reader)
    }

    /// Reads a checkpoint of this ledger that lies anywhere.
    private func checkpoint(in file: String) throws(LedgerError) -> Checkpoint {
        guard let checkpoint = try CheckpointFolder.Entry(file: file).checkpoint,
            checkpoint.isSigned
        else {
            throw LedgerError(.damaged, "\(file) is not a checkpoint, or was changed")
        }
        guard checkpoint.ledgerID == self.reader.head.ledgerID else {
            throw LedgerError(.notOurs, "\(file) is a checkpoint of another ledger")
        }
        guard checkpoint.position <= self.reader.head.position else {
            throw LedgerError(
                .damaged,
                "\(file) was made of \(checkpoint.position) events, the log ends at "
                    + "\(self.reader.head.position); run `starledger verify`"
            )
        }
        return checkpoint
    }

    /// The first checkpoint of this log that covers a position, or one that is signed now.
    private func covering(_ position: Position) throws(LedgerError) -> Checkpoint {
        let head = self.reader.head
        for checkpoint in self.folder.entries().compactMap(\.checkpoint)
        where checkpoint.ledgerID == head.ledgerID && checkpoint.position >= position
            && checkpoint.position <= head.position
        {
            guard checkpoint.isSigned,
                try self.reader.hash(at: checkpoint.position) == checkpoint.chain
            else { continue }
            return checkpoint
        }
        return try self.signed()
    }

    /// Signs the log as it lies, on top of the newest checkpoint: what that covers is not read again.
    private func signed() throws(LedgerError) -> Checkpoint {
        guard FileManager.default.fileExists(atPath: self.place.signingKey) else {
            throw LedgerError(
                .storageUnavailable,
                "no checkpoint covers that event and there is no \(self.place.signingKey) to sign one; "
                    + "start the bot once, or put the key back"
            )
        }
        let key = try SigningKey.open(path: self.place.signingKey)
        let newest = try self.folder.newest(below: self.reader.head, signedBy: key.publicKey) {
            (position) throws(LedgerError) in try self.reader.hash(at: position)
        }
        var frontier = newest?.frontier ?? MerkleFrontier()
        try self.reader.complete(&frontier)
        let checkpoint = try Checkpoint(self.reader.head, frontier, at: .now, by: key)
        // Kept like any other: what was signed and given away must be found again.
        try self.folder.write(checkpoint)
        return checkpoint
    }
}

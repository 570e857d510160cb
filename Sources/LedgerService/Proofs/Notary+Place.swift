private import Foundation
public import Ledger
internal import Logging

extension Notary {
    /// Creates the notary of a ledger, with the key that lies beside it, or draws one.
    ///
    /// A key that is gone or damaged stops no bot: it is said in one line, and people are served.
    convenience init(
        of place: LedgerPlace,
        clock: @escaping @Sendable () -> Instant,
        logger: Logger
    ) {
        let folder = CheckpointFolder(path: place.checkpoints)
        let isNew = !FileManager.default.fileExists(atPath: place.signingKey)
        var key: SigningKey?
        do throws(LedgerError) {
            key = try SigningKey.open(path: place.signingKey)
        } catch {
            logger.error(
                "no checkpoint, backup or proof can be signed until the key is mended",
                metadata: ["error": "\(error)"]
            )
        }
        if isNew, let key, let last = folder.entries().last?.checkpoint {
            logger.warning(
                "the signing key was gone and a new one was made: earlier checkpoints are another's",
                metadata: [
                    "key.new": "\(Hexadecimal.encode(key.publicKey))",
                    "key.old": "\(Hexadecimal.encode(last.publicKey))",
                    "checkpoint.position": "\(last.position)",
                ]
            )
        }
        self.init(folder: folder, key: key, clock: clock, logger: logger)
    }

    /// Where a ledger stood once, as its newest checkpoint says.
    static func known(of head: LedgerHead, in place: LedgerPlace) -> [LedgerHead] {
        let folder = CheckpointFolder(path: place.checkpoints)
        let newest = folder.newest(of: head.ledgerID, signedBy: nil)
        return newest.map { [$0.head] } ?? []
    }
}

extension LedgerService {
    /// Signs where the log stands, for somebody who asks for it.
    ///
    /// - Returns: The checkpoint, or `nil` if there is no event yet or it cannot be signed.
    public func checkpoint() async -> Checkpoint? {
        await self.notary.checkpoint()
    }

    /// The day whose checkpoint was posted last, as a date; `nil` if none ever was.
    public var postedDay: String? {
        let folder = CheckpointFolder(path: self.place.checkpoints)
        return folder.text(of: Self.postedName)?.split(whereSeparator: \.isNewline).first
            .map(String.init)
    }

    /// Notes that the checkpoint of a day is being posted.
    ///
    /// - Parameter day: The day, as a date.
    /// - Throws: ``LedgerError`` `storageUnavailable` if that cannot be kept.
    public func notePosted(on day: String) throws(LedgerError) {
        let folder = CheckpointFolder(path: self.place.checkpoints)
        try folder.put(day + "\n", as: Self.postedName)
    }

    private static var postedName: String { "posted" }

    /// When this ledger was verified last, if it ever was.
    public var lastVerify: LastVerify? { LastVerify.read(in: self.place.checkpoints) }

    /// Compares a ledger with its head file and its checkpoints, as a start does; nothing is changed.
    ///
    /// - Parameter place: The ledger.
    /// - Returns: What a start would find.
    /// - Throws: ``LedgerError`` where a start would refuse.
    public static func examine(_ place: LedgerPlace) throws(LedgerError) -> HeadInspection.Finding {
        try Self.refuseLostLedger(place)
        return try HeadInspection.run(path: place.database) { Notary.known(of: $0, in: place) }
    }

    /// An empty ledger in the place of a lost one would sell to people who have paid already.
    static func refuseLostLedger(_ place: LedgerPlace) throws(LedgerError) {
        try RestoreMarker.refuseWriting(place.database)
        guard !FileManager.default.fileExists(atPath: place.database),
            let last = CheckpointFolder(path: place.checkpoints).entries().last?.checkpoint
        else { return }
        let count = max(last.position, HeadMark(beside: place.database)?.position ?? 0)
        throw LedgerError(
            .damaged,
            "\(place.database) is missing, but a checkpoint says that it held \(count) events; keep "
                + "what lies beside it and run `starledger recover BACKUP`; only to begin an empty "
                + "ledger move \(place.checkpoints) and the .head file away"
        )
    }
}

import Foundation
import Ledger

extension TemporaryLedger {
    var signingKey: String { self.folder.appending(path: "signing.key").path }

    var checkpoints: CheckpointFolder {
        CheckpointFolder(path: self.folder.appending(path: "checkpoints").path)
    }

    /// Signs the log as it lies.
    func checkpoint(
        by key: SigningKey,
        at time: Instant = Instant(seconds: 1_795_489_200)
    ) throws -> Checkpoint {
        let reader = try EventReader(path: self.path)
        var frontier = MerkleFrontier()
        try reader.complete(&frontier)
        return try Checkpoint(reader.head, frontier, at: time, by: key)
    }

    /// Verifies the file with everything that lies beside it.
    func verifiedWithWitnesses(_ further: [CheckpointFolder.Entry] = []) throws -> Verification {
        var verifier = try Verifier(path: self.path, witnesses: self.witnesses(further))
        return verifier.run()
    }

    /// What lies beside the ledger.
    func witnesses(_ further: [CheckpointFolder.Entry] = []) -> Witnesses {
        Witnesses(
            beside: self.path,
            checkpoints: self.checkpoints.path,
            signingKey: self.signingKey,
            further: further
        )
    }

    /// Appends events and signs where the log stands.
    @discardableResult
    func appendAndSign(count: Int, user: Int64 = 77) async throws -> Checkpoint {
        try await self.append(count: count, user: user)
        let checkpoint = try self.checkpoint(by: try SigningKey.open(path: self.signingKey))
        try self.checkpoints.write(checkpoint)
        return checkpoint
    }
}

internal import ArgumentParser
private import Foundation
internal import Ledger
internal import LedgerService

/// `starledger prove`: a proof that anyone can check without this program.
struct Prove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Proves that an event is in the log, or that nothing was taken out of it.",
        discussion: """
            With POSITION: the event, its place in the Merkle tree and the signed checkpoint over it.
            With --consistency: that the log of an older checkpoint is the beginning of a newer one's.
            Anyone can check what it prints: scripts/verify-ledger.py proof FILE --key signing.pub.
            An event that no checkpoint covers yet is proved under one that is signed now.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The event's position.")
    var position: Int64?

    @Option(help: "The checkpoint to prove it under (default: the first that covers it).")
    var checkpoint: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "An older checkpoint, and a newer one (default: the newest).",
            valueName: "file"
        )
    )
    var consistency: [String] = []

    @Option(help: "Write the proof into this file, which must not exist yet.")
    var to: String?

    func validate() throws {
        guard (self.position == nil) != self.consistency.isEmpty else {
            throw ValidationError("say one of the two: POSITION, or --consistency OLD [NEW]")
        }
        if let position, position < 1 { throw ValidationError("positions count from 1") }
        if self.consistency.count > 2 {
            throw ValidationError("--consistency takes an older checkpoint and a newer one")
        }
        if self.checkpoint != nil, self.position == nil {
            throw ValidationError("--checkpoint goes with POSITION")
        }
    }

    func run() async throws {
        try await reporting {
            let desk = try ProvingDesk(place: try await self.common.place())
            let proof: String
            if let position {
                proof = try desk.inclusion(of: position, under: self.checkpoint).json
            } else {
                let newer = self.consistency.dropFirst().first
                proof = try desk.consistency(from: self.consistency[0], to: newer).json
            }
            guard let to else { return Terminal.say(proof) }
            try self.write(proof + "\n", to: to)
            Terminal.complain("the proof is in \(to); scripts/verify-ledger.py checks it")
        }
    }

    private func write(_ proof: String, to path: String) throws {
        do {
            try Data(proof.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            // As every export: whom it is given to, its owner decides.
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: path
            )
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot write \(path); name a file that does not exist yet",
                cause: error
            )
        }
    }
}

import Foundation
import Ledger
import Testing

/// A checkpoint says one thing in one form, and nobody but the holder of the key can say it.
@Suite(.timeLimit(.minutes(1))) struct CheckpointTests {
    @Test("A checkpoint reads back as it was, with the tree to go on from")
    func readsBack() async throws {
        try await withCheckpoint { checkpoint, _ in
            let again = try #require(Checkpoint(checkpoint.text))
            #expect(again == checkpoint)
            #expect(again.isSigned)
            #expect(again.position == 13)
            #expect(again.root == checkpoint.frontier.root)
            let lines = checkpoint.text.split(separator: "\n").map { $0.prefix { $0 != " " } }
            #expect(
                lines == [
                    "starledger-checkpoint-1", "ledger", "epoch", "position", "chain", "root",
                    "node", "node", "node", "time", "key", "signature",
                ]
            )
        }
    }

    @Test("Whatever byte of it is changed, it is no checkpoint or not signed")
    func changed() async throws {
        try await withCheckpoint { checkpoint, _ in
            let bytes = Array(checkpoint.text.utf8)
            for index in bytes.indices {
                for mask in [1, 0x20, 0x80] as [UInt8] {
                    var changed = bytes
                    changed[index] ^= mask
                    let text = String(decoding: changed, as: UTF8.self)
                    #expect(Checkpoint(text)?.isSigned != true, "byte \(index) by \(mask)")
                }
            }
            #expect(Checkpoint(checkpoint.text + "\n") == nil)
            #expect(Checkpoint(String(checkpoint.text.dropLast())) == nil)
            #expect(Checkpoint("") == nil)
        }
    }

    @Test("Signed by another key it names that key, and says so")
    func otherKey() async throws {
        try await withCheckpoint { checkpoint, folder in
            let other = try SigningKey.open(path: "\(folder)/other.key")
            var forged = checkpoint
            forged.signature = try other.sign(Array("anything".utf8))
            #expect(!forged.isSigned)
            forged.publicKey = other.publicKey
            #expect(!forged.isSigned)
        }
    }

    @Test(
        "A moment to the second reads back, and nothing else does",
        arguments: [
            ("2026-11-24T03:00:00Z", true), ("1970-01-01T00:00:00Z", true),
            ("2024-02-29T23:59:59Z", true), ("2026-02-29T00:00:00Z", false),
            ("2026-11-24T24:00:00Z", false), ("2026-11-24 03:00:00Z", false),
            ("2026-11-24T03:00:00", false), ("2026-13-01T00:00:00Z", false),
            ("2026-11-24T03:00:0aZ", false), ("", false),
        ]
    )
    func seconds(text: String, isMoment: Bool) {
        #expect(Instant(second: text)?.rfc3339 == (isMoment ? text : nil))
    }

    private func withCheckpoint(
        _ body: (Checkpoint, String) throws -> Void
    ) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 13)
            let key = try SigningKey.open(path: ledger.signingKey)
            let checkpoint = try ledger.checkpoint(by: key, at: Instant(seconds: 1_795_489_200))
            try body(checkpoint, ledger.folder.path)
        }
    }
}

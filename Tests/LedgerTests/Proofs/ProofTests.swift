import Foundation
import Ledger
import Testing

/// A proof convinces somebody who has nothing but it and the public key; a changed one does not.
@Suite(.timeLimit(.minutes(2))) struct ProofTests {
    @Test("Every event of a log is proved, and the stand-alone verifier believes it")
    func everyEvent() async throws {
        try await withTemporaryLedger { ledger async throws in
            let checkpoint = try await ledger.appendAndSign(count: 11)
            let reader = try EventReader(path: ledger.path)
            for position in 1...11 as ClosedRange<Int64> {
                let proof = try InclusionProof(of: position, under: checkpoint, in: reader)
                let found = try Self.check("proof", proof.json, in: ledger)
                #expect(found.status == 0, "\(found.output)")
                #expect(found.output.hasPrefix("ok: event \(position) is in the log: "))
            }
        }
    }

    @Test("Whatever part of a proof is changed, it is not believed")
    func changed() async throws {
        try await withTemporaryLedger { ledger async throws in
            let checkpoint = try await ledger.appendAndSign(count: 11)
            let reader = try EventReader(path: ledger.path)
            let json = try InclusionProof(of: 6, under: checkpoint, in: reader).json
            let changes = [
                ("\"user\":77", "\"user\":78"), ("\"kind\":", "\"kind\":1"),
                ("\"charge\":null", "\"charge\":\"\""), ("\"position\":6", "\"position\":7"),
                ("\"leaf_index\":5", "\"leaf_index\":4"), ("\"tree_size\":11", "\"tree_size\":12"),
                ("\"path\":[\"", "\"path\":[\"00\",\""), ("epoch 1", "epoch 2"),
                ("\"recorded_at\":", "\"recorded_at\":1"), ("\"previous\":\"", "\"previous\":\"f"),
                ("\"format\":\"starledger-i", "\"format\":\"starledger-I"),
            ]
            for (old, new) in changes {
                let forged = json.replacing(old, with: new, maxReplacements: 1)
                #expect(forged != json, "\(old)")
                let found = try Self.check("proof", forged, in: ledger)
                #expect(found.status == 2, "\(new): \(found.output)")
                #expect(found.output.hasPrefix("WRONG: "))
            }
            let other = try SigningKey.open(path: ledger.folder.appending(path: "o.key").path)
            let key = Hexadecimal.encode(other.publicKey)
            let stranger = try Self.check("proof", json, in: ledger, key: key)
            #expect(stranger.status == 2, "\(stranger.output)")
        }
    }

    @Test("Each checkpoint is proved to go on in each later one")
    func consistency() async throws {
        try await withTemporaryLedger { ledger async throws in
            var signed: [Checkpoint] = []
            for count in [1, 2, 4, 1, 5] {
                signed.append(try await ledger.appendAndSign(count: count))
            }
            let reader = try EventReader(path: ledger.path)
            for new in signed.indices {
                for old in 0...new {
                    let proof = try ConsistencyProof(
                        from: signed[old],
                        to: signed[new],
                        in: reader
                    )
                    let found = try Self.check("consistency", proof.json, in: ledger)
                    #expect(found.status == 0, "\(found.output)")
                }
            }
            let proof = try ConsistencyProof(from: signed[1], to: signed[4], in: reader).json
            let forged = proof.replacing(signed[1].root.hex, with: signed[0].root.hex)
            #expect(try Self.check("consistency", forged, in: ledger).status == 2)
        }
    }

    @Test("A whole export is checked from its first event on, and what is wrong is named")
    func export() async throws {
        try await withTemporaryLedger { ledger async throws in
            let early = try await ledger.appendAndSign(count: 30)
            let last = try await ledger.appendAndSign(count: 33)
            let key = try SigningKey.open(path: ledger.signingKey)
            let files = try PlainExport(folder: ledger.folder).write(ledger, signedBy: key)
            #expect(files.count == 3)
            for checkpoint in [early, last] {
                let file = ledger.folder.appending(path: "c.checkpoint").path
                try Data(checkpoint.text.utf8).write(to: URL(filePath: file))
                let found = try VerifierScript.run(
                    ["segments"] + files
                        + ["--checkpoint", file, "--key", Hexadecimal.encode(key.publicKey)]
                )
                #expect(found.status == 0, "\(found.output)")
                #expect(found.output.contains("63 events, chain whole and fits the checkpoint"))
                #expect(found.output.contains("root=\(last.root.hex)"))
            }
            let gap = try VerifierScript.run(["segments", files[0], files[2]])
            #expect(gap.output.contains("it begins after event 50, the one before ended at 25"))
            let order = try VerifierScript.run(["segments", files[1], files[0]])
            #expect(order.output.contains("it begins after event 25, the one before ended at 0"))
            var bytes = try Data(contentsOf: URL(filePath: files[1]))
            bytes[bytes.count / 2] ^= 4
            try bytes.write(to: URL(filePath: files[1]))
            let torn = try VerifierScript.run(["segments"] + files)
            #expect(torn.status == 2, "\(torn.output)")
            #expect(torn.output.contains(files[1]))
        }
    }

    private static func check(
        _ verb: String,
        _ json: String,
        in ledger: TemporaryLedger,
        key: String? = nil
    ) throws -> OutsideProgram {
        let file = ledger.folder.appending(path: "proof.json").path
        try Data(json.utf8).write(to: URL(filePath: file))
        let own = ledger.folder.appending(path: "signing.pub").path
        return try VerifierScript.run([verb, file, "--key", key ?? own])
    }
}

extension [UInt8] {
    fileprivate var hex: String { Hexadecimal.encode(self) }
}

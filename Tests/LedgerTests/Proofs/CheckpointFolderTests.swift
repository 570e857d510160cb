import Foundation
import Ledger
import Testing

/// Checkpoints are kept: a thinning takes none that would be missed.
@Suite(.timeLimit(.minutes(1))) struct CheckpointFolderTests {
    @Test("The newest, the last of each day and the last of each epoch stay")
    func thinned() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 1)
            let key = try SigningKey.open(path: ledger.signingKey)
            // Four a day for 60 days; the epoch ends in the middle of the 31st.
            var entries: [CheckpointFolder.Entry] = []
            for number in 0..<240 {
                let time = Instant(seconds: 1_795_489_200 + Int64(number) * 21_600)
                var checkpoint = try ledger.checkpoint(by: key, at: time)
                checkpoint.epoch = number < 121 ? 1 : 2
                entries.append(.init(name: "\(number)", checkpoint: checkpoint))
            }
            entries.insert(.init(name: "unreadable", checkpoint: nil), at: 3)
            let gone = Set(CheckpointFolder.thin(entries))
            let kept = entries.map(\.name).filter { !gone.contains($0) }
            let newest = (240 - CheckpointFolder.newestKeptCount..<240).map(String.init)
            #expect(Array(kept.suffix(newest.count)) == newest)
            #expect(kept.contains("unreadable"))
            #expect(kept.contains("120"), "the last of its epoch")
            // 2026-11-24 03:00 UTC and every six hours: the last of a day is the fourth.
            let days = Set(kept.compactMap { Int($0) }.filter { $0 < 120 && $0 % 4 == 3 })
            #expect(days.count == 30)
            #expect(kept.count == newest.count + 36 + 2, "\(kept)")
            #expect(CheckpointFolder.thin([]) == [])
        }
    }

    @Test("A checkpoint of the same position but another log goes aside, and both are read")
    func collision() async throws {
        try await withTemporaryLedger { ledger async throws in
            let first = try await ledger.appendAndSign(count: 3)
            try ledger.remove("")
            try ledger.remove(".head")
            let second = try await ledger.appendAndSign(count: 3, user: 1)
            #expect(first.chain != second.chain)
            let entries = ledger.checkpoints.entries()
            #expect(Set(entries.map(\.checkpoint)) == [second, first])
            let aside = Hexadecimal.encode(first.signature.prefix(8))
            #expect(
                Set(entries.map(\.name)) == [
                    "00000000000000000003.checkpoint", "00000000000000000003.\(aside).checkpoint",
                ]
            )
            try ledger.checkpoints.write(second)
            #expect(ledger.checkpoints.entries().count == 2, "the same is no collision")
            let newest = ledger.checkpoints.newest(of: first.ledgerID, signedBy: nil)
            #expect(newest == first)
            #expect(ledger.checkpoints.newest(of: [1], signedBy: nil) == nil)
            #expect(ledger.checkpoints.newest(of: first.ledgerID, signedBy: [1]) == nil)
        }
    }

    @Test("The newest whose event the log holds is the one to go on from")
    func below() async throws {
        try await withTemporaryLedger { ledger async throws in
            let first = try await ledger.appendAndSign(count: 3)
            try ledger.copy("", over: ".backup")
            let second = try await ledger.appendAndSign(count: 3)
            func newest() throws -> Checkpoint? {
                let reader = try EventReader(path: ledger.path)
                return try ledger.checkpoints.newest(
                    below: reader.head,
                    signedBy: first.publicKey
                ) { (position) throws(LedgerError) in try reader.hash(at: position) }
            }
            #expect(try newest() == second)
            try ledger.copy(".backup", over: "")
            #expect(try newest() == first)
        }
    }
}

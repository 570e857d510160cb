import Foundation
import Ledger
import LedgerService
import Testing

/// The runbook's way (stop, copy, go on, copy back, start): the start says what is missing.
struct OpeningLossTests {
    @Test("Events and the time are known always; payments where a snapshot still tells of them")
    func copiedBack() async throws {
        for hasSnapshot in [false, true] {
            try await withTemporaryPlace { place in
                try await RestoreTests.sell(0..<6, at: place)
                let common = try EventReader(path: place.database).head
                let copy = "\(place.folder)/ledger.db.bak"
                try FileManager.default.copyItem(atPath: place.database, toPath: copy)
                try await RestoreTests.sell(6..<10, at: place)
                try await RestoreTests.refund(1..<2, at: place)
                let old = try EventReader(path: place.database).head
                if hasSnapshot {
                    let reader = try EventReader(path: place.database)
                    try Snapshots.refresh(from: reader, in: place.snapshots, ifBehindBy: 1) {
                        error in Issue.record(error)
                    }
                }
                try FileManager.default.removeItem(atPath: place.database)
                try FileManager.default.copyItem(atPath: copy, toPath: place.database)
                let expected = Restore.LostEvents(
                    common: common.position,
                    since: common.recordedAt,
                    last: old.position,
                    paymentCount: hasSnapshot ? 4 : nil,
                    stars: hasSnapshot ? 400 : 0,
                    refundCount: hasSnapshot ? 1 : 0,
                    isExact: hasSnapshot
                )
                try await withLedger(at: place) { ledger in
                    let opened = try await ledger.opened()
                    let (lost, begun) = (try #require(opened.lostHead), opened.head.position)
                    #expect(await ledger.loss(upTo: lost, begunAt: begun) == expected)
                    ledger.removeForeignSnapshots()
                    // Asked again, it says the same, although the snapshot of the other log is gone.
                    #expect(await ledger.loss(upTo: lost, begunAt: begun) == expected)
                    let left = try? FileManager.default.contentsOfDirectory(
                        atPath: place.snapshots
                    )
                    #expect(left ?? [] == [])
                }
                try await withLedger(at: place) { ledger in
                    let opened = try await ledger.opened()
                    #expect(opened.lostHead == nil)
                }
            }
        }
    }

    @Test("After a restore the ledger that was kept tells exactly")
    func restored() async throws {
        try await withTemporaryPlace { place in
            try await RestoreTests.sell(0..<6, at: place)
            let backup = try BackupMaker(place: place).make()
            try await RestoreTests.sell(6..<9, at: place)
            let report = try Restore(place: place).run(.init(file: backup.path))
            #expect(report.lost?.paymentCount == 3)
            try await withLedger(at: place) { ledger in
                let opened = try await ledger.opened()
                // The last event both have, and all that follows it, as the restore itself said.
                let lost = try #require(opened.lostHead)
                let loss = await ledger.loss(upTo: lost, begunAt: opened.head.position)
                #expect(loss == report.lost)
            }
        }
    }
}

import Foundation
import Ledger
import LedgerService
import Testing

/// A backup is one complete, verified file with a signed manifest, also while a writer writes.
struct BackupTests {
    @Test("A backup verifies, stands where the log stood, and is signed")
    func makesOne() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(12, at: place)
            let backup = try BackupMaker(place: place, clock: { .noon }).make()
            #expect(backup.path == "\(place.backups)/ledger-20261124T030000Z.db")
            #expect(backup.differences == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: place.backups).sorted()
            #expect(names == ["ledger-20261124T030000Z.db", "ledger-20261124T030000Z.db.manifest"])
            let head = try EventReader(path: place.database).head
            let manifest = try #require(try BackupManifest.read(of: backup.path))
            #expect(manifest == backup.manifest)
            #expect(manifest.chainHead == head.hash)
            #expect(manifest.head == head.position)
            #expect(manifest.kinds == ["first_seen": 1, "payment_received": 12])
            #expect(manifest.publicKey == (try SigningKey.open(path: place.signingKey)).publicKey)
            #expect(try FileDigest(of: backup.path).sha256 == manifest.sha256)
            #expect(try Self.permissions(backup.path) == 0o600)
            #expect(try Self.permissions(BackupManifest.path(of: backup.path)) == 0o600)
            #expect(try Self.verified(backup.path) == [])
            #expect(LastBackup(of: place)?.manifest == manifest)
        }
    }

    @Test("A manifest that was changed is refused, whatever was changed", arguments: 0..<40)
    func refusesChanges(_ place: Int) async throws {
        try await withTemporaryPlace { ledger in
            try await Self.sell(2, at: ledger)
            let backup = try BackupMaker(place: ledger).make()
            let path = BackupManifest.path(of: backup.path)
            var bytes = try #require(FileManager.default.contents(atPath: path))
            bytes[place * (bytes.count - 1) / 40] ^= 1
            try bytes.write(to: URL(filePath: path))
            let error = #expect(throws: LedgerError.self) {
                try BackupManifest.read(of: backup.path)
            }
            #expect(error?.code == .damaged)
            #expect(LastBackup(of: ledger) == nil)
        }
    }

    @Test("Nothing is overwritten, and a damaged ledger gives no backup and no draft")
    func refuses() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(300, at: place)
            let maker = BackupMaker(place: place)
            let target = "\(place.folder)/copy.db"
            _ = try maker.make(at: target)
            let before = try FileDigest(of: target)
            #expect(throws: LedgerError.self) { try maker.make(at: target) }
            #expect(try FileDigest(of: target) == before)
            var bytes = try #require(FileManager.default.contents(atPath: place.database))
            for index in bytes.indices where index > bytes.count / 2 && index % 977 == 0 {
                bytes[index] ^= 0x40
            }
            try bytes.write(to: URL(filePath: place.database))
            let error = #expect(throws: LedgerError.self) { try maker.make() }
            #expect(error?.code == .damaged, "\(String(describing: error))")
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.backups) == [])
        }
    }

    @Test("Backups made while a writer appends thousands of events all verify")
    func whileWriting() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for lane in 0..<8 {
                        group.addTask {
                            for number in 0..<500 {
                                let charge = "charge-\(lane)-\(number)"
                                _ = try await ledger.submit(.pay(charge), .of(Int64(lane + 1)))
                            }
                        }
                    }
                    group.addTask {
                        var last: Position = 0
                        for number in 0..<6 {
                            let path = "\(place.folder)/copy-\(number).db"
                            let backup = try BackupMaker(place: place).make(at: path)
                            #expect(backup.manifest.head >= last)
                            last = backup.manifest.head
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let final = try EventReader(path: place.database)
            for number in 0..<6 {
                let path = "\(place.folder)/copy-\(number).db"
                let manifest = try #require(try BackupManifest.read(of: path))
                #expect(try Self.verified(path) == [])
                #expect(try final.hash(at: manifest.head) == manifest.chainHead)
            }
            #expect(try Self.verified(place.database) == [])
        }
    }

    @Test("A write-ahead log that was damaged gives no backup")
    func refusesDamagedLog() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                for number in 0..<50 {
                    _ = try await ledger.submit(.pay("charge-\(number)"), .of(1))
                }
                let log = place.database + "-wal"
                for path in [log, place.database, place.database + ".head"] {
                    try FileManager.default.copyItem(atPath: path, toPath: path + ".kept")
                }
                ledger.abandonWithoutFlushing()
            }
            let log = place.database + "-wal"
            for path in [log, place.database, place.database + ".head"] {
                try? FileManager.default.removeItem(atPath: path)
                try FileManager.default.moveItem(atPath: path + ".kept", toPath: path)
            }
            try? FileManager.default.removeItem(atPath: place.database + "-shm")
            _ = try BackupMaker(place: place).make(at: "\(place.folder)/good.db")
            var bytes = try #require(FileManager.default.contents(atPath: log))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: log))
            try? FileManager.default.removeItem(atPath: place.database + "-shm")
            let error = #expect(throws: LedgerError.self) {
                try BackupMaker(place: place).make(at: "\(place.folder)/bad.db")
            }
            #expect(error?.code == .damaged)
        }
    }

    private static func sell(_ count: Int, at place: LedgerPlace) async throws {
        try await withLedger(at: place) { ledger in
            for number in 0..<count {
                _ = try await ledger.submit(.pay("charge-\(number)"), .of(77))
            }
        }
    }

    private static func verified(_ path: String) throws -> [Verification.Finding] {
        var verifier = try Verifier(path: path)
        return verifier.run().findings
    }

    private static func permissions(_ path: String) throws -> Int? {
        let found = try FileManager.default.attributesOfItem(atPath: path)
        return (found[.posixPermissions] as? NSNumber)?.intValue
    }
}

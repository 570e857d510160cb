import Foundation
import Ledger
import LedgerService
import Payments
import Testing

/// A restore puts a verified backup in place, keeps what it replaces, and says what is missing.
struct RestoreTests {
    @Test("What is missing is counted, what was replaced is kept, a new epoch begins")
    func counts() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<12, at: place)
            let backup = try BackupMaker(place: place, clock: { .noon }).make()
            let before = try EventReader(path: place.database).head
            try await Self.sell(12..<17, at: place)
            try await Self.refund(2..<4, at: place)
            let old = try EventReader(path: place.database).head
            let report = try Restore(place: place, clock: { .noon })
                .run(.init(file: backup.path))
            #expect(report.manifest == backup.manifest)
            #expect(report.isSignedHere == true)
            #expect(report.head == before)
            #expect(
                report.lost
                    == Self.lost(before, to: old.position, payments: 5, stars: 500, refunds: 2)
            )
            let kept = try #require(report.kept)
            #expect(kept.hasSuffix("/replaced/20261124T030000Z"))
            #expect(try EventReader(path: "\(kept)/ledger.db").head == old)
            #expect(try EventReader(path: place.database).head == before)
            try await withLedger(at: place) { ledger in
                let opened = try await ledger.opened()
                #expect(opened.lostHead == old.position)
                #expect(opened.head.epoch == 2)
            }
            var verifier = try Verifier(path: place.database)
            #expect(verifier.run().findings == [])
        }
    }

    @Test(
        "Restoring twice is restoring once; nothing is missing the second time but the first loss"
    )
    func twice() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<3, at: place)
            let backup = try BackupMaker(place: place).make()
            try await Self.sell(3..<5, at: place)
            let old = try EventReader(path: place.database).head
            let first = try Restore(place: place).run(.init(file: backup.path))
            let second = try Restore(place: place).run(.init(file: backup.path))
            #expect(first.head == second.head)
            #expect(first.kept != second.kept)
            // The mark still tells of the ledger that was replaced first.
            #expect(second.lost?.last == old.position)
            #expect(second.lost?.isExact == false)
            try await withLedger(at: place) { ledger in
                let opened = try await ledger.opened()
                #expect(opened.lostHead == old.position)
            }
            let third = try Restore(place: place).run(.init(file: backup.path))
            try await withLedger(at: place) { ledger in
                let opened = try await ledger.opened()
                #expect(opened.head.epoch == 3)
            }
            #expect(third.lost?.eventCount == 1)
        }
    }

    @Test("A backup without a manifest is verified in full, and with a write-ahead log taken whole")
    func withoutManifest() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<5, at: place)
            let copy = "\(place.folder)/copy.db"
            try FileManager.default.copyItem(atPath: place.database, toPath: copy)
            let log = place.database + "-wal"
            try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.pay("late"), .of(77))
                for suffix in ["", "-wal"] {
                    let killed = "\(place.folder)/killed.db\(suffix)"
                    try FileManager.default.copyItem(
                        atPath: place.database + suffix,
                        toPath: killed
                    )
                }
            }
            let full = try EventReader(path: place.database).head
            let plain = try Restore(place: place).run(.init(file: copy))
            #expect(plain.manifest == nil)
            #expect(plain.lost?.paymentCount == 1)
            let killed = try Restore(place: place)
                .run(.init(file: "\(place.folder)/killed.db"))
            #expect(killed.head == full)
            #expect(!FileManager.default.fileExists(atPath: log))
        }
    }

    @Test("Another ledger's checkpoints go aside with what is replaced, and are no damage")
    func foreignCheckpoints() async throws {
        try await withTemporaryPlace { other in
            try await Self.sell(0..<3, at: other)
            let backup = try BackupMaker(place: other).make()
            try await withTemporaryPlace { place in
                try await Self.sell(0..<5, at: place)
                let names = CheckpointFolder(path: place.checkpoints).entries().map(\.name)
                #expect(!names.isEmpty)
                for suffix in ["", ".head"] {
                    try FileManager.default.removeItem(atPath: place.database + suffix)
                }
                let report = try Restore(place: place).run(.init(file: backup.path))
                let kept = try #require(report.kept)
                #expect(
                    CheckpointFolder(path: kept + "/checkpoints").entries().map(\.name) == names
                )
                #expect(CheckpointFolder(path: place.checkpoints).entries() == [])
                try await Self.sell(3..<4, at: place)
                let found = try Inspection.run(place: place, progress: { _, _ in })
                #expect(found.findings == [])
            }
        }
    }

    @Test("What is not sound, another ledger's, or in use is refused, and the ledger stays")
    func refusals() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<40, at: place)
            let backup = try BackupMaker(place: place).make()
            try await Self.sell(40..<42, at: place)
            let head = try EventReader(path: place.database).head
            func refused(_ file: String, _ code: LedgerError.Code, _ words: String) throws {
                let error = #expect(throws: LedgerError.self) {
                    try Restore(place: place).run(.init(file: file))
                }
                #expect(error?.code == code, "\(String(describing: error))")
                #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
                #expect(error?.message.contains(".restoring") == false)
                #expect(try EventReader(path: place.database).head == head)
            }
            try refused("\(place.folder)/nothing.db", .storageUnavailable, "there is no backup")
            try refused(place.database, .contradiction, "is the ledger itself")
            let damaged = "\(place.folder)/damaged.db"
            var bytes = try #require(FileManager.default.contents(atPath: backup.path))
            let charge = try #require(bytes.range(of: Data("charge-20".utf8)))
            bytes[charge.lowerBound] ^= 1
            try bytes.write(to: URL(filePath: damaged))
            try refused(damaged, .damaged, "is not sound")
            try FileManager.default.copyItem(
                atPath: backup.path + ".manifest",
                toPath: damaged + ".manifest"
            )
            try refused(damaged, .damaged, "is not the file that its manifest")
            try await withTemporaryPlace { other in
                try await Self.sell(0..<1, at: other)
                let theirs = try BackupMaker(place: other).make()
                try refused(theirs.path, .contradiction, "the backup is of ledger")
            }
            let lease = try Lease(of: place.database, verb: "serve", since: .noon)
            try refused(backup.path, .leaseHeld, "verb=serve")
            withExtendedLifetime(lease) {}
            #expect(!FileManager.default.fileExists(atPath: place.replaced))
            let left = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            #expect(!left.contains { $0.contains(".restor") }, "\(left)")
        }
    }

    @Test("Any moment before the backup and, with segments, after it")
    func moments() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<10, at: place)
            let backup = try BackupMaker(place: place).make()
            let first = try EventReader(path: place.database).head.position
            try await Self.sell(10..<20, at: place)
            let reader = try EventReader(path: place.database)
            let key = try SigningKey.open(path: place.signingKey)
            try FileManager.default.createDirectory(
                atPath: place.segments,
                withIntermediateDirectories: true
            )
            _ = try SegmentFile.export(
                from: reader,
                after: first - 2,
                to: place.segments,
                signedBy: key,
                at: .noon
            )
            let last = reader.head.position
            let links = try (0...last).map { try reader.hash(at: $0) }
            for position in [1, 5, first, first + 1, last - 1, last] {
                let time = try #require(try reader.event(at: position)).recordedAt
                for isByTime in [false, true] {
                    var request = Restore.Request(file: backup.path, segments: place.segments)
                    request.position = isByTime ? nil : position
                    request.time = isByTime ? time : nil
                    let report = try Restore(place: place).run(request)
                    #expect(report.head.position == position)
                    #expect(report.head.hash == links[Int(position)])
                    var verifier = try Verifier(path: place.database)
                    #expect(verifier.run().findings == [])
                }
            }
            let beyond = #expect(throws: LedgerError.self) {
                try Restore(place: place).run(.init(file: backup.path, position: last))
            }
            #expect(beyond?.message.contains("lead up to event \(first)") == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            #expect(!left.contains { $0.contains(".restor") }, "\(left)")
        }
    }

    @Test("With nothing but the backup, nobody knows what is missing, and a new epoch begins")
    func newMachine() async throws {
        try await withTemporaryPlace { old in
            try await Self.sell(0..<3, at: old)
            let backup = try BackupMaker(place: old).make()
            let place = LedgerPlace(database: old.folder + "/new/ledger.db")
            let report = try Restore(place: place).run(.init(file: backup.path))
            #expect(report.isEndUnknown && report.lost == nil && report.kept == nil)
            try await withLedger(at: place) { ledger in
                let opened = try await ledger.opened()
                #expect(opened.head.epoch == 2)
                #expect(opened.lostHead == report.head.position)
            }
            var verifier = try Verifier(path: place.database)
            #expect(verifier.run().findings == [])
        }
    }

    @Test("Where only a checkpoint tells how far the ledger went, it is believed")
    func checkpointOnly() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<3, at: place)
            let backup = try BackupMaker(place: place).make()
            try await Self.sell(3..<5, at: place)
            let last = try EventReader(path: place.database).head.position
            for suffix in ["", ".head"] {
                try FileManager.default.removeItem(atPath: place.database + suffix)
            }
            let report = try Restore(place: place).run(.init(file: backup.path))
            #expect(report.lost?.last == last && report.lost?.isExact == false)
            #expect(!report.isEndUnknown)
            try await withLedger(at: place) { ledger in
                let opened = try await ledger.opened()
                #expect(opened.head.epoch == 2 && opened.lostHead == last)
            }
        }
    }

    @Test("A ledger that cannot be read, or is gone, is replaced all the same")
    func damagedLedger() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<5, at: place)
            let backup = try BackupMaker(place: place).make()
            try await Self.sell(5..<9, at: place)
            let old = try EventReader(path: place.database).head
            try Data("not a ledger any more".utf8).write(to: URL(filePath: place.database))
            let report = try Restore(place: place).run(.init(file: backup.path))
            #expect(report.lost?.last == old.position)
            #expect(report.lost?.paymentCount == nil)
            let kept = try #require(report.kept)
            #expect(FileManager.default.fileExists(atPath: "\(kept)/ledger.db"))
            try FileManager.default.removeItem(atPath: place.database)
            let again = try Restore(place: place).run(.init(file: backup.path))
            #expect(again.kept == nil)
            #expect(again.lost?.last == old.position)
            // A new machine has nothing but the backup.
            try await withTemporaryPlace { fresh in
                let there = try Restore(place: fresh).run(.init(file: backup.path))
                #expect(there.lost == nil)
                #expect(there.kept == nil)
                #expect(there.erased.hasKeys == false)
                try await withLedger(at: fresh) { ledger in
                    let opened = try await ledger.opened()
                    #expect(opened.lostHead == there.head.position)
                    #expect(opened.head.epoch == 2)
                }
            }
        }
    }

    @Test("A key that came back is destroyed again, by the log or by the newest manifest")
    func erasures() async throws {
        try await withTemporaryPlace { place in
            try await Self.sell(0..<2, at: place)
            let keys = try await withLedger(at: place) { ledger in
                for user in [77, 78, 79] as [Int64] {
                    _ = try ledger.keyring.seal("words", of: UserID(rawValue: user))
                    _ = try await ledger.submit(.pay("of-\(user)"), .of(user))
                }
                return try #require(FileManager.default.contents(atPath: place.keys))
            }
            let backup = try BackupMaker(place: place, clock: { .noon }).make()
            try await Self.erase(77, at: place)
            _ = try BackupMaker(place: place, clock: { Instant.noon.adding(seconds: 60) }).make()
            try await Self.erase(78, at: place)
            // Somebody puts a copy of the keys back.
            try keys.write(to: URL(filePath: place.keys))
            let report = try Restore(place: place).run(.init(file: backup.path))
            let users = [77, 78].map { UserID(rawValue: $0) }
            #expect(report.erased == Self.applied(users, users))
            #expect(try Self.hasKey(79, at: place))
            #expect(try !Self.hasKey(77, at: place))
            // The replaced log is gone; the newer manifest still names one of the two.
            try keys.write(to: URL(filePath: place.keys))
            try FileManager.default.removeItem(atPath: place.replaced)
            let again = try Restore(place: place).run(.init(file: backup.path))
            #expect(again.erased == Self.applied([UserID(rawValue: 77)], [UserID(rawValue: 77)]))
            #expect(try !Self.hasKey(77, at: place))
        }
    }

    private static func applied(_ destroyed: [UserID], _ unrecorded: [UserID]) -> AppliedErasures {
        AppliedErasures(destroyed: destroyed, unrecorded: unrecorded)
    }

    private static func hasKey(_ user: Int64, at place: LedgerPlace) throws -> Bool {
        try KeyFile(path: place.keys).key(named: "user:\(user)") != nil
    }

    private static func lost(
        _ common: LedgerHead,
        to last: Position,
        payments: Int64,
        stars: Int64,
        refunds: Int64
    ) -> Restore.LostEvents {
        Restore.LostEvents(
            common: common.position,
            since: common.recordedAt,
            last: last,
            paymentCount: payments,
            stars: stars,
            refundCount: refunds
        )
    }

    static func sell(_ numbers: Range<Int>, at place: LedgerPlace) async throws {
        try await withLedger(at: place) { ledger in
            for number in numbers {
                _ = try await ledger.submit(.pay("charge-\(number)"), .of(77))
            }
        }
    }

    static func refund(_ numbers: Range<Int>, at place: LedgerPlace) async throws {
        try await withLedger(at: place) { ledger in
            for number in numbers {
                let charge = ChargeID(rawValue: "charge-\(number)")
                let refund = Command.noteRefund(charge, stars: 100, at: nil)
                _ = try await ledger.submit(refund, .of(77))
            }
        }
    }

    private static func erase(_ user: Int64, at place: LedgerPlace) async throws {
        try await withLedger(at: place) { ledger in
            let user = UserID(rawValue: user)
            let digest = try ledger.keyring.destroyKeyForEver(of: user)
            let command = Command.erase(reason: "asked", keyDigest: digest)
            _ = try await ledger.submit(command, .byOperator(about: user.rawValue))
        }
    }
}

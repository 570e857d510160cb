import Foundation
import Ledger
import LedgerService
import Logging
import Payments
import Testing

/// A running ledger signs where it stands, and what was signed is never forgotten.
@Suite(.timeLimit(.minutes(2))) struct NotaryTests {
    @Test("A clean stop signs the log; a second stop without events signs nothing new")
    func cleanStop() async throws {
        try await withTemporaryPlace { place in
            try await Self.pay(3, at: place)
            let first = try #require(Self.checkpoints(of: place).last)
            #expect(first.position == 6, "a payment of somebody new is two events")
            #expect(first.isSigned)
            #expect(first == (try Self.computed(place, like: first)))
            try await withLedger(at: place) { _ in }
            #expect(Self.checkpoints(of: place) == [first])
            try await Self.pay(2, at: place, from: 4)
            #expect(Self.checkpoints(of: place).map(\.position) == [6, 10])
            #expect(try Inspection.run(place: place, progress: { _, _ in }).checkpointCount == 2)
        }
    }

    @Test("After a kill the tree goes on from the newest checkpoint, and is the same")
    func killed() async throws {
        try await withTemporaryPlace { place in
            try await Self.pay(3, at: place)
            try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.pay("lost-1"), .of(8))
                ledger.abandonWithoutFlushing()
            }
            #expect(Self.checkpoints(of: place).map(\.position) == [6], "a kill signs nothing")
            try await Self.pay(1, at: place, from: 20)
            let last = try #require(Self.checkpoints(of: place).last)
            #expect(last.position == 10)
            #expect(last == (try Self.computed(place, like: last)))
        }
    }

    @Test("While events arrive, none stays unsigned for more than an hour")
    func hourly() async throws {
        try await withTemporaryPlace { place in
            let moment = Lock(Instant.noon)
            try await withLedger(at: place, clock: { moment.withLock { $0 } }) { ledger in
                _ = try await ledger.submit(.pay("c-1"), .of(1))
                #expect(Self.checkpoints(of: place) == [])
                moment.withLock { $0 = $0.adding(seconds: 3_599) }
                _ = try await ledger.submit(.pay("c-2"), .of(2))
                moment.withLock { $0 = $0.adding(seconds: 1) }
                _ = try await ledger.submit(.pay("c-3"), .of(3))
                let signed = try await Self.eventually { Self.checkpoints(of: place).last }
                #expect(signed.isSigned)
                // Whoever asks need not wait for the hour; the last answer may be a moment ahead.
                _ = try await ledger.submit(.pay("c-4"), .of(4))
                #expect(try #require(await ledger.checkpoint()).position >= 6)
            }
        }
    }

    @Test("A new epoch is signed at once, and the head file is not needed to notice it")
    func epoch() async throws {
        try await withTemporaryPlace { place in
            try await Self.pay(3, at: place)
            let copy = place.folder + "/copy.db"
            try FileManager.default.copyItem(atPath: place.database, toPath: copy)
            try await Self.pay(4, at: place, from: 10)
            for path in [place.database, place.database + ".head"] {
                try FileManager.default.removeItem(atPath: path)
            }
            try FileManager.default.moveItem(atPath: copy, toPath: place.database)
            #expect(try LedgerService.examine(place) == .putBack(kept: 6, lost: 14))
            try await withLedger(at: place) { ledger in
                let opened = try await ledger.opened()
                #expect(opened.lostHead == 14)
                #expect(opened.head.epoch == 2)
                let newest = Self.checkpoints(of: place).first { $0.epoch == 2 }
                #expect(newest?.position == 7)
            }
            #expect(try LedgerService.examine(place) == .complete)
            let found = try Inspection.run(place: place, progress: { _, _ in })
            #expect(found.findings == [])
            #expect(found.notes.contains { $0.hasPrefix("events up to 14 of epoch 1 were lost") })
        }
    }

    @Test("A ledger that is gone while its checkpoints are there is not begun anew")
    func gone() async throws {
        try await withTemporaryPlace { place in
            try await Self.pay(3, at: place)
            for path in [place.database, place.database + ".head"] {
                try FileManager.default.removeItem(atPath: path)
            }
            let error = await #expect(throws: LedgerError.self) {
                try await withLedger(at: place) { _ in }
            }
            #expect(error?.code == .damaged)
            #expect(error?.message.contains("it held 6 events") == true)
            #expect(!FileManager.default.fileExists(atPath: place.database))
            try FileManager.default.moveItem(
                atPath: place.checkpoints,
                toPath: place.folder + "/old"
            )
            try await Self.pay(1, at: place)
        }
    }

    @Test("A key that is gone is made anew, and the old one stays in what it signed")
    func newKey() async throws {
        try await withTemporaryPlace { place in
            try await Self.pay(1, at: place)
            let old = try #require(Self.checkpoints(of: place).last)
            try FileManager.default.removeItem(atPath: place.signingKey)
            let lost = try Inspection.run(place: place, progress: { _, _ in })
            #expect(lost.findings.map(\.code) == [.key])
            try await Self.pay(1, at: place, from: 10)
            let signed = Self.checkpoints(of: place)
            #expect(signed.map(\.position) == [2, 2, 4])
            #expect(signed.prefix(2).contains(old), "what it signed stays")
            #expect(signed.last?.publicKey != old.publicKey)
            let found = try Inspection.run(place: place, progress: { _, _ in })
            #expect(found.findings == [])
            #expect(found.checkpointCount == 3)
            #expect(found.notes.contains { $0.hasPrefix("the signing key was changed") })
        }
    }

    @Test("A key that is damaged stops nobody: people are served, nothing is signed")
    func damagedKey() async throws {
        try await withTemporaryPlace { place in
            try Data("rubbish".utf8).write(to: URL(filePath: place.signingKey))
            try await Self.pay(1, at: place)
            #expect(Self.checkpoints(of: place) == [])
            try FileManager.default.removeItem(atPath: place.signingKey)
            try await Self.pay(1, at: place, from: 10)
            #expect(Self.checkpoints(of: place).map(\.position) == [2, 4])
        }
    }

    @Test("A log that was rewritten under a checkpoint does not get a new signature of its own")
    func rewritten() async throws {
        try await withTemporaryPlace { place in
            try await Self.pay(3, at: place)
            let old = try #require(Self.checkpoints(of: place).last)
            try await Self.pay(2, at: place, from: 10)
            let new = try #require(Self.checkpoints(of: place).last)
            let desk = try ProvingDesk(place: place)
            let files = try FileManager.default.contentsOfDirectory(atPath: place.checkpoints)
            let first = try #require(files.sorted().first)
            let proof = try desk.consistency(from: "\(place.checkpoints)/\(first)", to: nil)
            #expect(proof.json.contains(JSONLine.quoted(old.text)))
            #expect(proof.json.contains(JSONLine.quoted(new.text)))
        }
    }

    @Test("A verification is kept for whoever asks, and one of a copy is not")
    func lastVerify() async throws {
        try await withTemporaryPlace { place in
            try await Self.pay(2, at: place)
            let found = try Inspection.run(place: place, progress: { _, _ in })
            #expect(LastVerify.read(in: place.checkpoints) == nil)
            try Inspection.record(found, of: place, at: .noon)
            let last = LastVerify.read(in: place.checkpoints)
            #expect(
                last
                    == LastVerify(
                        time: .noon,
                        position: 4,
                        chain: found.head.hash,
                        isSound: true
                    )
            )
            #expect(last?.figure == Instant.noon.rfc3339)
            let copy = LedgerPlace(database: place.folder + "/copy.db")
            try Inspection.record(found, of: copy, at: Instant(seconds: 0))
            #expect(LastVerify.read(in: place.checkpoints) == last)
            for line in ["", "2026 1 00 ok", "x"] {
                try Data(line.utf8).write(to: URL(filePath: place.checkpoints + "/verified"))
                #expect(LastVerify.read(in: place.checkpoints) == nil)
            }
        }
    }

    private static func pay(
        _ count: Int64,
        at place: LedgerPlace,
        from first: Int64 = 1
    ) async throws {
        try await withLedger(at: place) { ledger in
            for user in first..<(first + count) {
                _ = try await ledger.submit(.pay("charge-\(user)"), .of(user))
            }
        }
    }

    private static func checkpoints(of place: LedgerPlace) -> [Checkpoint] {
        CheckpointFolder(path: place.checkpoints).entries().compactMap(\.checkpoint)
    }

    /// The checkpoint as a scan of the whole log would make it.
    private static func computed(
        _ place: LedgerPlace,
        like checkpoint: Checkpoint
    ) throws -> Checkpoint {
        let reader = try EventReader(path: place.database)
        var frontier = MerkleFrontier()
        try reader.complete(&frontier)
        let key = try SigningKey.open(path: place.signingKey)
        return try Checkpoint(reader.head, frontier, at: checkpoint.time, by: key)
    }

    private static func eventually<Value>(_ value: () -> Value?) async throws -> Value {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let value = value() { return value }
            await Task.yield()
        }
        return try #require(value())
    }
}

import Foundation
import Ledger
import Testing

/// A ledger that is older than it was: a copy put back is told from damage.
@Suite(.timeLimit(.minutes(1))) struct RestoredCopyTests {
    @Test("An older copy without a write-ahead log begins a new epoch, and says what is lost")
    func restored() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 50)
            try ledger.copy("", over: ".backup")
            try await ledger.append(count: 30)
            try ledger.copy(".backup", over: "")
            // A 0-byte log, which readers leave behind, counts as none.
            try ledger.write([], to: "-wal")
            try await ledger.writing { _, opened in
                #expect(opened.lostHead == 80)
                #expect(opened.head.epoch == 2)
                #expect(opened.head.position == 51)
            }
            let event = try ledger.events().last?.event
            #expect(event == .restored(Restored(epoch: 2, lostHead: 80)))
            try await ledger.writing { writer, opened in
                #expect(opened.lostHead == nil)
                #expect(opened.head.epoch == 2)
                _ = try await writer.submit(.init())
            }
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("A log as long as it was but another one is a copy put back, too")
    func another() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 5)
            try ledger.copy("", over: ".backup")
            try await ledger.append(count: 3, user: 1)
            let theirs = try #require(try ledger.events().last)
            try ledger.copy(".head", over: ".head.kept")
            try ledger.copy(".backup", over: "")
            try ledger.remove(".head")
            try await ledger.append(count: 9, user: 2)
            try ledger.copy(".head.kept", over: ".head")
            try await ledger.writing { _, opened in
                #expect(opened.lostHead == theirs.position)
                #expect(opened.head.epoch == 2)
            }
        }
    }

    @Test("A head file that is behind, torn, foreign or gone is no reason to begin an epoch")
    func headFile() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 5)
            try ledger.copy(".head", over: ".head.kept")
            let heads = ["", "garbage", "1 5 00 .", "1 5 \(String(repeating: "0", count: 64))"]
            for head in heads {
                try Data(head.utf8).write(to: URL(filePath: ledger.path + ".head"))
                try await ledger.writing { _, opened in #expect(opened.lostHead == nil) }
            }
            try await ledger.append(count: 5)
            try ledger.copy(".head.kept", over: ".head")
            try await ledger.writing { _, opened in
                #expect(opened.lostHead == nil)
                #expect(opened.head.position == 10)
            }
        }
    }

    @Test("A write-ahead log that is damaged in its middle is damage, not a shorter log")
    func damagedLog() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.writingUntilKilled { writer in
                for _ in 0..<40 { _ = try await writer.submit(.init()) }
            }
            let size = try #require(ledger.size("-wal"))
            try Self.flip(ledger, "-wal", at: size / 2)
            let damaged = try Data(contentsOf: URL(filePath: ledger.path + "-wal"))
            for _ in 0..<3 {
                let error = await #expect(throws: LedgerError.self) {
                    try await ledger.writing { _, _ in }
                }
                #expect(error?.code == .damaged)
                #expect(error?.message.contains("event 40 was committed") == true)
                // Looking must not tidy the evidence away.
                let kept = try Data(contentsOf: URL(filePath: ledger.path + "-wal"))
                #expect(kept == damaged)
            }
        }
    }

    @Test("An older copy beside the write-ahead log of a newer file is refused")
    func foreignLog() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 200)
            try ledger.copy("", over: ".backup")
            try await ledger.append(count: 400)
            try await ledger.writingUntilKilled { writer in
                for _ in 0..<20 { _ = try await writer.submit(.init()) }
            }
            try ledger.copy("", over: ".kept")
            try ledger.copy(".backup", over: "")
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.writing { _, _ in }
            }
            #expect(error?.code == .damaged)
            // Said by the opening itself: a fold that begins at a snapshot would not notice.
            #expect(error?.message.hasPrefix("the -wal beside") == true)
            // The right file beside it, and all is well.
            try ledger.copy(".kept", over: "")
            try await ledger.writing { _, opened in
                #expect(opened.head.position == 620)
                #expect(opened.lostHead == nil)
            }
            #expect(try ledger.verified().findings == [])
        }
    }

    private static func flip(_ ledger: TemporaryLedger, _ suffix: String, at offset: Int) throws {
        let file = URL(filePath: ledger.path + suffix)
        var bytes = try Data(contentsOf: file)
        bytes[offset] ^= 0x55
        try bytes.write(to: file)
    }
}

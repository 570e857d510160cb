import Foundation
import Ledger
import Testing

/// A copy holds what the log holds, whole or up to a position, and nothing else.
struct LedgerCopyTests {
    @Test("A copy has the log's head, verifies, and is one file")
    func copiesWhole() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 30)
            let reader = try EventReader(path: ledger.path)
            let target = ledger.path + ".copy"
            var copy = try LedgerCopy(at: target, like: reader.head)
            try copy.append(from: reader)
            let head = try copy.finish()
            #expect(head == reader.head)
            // Before anyone reads it: a reader leaves an empty write-ahead log behind.
            let files = try Self.files(beside: ledger).filter { $0.hasPrefix("ledger.db.copy") }
            #expect(files == ["ledger.db.copy"])
            #expect(try EventReader(path: target).head == reader.head)
            #expect(try Self.verified(target).findings == [])
            #expect(ledger.permissions(".copy") == 0o600)
        }
    }

    @Test("A copy ends at the position or the time wanted", arguments: [1, 7, 29, 30])
    func copiesUpTo(_ last: Int64) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 30)
            let reader = try EventReader(path: ledger.path)
            let event = try #require(try reader.event(at: last))
            for (name, isByTime) in [("a", false), ("b", true)] {
                var copy = try LedgerCopy(at: ledger.path + name, like: reader.head)
                try copy.append(
                    from: reader,
                    upTo: isByTime ? .max : last,
                    recordedBy: isByTime ? event.recordedAt : nil
                )
                let head = try copy.finish()
                #expect(head.position == last)
                #expect(head.recordedAt == event.recordedAt)
                #expect(try Self.verified(ledger.path + name).findings == [])
            }
        }
    }

    @Test("A copy goes on from where it stands, through an epoch that a restored copy began")
    func goesOn() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 10)
            try ledger.copy("", over: ".old")
            try await ledger.append(count: 5)
            try ledger.copy(".old", over: "")
            try await ledger.append(count: 3)
            let reader = try EventReader(path: ledger.path)
            #expect(reader.head.epoch == 2)
            var copy = try LedgerCopy(continuing: ledger.path + ".old")
            try copy.append(from: reader)
            #expect(try copy.finish() == reader.head)
            #expect(try Self.verified(ledger.path + ".old").findings == [])
        }
    }

    @Test("Another ledger's events are refused, and what was there stays")
    func refusesStrangers() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 4)
            let reader = try EventReader(path: ledger.path)
            var other = reader.head
            other.ledgerID[0] ^= 1
            var copy = try LedgerCopy(at: ledger.path + ".copy", like: other)
            let error = #expect(throws: LedgerError.self) { try copy.append(from: reader) }
            #expect(error?.code == .damaged)
            #expect(throws: LedgerError.self) {
                _ = try LedgerCopy(at: ledger.path, like: reader.head)
            }
            #expect(try ledger.events().count == 4)
        }
    }

    private static func verified(_ path: String) throws -> Verification {
        var verifier = try Verifier(path: path)
        return verifier.run()
    }

    private static func files(beside ledger: TemporaryLedger) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: ledger.folder.path).sorted()
    }
}

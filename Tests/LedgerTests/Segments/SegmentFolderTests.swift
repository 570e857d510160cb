import Foundation
import Ledger
import Testing

/// From a backup, segments lead to any moment, along the way that the log has taken.
struct SegmentFolderTests {
    @Test("Up to a position, a time, or the end; pieces may overlap", arguments: [12, 15, 23, 30])
    func moments(_ last: Int64) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 10)
            try ledger.copy("", over: ".backup")
            try await ledger.append(count: 10)
            _ = try SegmentTests.export(ledger, after: 5)
            try await ledger.append(count: 10)
            _ = try SegmentTests.export(ledger, after: 18)
            let reader = try EventReader(path: ledger.path)
            let time = try #require(try reader.event(at: last)).recordedAt
            for isByTime in [false, true] {
                let (path, copied) = try Self.extend(
                    ledger,
                    upTo: isByTime ? .max : last,
                    recordedBy: isByTime ? time : nil
                )
                #expect(copied.position == last)
                #expect(copied.hash == (try reader.hash(at: last)))
                var verifier = try Verifier(path: path)
                #expect(verifier.run().findings == [])
            }
            #expect(try Self.extend(ledger).head == reader.head)
        }
    }

    @Test("Where a restored copy began an epoch, the later epoch is followed")
    func epochs() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 10)
            try ledger.copy("", over: ".backup")
            try await ledger.append(count: 5)
            try ledger.copy("", over: ".fifteen")
            try await ledger.append(count: 15)
            _ = try SegmentTests.export(ledger, after: 0)
            try ledger.copy(".fifteen", over: "")
            try await ledger.append(count: 4)
            _ = try SegmentTests.export(ledger, after: 15)
            let reader = try EventReader(path: ledger.path)
            #expect(reader.head.epoch == 2)
            #expect(try Self.extend(ledger).head == reader.head)
        }
    }

    private static func extend(
        _ ledger: TemporaryLedger,
        upTo last: Int64 = .max,
        recordedBy time: Instant? = nil
    ) throws -> (path: String, head: LedgerHead) {
        let path = ledger.path + "." + UUID().uuidString
        try FileManager.default.copyItem(atPath: ledger.path + ".backup", toPath: path)
        var copy = try LedgerCopy(continuing: path)
        let folder = try SegmentFolder(path: ledger.folder.path, beyond: copy.head)
        _ = try folder.extend(&copy, upTo: last, recordedBy: time, progress: { _ in })
        return (path, try copy.finish())
    }
}

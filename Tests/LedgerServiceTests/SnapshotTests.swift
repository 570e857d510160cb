import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// A snapshot costs time when it is wrong, never truth.
@Suite struct SnapshotTests {
    @Test("With and without snapshots, the projections are the same, byte for byte")
    func byteIdentical() async throws {
        try await withFilledLedger { place in
            let without = try Replay.run(place: place, progress: { _, _ in })
            try Self.snapshot(place)
            #expect(try Self.snapshots(of: place).count == 1)
            let with = try Replay.run(place: place, progress: { _, _ in })
            let loaded = try LedgerView(place: place).books()

            #expect(with.differences == 0)
            #expect(with.digests.map(\.sha256) == without.digests.map(\.sha256))
            #expect(loaded.snapshotBytes == without.books.snapshotBytes)
        }
    }

    @Test(
        "A snapshot that does not belong, or is not whole, is passed over",
        arguments: Harm.allCases
    )
    func harmed(_ harm: Harm) async throws {
        try await withFilledLedger { place in
            let truth = try Replay.run(place: place, progress: { _, _ in })
            try Self.snapshot(place)
            let path = try #require(try Self.snapshots(of: place).first)
            try harm.apply(to: path)

            let books = try LedgerView(place: place).books()
            #expect(books.snapshotBytes == truth.books.snapshotBytes)
            let held = try await withLedger(at: place) { ledger in
                ledger.read { $0.person(UserID(rawValue: 3))?.tickets(.three).held }
            }
            #expect(held == 1)
        }
    }

    @Test("A snapshot that lies is found by replay and verify, and replay puts a true one in place")
    func lying() async throws {
        try await withFilledLedger { place in
            try Self.snapshot(place)
            let path = try #require(try Self.snapshots(of: place).first)
            try Self.forge(path, of: place)

            let replay = try Replay.run(place: place, progress: { _, _ in })
            #expect(replay.differences == 1)
            let found = try Inspection.run(place: place, progress: { _, _ in }).findings
            #expect(found.map(\.code) == [.projection])

            try replay.replaceSnapshots(of: place, since: .noon)
            #expect(try Replay.run(place: place, progress: { _, _ in }).differences == 0)
            #expect(try Inspection.run(place: place, progress: { _, _ in }).isSound)
        }
    }

    /// What may happen to a snapshot's file.
    enum Harm: CaseIterable {
        case flippedByte
        case truncated
        case emptied
        case garbage
        case otherLedger
        case aheadOfTheLog

        func apply(to path: String) throws {
            var bytes = Array(try Data(contentsOf: URL(filePath: path)))
            switch self {
            case .flippedByte: bytes[bytes.count - 3] ^= 1
            case .truncated: bytes.removeLast(10)
            case .emptied: bytes = []
            case .garbage: bytes = Array("not a snapshot\n".utf8)
            case .otherLedger:
                try Self.replaceWord(1, in: &bytes) { String(repeating: "0", count: $0.count) }
            case .aheadOfTheLog:
                try Self.replaceWord(3, in: &bytes) { String((Int64($0) ?? 0) + 5) }
            }
            try Data(bytes).write(to: URL(filePath: path))
        }

        /// Replaces one word of the label in the first line.
        static func replaceWord(
            _ index: Int,
            in bytes: inout [UInt8],
            by replacement: (String) -> String
        ) throws {
            let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
            var words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
                .map(String.init)
            words[index] = replacement(words[index])
            let line = words.joined(separator: " ")
            bytes =
                Array(line.padding(toLength: end, withPad: " ", startingAt: 0).utf8)
                + bytes[end...]
        }
    }

    /// Puts a snapshot in place of a log in which one person speaks another language, with a label
    /// that fits it.
    private static func forge(_ path: String, of place: LedgerPlace) throws {
        var books = Books()
        try LedgerView(place: place).forEach(matching: HistoryFilter()) { event, _ in
            var event = event
            if case .firstSeen = event.event, event.user == UserID(rawValue: 3) {
                event.event = .firstSeen(FirstSeen(language: .portuguese))
            }
            books.apply(event)
        }
        let url = URL(filePath: path)
        let bytes = Array(try Data(contentsOf: url))
        let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
        try Data(bytes[...end] + books.snapshotBytes).write(to: url)
    }

    private static func snapshot(_ place: LedgerPlace) throws {
        let reader = try EventReader(path: place.database)
        try Snapshots.refresh(from: reader, in: place.snapshots, ifBehindBy: 1) { error in
            Issue.record(error)
        }
    }

    private static func snapshots(of place: LedgerPlace) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.snapshots)
            .map { "\(place.snapshots)/\($0)" }
    }

    private func withFilledLedger(_ body: (LedgerPlace) async throws -> Void) async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                for user in 1...30 as ClosedRange<Int64> {
                    _ = try await ledger.submit(.pay("charge-\(user)"), .of(user))
                    _ = try await ledger.submit(.meet, .of(user))
                }
            }
            try await body(place)
        }
    }
}

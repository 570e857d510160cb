import Foundation
import Ledger
import Testing

/// Every stored form that was ever written must be read, so the forms are pinned byte by byte.
///
/// `STARLEDGER_RECORD_GOLDEN=1` writes the files anew, and fails so that nobody does it unnoticed.
@Suite struct GoldenFileTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden")
    private static let isRecording =
        ProcessInfo.processInfo.environment["STARLEDGER_RECORD_GOLDEN"] == "1"

    @Test(
        "The stored bytes and the JSON of each kind are as they always were",
        arguments: EventKind.allCases
    )
    func golden(kind: EventKind) throws {
        let file = Self.folder.appending(path: "\(kind.name).txt")
        let found = try EventSample.all(of: kind).map { try Self.lines(of: $0) }.joined()
        if Self.isRecording {
            try FileManager.default.createDirectory(
                at: Self.folder,
                withIntermediateDirectories: true
            )
            try found.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent); look at the difference, then commit")
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(found == golden)
    }

    @Test("There is no golden file of a kind that does not exist")
    func strangers() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(EventKind.allCases.map { "\($0.name).txt" }))
    }

    @Test(
        "The bytes of the golden files still mean what their JSON says",
        arguments: EventKind.allCases
    )
    func meaning(kind: EventKind) throws {
        let file = Self.folder.appending(path: "\(kind.name).txt")
        for stored in try Self.stored(in: String(contentsOf: file, encoding: .utf8)) {
            let event = try unsafe stored.body.withUnsafeBytes { body in
                try unsafe EventCodec.decode(
                    position: 1,
                    user: stored.user,
                    kind: kind.rawValue,
                    recordedAt: EventSample.recordedAt,
                    charge: stored.charge,
                    body: body
                )
            }
            #expect(event.json(hash: nil) == stored.json)
        }
    }

    private struct Stored {
        var user: Int64 = 0
        var body: [UInt8] = []
        var charge: String?
        var json = ""
    }

    private static func lines(of sample: EventSample) throws -> String {
        var codec = EventCodec()
        let stored = codec.encode(sample.event, recordedAt: EventSample.recordedAt)
        let event = RecordedEvent(
            position: 1,
            recordedAt: EventSample.recordedAt,
            envelope: sample.event.envelope,
            event: sample.event.event
        )
        return """
            \(sample.name)
            user \(sample.event.envelope.user?.rawValue ?? 0)
            body \(Hexadecimal.encode(stored.body))
            charge \(stored.charge ?? "none")
            json \(event.json(hash: nil))


            """
    }

    private static func stored(in text: String) throws -> [Stored] {
        try text.split(separator: "\n\n").map { block in
            var stored = Stored()
            for line in block.split(separator: "\n").dropFirst() {
                let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
                let value = try #require(parts.last)
                switch parts[0] {
                case "user": stored.user = try #require(Int64(value))
                case "body": stored.body = try #require(Hexadecimal.decode(value))
                case "charge": stored.charge = value == "none" ? nil : value
                default: stored.json = value
                }
            }
            return stored
        }
    }
}

import Foundation
import Ledger
import Testing

/// A segment gives back what the log held, byte for byte, and nothing else passes for one.
struct SegmentTests {
    /// Source: RFC 1952, section 2.3.
    private static let gzipHeaderByteCount = 10

    @Test("Events of every kind come back with the same links", arguments: [0, 3, 30])
    func roundTrip(_ since: Int64) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.appendSamples()
            let reader = try EventReader(path: ledger.path)
            let segment = try #require(try Self.export(ledger, after: since))
            #expect(segment.trailer.head == reader.head.position)
            #expect(segment.trailer.eventCount == reader.head.position - since)
            #expect(try SegmentFile(verifying: segment.path) == segment)
            let copy = ledger.path + ".copy"
            if since > 0 {
                var beginning = try LedgerCopy(at: copy, like: reader.head)
                try beginning.append(from: reader, upTo: since)
                _ = try beginning.finish()
            }
            let result = try Self.load([segment.path], into: copy)
            #expect(result.head == reader.head)
            #expect(result.eventCount == reader.head.position - since)
            var verifier = try Verifier(path: copy)
            #expect(verifier.run().findings == [])
        }
    }

    @Test("Python's own gzip and json read it, and its digest fits")
    func python() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.appendSamples()
            let segment = try #require(try Self.export(ledger))
            let said = try OutsideProgram.python(
                """
                import gzip, json, base64
                lines = gzip.open(sys.argv[1], 'rb').read().splitlines(keepends=True)
                head, last = json.loads(lines[0]), json.loads(lines[-1])
                events = [json.loads(line) for line in lines[1:-1]]
                assert head['format'] == 'starledger-segment-1', head
                assert hashlib.sha256(b''.join(lines[:-1])).hexdigest() == last['sha256']
                assert [e[0] for e in events] == list(range(1, last['head'] + 1))
                for e in events: base64.b64decode(e[5], validate=True)
                print(last['events'])
                """,
                segment.path
            )
            #expect(said.output == "\(segment.trailer.head)\n")
        }
    }

    @Test("Any byte that is changed, and any end that is cut off, is found")
    func changes() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 12)
            let segment = try #require(try Self.export(ledger))
            let bytes = try #require(FileManager.default.contents(atPath: segment.path))
            let changed = ledger.path + ".changed.segment.gz"
            var passedCount = 0
            for index in bytes.indices {
                var other = bytes
                other[index] ^= 0x10
                try other.write(to: URL(filePath: changed))
                guard let found = try? SegmentFile(verifying: changed) else { continue }
                // What gzip says about itself may differ: when, on which system; and a bit that pads.
                #expect(found.trailer == segment.trailer, "byte \(index)")
                if index >= Self.gzipHeaderByteCount { passedCount += 1 }
            }
            #expect(passedCount <= 1)
            for length in stride(from: 0, to: bytes.count, by: 7) {
                try bytes.prefix(length).write(to: URL(filePath: changed))
                #expect(throws: LedgerError.self) { try SegmentFile(verifying: changed) }
            }
        }
    }

    @Test(
        "Lines that are dropped, swapped, repeated or changed are found",
        arguments: [
            "del lines[4]", "lines[4], lines[5] = lines[5], lines[4]",
            "lines.insert(4, lines[4])", "lines.append(lines[4])", "del lines[-1]",
            "lines[4] = lines[4].replace(b',77,', b',78,')",
            "lines[-1] = lines[-1].replace(b'\"head\":12', b'\"head\":13')",
            "lines[0] = lines[0].replace(b'\"after\":0', b'\"after\":1')",
            "lines[0] = lines[0].replace(b'segment-1', b'segment-2')", "lines = []",
            "lines[3] = b'[' * 5000",
        ]
    )
    func forgeries(_ change: String) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 12)
            let segment = try #require(try Self.export(ledger))
            let forged = ledger.path + ".forged.segment.gz"
            let made = try OutsideProgram.python(
                """
                import gzip
                lines = gzip.open(sys.argv[1], 'rb').read().splitlines(keepends=True)
                before = list(lines)
                \(change)
                assert lines != before
                gzip.open(sys.argv[2], 'wb').write(b''.join(lines))
                """,
                segment.path,
                forged
            )
            try #require(made.status == 0, "\(made.output)")
            let error = #expect(throws: LedgerError.self) { try SegmentFile(verifying: forged) }
            #expect(error?.code == .damaged)
        }
    }

    @Test("A segment that does not follow is refused, with what would")
    func refusals() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 10)
            try ledger.copy("", over: ".old")
            let first = try #require(try Self.export(ledger))
            try await ledger.append(count: 5)
            let second = try #require(try Self.export(ledger, after: 10))
            try await ledger.append(count: 5)
            let third = try #require(try Self.export(ledger, after: 15))
            let old = ledger.path + ".old"
            let gap = #expect(throws: LedgerError.self) { try Self.load([third.path], into: old) }
            #expect(gap?.code == .contradiction)
            #expect(gap?.message.contains("ends at event 10 of epoch 1") == true)
            #expect(gap?.message.contains("--since 10") == true)
            // In any order, and those that are known are passed over.
            let files = [third.path, first.path, second.path]
            let result = try Self.load(files, into: old)
            #expect(result.known.map(\.path) == [first.path])
            #expect(result.head == (try EventReader(path: ledger.path).head))
            #expect(try Self.load(files, into: old).eventCount == 0)
            let nothing = ledger.path + ".nothing"
            let orphan = #expect(throws: LedgerError.self) {
                try Self.load([second.path], into: nothing)
            }
            #expect(orphan?.message.contains("begins with event 1") == true)
            #expect(try Self.load([first.path], into: nothing).head.position == 10)
        }
    }

    @Test("A log that parted is refused, and so is another ledger")
    func parted() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 10)
            try ledger.copy("", over: ".old")
            try await ledger.append(count: 5)
            let segment = try #require(try Self.export(ledger, after: 10))
            try ledger.copy(".old", over: "")
            // A copy put back begins an epoch with an event of its own.
            try await ledger.append(count: 1)
            let refusal = #expect(throws: LedgerError.self) {
                try Self.load([segment.path], into: ledger.path)
            }
            #expect(refusal?.code == .contradiction)
            try await withTemporaryLedger { other in
                try await other.append(count: 10)
                let stranger = #expect(throws: LedgerError.self) {
                    try Self.load([segment.path], into: other.path)
                }
                #expect(stranger?.message.contains("is of ledger") == true)
                #expect(try other.events().count == 10)
            }
        }
    }

    static func export(
        _ ledger: TemporaryLedger,
        after position: Int64 = 0
    ) throws -> SegmentFile? {
        try SegmentFile.export(
            from: EventReader(path: ledger.path),
            after: position,
            to: ledger.folder.path,
            signedBy: SigningKey.open(path: ledger.folder.path + "/signing.key"),
            at: Instant(seconds: 1_795_489_200)
        )
    }

    static func load(
        _ files: [String],
        into path: String
    ) throws -> SegmentImport.Result {
        let lease = try Lease(of: path, verb: "test", since: Instant(seconds: 0))
        return try SegmentImport.run(files, into: path, holding: lease)
    }
}

extension TemporaryLedger {
    /// Appends an event of each kind that anyone may append.
    fileprivate func appendSamples() async throws {
        try await self.writing { writer, _ in
            for kind in EventKind.allCases where kind != .restored {
                let event = try #require(Event.samples(of: kind).first).event
                _ = try await writer.submit(.init(events: [event]))
            }
        }
    }
}

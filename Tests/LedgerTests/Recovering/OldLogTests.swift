import Foundation
import Ledger
import Testing

@Suite("A damaged log is read as far as the chain proves it, and then as far as it can be read")
struct OldLogTests {
    /// A ledger of 400 events, and the head that a backup of it would have.
    private func withLog(
        _ body: (TemporaryLedger, LedgerHead) async throws -> Void
    ) async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.append(count: 400)
            try await body(ledger, try EventReader(path: ledger.path).head)
        }
    }

    /// Writes over the body of an event where it lies in the file.
    private func damage(_ position: Position, of ledger: TemporaryLedger) throws {
        let hash = try #require(try EventReader(path: ledger.path).hash(at: position))
        var bytes = try Data(contentsOf: URL(filePath: ledger.path))
        let place = try #require(bytes.range(of: Data(hash.bytes)))
        // The last byte before the link is the last of the event's body.
        bytes[place.lowerBound - 1] ^= 0x55
        try bytes.write(to: URL(filePath: ledger.path))
    }

    @Test("A sound log is proven to its end")
    func sound() async throws {
        try await self.withLog { ledger, head in
            let log = try OldLog(path: ledger.path, assuming: head)
            #expect(log.isHeadReadable && log.head == head)
            let (last, damage) = log.proven()
            #expect(last == 400 && damage == nil)
        }
    }

    @Test("An event that is not what was written ends the proof, and only the proof")
    func damaged() async throws {
        try await self.withLog { ledger, head in
            try self.damage(150, of: ledger)
            let log = try OldLog(path: ledger.path, assuming: head)
            let (last, damage) = log.proven()
            #expect(last == 149 && damage?.code == .damaged)
            #expect(damage?.message.contains("event 150") == true)
            var seen: [Position] = []
            #expect(log.forEachReadable(after: 149) { seen.append($0.position) })
            #expect(seen.suffix(250) == Array(151...400)[...])
        }
    }

    @Test("A page of rubbish is passed over; what lies behind it is still read")
    func pageLost() async throws {
        try await self.withLog { ledger, head in
            let hash = try #require(try EventReader(path: ledger.path).hash(at: 150))
            var bytes = try Data(contentsOf: URL(filePath: ledger.path))
            let place = try #require(bytes.range(of: Data(hash.bytes)))
            let page = place.lowerBound / 4_096 * 4_096
            bytes.replaceSubrange(page..<(page + 4_096), with: Data(repeating: 0xA5, count: 4_096))
            try bytes.write(to: URL(filePath: ledger.path))

            let log = try OldLog(path: ledger.path, assuming: head)
            let last = log.proven().last
            #expect(last > 0 && last < 150)
            var seen: [Position] = []
            #expect(log.forEachReadable(after: last) { seen.append($0.position) })
            #expect(seen.last == 400)
            #expect(seen.first.map { $0 > 150 } == true)
            #expect(seen == Array((seen.first ?? 0)...400))
        }
    }

    @Test("A log whose head row is gone is read by the backup's ledger id")
    func headless() async throws {
        try await self.withLog { ledger, head in
            let id = Data(head.ledgerID)
            var bytes = try Data(contentsOf: URL(filePath: ledger.path))
            let place = try #require(bytes.range(of: id))
            let page = place.lowerBound / 4_096 * 4_096
            bytes.replaceSubrange(page..<(page + 4_096), with: Data(repeating: 0, count: 4_096))
            try bytes.write(to: URL(filePath: ledger.path))

            let log = try OldLog(path: ledger.path, assuming: head)
            #expect(!log.isHeadReadable)
            #expect(log.proven().last == 400)
        }
    }

    @Test("A head row that lies is set aside, and tells of no end")
    func lyingHead() async throws {
        try await self.withLog { ledger, head in
            var bytes = try Data(contentsOf: URL(filePath: ledger.path))
            let place = try #require(bytes.range(of: Data(head.ledgerID)))
            bytes[place.lowerBound] ^= 1
            try bytes.write(to: URL(filePath: ledger.path))
            let log = try OldLog(path: ledger.path, assuming: head)
            #expect(log.head.ledgerID != head.ledgerID && log.proven().last == 0)
            let rows = try OldLog(path: ledger.path, assuming: head, ignoringHead: true)
            #expect(rows.proven().last == 400 && rows.end == nil)
        }
    }

    @Test("A file that is no database says so, and nothing is changed")
    func rubbish() async throws {
        try await self.withLog { ledger, head in
            let rubbish = [UInt8](repeating: 7, count: 8_192)
            try ledger.write(rubbish, to: "")
            #expect(throws: LedgerError.self) {
                try OldLog(path: ledger.path, assuming: head)
            }
            #expect(try Data(contentsOf: URL(filePath: ledger.path)) == Data(rubbish))
        }
    }

    @Test("A mark of a lost end begins a new epoch at the next opening, also where none is known")
    func marks() async throws {
        try await self.withLog { ledger, head in
            let known = try #require(HeadMark(beside: ledger.path))
            #expect(known == HeadMark(of: head).noted(known.notedAt))
            for (mark, lost) in [
                (HeadMark.lost(nil, behind: head), head.position),
                (HeadMark.lost(Self.beyond(head), behind: head), 1_000),
            ] {
                try await withTemporaryLedger { copy in
                    try FileManager.default.copyItem(atPath: ledger.path, toPath: copy.path)
                    try mark.write(beside: copy.path)
                    try await copy.writing { _, opened in
                        #expect(opened.lostHead == lost)
                        #expect(opened.head.epoch == 2 && opened.head.position == 401)
                    }
                }
            }
        }
    }

    /// The mark of a log that went on to event 1,000.
    private static func beyond(_ head: LedgerHead) -> HeadMark {
        var later = head
        later.position = 1_000
        return HeadMark(of: later)
    }
}

extension HeadMark {
    fileprivate func noted(_ time: Instant?) -> HeadMark {
        var mark = self
        mark.notedAt = time
        return mark
    }
}

import Foundation
import Ledger
import Testing

/// One byte of a file changes: the file means the same as before, or it is said that it does not.
///
/// `scripts/flips` runs the whole campaign; the suite a tenth of it.
@Suite(.timeLimit(.minutes(60))) struct ByteFlipTests {
    /// Which file is flipped, and what lies beside it.
    enum Scene: String, CaseIterable, CustomTestStringConvertible {
        /// The file of a ledger that was closed.
        case ledger = "ledger"
        /// A copy by itself, as a backup is: no head file, no checkpoints.
        case backup = "backup"
        /// The write-ahead log of a killed writer, with the head file.
        case log = "-wal, with head file"
        /// The same with the head file gone.
        case logAlone = "-wal, head file gone"

        var testDescription: String { self.rawValue }

        var isClosed: Bool { self == .ledger || self == .backup }

        var suffix: String { self.isClosed ? "" : "-wal" }
    }

    /// What became of a flip.
    enum Outcome: String, CaseIterable {
        case refused = "refused at opening"
        case found = "found by verify"
        /// No damage for certain: the last transaction of a log, which may have been torn.
        case noted = "noted by verify"
        case harmless = "harmless"
        /// Other content, and not a word.
        case silent = "SILENT"
    }

    private static var flipCount: Int {
        Int(ProcessInfo.processInfo.environment["STARLEDGER_FLIPS"] ?? "") ?? 1_000
    }

    private static var seed: UInt64 {
        UInt64(ProcessInfo.processInfo.environment["STARLEDGER_SEED"] ?? "") ?? 2_026
    }

    @Test("A flipped byte changes nothing, or is found", arguments: Scene.allCases)
    func flips(_ scene: Scene) async throws {
        try await Self.withScene(scene) { ledger, files, whole in
            var dice = Dice(seed: Self.seed)
            var counts: [Outcome: Int] = [:]
            var silent: [String] = []
            let original = try #require(files[scene.suffix])
            let count = max(1, Self.flipCount / Scene.allCases.count)
            for _ in 0..<count {
                let offset = dice.count(0...(original.count - 1))
                let mask = UInt8(1 << dice.count(0...7))
                var changed = files
                changed[scene.suffix]?[offset] ^= mask
                try Self.lay(changed, at: ledger)
                let (outcome, words) = Self.look(at: ledger, whole)
                counts[outcome, default: 0] += 1
                #expect(!words.contains("\n"), "\(words)")
                if outcome == .silent { silent.append("byte \(offset) by \(mask)") }
            }
            let table = Outcome.allCases.map { "\($0.rawValue) \(counts[$0] ?? 0)" }
            print(
                "flips: \(scene.rawValue): \(count) of seed \(Self.seed): "
                    + table.joined(separator: ", ")
            )
            #expect(silent == [])
            #expect(counts[.harmless] ?? 0 < count)
        }
    }

    /// What a start and a verification say.
    private static func look(
        at ledger: TemporaryLedger,
        _ whole: String
    ) -> (Outcome, words: String) {
        do {
            let finding = try HeadInspection.run(path: ledger.path)
            guard finding == .complete else { return (.refused, "\(finding)") }
            let result = try ledger.verifiedWithWitnesses()
            if let first = result.findings.first {
                return (.found, "\(first.position ?? 0): \(first.message)")
            }
            let isNoted = result.notes.contains { $0.contains("of the -wal cannot be read") }
            let content = try? LogicalContent.digest(of: ledger.path)
            return (content == whole ? .harmless : isNoted ? .noted : .silent, "")
        } catch let error as LedgerError {
            return (.refused, error.description)
        } catch {
            return (.silent, "\(error)")
        }
    }

    private static func lay(_ files: [String: Data], at ledger: TemporaryLedger) throws {
        for suffix in ["", "-wal", "-shm", ".head"] {
            if let bytes = files[suffix] {
                try bytes.write(to: URL(filePath: ledger.path + suffix))
            } else {
                try? ledger.remove(suffix)
            }
        }
    }

    /// A ledger of some hundred events of every kind, with work beside the log and free pages.
    private static func withScene(
        _ scene: Scene,
        _ body: (TemporaryLedger, [String: Data], String) async throws -> Void
    ) async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.writing { writer, _ in try await Self.fill(writer, from: 1, to: 120) }
            let key = try SigningKey.open(path: ledger.signingKey)
            try ledger.checkpoints.write(try ledger.checkpoint(by: key))
            if scene.isClosed {
                try await ledger.writing { writer, _ in
                    try await Self.fill(writer, from: 121, to: 180)
                }
            } else {
                try await ledger.writingUntilKilled { writer in
                    try await Self.fill(writer, from: 121, to: 180)
                }
            }
            #expect(try HeadInspection.run(path: ledger.path) == .complete)
            #expect(try ledger.verifiedWithWitnesses().findings == [])
            let whole = try LogicalContent.digest(of: ledger.path)
            var files: [String: Data] = [:]
            for suffix in ["", "-wal", ".head"] where ledger.size(suffix) ?? 0 > 0 {
                files[suffix] = try Data(contentsOf: URL(filePath: ledger.path + suffix))
            }
            if scene == .logAlone || scene == .backup { files[".head"] = nil }
            if scene == .backup {
                try FileManager.default.removeItem(atPath: ledger.checkpoints.path)
            }
            try await body(ledger, files, whole)
        }
    }

    private static func fill(_ writer: TallyWriter, from first: Int, to last: Int) async throws {
        for position in first...last {
            var dice = Dice(seed: UInt64(position))
            // No kind that begins an epoch: the head row says the first.
            let kinds = EventKind.allCases.filter { $0 != .restored }
            let event = Event.random(kinds[position % kinds.count], &dice)
            _ = try await writer.submit(.init(events: [event]))
            guard position % 10 == 0 else { continue }
            let row = InboxRow(
                key: "m:\(position)",
                user: UserID(rawValue: 77),
                takenInAt: Instant(seconds: 1_767_236_400),
                use: Int64(position),
                sealed: (0..<60).map { UInt8(truncatingIfNeeded: $0 &* position) }
            )
            let owed = WorkChange.owe(
                user: UserID(rawValue: 77),
                at: Instant(seconds: 1_767_236_400),
                sealed: [UInt8](repeating: 7, count: 3_000)
            )
            let rows = try await writer.change([.takeIn(row), owed])
            // Most answers are delivered: their pages become free.
            if position % 50 != 0 {
                try await writer.change(rows.map { .discharge(id: $0.id) })
            }
        }
    }
}

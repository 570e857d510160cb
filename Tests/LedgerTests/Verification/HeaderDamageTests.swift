import Foundation
import Ledger
import Testing

/// The first hundred bytes of a file say what the rest is: where they are damaged, the rest is not.
@Suite(.timeLimit(.minutes(5))) struct HeaderDamageTests {
    /// What a flip of a byte of the header comes to.
    enum Weight {
        /// Nothing is read past it.
        case grave
        /// The file reads as before, and `verify` says that it is not set up as it should be.
        case noted
        /// A counter of SQLite's own, or a size that it looks up elsewhere.
        case itsOwn
    }

    private static func weight(of offset: Int) -> Weight {
        switch offset {
        case 0..<24, 44..<48, 52..<64, 68..<72: .grave
        case 64..<68, 72..<92: .noted
        default: .itsOwn
        }
    }

    @Test("Every byte of the header: a ledger stays a ledger, and the damage is named")
    func everyByte() async throws {
        try await Self.withLedger { ledger, whole in
            for offset in 0..<100 {
                try Self.lay(whole, flipping: offset, by: 0x80, at: ledger)
                switch Self.weight(of: offset) {
                case .grave:
                    let error = #expect(throws: LedgerError.self, "\(offset)") {
                        try HeadInspection.run(path: ledger.path)
                    }
                    #expect(error?.code == .damaged, "\(offset): \(error as Any)")
                    let words = error?.message ?? ""
                    #expect(words.contains("run `starledger verify --salvage OUT`"))
                case .noted:
                    #expect(try HeadInspection.run(path: ledger.path) == .complete)
                    let codes = try ledger.verified().findings.map(\.code)
                    #expect(codes.contains(.setting), "\(offset)")
                case .itsOwn:
                    do {
                        _ = try HeadInspection.run(path: ledger.path)
                    } catch let error as LedgerError {
                        #expect(error.code == .damaged, "\(offset): \(error)")
                    }
                }
            }
        }
    }

    @Test(
        "What follows a damaged header is verified and saved from a copy; the file stays as it is",
        arguments: [
            (0, "bytes 0 to 15"), (16, "bytes 16 to 17"), (19, "bytes 18 to 19"),
            (22, "bytes 20 to 23"), (47, "bytes 44 to 47"), (54, "bytes 52 to 59"),
            (59, "bytes 52 to 59"), (60, "bytes 60 to 63"), (70, "bytes 68 to 71"),
        ]
    )
    func salvaged(offset: Int, words: String) async throws {
        try await Self.withLedger { ledger, whole in
            try Self.lay(whole, flipping: offset, by: 0x80, at: ledger)
            let damaged = try Data(contentsOf: URL(filePath: ledger.path))
            let found = try #require(
                try Verification.behindDamagedHeader(
                    of: ledger.path,
                    witnesses: ledger.witnesses(),
                    progress: { _, _ in }
                )
            )
            #expect(
                found.findings == [
                    .init(
                        .storage,
                        "the header of the file is damaged: \(words) are not a ledger's"
                    )
                ]
            )
            #expect(found.lastGood?.position == 30)
            #expect(found.nextStep?.contains("--salvage OUT` saves events 1 to 30") == true)
            let target = ledger.path + ".saved"
            let saved = try Salvage.run(of: ledger.path, to: target)
            #expect(saved.head.position == 30 && saved.lostCount == 0 && saved.reason == nil)
            let copy = try EventReader(path: target)
            #expect(try copy.hash(at: 30) == found.head.hash)
            #expect(try Data(contentsOf: URL(filePath: ledger.path)) == damaged)
            let left = try FileManager.default.contentsOfDirectory(atPath: ledger.folder.path)
            #expect(left.filter { $0.contains(".header") } == [])
        }
    }

    @Test("A header that is gone with the log behind it: the damage is said, and nothing is saved")
    func overwritten() async throws {
        try await Self.withLedger { ledger, whole in
            try Data(repeating: 0, count: whole.count).write(to: URL(filePath: ledger.path))
            let found = try Verification.behindDamagedHeader(
                of: ledger.path,
                witnesses: ledger.witnesses(),
                progress: { _, _ in }
            )
            #expect(found?.findings.map(\.code) == [.storage])
            #expect(found?.head.position == 30 && found?.lastGood == nil)
            #expect(found?.notes.contains { $0.hasPrefix("what follows the header") } == true)
            let error = #expect(throws: LedgerError.self) {
                try Salvage.run(of: ledger.path, to: ledger.path + ".saved")
            }
            #expect(error?.code == .damaged)
        }
    }

    private static func lay(
        _ whole: Data,
        flipping offset: Int,
        by mask: UInt8,
        at ledger: TemporaryLedger
    ) throws {
        var bytes = whole
        bytes[offset] ^= mask
        for suffix in ["-wal", "-shm"] { try? ledger.remove(suffix) }
        try bytes.write(to: URL(filePath: ledger.path))
    }

    private static func withLedger(
        _ body: (TemporaryLedger, Data) async throws -> Void
    ) async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 30)
            try await body(ledger, try Data(contentsOf: URL(filePath: ledger.path)))
        }
    }
}

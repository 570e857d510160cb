import Foundation
import Ledger

/// The files of a ledger at some moment, to be laid down again for every trial.
struct LedgerImage: Sendable {
    private static let suffixes = ["", "-wal", "-shm", ".head"]

    /// The files, by what follows the ledger's path; none for a ledger that is not made yet.
    let files: [String: Data]

    /// What was answered to those who filled it.
    let promises: Promises

    /// No ledger at all.
    static let none = LedgerImage(files: [:], promises: Promises())

    /// Takes the files of a ledger that nobody has open.
    init(of ledger: TemporaryLedger, promises: Promises) throws {
        var files: [String: Data] = [:]
        for suffix in Self.suffixes where ledger.size(suffix) ?? 0 > 0 {
            files[suffix] = try Data(contentsOf: URL(filePath: ledger.path + suffix))
        }
        self.init(files: files, promises: promises)
    }

    private init(files: [String: Data], promises: Promises) {
        self.files = files
        self.promises = promises
    }

    /// Lays the files down, and takes away what else lies there.
    func lay(at ledger: TemporaryLedger) throws {
        for suffix in Self.suffixes {
            if let bytes = self.files[suffix] {
                try bytes.write(to: URL(filePath: ledger.path + suffix))
            } else {
                try? ledger.remove(suffix)
            }
        }
    }

    /// Some commands, and a clean end or a kill.
    static func filled(isClosed: Bool) async throws -> LedgerImage {
        try await withTemporaryLedger { ledger in
            let caller = FaultCaller()
            try await ledger.writing { settings in
                settings.idleSeconds = 3_600
            } _: { writer, _ in
                for number in 1...4 {
                    await caller.ask(writer, "before:\(number)")
                }
                if !isClosed { writer.abandonWithoutFlushing() }
            }
            return try LedgerImage(of: ledger, promises: caller.promises)
        }
    }
}

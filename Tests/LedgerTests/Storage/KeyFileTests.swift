import Foundation
import Ledger
import Testing

@Suite struct KeyFileTests {
    private static let key = [UInt8]((0..<32).map { $0 &* 7 &+ 100 })

    @Test("A key is kept once; the first one counts, also after a restart")
    func keeping() async throws {
        try await withTemporaryLedger { ledger async throws in
            let path = ledger.folder.appending(path: "keys.db").path
            let other = [UInt8](repeating: 1, count: 32)
            #expect(try KeyFile(path: path).keep(Self.key, named: "user:77") == Self.key)
            #expect(try KeyFile(path: path).keep(other, named: "user:77") == Self.key)
            #expect(try KeyFile(path: path).key(named: "user:77") == Self.key)
            #expect(try KeyFile(path: path).key(named: "user:78") == nil)
        }
    }

    @Test("A destroyed key is not in the file any more, and nobody else may read the file")
    func destroying() async throws {
        try await withTemporaryLedger { ledger async throws in
            let path = ledger.folder.appending(path: "keys.db").path
            let keys = try KeyFile(path: path)
            for user in 0..<200 {
                _ = try keys.keep([UInt8](repeating: UInt8(user), count: 32), named: "u\(user)")
            }
            _ = try keys.keep(Self.key, named: "user:77")
            #expect(try Self.bytes(path).range(of: Data(Self.key)) != nil)
            try keys.destroyKeyForEver(named: "user:77")
            #expect(try keys.key(named: "user:77") == nil)
            #expect(try Self.bytes(path).range(of: Data(Self.key)) == nil)
            #expect(try keys.key(named: "u199")?.first == 199)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test("A file that is no database is refused and left alone")
    func foreign() async throws {
        try await withTemporaryLedger { ledger async throws in
            let path = ledger.folder.appending(path: "keys.db").path
            let text = Data(String(repeating: "not a key file ", count: 100).utf8)
            try text.write(to: URL(filePath: path))
            #expect(throws: LedgerError.self) { try KeyFile(path: path) }
            #expect(try Self.bytes(path) == text)
        }
    }

    private static func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path))
    }
}

import Foundation
import Ledger
import Testing

/// The key that a ledger signs with is drawn once, kept, and told to nobody.
@Suite struct SigningKeyTests {
    @Test("A key is drawn where there is none, and is the same at every opening")
    func kept() async throws {
        try await withTemporaryLedger { ledger in
            let folder = ledger.folder.path
            let first = try SigningKey.open(path: "\(folder)/signing.key")
            let again = try SigningKey.open(path: "\(folder)/signing.key")
            let other = try SigningKey.open(path: "\(folder)/other.key")
            #expect(first.publicKey.count == SigningKey.publicKeyByteCount)
            #expect(first.publicKey == again.publicKey)
            #expect(first.publicKey != other.publicKey)
            let text = try String(contentsOfFile: "\(folder)/signing.pub", encoding: .utf8)
            #expect(text == Hexadecimal.encode(first.publicKey) + "\n")
            #expect(try Self.permissions(of: "\(folder)/signing.key") == 0o600)
            #expect(try Self.permissions(of: "\(folder)/signing.pub") == 0o644)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.sorted() == ["other.key", "other.pub", "signing.key", "signing.pub"])
        }
    }

    @Test("What a killed first start left of a key is swept; what a living process makes is not")
    func swept() async throws {
        try await withTemporaryLedger { ledger in
            let folder = ledger.folder.path
            // No process has a number beyond 2^22: see proc(5), pid_max.
            for number in ["4194305", "1", "x"] {
                try Data("ab".utf8).write(to: URL(filePath: "\(folder)/signing.key.\(number).new"))
            }
            _ = try SigningKey.open(path: "\(folder)/signing.key")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(
                names.sorted() == [
                    "signing.key", "signing.key.1.new", "signing.key.x.new", "signing.pub",
                ]
            )
        }
    }

    @Test("A signature is valid for its bytes, by its key, whole, and for nothing else")
    func signs() async throws {
        try await withTemporaryLedger { ledger in
            let folder = ledger.folder.path
            let key = try SigningKey.open(path: "\(folder)/signing.key")
            let other = try SigningKey.open(path: "\(folder)/other.key")
            let bytes = Array("position 7".utf8)
            let signature = try key.sign(bytes)
            #expect(signature.count == SigningKey.signatureByteCount)
            #expect(SigningKey.isValid(signature, over: bytes, by: key.publicKey))
            #expect(!SigningKey.isValid(signature, over: bytes + [0], by: key.publicKey))
            #expect(!SigningKey.isValid(signature, over: bytes, by: other.publicKey))
            #expect(!SigningKey.isValid(signature.dropLast(), over: bytes, by: key.publicKey))
            #expect(!SigningKey.isValid([], over: bytes, by: key.publicKey))
            #expect(!SigningKey.isValid(signature, over: bytes, by: []))
            for index in signature.indices {
                var flipped = signature
                flipped[index] ^= 1
                #expect(!SigningKey.isValid(flipped, over: bytes, by: key.publicKey))
            }
        }
    }

    @Test("It signs as RFC 8032 says, section 7.1, test 2")
    func knownVector() async throws {
        try await withTemporaryLedger { ledger in
            let folder = ledger.folder.path
            let secret = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
            let path = "\(folder)/signing.key"
            try Data("\(secret)\n".utf8).write(to: URL(filePath: path))
            let key = try SigningKey.open(path: path)
            #expect(
                Hexadecimal.encode(key.publicKey)
                    == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
            )
            #expect(
                Hexadecimal.encode(try key.sign([0x72]))
                    == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            )
        }
    }

    @Test("A file that is no key is left alone", arguments: ["", "zz", "abcd\n", "{\"key\":1}"])
    func refused(text: String) async throws {
        try await withTemporaryLedger { ledger in
            let folder = ledger.folder.path
            let path = "\(folder)/signing.key"
            try Data(text.utf8).write(to: URL(filePath: path))
            let error = #expect(throws: LedgerError.self) { try SigningKey.open(path: path) }
            #expect(error?.code == .damaged)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test("A public half that is missing or another is written anew")
    func published() async throws {
        try await withTemporaryLedger { ledger in
            let folder = ledger.folder.path
            let key = try SigningKey.open(path: "\(folder)/signing.key")
            for text in [nil, "another\n"] {
                try? FileManager.default.removeItem(atPath: "\(folder)/signing.pub")
                try text.map { try Data($0.utf8).write(to: URL(filePath: "\(folder)/signing.pub")) }
                _ = try SigningKey.open(path: "\(folder)/signing.key")
                let found = try String(contentsOfFile: "\(folder)/signing.pub", encoding: .utf8)
                #expect(found == Hexadecimal.encode(key.publicKey) + "\n")
            }
        }
    }

    @Test("Nothing that is printed shows the secret half")
    func hidden() async throws {
        try await withTemporaryLedger { ledger in
            let folder = ledger.folder.path
            let path = "\(folder)/signing.key"
            let key = try SigningKey.open(path: path)
            let secret = try String(contentsOfFile: path, encoding: .utf8).prefix(64)
            var dumped = ""
            dump(key, to: &dumped)
            for text in ["\(key)", String(reflecting: key), dumped] {
                #expect(!text.contains(secret))
                #expect(text.contains(Hexadecimal.encode(key.publicKey)))
            }
        }
    }

    private static func permissions(of path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
}

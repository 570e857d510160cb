import Foundation
import Ledger
import LedgerService
import Payments
import Testing

/// Personal text is unreadable without its key.
@Suite struct KeyringTests {
    @Test("What was sealed opens again, also after the keys were read anew")
    func opens() async throws {
        try await withTemporaryPlace { place in
            let work = try Keyring(path: place.keys).sealWork(Array("a question".utf8))
            let text = try Keyring(path: place.keys).seal("ありがとう", of: UserID(rawValue: 7))
            let again = try Keyring(path: place.keys)
            #expect(again.openWork(work) == Array("a question".utf8))
            #expect(try again.open(text, of: UserID(rawValue: 7)) == "ありがとう")
            #expect(try again.open(text, of: UserID(rawValue: 8)) == nil)
        }
    }

    @Test("Without the keys, or with a changed byte, nothing opens")
    func stays() async throws {
        try await withTemporaryPlace { place in
            var sealed = try Keyring(path: place.keys).sealWork([1, 2, 3])
            let other = try Keyring(path: place.folder + "/other.db")
            #expect(other.openWork(sealed) == nil)
            sealed[sealed.count - 1] ^= 1
            #expect(try Keyring(path: place.keys).openWork(sealed) == nil)
            #expect(try Keyring(path: place.keys).openWork([]) == nil)
        }
    }

    @Test("A destroyed key is gone for ever, and the next text gets a new one")
    func destroyed() async throws {
        try await withTemporaryPlace { place in
            let keyring = try Keyring(path: place.keys)
            let user = UserID(rawValue: 7)
            let sealed = try keyring.seal("secret", of: user)
            try KeyFile(path: place.keys).destroyKeyForEver(named: "user:7")
            #expect(try keyring.open(sealed, of: user) == nil)
            let next = try keyring.seal("next", of: user)
            #expect(try keyring.open(next, of: user) == "next")
            #expect(try keyring.open(sealed, of: user) == nil)
        }
    }

    @Test(
        "A key file that was put back opens nothing that the log says was erased",
        arguments: [1, 2]
    )
    func putBack(opens: Int) async throws {
        try await withTemporaryPlace { place in
            let user = UserID(rawValue: 7)
            let older = place.keys + ".older"
            let sealed = try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.meet, .of(7))
                return try ledger.keyring.seal("secret", of: user)
            }
            for _ in 1..<opens { try await withLedger(at: place) { _ in } }
            try FileManager.default.copyItem(atPath: place.keys, toPath: older)
            try await withLedger(at: place) { ledger in
                let digest = try ledger.keyring.destroyKeyForEver(of: user)
                _ = try await ledger.submit(.erase(reason: "asked", keyDigest: digest), .of(7))
            }
            try FileManager.default.removeItem(atPath: place.keys)
            try FileManager.default.copyItem(atPath: older, toPath: place.keys)
            #expect(try Keyring(path: place.keys).open(sealed, of: user) == "secret")
            try await withLedger(at: place) { ledger in
                #expect(try ledger.keyring.open(sealed, of: user) == nil)
                let next = try ledger.keyring.seal("next", of: user)
                #expect(try ledger.keyring.open(next, of: user) == "next")
            }
            let found = try KeyInventory(path: place.keys)
            #expect((found.people, found.erased) == (1, 1))
        }
    }

    @Test("An erasure names the key it destroyed, also when it is asked for again")
    func erasing() async throws {
        try await withTemporaryPlace { place in
            let keyring = try Keyring(path: place.keys)
            let (user, other) = (UserID(rawValue: 7), UserID(rawValue: 8))
            #expect(try keyring.destroyKeyForEver(of: user) == nil, "there was none")
            let sealed = try keyring.seal("secret", of: user)
            let kept = try keyring.seal("kept", of: other)
            let digest = try keyring.destroyKeyForEver(of: user)
            #expect(digest != nil)
            #expect(try keyring.destroyKeyForEver(of: user) == digest)
            #expect(try keyring.open(sealed, of: user) == nil)
            #expect(try keyring.open(kept, of: other) == "kept")
            let found = try KeyInventory(path: place.keys)
            #expect((found.people, found.erased, found.isComplete) == (1, 1, true))
        }
    }

    @Test("A copy of the keys that is put back loses the erased key again, and no newer one")
    func putBack() async throws {
        try await withTemporaryPlace { place in
            let keyring = try Keyring(path: place.keys)
            let user = UserID(rawValue: 7)
            let sealed = try keyring.seal("secret", of: user)
            let copy = place.folder + "/copy.db"
            try FileManager.default.copyItem(atPath: place.keys, toPath: copy)
            let erasure = UserErased(
                reason: "asked",
                keyDigest: try keyring.destroyKeyForEver(of: user)
            )
            let later = try keyring.seal("later", of: user)
            #expect(try keyring.apply(erasure, of: user) == false)
            #expect(try keyring.open(later, of: user) == "later")

            try FileManager.default.removeItem(atPath: place.keys)
            try FileManager.default.moveItem(atPath: copy, toPath: place.keys)
            #expect(try keyring.open(sealed, of: user) == "secret")
            #expect(try keyring.apply(erasure, of: user))
            #expect(try keyring.open(sealed, of: user) == nil)
            #expect(try keyring.apply(erasure, of: user) == false)
        }
    }

    @Test("A question's digest ignores case, spaces and widths, and differs between ledgers")
    func digests() async throws {
        try await withTemporaryPlace { place in
            let keyring = try Keyring(path: place.keys)
            let digest = keyring.digest(ofQuestion: "Will it work?  ２０２６")
            #expect(digest == keyring.digest(ofQuestion: " will IT work? 2026"))
            #expect(digest != keyring.digest(ofQuestion: "Will it work? 2027"))
            let other = try Keyring(path: place.folder + "/other.db")
            #expect(digest != other.digest(ofQuestion: "Will it work?  ２０２６"))
        }
    }
}

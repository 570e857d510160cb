internal import Crypto
private import Foundation
public import Ledger

extension Keyring {
    /// Destroys a person's key: what was sealed with it is gone for ever.
    ///
    /// A mark of the key stays in the key file, in the same transaction, so that a process that is
    /// killed before the event was written can name the key when it is asked again.
    ///
    /// - Returns: A digest of the destroyed key, as `user_erased` carries it; `nil` if the person
    ///   never had one.
    /// - Throws: ``LedgerError`` if the key file cannot be used.
    public func destroyKeyForEver(of user: UserID) throws(LedgerError) -> Int64? {
        let file = try KeyFile(path: self.path)
        let (name, markName) = (Self.name(of: user), Self.markName(of: user))
        guard let key = try file.key(named: name) else {
            return try file.key(named: markName).map(Self.digest)
        }
        let mark = Self.mark(of: key)
        try file.destroyKeyForEver(named: name, leaving: mark, named: markName)
        return Self.digest(mark)
    }

    /// Destroys the key that an erasure in the log destroyed, if it is here again.
    ///
    /// A copy of the key file that was put back may hold it. A key that the person got after the
    /// erasure is another one and stays.
    ///
    /// - Returns: Whether it was here.
    /// - Throws: ``LedgerError`` if the key file cannot be used.
    public func apply(_ erasure: UserErased, of user: UserID) throws(LedgerError) -> Bool {
        let file = try KeyFile(path: self.path)
        guard let key = try file.key(named: Self.name(of: user)),
            Self.digest(Self.mark(of: key)) == erasure.keyDigest
        else { return false }
        _ = try self.destroyKeyForEver(of: user)
        return true
    }

    private static func markName(of user: UserID) -> String { "erased:\(user.rawValue)" }

    /// A key is 32 random bytes, so that its hash tells nothing of it.
    private static func mark(of key: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array("starledger erased key".utf8) + key))
    }

    private static func digest(_ mark: [UInt8]) -> Int64 {
        mark.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}

/// What lies in a key file, for those who only look.
public struct KeyInventory: Hashable, Sendable {
    /// How many people have a key.
    public var people: Int64
    /// How many people's keys were destroyed.
    public var erased: Int64
    /// Whether the two keys that belong to the ledger are there.
    public var isComplete: Bool

    /// Counts the keys of a file; nothing is created or changed.
    ///
    /// - Throws: ``LedgerError`` if the file cannot be read.
    public init(path: String) throws(LedgerError) {
        self.people = try KeyFile.count(in: path, prefix: "user:")
        self.erased = try KeyFile.count(in: path, prefix: "erased:")
        let work = try KeyFile.count(in: path, prefix: "work")
        let digest = try KeyFile.count(in: path, prefix: "digest")
        self.isComplete = work == 1 && digest == 1
    }
}

public import Ledger

/// The keys of a ledger: one for the work beside the log, one for digests, one for each person.
///
/// They lie in `keys.db`, apart from the log that they seal.
public struct Keyring: Sendable {
    private static let workName = "work"
    private static let digestName = "digest"

    let path: String
    /// Whether the ledger's own keys were not there and were drawn.
    let isNew: Bool
    private let work: Seal
    private let digests: Seal

    /// Opens the keys of a ledger; draws the two that belong to the ledger if they are absent.
    ///
    /// - Parameter path: The key file.
    /// - Throws: ``LedgerError`` if the file cannot be used.
    public init(path: String) throws(LedgerError) {
        let file = try KeyFile(path: path)
        self.path = path
        self.isNew = try file.key(named: Self.workName) == nil
        self.work = Seal(key: try file.keep(Seal.newKey(), named: Self.workName))
        self.digests = Seal(key: try file.keep(Seal.newKey(), named: Self.digestName))
    }

    /// Seals an update or an answer for the time it lies beside the log.
    public func sealWork(_ bytes: [UInt8]) -> [UInt8] {
        self.work.close(bytes)
    }

    /// Opens a sealed update or answer, or returns `nil` if the keys are not those it was sealed with.
    public func openWork(_ sealed: [UInt8]) -> [UInt8]? {
        self.work.open(sealed)
    }

    /// A keyed digest of a question, for finding the same question asked by different people.
    public func digest(ofQuestion text: String) -> Int64 {
        self.digests.digest(text)
    }

    /// Seals a person's text with their own key, drawn at first use.
    ///
    /// - Throws: ``LedgerError`` if the key file cannot be used.
    public func seal(_ text: String, of user: UserID) throws(LedgerError) -> [UInt8] {
        let file = try KeyFile(path: self.path)
        let key = try file.keep(Seal.newKey(), named: Self.name(of: user))
        return Seal(key: key).close(Array(text.utf8))
    }

    /// Opens a person's sealed text, or returns `nil` if their key is gone.
    ///
    /// - Throws: ``LedgerError`` if the key file cannot be used.
    public func open(_ sealed: [UInt8], of user: UserID) throws(LedgerError) -> String? {
        guard let key = try KeyFile(path: self.path).key(named: Self.name(of: user)) else {
            return nil
        }
        return Seal(key: key).open(sealed).map { String(decoding: $0, as: UTF8.self) }
    }

    static func name(of user: UserID) -> String { "user:\(user.rawValue)" }
}

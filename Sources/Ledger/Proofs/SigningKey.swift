private import Crypto
private import Foundation

/// The key that a ledger signs with: Ed25519, drawn at the first start and kept beside the file.
///
/// A signature proves that whoever held this key saw this log; it is worth as much as the key is
/// out of reach of whoever may rewrite the file. The public half lies beside it, for verifiers.
public struct SigningKey: Sendable {
    /// The length of a public key in bytes.
    public static let publicKeyByteCount = 32

    /// The length of a signature in bytes.
    public static let signatureByteCount = 64

    fileprivate static let keyByteCount = 32

    /// The 32 bytes by which anyone checks a signature.
    public let publicKey: [UInt8]

    private let key: Curve25519.Signing.PrivateKey

    /// Opens the key of a ledger; draws one where there is none.
    ///
    /// - Parameter path: The key's file; the public half is written beside it, ending in `.pub`.
    /// - Returns: The key.
    /// - Throws: ``LedgerError`` `damaged` for a file that is no key, or `storageUnavailable`.
    public static func open(path: String) throws(LedgerError) -> SigningKey {
        let file = SigningKeyFile(path: path)
        file.sweep()
        let found = try file.read()
        let bytes = if let found { found } else { try file.keep(Self.newKey()) }
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {
            throw file.notAKey
        }
        let opened = SigningKey(key: key)
        file.publish(opened.publicKey)
        return opened
    }

    /// Signs some bytes.
    ///
    /// - Parameter bytes: What is signed, all of it.
    /// - Returns: The 64 bytes of the signature.
    /// - Throws: ``LedgerError`` `storageUnavailable` if the library refuses.
    public func sign(_ bytes: [UInt8]) throws(LedgerError) -> [UInt8] {
        do {
            return Array(try self.key.signature(for: bytes))
        } catch {
            throw LedgerError(.storageUnavailable, "the signing key cannot sign", cause: error)
        }
    }

    /// Whether a signature over some bytes was made by the holder of a key.
    ///
    /// - Parameters:
    ///   - signature: The 64 bytes; of another length, it is not valid.
    ///   - bytes: What was signed.
    ///   - publicKey: The 32 bytes of the key.
    /// - Returns: `false` also where the key is none.
    public static func isValid(
        _ signature: [UInt8],
        over bytes: [UInt8],
        by publicKey: [UInt8]
    ) -> Bool {
        guard signature.count == Self.signatureByteCount,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: bytes)
    }

    private init(key: Curve25519.Signing.PrivateKey) {
        self.key = key
        self.publicKey = Array(key.publicKey.rawRepresentation)
    }

    private static func newKey() -> [UInt8] {
        Array(Curve25519.Signing.PrivateKey().rawRepresentation)
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// The public half alone: a key must not get into a log.
    public var description: String { "SigningKey(\(Hexadecimal.encode(self.publicKey)))" }

    /// Shows nothing, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The file of a signing key: 64 hexadecimal digits, readable by its owner only.
private struct SigningKeyFile {
    /// A key has 65 bytes with its newline; more than this is none, and not read.
    private static let byteCountMax = 256

    let path: String

    var notAKey: LedgerError {
        LedgerError(
            .damaged,
            "\(self.path) does not hold a signing key; put it back from a copy, or move it away "
                + "and a new one is made at the next start"
        )
    }

    /// The bytes of the key, or `nil` if there is no file.
    func read() throws(LedgerError) -> [UInt8]? {
        let descriptor = unsafe Foundation.open(self.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw self.failure("read")
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Self.byteCountMax)
        let count = unsafe Foundation.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw self.failure("read") }
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        guard let bytes = Hexadecimal.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)),
            bytes.count == SigningKey.keyByteCount
        else { throw self.notAKey }
        return bytes
    }

    /// Keeps a key, unless another process kept one first; returns the one that is kept.
    func keep(_ key: [UInt8]) throws(LedgerError) -> [UInt8] {
        let draft = "\(self.path).\(getpid()).new"
        unsafe unlink(draft)
        defer { unsafe unlink(draft) }
        let descriptor = unsafe Foundation.open(
            draft,
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
            0o600
        )
        guard descriptor >= 0 else { throw self.failure("create") }
        let line = Array("\(Hexadecimal.encode(key))\n".utf8)
        let written = unsafe write(descriptor, line, line.count)
        let isFlushed = fsync(descriptor) == 0
        close(descriptor)
        guard written == line.count, isFlushed else { throw self.failure("write") }
        // Unlike a rename, a link never replaces the key that another process made meanwhile.
        guard unsafe link(draft, self.path) == 0 || errno == EEXIST else {
            throw self.failure("create")
        }
        FilePermissions.flushFolder(of: self.path)
        guard let kept = try self.read() else { throw self.failure("read") }
        return kept
    }

    /// Removes what a first start left that was killed while it made the key: half a key, or one
    /// that was never used, and nobody's to find.
    func sweep() {
        let parts = self.path.split(separator: "/", omittingEmptySubsequences: false)
        let (name, folder) = (parts.last ?? "", parts.dropLast().joined(separator: "/"))
        let place = folder.isEmpty ? (self.path.hasPrefix("/") ? "/" : ".") : folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        for draft in names where draft.hasPrefix("\(name).") && draft.hasSuffix(".new") {
            let number = draft.dropFirst(name.count + 1).dropLast(4)
            // A process that lives may be making one now.
            guard let pid = pid_t(number), pid != getpid(), kill(pid, 0) != 0, errno == ESRCH else {
                continue
            }
            unsafe unlink("\(place)/\(draft)")
        }
    }

    /// Writes the public half where it is missing or another.
    ///
    /// A folder that cannot be written keeps nobody from signing: the half stands in each signature.
    func publish(_ publicKey: [UInt8]) {
        let line = Data("\(Hexadecimal.encode(publicKey))\n".utf8)
        let path = self.publicPath
        if FileManager.default.contents(atPath: path) == line { return }
        try? line.write(to: URL(filePath: path), options: .atomic)
        unsafe chmod(path, 0o644)
    }

    private var publicPath: String {
        let ending = ".key"
        let stem =
            self.path.hasSuffix(ending) ? String(self.path.dropLast(ending.count)) : self.path
        return stem + ".pub"
    }

    private func failure(_ verb: String) -> LedgerError {
        let reason = unsafe String(cString: strerror(errno))
        return LedgerError(
            .storageUnavailable,
            "cannot \(verb) \(self.path): \(reason); check its owner, the folder and the disk"
        )
    }
}

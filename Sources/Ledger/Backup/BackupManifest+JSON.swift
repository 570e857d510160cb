private import Foundation

extension BackupManifest {
    /// A manifest has a line for each kind and a number for each erasure; more than this is none.
    private static let byteCountMax = 16 << 20

    private static let signatureKey = #","signature":""#

    /// Writes the manifest beside its backup, signed, durable, and readable by its owner only.
    ///
    /// - Parameters:
    ///   - backup: The backup's file.
    ///   - key: The key of the ledger.
    /// - Returns: The manifest with the key's public half.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package func write(
        for backup: String,
        signedBy key: SigningKey
    ) throws(LedgerError) -> BackupManifest {
        var manifest = self
        manifest.publicKey = key.publicKey
        let unsigned = manifest.unsignedText
        let signature = Hexadecimal.encode(try key.sign(Array(unsigned.utf8)))
        let text = String(unsigned.dropLast()) + Self.signatureKey + signature + "\"}\n"
        let path = Self.path(of: backup)
        let draft = path + ".new"
        try FilePermissions.createForOwner(draft)
        do {
            let file = try FileHandle(forWritingTo: URL(filePath: draft))
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: Data(text.utf8))
            try file.close()
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot write \(draft); check the folder, its permissions and the disk",
                cause: error
            )
        }
        try FileSwitch.flush(draft)
        try FileSwitch.rename(draft, to: path)
        return manifest
    }

    /// Reads the manifest of a backup and checks its signature.
    ///
    /// - Parameter backup: The backup's file.
    /// - Returns: The manifest, or `nil` if there is none.
    /// - Throws: ``LedgerError`` `damaged` if it is none of ours, or was changed.
    public static func read(of backup: String) throws(LedgerError) -> BackupManifest? {
        let path = Self.path(of: backup)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard data.count <= Self.byteCountMax,
            let text = String(bytes: data, encoding: .utf8),
            let (unsigned, signature) = Self.parts(of: text),
            let manifest = Self.decode(unsigned)
        else {
            throw Self.refusal(path, "is not a manifest that this program knows")
        }
        guard
            SigningKey.isValid(signature, over: Array(unsigned.utf8), by: manifest.publicKey)
        else {
            throw Self.refusal(path, "was changed: its signature does not fit")
        }
        return manifest
    }

    private static func refusal(_ path: String, _ what: String) -> LedgerError {
        LedgerError(
            .damaged,
            "\(path) \(what); take another backup, or move it away to have this one verified "
                + "without it"
        )
    }

    /// The object without its signature, as it was signed.
    private var unsignedText: String {
        var kinds = JSONLine()
        for (name, count) in self.kinds.sorted(by: { $0.key < $1.key }) { kinds.add(name, count) }
        var line = JSONLine()
        line.add("format", Self.format)
        line.add("ledger_id", Hexadecimal.encode(self.ledgerID))
        line.add("epoch", self.epoch)
        line.add("head", self.head)
        line.add("chain_head", self.chainHead.hex)
        line.add("merkle_root", Hexadecimal.encode(self.merkleRoot))
        line.add("events", self.eventCount)
        line.addRaw("kinds", kinds.finished)
        let erased = self.erased.map { String($0.rawValue) }
        line.addRaw("erased", "[" + erased.joined(separator: ",") + "]")
        line.add("sqlite", self.sqlite)
        line.add("bytes", self.byteCount)
        line.add("sha256", Hexadecimal.encode(self.sha256))
        line.add("made_at", self.madeAt)
        line.add("public_key", Hexadecimal.encode(self.publicKey))
        return line.finished
    }

    private static func parts(of text: String) -> (unsigned: String, signature: [UInt8])? {
        let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard let key = line.range(of: Self.signatureKey, options: .backwards),
            line.hasSuffix("\"}"),
            let signature = Hexadecimal.decode(String(line[key.upperBound...].dropLast(2)))
        else { return nil }
        return (String(line[..<key.lowerBound]) + "}", signature)
    }

    private struct Fields: Decodable {
        var format, ledger_id, chain_head, merkle_root, sqlite, sha256, made_at, public_key: String
        var epoch, head, events, bytes: Int64
        var kinds: [String: Int64]
        var erased: [Int64]
    }

    private static func decode(_ text: String) -> BackupManifest? {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(text.utf8)),
            fields.format == Self.format,
            let ledgerID = Hexadecimal.decode(fields.ledger_id),
            let hash = Hexadecimal.decode(fields.chain_head).flatMap({ ChainHash($0) }),
            let root = Hexadecimal.decode(fields.merkle_root),
            let sha256 = Hexadecimal.decode(fields.sha256),
            let publicKey = Hexadecimal.decode(fields.public_key),
            let madeAt = Instant(second: fields.made_at)
        else { return nil }
        var manifest = BackupManifest(
            head: LedgerHead(
                ledgerID: ledgerID,
                epoch: fields.epoch,
                position: fields.head,
                hash: hash,
                recordedAt: madeAt
            ),
            merkleRoot: root,
            kinds: fields.kinds,
            erased: fields.erased.map { UserID(rawValue: $0) },
            file: FileDigest(byteCount: fields.bytes, sha256: sha256),
            madeAt: madeAt
        )
        manifest.eventCount = fields.events
        manifest.sqlite = fields.sqlite
        manifest.publicKey = publicKey
        return manifest
    }
}

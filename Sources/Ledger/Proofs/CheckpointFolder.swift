private import Foundation

/// The checkpoints of a ledger, in a folder of their own: `<position>.checkpoint`.
///
/// They are kept for ever but for a thinning: see ``thin(_:)``.
public struct CheckpointFolder: Sendable {
    /// How many of the newest checkpoints are all kept.
    public static let newestKeptCount = 96

    private static let ending = ".checkpoint"
    private static let digitCount = 20
    private static let suffixByteCount = 8
    private static let secondsOfDay: Int64 = 86_400

    /// A checkpoint has some 65 lines at most; more than this is none, and not read.
    private static let byteCountMax = 16_384

    /// A file of the folder.
    public struct Entry: Hashable, Sendable {
        /// Its name.
        public var name: String

        /// What it holds, or `nil` if that is not a checkpoint.
        public var checkpoint: Checkpoint?

        /// Describes a file.
        public init(name: String, checkpoint: Checkpoint?) {
            self.name = name
            self.checkpoint = checkpoint
        }
    }

    /// The folder.
    public let path: String

    /// Names a folder; it is made when the first checkpoint is written.
    public init(path: String) {
        self.path = path
    }

    /// Reads every checkpoint, in the order of their positions.
    public func entries() -> [Entry] {
        let entries = self.names.map { Entry(name: $0, checkpoint: self.read($0)) }
        return entries.sorted { left, right in
            let (first, second) = (
                left.name.prefix(Self.digitCount), right.name.prefix(Self.digitCount)
            )
            if first != second { return first < second }
            let times = (left.checkpoint?.time, right.checkpoint?.time)
            if let before = times.0, let after = times.1, before != after { return before < after }
            return left.name < right.name
        }
    }

    /// The newest checkpoint that is signed and about a ledger, or `nil` if there is none.
    ///
    /// - Parameters:
    ///   - ledgerID: Which ledger.
    ///   - publicKey: Whose signature is believed; `nil` for that of any key.
    /// - Returns: That of the latest epoch, and in it of the highest position.
    public func newest(of ledgerID: [UInt8], signedBy publicKey: [UInt8]?) -> Checkpoint? {
        let found = self.entries().compactMap(\.checkpoint).filter { checkpoint in
            checkpoint.ledgerID == ledgerID
                && (publicKey ?? checkpoint.publicKey) == checkpoint.publicKey
        }
        return found.sorted { ($0.epoch, $0.position) > ($1.epoch, $1.position) }
            .first(where: \.isSigned)
    }

    /// The checkpoint that a log can go on from: the newest whose event the log holds.
    ///
    /// - Parameters:
    ///   - head: Where the log stands.
    ///   - publicKey: Whose signature is believed.
    ///   - hash: The link of the log at a position.
    /// - Returns: The checkpoint, or `nil` if the log holds none's event.
    /// - Throws: ``LedgerError`` if the log cannot be read.
    public func newest(
        below head: LedgerHead,
        signedBy publicKey: [UInt8],
        _ hash: (Position) throws(LedgerError) -> ChainHash?
    ) throws(LedgerError) -> Checkpoint? {
        for entry in self.entries().reversed() {
            guard let checkpoint = entry.checkpoint, checkpoint.ledgerID == head.ledgerID,
                checkpoint.position <= head.position, checkpoint.publicKey == publicKey,
                checkpoint.isSigned, try hash(checkpoint.position) == checkpoint.chain
            else { continue }
            return checkpoint
        }
        return nil
    }

    /// Makes the folder, if it is absent.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if it cannot be made.
    package func make() throws(LedgerError) {
        do {
            try FileManager.default.createDirectory(
                atPath: self.path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw self.failure(error)
        }
    }

    /// Writes a checkpoint, durably, and lets go of those that need not be kept.
    ///
    /// - Returns: Its path.
    /// - Throws: ``LedgerError`` `storageUnavailable` if the folder cannot be written.
    @discardableResult
    public func write(_ checkpoint: Checkpoint) throws(LedgerError) -> String {
        try self.make()
        let name = Self.name(of: checkpoint)
        try self.makeRoom(for: checkpoint, name)
        try self.put(checkpoint.text, as: name)
        self.thin()
        return "\(self.path)/\(name)"
    }

    /// Which checkpoints stay: the newest of all, the last of each day, and the last of each epoch.
    ///
    /// - Parameter entries: The checkpoints by position.
    /// - Returns: The names of the others.
    public static func thin(_ entries: [Entry]) -> [String] {
        var kept = Set(entries.suffix(Self.newestKeptCount).map(\.name))
        var last: [[Int64]: String] = [:]
        for entry in entries {
            guard let checkpoint = entry.checkpoint else {
                // What cannot be read is evidence.
                kept.insert(entry.name)
                continue
            }
            last[[0, checkpoint.time.seconds / Self.secondsOfDay]] = entry.name
            last[[1, checkpoint.epoch]] = entry.name
        }
        kept.formUnion(last.values)
        return entries.map(\.name).filter { !kept.contains($0) }
    }

    /// Writes a small file of the folder beside and renames it.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if the folder cannot be written.
    public func put(_ text: String, as name: String) throws(LedgerError) {
        let file = "\(self.path)/\(name)"
        do {
            let draft = URL(filePath: "\(file).\(getpid()).new")
            try Data(text.utf8).write(to: draft)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: draft.path
            )
            let handle = try FileHandle(forReadingFrom: draft)
            try handle.synchronize()
            try handle.close()
            guard unsafe rename(draft.path, file) == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
            FilePermissions.flushFolder(of: file)
        } catch {
            throw self.failure(error)
        }
    }

    /// Moves aside the checkpoints of other ledgers, which would be taken for damage of this one.
    ///
    /// - Parameters:
    ///   - target: The folder that keeps them; made if any are found.
    ///   - ledgerID: Whose stay.
    /// - Returns: How many were moved.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package func moveForeign(
        to target: String,
        than ledgerID: [UInt8]
    ) throws(LedgerError) -> Int {
        let foreign = self.entries().filter { entry in
            entry.checkpoint.map { $0.ledgerID != ledgerID } ?? false
        }
        guard !foreign.isEmpty else { return 0 }
        try CheckpointFolder(path: target).make()
        for entry in foreign {
            try FileSwitch.rename("\(self.path)/\(entry.name)", to: "\(target)/\(entry.name)")
        }
        // What was found out about the other ledger says nothing about this one.
        unsafe unlink("\(self.path)/verified")
        return foreign.count
    }

    /// Reads a small file of the folder, or returns `nil` if there is none.
    public func text(of name: String) -> String? {
        guard let data = FileManager.default.contents(atPath: "\(self.path)/\(name)"),
            data.count <= Self.byteCountMax
        else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}

extension CheckpointFolder {
    private var names: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: self.path)) ?? []
        return names.filter { $0.hasSuffix(Self.ending) }.sorted()
    }

    private func read(_ name: String) -> Checkpoint? {
        self.text(of: name).flatMap { Checkpoint($0) }
    }

    private static func name(of checkpoint: Checkpoint, isAside: Bool = false) -> String {
        let digits = String(checkpoint.position)
        let zeros = String(repeating: "0", count: max(0, Self.digitCount - digits.count))
        let digest = Hexadecimal.encode(checkpoint.signature.prefix(Self.suffixByteCount))
        return zeros + digits + (isAside ? ".\(digest)" : "") + Self.ending
    }

    /// A checkpoint of the same position but another log is evidence of what was lost, and one by
    /// another key of what that key had signed.
    private func makeRoom(for checkpoint: Checkpoint, _ name: String) throws(LedgerError) {
        guard let older = self.read(name),
            (older.ledgerID, older.chain, older.publicKey)
                != (checkpoint.ledgerID, checkpoint.chain, checkpoint.publicKey)
        else { return }
        let aside = Self.name(of: older, isAside: true)
        guard unsafe rename("\(self.path)/\(name)", "\(self.path)/\(aside)") == 0 else {
            throw self.failure(CocoaError(.fileWriteUnknown))
        }
    }

    private func thin() {
        for name in Self.thin(self.entries()) { unsafe unlink("\(self.path)/\(name)") }
    }

    private func failure(_ cause: any Error) -> LedgerError {
        LedgerError(
            .storageUnavailable,
            "cannot write into \(self.path); check its permissions and the disk",
            cause: cause
        )
    }
}

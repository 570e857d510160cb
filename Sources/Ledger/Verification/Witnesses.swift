private import Foundation

/// What is known of a log outside its file: signed checkpoints, the key, and the head file.
///
/// Looked at before the file is opened: whatever it says was on disk then, also while a bot writes.
public struct Witnesses: Sendable {
    /// The checkpoints, by position.
    let checkpoints: [CheckpointFolder.Entry]

    /// The public key that the ledger signs with, if its key can be read.
    let publicKey: [UInt8]?

    /// What is wrong with the key, in one sentence.
    let keyProblem: String?

    /// What the head file says.
    let mark: HeadFile.Mark?

    /// Whether the write-ahead log held anything.
    let hasWriteAheadLog: Bool

    /// The frame from which on the write-ahead log cannot be read although more was committed.
    let damagedFrame: Int?

    /// How many frames lie behind the last one that can be read.
    let unreadFrameCount: Int

    /// Nobody: the file is judged by itself alone.
    public static let none = Witnesses()

    private init() {
        self.checkpoints = []
        self.publicKey = nil
        self.keyProblem = nil
        self.mark = nil
        self.hasWriteAheadLog = false
        self.damagedFrame = nil
        self.unreadFrameCount = 0
    }

    /// Hears what lies beside a ledger.
    ///
    /// - Parameters:
    ///   - path: The ledger's file.
    ///   - folder: Where its checkpoints lie.
    ///   - key: Its signing key; nothing is made where there is none.
    ///   - further: Checkpoints that were kept elsewhere, by the name of their file.
    public init(
        beside path: String,
        checkpoints folder: String,
        signingKey key: String,
        further: [CheckpointFolder.Entry] = []
    ) {
        self.checkpoints = CheckpointFolder(path: folder).entries() + further
        (self.publicKey, self.keyProblem) = Self.key(
            at: key,
            isExpected: !self.checkpoints.isEmpty
        )
        self.mark = HeadFile.read(of: path)
        self.hasWriteAheadLog = !LedgerFile.isAbsentOrEmpty(path + "-wal")
        // A bot that writes begins its log anew under the eyes of whoever reads it.
        let isWritten = Lease.holder(of: path) != nil
        let scan =
            self.hasWriteAheadLog && !isWritten ? WriteAheadLogScan(beside: path) : nil
        self.damagedFrame = scan?.damagedFrame
        self.unreadFrameCount = scan?.unreadFrameCount ?? 0
    }

    private static func key(at path: String, isExpected: Bool) -> ([UInt8]?, String?) {
        guard FileManager.default.fileExists(atPath: path) else {
            return (nil, isExpected ? "\(path) is gone: nothing can be signed" : nil)
        }
        do throws(LedgerError) {
            return (try SigningKey.open(path: path).publicKey, nil)
        } catch {
            return (nil, error.message)
        }
    }
}

extension CheckpointFolder.Entry {
    /// Reads a checkpoint that lies anywhere, also one that was copied out of a chat: white space
    /// around it and at the ends of its lines does not count.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if there is no such file.
    public init(file: String) throws(LedgerError) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw LedgerError(.storageUnavailable, "there is no checkpoint at \(file)")
        }
        self.name = file
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        self.checkpoint = Checkpoint(lines.joined(separator: "\n") + "\n")
    }
}

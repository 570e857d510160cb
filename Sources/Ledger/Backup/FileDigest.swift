internal import Crypto
private import Foundation

/// The SHA-256 and the length of a file's bytes.
package struct FileDigest: Hashable, Sendable {
    /// How many bytes are read at once.
    private static let chunkByteCount = 1 << 20

    /// The length of the file.
    package var byteCount: Int64

    /// The 32 bytes of the digest.
    package var sha256: [UInt8]

    init(byteCount: Int64, sha256: [UInt8]) {
        self.byteCount = byteCount
        self.sha256 = sha256
    }

    /// Reads a file.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package init(of path: String) throws(LedgerError) {
        try self.init(of: path, copyingTo: nil, progress: { _, _ in })
    }

    /// Copies a file while it reads it; the copy is readable by its owner only, and durable.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - target: Where the copy goes, over what lies there.
    ///   - progress: Told how many bytes are copied and how many there are.
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package init(
        of path: String,
        copyingTo target: String,
        progress: (_ done: Int64, _ of: Int64) -> Void
    ) throws(LedgerError) {
        try self.init(of: path, copyingTo: Optional(target), progress: progress)
        try FileSwitch.flush(target)
    }

    private init(
        of path: String,
        copyingTo target: String?,
        progress: (Int64, Int64) -> Void
    ) throws(LedgerError) {
        do {
            let source = try FileHandle(forReadingFrom: URL(filePath: path))
            let copy = try target.map { try Self.emptyFile(at: $0) }
            let total = Int64(try source.seekToEnd())
            try source.seek(toOffset: 0)
            var digest = SHA256()
            self.byteCount = 0
            while let chunk = try source.read(upToCount: Self.chunkByteCount), !chunk.isEmpty {
                digest.update(data: chunk)
                try copy?.write(contentsOf: chunk)
                self.byteCount += Int64(chunk.count)
                progress(self.byteCount, total)
            }
            try copy?.close()
            self.sha256 = Array(digest.finalize())
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot \(target == nil ? "read" : "copy") \(path); check the file and the disk",
                cause: error
            )
        }
    }

    /// Writes bytes over the first ones of a copy.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    static func overwrite(_ copy: String, with bytes: [UInt8]) throws(LedgerError) {
        do {
            let file = try FileHandle(forUpdating: URL(filePath: copy))
            try file.write(contentsOf: Data(bytes))
            try file.close()
        } catch {
            throw LedgerError(.storageUnavailable, "cannot write \(copy)", cause: error)
        }
    }

    private static func emptyFile(at path: String) throws -> FileHandle {
        unsafe unlink(path)
        try FilePermissions.createForOwner(path)
        return try FileHandle(forWritingTo: URL(filePath: path))
    }
}

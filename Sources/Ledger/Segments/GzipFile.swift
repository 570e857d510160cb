private import CZlib
private import Foundation

/// Writes a gzip file piece by piece.
///
/// Not `Sendable`: whoever opens it keeps it on one thread.
@safe final class GzipWriter {
    private let handle: gzFile
    private let path: String

    /// Makes a new file, readable by its owner only.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`, also if there is one already.
    init(path: String) throws(LedgerError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        let descriptor = unsafe open(path, flags, 0o600)
        guard descriptor >= 0 else {
            throw Self.error(path, unsafe String(cString: strerror(errno)))
        }
        guard let handle = unsafe gzdopen(descriptor, "wb6") else {
            close(descriptor)
            throw Self.error(path, "zlib has no memory")
        }
        unsafe self.handle = handle
        self.path = path
    }

    /// Compresses some bytes.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    func write(_ bytes: [UInt8]) throws(LedgerError) {
        if bytes.isEmpty { return }
        let written = unsafe gzwrite(self.handle, bytes, UInt32(bytes.count))
        guard Int(written) == bytes.count else {
            throw Self.error(self.path, unsafe Self.message(of: self.handle))
        }
    }

    /// Ends the file; nothing may be written afterwards, and the writer must be let go.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    func finish() throws(LedgerError) {
        guard unsafe gzflush(self.handle, Z_FINISH) == Z_OK else {
            throw Self.error(self.path, unsafe Self.message(of: self.handle))
        }
    }

    deinit {
        // `finish` has written everything: closing adds nothing.
        unsafe gzclose_w(self.handle)
    }

    private static func message(of handle: gzFile) -> String {
        var code: Int32 = 0
        guard let text = unsafe gzerror(handle, &code) else { return "unknown" }
        return unsafe code == Z_ERRNO ? String(cString: strerror(errno)) : String(cString: text)
    }

    private static func error(_ path: String, _ reason: String) -> LedgerError {
        LedgerError(
            .storageUnavailable,
            "cannot write \(path): \(reason); check the folder, its permissions and the disk"
        )
    }
}

/// Reads a gzip file line by line.
///
/// Not `Sendable`: whoever opens it keeps it on one thread.
@safe final class GzipLines {
    /// No line of ours is longer.
    static let lineByteCountMax = 1 << 20

    private static let chunkByteCount = 1 << 18

    private let handle: gzFile
    private let path: String
    private var chunk = [UInt8](repeating: 0, count: GzipLines.chunkByteCount)
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Opens a file.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    init(path: String) throws(LedgerError) {
        guard let handle = unsafe gzopen(path, "rb") else {
            let reason = unsafe String(cString: strerror(errno))
            throw LedgerError(.storageUnavailable, "cannot read \(path): \(reason)")
        }
        unsafe self.handle = handle
        self.path = path
    }

    deinit {
        unsafe gzclose_r(self.handle)
    }

    /// The next line without its end, or `nil` after the last.
    ///
    /// - Throws: ``LedgerError`` `damaged` for what is not gzip, is cut short, or has no lines.
    func next() throws(LedgerError) -> ArraySlice<UInt8>? {
        var searched = self.start
        while true {
            if let end = self.newline(from: searched) {
                defer { self.start = end + 1 }
                return self.buffer[self.start..<end]
            }
            searched = self.buffer.count
            guard searched - self.start <= Self.lineByteCountMax else {
                throw self.damaged("has a line that is too long")
            }
            if self.isAtEnd {
                guard searched == self.start else { throw self.damaged("is cut short") }
                return nil
            }
            searched -= self.start
            try self.fill()
        }
    }

    private func newline(from index: Int) -> Int? {
        unsafe self.buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(
                    base + index,
                    Int32(UInt8(ascii: "\n")),
                    bytes.count - index
                )
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    private func fill() throws(LedgerError) {
        self.buffer.removeFirst(self.start)
        self.start = 0
        let read = unsafe gzread(self.handle, &self.chunk, UInt32(Self.chunkByteCount))
        guard read >= 0 else { throw self.damaged("is not a sound gzip file") }
        self.buffer.append(contentsOf: self.chunk[..<Int(read)])
        self.isAtEnd = read == 0
        if self.isAtEnd { try self.checkEnd() }
    }

    /// A file that was cut short ends like any other, and is told by its error alone.
    private func checkEnd() throws(LedgerError) {
        var code: Int32 = 0
        _ = unsafe gzerror(self.handle, &code)
        guard code == Z_OK || code == Z_STREAM_END, unsafe gzdirect(self.handle) == 0 else {
            throw self.damaged("is cut short, or is not a gzip file")
        }
    }

    private func damaged(_ what: String) -> LedgerError {
        LedgerError(.damaged, "\(self.path) \(what); export it again or take another copy")
    }
}

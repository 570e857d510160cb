private import Foundation

/// A snapshot's file, open for reading from its beginning to its end.
@safe struct SnapshotSource: ~Copyable {
    /// How many bytes the file has.
    let byteCount: Int64

    private let descriptor: Int32

    /// Opens a file, or returns `nil` if that cannot be done.
    init?(path: String) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        self.byteCount = Int64(lseek(descriptor, 0, SEEK_END))
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit {
        close(self.descriptor)
    }

    /// Reads the next bytes as text, or `nil` if they are not there or not UTF-8.
    func text(byteCount: Int) -> String? {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        let isFilled = unsafe bytes.withUnsafeMutableBytes { unsafe self.fill($0) }
        return isFilled ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// Fills a buffer with the next bytes; `false` if they are not there.
    @unsafe func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var done = 0
        while done < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = unsafe read(self.descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }
}

/// A snapshot's file while it is written: beside its place until it is whole and on disk.
@safe struct SnapshotSink: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Begins the file beside its place, readable by its owner only.
    ///
    /// - Throws: `Errno` if that cannot be done.
    init(path: String) throws(Errno) {
        self.path = path
        let descriptor = unsafe open(
            Self.temporary(of: path),
            O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
            0o600
        )
        guard descriptor >= 0 else { throw .last }
        self.descriptor = descriptor
    }

    deinit {
        close(self.descriptor)
    }

    /// Where the file lies until it is whole.
    static func temporary(of path: String) -> String { path + ".new" }

    /// Writes the next bytes.
    ///
    /// - Throws: `Errno` if the disk does not take them.
    func write(_ bytes: [UInt8]) throws(Errno) {
        try unsafe bytes.withUnsafeBufferPointer { (run) throws(Errno) in
            try unsafe self.write(UnsafeRawBufferPointer(run))
        }
    }

    /// Writes the next bytes.
    ///
    /// - Throws: `Errno` if the disk does not take them.
    @unsafe func write(_ run: UnsafeRawBufferPointer) throws(Errno) {
        var done = 0
        while done < run.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: run[done...])
            let count = unsafe Foundation.write(self.descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last }
            done += count
        }
    }

    /// Puts the file in its place.
    ///
    /// - Throws: `Errno` if it is not on disk.
    consuming func finish() throws(Errno) {
        guard fsync(self.descriptor) == 0 else { throw .last }
        guard unsafe rename(Self.temporary(of: self.path), self.path) == 0 else { throw .last }
    }
}

/// A number with which the operating system refuses.
struct Errno: Error, CustomStringConvertible {
    let code: Int32

    /// The number of the call before.
    static var last: Errno { Errno(code: errno) }

    var description: String { unsafe String(cString: strerror(self.code)) }
}

private import Foundation

/// The writer's lease: a kernel lock on `<database>.lock`, so that a ledger has one writer.
///
/// A killed holder frees it, a stopped one keeps it. The file names the holder, for people only.
public final class Lease: Sendable {
    /// How often a lock that is held is asked for, and the pause between: whoever only asks who
    /// holds it has it for a moment.
    private static let attemptCountMax = 10
    private static let pauseMicroseconds: UInt32 = 10_000

    private let descriptor: Int32
    private let file: String

    /// Takes the lease of a ledger, or says who holds it.
    ///
    /// - Parameters:
    ///   - path: The ledger's file.
    ///   - verb: What the holder does, for example `serve`.
    ///   - since: When it began.
    /// - Throws: ``LedgerError`` `leaseHeld` with the holder's words, or `storageUnavailable`.
    public init(of path: String, verb: String, since: Instant) throws(LedgerError) {
        let file = path + ".lock"
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError(
                .storageUnavailable,
                "cannot open \(file): \(Self.reason()); make the folder writable"
            )
        }
        guard Self.lock(descriptor) else {
            let holder = Self.words(in: descriptor)
            close(descriptor)
            throw LedgerError(
                .leaseHeld,
                "\(path) is being written by \(holder); stop it first, or use a reading verb"
            )
        }
        self.descriptor = descriptor
        self.file = file
        Self.write("pid=\(getpid()) verb=\(verb) since=\(since.rfc3339)\n", to: descriptor)
    }

    deinit {
        // Closing the last descriptor of the lock releases it.
        close(self.descriptor)
    }

    /// Whether the locked file still lies where the next process would look for it.
    ///
    /// A file that was deleted or replaced stays locked and keeps nobody out.
    public var isInPlace: Bool {
        var own = stat()
        var there = stat()
        guard
            unsafe fstat(self.descriptor, &own) == 0,
            unsafe stat(self.file, &there) == 0
        else { return false }
        return own.st_ino == there.st_ino && own.st_dev == there.st_dev
    }

    /// Who holds the lease of a ledger, in the holder's words, or `nil` if nobody does.
    public static func holder(of path: String) -> String? {
        let descriptor = unsafe open(path + ".lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return nil }
        return Self.words(in: descriptor)
    }

    private static func lock(_ descriptor: Int32) -> Bool {
        for attempt in 1...Self.attemptCountMax {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            if attempt < Self.attemptCountMax { usleep(Self.pauseMicroseconds) }
        }
        return false
    }

    private static func words(in descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 200)
        let count = unsafe pread(descriptor, &buffer, buffer.count, 0)
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        let line = text.split(separator: "\n").first.map(String.init)
        return line ?? "a process that has not said its name yet"
    }

    private static func write(_ line: String, to descriptor: Int32) {
        // The words are for people; the lock itself does not depend on them.
        _ = ftruncate(descriptor, 0)
        let bytes = Array(line.utf8)
        _ = unsafe pwrite(descriptor, bytes, bytes.count, 0)
    }

    private static func reason() -> String {
        unsafe String(cString: strerror(errno))
    }
}

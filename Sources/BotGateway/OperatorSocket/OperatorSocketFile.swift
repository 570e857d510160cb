private import Foundation
internal import Ledger

/// Why there is no socket.
package struct OperatorSocketFailure: Error, CustomStringConvertible {
    /// One line that says what to do.
    package let description: String
    /// Whether another process listens there, which then writes this ledger too.
    let isLive: Bool
}

/// The socket's file beside the ledger: made whole under another name, then put in its place.
///
/// Whoever puts it there holds the lease of the ledger, so what lies there is left over from a bot
/// that was killed; it is looked at all the same, because somebody may have deleted the lock.
struct OperatorSocketFile: Sendable {
    /// Where it lies.
    let path: String

    /// The folder that only we enter, in which it is made.
    private var draftFolder: String { self.path + ".new" }

    /// Makes the folder for the draft.
    ///
    /// - Returns: Where to listen at first.
    /// - Throws: ``OperatorSocketFailure`` if a process listens at ``path``, or something else lies there.
    func prepare() throws(OperatorSocketFailure) -> String {
        try self.refuseOthers()
        self.discardDraft()
        guard unsafe mkdir(self.draftFolder, 0o700) == 0 else {
            throw self.failure("cannot make \(self.draftFolder): \(Self.reason())")
        }
        return self.draftFolder + "/s"
    }

    /// Puts the socket in its place, readable by its owner alone.
    ///
    /// - Returns: What names it, for ``remove(_:)``.
    /// - Throws: ``OperatorSocketFailure`` if the folder does not let us.
    func publish() throws(OperatorSocketFailure) -> FileNumber {
        let draft = self.draftFolder + "/s"
        defer { self.discardDraft() }
        guard unsafe chmod(draft, 0o600) == 0, let number = FileNumber(of: draft) else {
            throw self.failure("cannot close \(draft) to others: \(Self.reason())")
        }
        // Nobody began to listen there meanwhile: we hold the lease.
        guard unsafe rename(draft, self.path) == 0 else {
            throw self.failure("cannot put \(self.path) in its place: \(Self.reason())")
        }
        return number
    }

    /// Removes the socket, if it is still ours.
    func remove(_ number: FileNumber) {
        guard FileNumber(of: self.path) == number else { return }
        unsafe unlink(self.path)
    }

    /// Removes what a process left that was killed before it had published its socket.
    func discardDraft() {
        unsafe unlink(self.draftFolder + "/s")
        unsafe rmdir(self.draftFolder)
    }

    /// A stale socket may be replaced; one of a live process, or another file, never.
    private func refuseOthers() throws(OperatorSocketFailure) {
        var there = stat()
        guard unsafe lstat(self.path, &there) == 0 else { return }
        guard there.st_mode & S_IFMT == S_IFSOCK else {
            throw self.failure("\(self.path) is not a socket; move it away")
        }
        guard Self.isAnybodyListening(at: self.path) else { return }
        throw OperatorSocketFailure(
            description: "another process listens at \(self.path), so it writes this ledger too; "
                + "find it with `fuser \(self.path)` and stop it",
            isLive: true
        )
    }

    private func failure(_ sentence: String) -> OperatorSocketFailure {
        OperatorSocketFailure(description: sentence, isLive: false)
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}

extension OperatorSocketFile {
    /// Which file it is, whatever its name.
    struct FileNumber: Equatable, Sendable {
        private let device: UInt64
        private let inode: UInt64

        /// Looks at a file; `nil` if there is none.
        init?(of path: String) {
            var there = stat()
            guard unsafe lstat(path, &there) == 0 else { return nil }
            self.device = UInt64(there.st_dev)
            self.inode = UInt64(there.st_ino)
        }
    }

    /// Whether a process holds the socket open; a stopped one does, a killed one does not.
    static func isAnybodyListening(at path: String) -> Bool {
        guard let address = try? SocketAddressPath(path) else { return false }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC | O_NONBLOCK, 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &target.sun_path) { bytes in
            unsafe bytes.copyBytes(from: address.text.utf8.prefix(SocketAddressPath.byteCountMax))
        }
        let result = unsafe withUnsafePointer(to: &target) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // Anything but a refusal, as with a queue that is full, is somebody.
        return result == 0 || (errno != ECONNREFUSED && errno != ENOENT)
    }
}

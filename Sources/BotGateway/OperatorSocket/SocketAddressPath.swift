private import Foundation

/// A path short enough for the address of a socket.
///
/// A longer one is reached through its folder, held open: `/proc/self/fd/N/…`.
final class SocketAddressPath: Sendable {
    /// The path is too long, and this platform has no way around it.
    struct TooLong: Error, CustomStringConvertible {
        let description: String
    }

    /// How many bytes an address holds on every platform, without the zero at its end.
    ///
    /// Source: `sun_path` in `sys/un.h`; 108 bytes on Linux, 104 elsewhere.
    static let byteCountMax = 103

    /// What to write into the address.
    let text: String
    /// The folder, held open for as long as the address is used; −1 = not needed.
    private let folder: Int32

    /// Finds an address for a path.
    ///
    /// - Throws: ``TooLong``.
    init(_ path: String) throws(TooLong) {
        guard path.utf8.count > Self.byteCountMax else {
            self.text = path
            self.folder = -1
            return
        }
        let url = URL(filePath: path)
        let folder = unsafe open(
            url.deletingLastPathComponent().path,
            O_RDONLY | O_DIRECTORY | O_CLOEXEC
        )
        let text = "/proc/self/fd/\(folder)/\(url.lastPathComponent)"
        let isReachable = unsafe access("/proc/self/fd/\(folder)", F_OK) == 0
        guard folder >= 0, isReachable, text.utf8.count <= Self.byteCountMax else {
            if folder >= 0 { close(folder) }
            throw TooLong(
                description: "\(path) has \(path.utf8.count) bytes, a socket's path has at most "
                    + "\(Self.byteCountMax); give the ledger a shorter one with SQLITE_DB_PATH"
            )
        }
        self.text = text
        self.folder = folder
    }

    deinit {
        if self.folder >= 0 { close(self.folder) }
    }
}

private import Foundation

/// Which file lies at a path: its device and its number there.
///
/// A file that is deleted or replaced under an open connection goes on taking writes that nobody
/// will ever read.
struct FileMark: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64

    /// Looks at a path; `nil` if nothing lies there.
    init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.device = UInt64(status.st_dev)
        self.number = UInt64(status.st_ino)
    }
}

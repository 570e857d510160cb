private import Foundation

/// Puts files in the place of others so that a power cut leaves the old one or the new one.
package enum FileSwitch {
    /// Makes the bytes of a file durable.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`: a failed fsync may succeed when repeated, but
    ///   then tells nothing.
    package static func flush(_ path: String) throws(LedgerError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.error("make durable", path) }
    }

    /// Renames a file, over another one if need be, and makes both folders durable.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package static func rename(_ source: String, to target: String) throws(LedgerError) {
        guard unsafe Foundation.rename(source, target) == 0 else {
            throw Self.error("rename", source)
        }
        FilePermissions.flushFolder(of: target)
        FilePermissions.flushFolder(of: source)
    }

    private static func error(_ deed: String, _ path: String) -> LedgerError {
        let reason = unsafe String(cString: strerror(errno))
        return LedgerError(
            .storageUnavailable,
            "cannot \(deed) \(path): \(reason); check the folder, its permissions and the disk"
        )
    }
}

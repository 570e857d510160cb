import Foundation
import Testing

/// A disk of a few megabytes, mounted in a workplace for a while.
struct SmallDisk: Sendable {
    private let place: Workplace
    private let folder: URL

    /// Where a ledger on it lies.
    var database: String { self.folder.appending(path: "ledger.db").path }

    /// Whether this process may mount one.
    static let isPossible: Bool = {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "starledger-mount-\(UUID().uuidString)").path
        defer { _ = unsafe rmdir(folder) }
        guard unsafe mkdir(folder, 0o700) == 0 else { return false }
        let script = "mount -t tmpfs -o size=1m none '\(folder)' && umount '\(folder)'"
        guard
            let shell = try? Spawn(
                "/bin/sh",
                ["-c", script],
                environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
                in: "/"
            )
        else { return false }
        return shell.wait() == 0
    }()

    /// Mounts a disk, lends it, and takes it away again.
    static func mounted(
        in place: Workplace,
        megabytes: Int,
        _ body: (SmallDisk) async throws -> Void
    ) async throws {
        let folder = place.folder.appending(path: "disk")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let disk = SmallDisk(place: place, folder: folder)
        try await disk.shell("mount -t tmpfs -o size=\(megabytes)m none '\(folder.path)'")
        do {
            try await body(disk)
        } catch {
            try await disk.shell("umount -l '\(folder.path)'")
            throw error
        }
        try await disk.shell("umount -l '\(folder.path)'")
    }

    /// Mounts it again with other rights: `ro` or `rw`.
    func remount(_ rights: String) async throws {
        try await self.shell("mount -o remount,\(rights) '\(self.folder.path)'")
    }

    /// Writes until nothing fits any more.
    func fill() throws {
        let descriptor = unsafe open(self.filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 0, count: 4_096)
        while unsafe write(descriptor, block, block.count) > 0 {}
    }

    /// Makes space again.
    func free() throws {
        try FileManager.default.removeItem(atPath: self.filler)
    }

    private var filler: String { self.folder.appending(path: "filler").path }

    private func shell(_ script: String) async throws {
        let child = try Child(
            URL(filePath: "/bin/sh"),
            ["-c", script],
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
            in: self.place.folder
        )
        try #require(try await child.ended() == .exited(0), "\(child.complaints)")
    }
}
